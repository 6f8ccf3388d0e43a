// Where in an input something is wrong, for a person who opens it in an editor. Knows no format.

/// Line and column, both from 1; a column is a scalar, not a byte.
package struct InputPlace: Hashable, Sendable {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// The place of `offset` in bytes of which the first stands at `start`. A line ends with LF, CR or both.
    init(of offset: Int, in bytes: UnsafeBufferPointer<UInt8>, startingAt start: InputPlace) {
        self = start
        var lineStart = 0
        let end = max(0, min(offset, bytes.count))
        for index in 0..<end where Self.endsLine(bytes, at: index) {
            line += 1
            column = 1
            lineStart = index + 1
        }
        for index in lineStart..<end where bytes[index] & 0xC0 != 0x80 { column += 1 }
    }

    private static func endsLine(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        switch bytes[index] {
        case UInt8(ascii: "\n"): true
        case UInt8(ascii: "\r"): index + 1 == bytes.count || bytes[index + 1] != UInt8(ascii: "\n")
        default: false
        }
    }

    /// How many lines end within `bytes`.
    static func lineEnds(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var count = 0
        for index in 0..<bytes.count where endsLine(bytes, at: index) { count += 1 }
        return count
    }
}
