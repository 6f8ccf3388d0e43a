// The head of a journal file: who it is, what comes first in it, and the layout its cells are in.
import Files

//  offset  bytes
//       0      8  "RECOUP-J"
//       8      4  format, 1
//      12      4  step: the file's size is always a multiple of it, filled up with zeros
//      16      8  number of this journal
//      24      8  its first group
//      32      8  its first sequence
//      40      8  salt, random
//      48      4  length of the layout
//      52      4  CRC-32C of the layout
//      56      4  0
//      60      4  CRC-32C of bytes 0 to 59: what every sum in this journal starts from
//      64     64  the same again
//     128         layout, then frames

struct JournalHeader: Hashable {
    static let magic = Array("RECOUP-J".utf8)
    static let format: UInt32 = 1
    static let size = 64
    static let layoutOffset = 128
    /// A layout is a few kilobytes; more is nonsense.
    static let layoutLimit = 1 << 20

    var step: UInt32
    var number: UInt64
    var firstGroup: UInt64
    var firstSequence: UInt64
    var salt: UInt64
    var layoutLength: UInt32
    var layoutChecksum: UInt32

    init(number: UInt64, firstGroup: UInt64, firstSequence: UInt64, salt: UInt64, step: UInt32, layout: [UInt8]) {
        self.step = max(step, 1)
        self.number = number
        self.firstGroup = firstGroup
        self.firstSequence = firstSequence
        self.salt = salt
        layoutLength = UInt32(clamping: layout.count)
        layoutChecksum = Checksum.crc32c(layout)
    }

    var framesOffset: Int { Self.layoutOffset + Int(layoutLength) }

    private var fields: [UInt8] {
        var out = ByteWriter()
        out.raw(Self.magic)
        out.u32(Self.format)
        out.u32(step)
        out.u64(number)
        out.u64(firstGroup)
        out.u64(firstSequence)
        out.u64(salt)
        out.u32(layoutLength)
        out.u32(layoutChecksum)
        out.u32(0)
        return out.bytes
    }

    var seed: UInt32 { Checksum.crc32c(fields) }

    var bytes: [UInt8] {
        var out = ByteWriter()
        out.raw(fields)
        out.u32(seed)
        return out.bytes
    }

    enum Reading {
        case sound(JournalHeader, fromCopy: Bool)
        case newer(UInt32)
        case damaged
    }

    static func read(_ bytes: UnsafeRawBufferPointer) -> Reading {
        for copy in 0..<2 where bytes.count >= (copy + 1) * size {
            let view = UnsafeRawBufferPointer(rebasing: bytes[(copy * size)..<((copy + 1) * size)])
            var reader = ByteReader(view, section: "the header")
            guard let (format, header, sum) = try? fields(&reader),
                Checksum.crc32c(UnsafeRawBufferPointer(rebasing: view[..<60])) == sum
            else { continue }
            if format != Self.format { return .newer(format) }
            guard header.step > 0, header.firstGroup > 0, header.firstSequence > 0, header.layoutLength <= layoutLimit else {
                continue
            }
            return .sound(header, fromCopy: copy == 1)
        }
        return .damaged
    }

    private static func fields(
        _ reader: inout ByteReader
    ) throws(FormatFault) -> (format: UInt32, JournalHeader, sum: UInt32) {
        guard try reader.raw(8).elementsEqual(magic) else { throw reader.fault }
        let format = try reader.u32()
        var header = JournalHeader(number: 0, firstGroup: 0, firstSequence: 0, salt: 0, step: 1, layout: [])
        header.step = try reader.u32()
        header.number = try reader.u64()
        header.firstGroup = try reader.u64()
        header.firstSequence = try reader.u64()
        header.salt = try reader.u64()
        header.layoutLength = try reader.u32()
        header.layoutChecksum = try reader.u32()
        _ = try reader.u32()
        return (format, header, try reader.u32())
    }
}
