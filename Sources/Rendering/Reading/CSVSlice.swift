// One field of a record as the scan leaves it, and the bytes that delimit fields. Trivial, 12 bytes.

struct CSVSlice {
    var start: Int32
    var length: Int32
    var marks: UInt8

    static let quoted: UInt8 = 1
    /// Holds at least one `""`.
    static let doubled: UInt8 = 2

    static let quote = UInt8(ascii: "\"")
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")

    /// Offsets fit: a record is capped at a gigabyte, and the window with it.
    @inline(__always)
    init(start: Int, end: Int, marks: UInt8) {
        self.start = Int32(truncatingIfNeeded: start)
        length = Int32(truncatingIfNeeded: end &- start)
        self.marks = marks
    }
}
