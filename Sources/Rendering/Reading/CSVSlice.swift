// One field of a record as the scan leaves it, the record as its reader sees it, and the bytes that delimit fields.
// Trivial: nothing here owns memory, and everything is over when the reader steps on.

@usableFromInline
struct CSVSlice {
    @usableFromInline var start: Int32
    @usableFromInline var length: Int32
    @usableFromInline var marks: UInt8

    @usableFromInline static let quoted: UInt8 = 1
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

/// The fields of one record: `let fields = reader.fields; fields[3]`. Read through a copy of two pointers, so that a
/// loop over the columns asks the reader nothing.
package struct CSVFields {
    @usableFromInline let base: UnsafeMutablePointer<UInt8>
    @usableFromInline let slices: UnsafeMutablePointer<CSVSlice>
    package let count: Int

    init(base: UnsafeMutablePointer<UInt8>, slices: UnsafeMutablePointer<CSVSlice>, count: Int) {
        self.base = base
        self.slices = slices
        self.count = count
    }

    /// The bytes of a field, unquoted; empty where there is no such field.
    @inlinable
    package subscript(index: Int) -> UnsafeBufferPointer<UInt8> {
        guard index >= 0, index < count else { return UnsafeBufferPointer(start: nil, count: 0) }
        let slice = slices[index]
        return UnsafeBufferPointer(start: base + Int(slice.start), count: Int(slice.length))
    }

    @inlinable
    package func isQuoted(_ index: Int) -> Bool {
        index >= 0 && index < count && slices[index].marks & CSVSlice.quoted != 0
    }
}
