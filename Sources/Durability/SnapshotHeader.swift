// The first bytes of a snapshot, and the directory of what is where in it with the checksum of each piece.
import Columns
import Files

//  offset  bytes
//       0      8  "RECOUP-S"
//       8      4  format, 1
//      12      4  0
//      16      8  number of this snapshot, and of the journal that follows it
//      24      8  the last group in it
//      32      8  the sequence of the next part
//      40      8  where the directory begins
//      48      8  its length
//      56      4  CRC-32C of the directory
//      60      4  CRC-32C of bytes 0 to 59
//      64         pieces, each beginning at a multiple of 64, then the directory
//
//  directory = length of the layout u32, layout (see Layout.swift),
//              pool of texts, pool of id patterns, then each table of the layout in order
//  pool      = its sections bytes, ends, slots, each: offset u64, length u64, a sum u32 for every 65,536 bytes
//  table     = rows u64, ascending u64, offset of the tombstones u64, their words u64, their sum u32, then each column
//  column    = offset u64, bounds u8 (1: with bounds), a sum u32 for every block of 4,096 rows,
//              the bytes of columns that hold one value in every row may overlap,
//              with bounds: least and greatest lane, i64 each, for every block; least > greatest where all are null

struct SnapshotHeader: Hashable {
    static let magic = Array("RECOUP-S".utf8)
    static let format: UInt32 = 1
    static let size = 64
    static let alignment = 64

    var number: UInt64
    var group: UInt64
    var sequence: UInt64
    var directoryOffset: UInt64
    var directoryLength: UInt64
    var directoryChecksum: UInt32

    var bytes: [UInt8] {
        var out = ByteWriter()
        out.raw(Self.magic)
        out.u32(Self.format)
        out.u32(0)
        out.u64(number)
        out.u64(group)
        out.u64(sequence)
        out.u64(directoryOffset)
        out.u64(directoryLength)
        out.u32(directoryChecksum)
        out.u32(Checksum.crc32c(out.bytes))
        return out.bytes
    }

    /// The header of a file, and its directory's bytes, both verified.
    static func read(
        _ bytes: UnsafeRawBufferPointer, file: String, number: UInt64
    ) throws(BookFault) -> (SnapshotHeader, directory: UnsafeRawBufferPointer) {
        var reader = ByteReader(bytes, section: "the header")
        let header: SnapshotHeader
        let format: UInt32
        do throws(FormatFault) {
            let magicIsOurs = try reader.raw(8).elementsEqual(magic)
            format = try reader.u32()
            _ = try reader.u32()
            header = SnapshotHeader(
                number: try reader.u64(), group: try reader.u64(), sequence: try reader.u64(),
                directoryOffset: try reader.u64(), directoryLength: try reader.u64(), directoryChecksum: try reader.u32())
            let sum = try reader.u32()
            guard magicIsOurs, Checksum.crc32c(UnsafeRawBufferPointer(rebasing: bytes[..<60])) == sum else {
                throw reader.fault
            }
        } catch {
            throw .damaged(file: file, section: "the header", offset: error.offset)
        }
        guard format == Self.format else { throw .newer(file: file, format: format) }
        guard header.number == number, header.group < UInt64.max, header.sequence > 0 else {
            throw .damaged(file: file, section: "the header's numbers", offset: 16)
        }
        guard let offset = Int(exactly: header.directoryOffset), let length = Int(exactly: header.directoryLength),
            offset >= size, offset <= bytes.count, length <= bytes.count - offset
        else { throw .damaged(file: file, section: "the place of the directory", offset: 40) }
        let directory = UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + length)])
        guard Checksum.crc32c(directory) == header.directoryChecksum else {
            throw .damaged(file: file, section: "the directory", offset: offset)
        }
        return (header, directory)
    }
}
