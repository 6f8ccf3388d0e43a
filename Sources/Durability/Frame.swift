// One frame of a journal: header, then payload. It knows lengths and checksums, not what a payload means.
import Files

//  offset  bytes
//       0      2  mark 0x52 0xF7
//       2      1  kind: 1 part of a group, 2 ack mark
//       3      1  0
//       4      4  payload length, at most 1 MiB
//       8      8  sequence: parts are counted from 1 over all journals; an ack mark has that of the part before it
//      16      8  group; an ack mark has that of the group before it
//      24      8  synced: every group up to this one was on the disk when the frame was written
//      32      4  index: which part of its group, from 0
//      36      4  total: parts of the group, told by its last part; 0 in those before (they are written before it is known)
//      40      4  CRC-32C of the payload
//      44      4  CRC-32C of bytes 0 to 43
//      48         payload
// Numbers are little endian. Both sums start from the checksum of the journal's own header, which holds a random salt: no
// bytes that a user can put into a text are ever a frame. The header is verified before its length is used.

struct Frame: Hashable {
    enum Kind: UInt8 { case part = 1, ack = 2 }

    static let headerSize = 48
    static let payloadLimit = 1 << 20
    static let mark: (UInt8, UInt8) = (0x52, 0xF7)

    var kind: Kind
    var length: Int
    var sequence: UInt64
    var group: UInt64
    var synced: UInt64
    var index: UInt32
    var total: UInt32
    var payloadChecksum: UInt32

    func header(seed: UInt32) -> [UInt8] {
        var out = ByteWriter()
        out.reserve(Self.headerSize)
        out.u8(Self.mark.0)
        out.u8(Self.mark.1)
        out.u8(kind.rawValue)
        out.u8(0)
        out.u32(UInt32(clamping: length))
        out.u64(sequence)
        out.u64(group)
        out.u64(synced)
        out.u32(index)
        out.u32(total)
        out.u32(payloadChecksum)
        out.u32(Checksum.crc32c(out.bytes, seed: seed))
        return out.bytes
    }

    /// The header at `offset` if there is a whole, sound one; its payload is not looked at.
    init?(headerAt offset: Int, in bytes: UnsafeRawBufferPointer, seed: UInt32) {
        guard offset >= 0, bytes.count - offset >= Self.headerSize,
            bytes[offset] == Self.mark.0, bytes[offset + 1] == Self.mark.1
        else { return nil }
        let view = UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + Self.headerSize)])
        func u32(_ at: Int) -> UInt32 { UInt32(littleEndian: view.loadUnaligned(fromByteOffset: at, as: UInt32.self)) }
        func u64(_ at: Int) -> UInt64 { UInt64(littleEndian: view.loadUnaligned(fromByteOffset: at, as: UInt64.self)) }
        guard Checksum.crc32c(UnsafeRawBufferPointer(rebasing: view[..<44]), seed: seed) == u32(44),
            let kind = Kind(rawValue: view[2]), view[3] == 0, u32(4) <= Self.payloadLimit
        else { return nil }
        self.kind = kind
        length = Int(u32(4))
        sequence = u64(8)
        group = u64(16)
        synced = u64(24)
        index = u32(32)
        total = u32(36)
        payloadChecksum = u32(40)
    }

    init(
        kind: Kind, length: Int, sequence: UInt64, group: UInt64, synced: UInt64, index: UInt32, total: UInt32,
        payloadChecksum: UInt32
    ) {
        self.kind = kind
        self.length = length
        self.sequence = sequence
        self.group = group
        self.synced = synced
        self.index = index
        self.total = total
        self.payloadChecksum = payloadChecksum
    }

    /// The payload of this frame, whose header is at `offset`, if it is whole and sound.
    func payload(at offset: Int, in bytes: UnsafeRawBufferPointer, seed: UInt32) -> UnsafeRawBufferPointer? {
        let start = offset + Self.headerSize
        guard start <= bytes.count, length <= bytes.count - start else { return nil }
        let payload = UnsafeRawBufferPointer(rebasing: bytes[start..<(start + length)])
        return Checksum.crc32c(payload, seed: seed) == payloadChecksum ? payload : nil
    }

    static func ack(sequence: UInt64, group: UInt64, seed: UInt32) -> [UInt8] {
        Frame(
            kind: .ack, length: 0, sequence: sequence, group: group, synced: group, index: 0, total: 0,
            payloadChecksum: seed
        ).header(seed: seed)
    }
}
