// Reads what ByteWriter wrote, from bytes that may be anything: every step is checked, and a count is believed only as far as
// the bytes that are left could hold so many items.

/// Where the bytes stopped making sense.
struct FormatFault: Error, Hashable {
    /// What was being read, in words: `the layout`, `an insert`.
    let section: String
    /// Bytes from the start of what was being read.
    let offset: Int
}

struct ByteReader {
    let bytes: UnsafeRawBufferPointer
    private(set) var position: Int
    /// Named in faults.
    var section: String

    init(_ bytes: UnsafeRawBufferPointer, section: String) {
        self.bytes = bytes
        self.section = section
        position = 0
    }

    var left: Int { bytes.count - position }
    var isAtEnd: Bool { position >= bytes.count }
    var fault: FormatFault { FormatFault(section: section, offset: position) }

    mutating func u8() throws(FormatFault) -> UInt8 {
        guard position < bytes.count else { throw fault }
        defer { position &+= 1 }
        return bytes[position]
    }

    mutating func u16() throws(FormatFault) -> UInt16 { try fixed() }
    mutating func u32() throws(FormatFault) -> UInt32 { try fixed() }
    mutating func u64() throws(FormatFault) -> UInt64 { try fixed() }

    private mutating func fixed<Word: FixedWidthInteger>() throws(FormatFault) -> Word {
        let width = MemoryLayout<Word>.size
        guard left >= width else { throw fault }
        defer { position &+= width }
        return Word(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: Word.self))
    }

    mutating func varint() throws(FormatFault) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let byte = try u8()
            // The tenth byte has room for one bit.
            if shift == 63, byte > 1 { throw fault }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift &+= 7
            if shift > 63 { throw fault }
        }
    }

    mutating func zigzag() throws(FormatFault) -> Int64 {
        let raw = try varint()
        return Int64(bitPattern: raw >> 1) ^ (0 &- Int64(bitPattern: raw & 1))
    }

    /// A number at most `limit`.
    mutating func number(upTo limit: Int) throws(FormatFault) -> Int {
        let value = try varint()
        guard let number = Int(exactly: value), number <= limit else { throw fault }
        return number
    }

    /// How many items follow, each of at least `width` bytes.
    mutating func count(of width: Int = 1) throws(FormatFault) -> Int { try number(upTo: left / max(1, width)) }

    mutating func raw(_ count: Int) throws(FormatFault) -> UnsafeRawBufferPointer {
        guard count >= 0, count <= left else { throw fault }
        defer { position &+= count }
        return UnsafeRawBufferPointer(rebasing: bytes[position..<(position &+ count)])
    }

    mutating func blob() throws(FormatFault) -> UnsafeRawBufferPointer { try raw(try count()) }

    /// Invalid UTF-8 repaired: for what people read, not for cells.
    mutating func text() throws(FormatFault) -> String { String(decoding: try blob(), as: UTF8.self) }

    mutating func skip(_ count: Int) throws(FormatFault) { _ = try raw(count) }
}
