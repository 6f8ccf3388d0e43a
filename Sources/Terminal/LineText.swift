// The line as libedit has it, in scalars, and as everyone else has it, in bytes, with places in one turned into the other.

struct LineText {
    let scalars: [UInt32]
    let cursor: Int
    let bytes: [UInt8]
    private let isASCII: Bool

    init(_ line: EditorHandle.Line) {
        scalars = line.text
        cursor = line.cursor
        bytes = Glyphs.utf8(line.text)
        isASCII = bytes.count == line.text.count
    }

    var isAtEnd: Bool { cursor == scalars.count }
    var byteCursor: Int { byte(of: cursor) }

    /// Where a scalar begins in the bytes.
    func byte(of scalar: Int) -> Int {
        if isASCII { return scalar }
        return scalars.prefix(scalar).reduce(0) { $0 + Self.length($1) }
    }

    /// The scalar that a byte belongs to.
    func scalar(of byte: Int) -> Int {
        if isASCII { return max(0, min(byte, scalars.count)) }
        var passed = 0
        for (place, value) in scalars.enumerated() {
            if passed >= byte { return place }
            passed += Self.length(value)
        }
        return scalars.count
    }

    func scalars(of range: Range<Int>) -> Range<Int> {
        let lower = scalar(of: range.lowerBound)
        return lower..<max(lower, scalar(of: range.upperBound))
    }

    /// As `Glyphs.utf8` writes it.
    private static func length(_ value: UInt32) -> Int {
        Unicode.Scalar(value).map { UTF8.width($0) } ?? 3
    }

    // MARK: rows and clusters

    /// The row of the statement that the cursor is in, without its newline.
    var row: Range<Int> {
        let start = scalars[..<cursor].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        return start..<(scalars[cursor...].firstIndex(of: 0x0A) ?? scalars.count)
    }

    /// Where the cluster behind the cursor ends.
    var afterCluster: Int {
        guard cursor < scalars.count else { return cursor }
        if scalars[cursor] == 0x0A { return cursor + 1 }
        var at = row.lowerBound
        for glyph in Glyphs.of(scalars[row]) {
            at += glyph.scalars
            if at > cursor { return at }
        }
        return cursor + 1
    }

    /// Where the cluster before the cursor begins.
    var beforeCluster: Int {
        guard cursor > 0 else { return 0 }
        let row = row
        guard cursor > row.lowerBound else { return cursor - 1 }
        var at = row.lowerBound
        for glyph in Glyphs.of(scalars[row]) {
            if at + glyph.scalars >= cursor { return at }
            at += glyph.scalars
        }
        return cursor - 1
    }
}
