// How a terminal lays a painted row out anew when it has become narrower: wide characters are never cut in two.

extension Frame.Row {
    /// The clusters of the row as a terminal counts them, without what only colours.
    private var glyphs: [Glyph] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        var isEscape = false
        for byte in bytes {
            if byte == 0x1B { isEscape = true } else if isEscape { isEscape = byte != 0x6D } else { text.append(byte) }
        }
        return Glyphs.of(Glyphs.scalars(text)[...])
    }

    /// Where a column of the row lies when it is wrapped.
    func wrapped(at column: Int, width: Int) -> (row: Int, column: Int) {
        // Where nothing is wide nothing is left open at an edge.
        var (row, at, passed) = (0, 0, 0)
        for glyph in glyphs {
            if at + glyph.width > width { (row, at) = (row + 1, 0) }
            if passed >= column, column < self.width { return (row, at) }
            at += glyph.width
            passed += glyph.width
        }
        // Behind the last cell: the cursor waits in it as long as the row is full.
        return at >= width && column >= passed && column > 0 && column == self.width ? (row, max(0, width - 1)) : (row, at)
    }

    /// The rows it makes.
    func cut(width: Int) -> [Frame.Row] {
        guard self.width > width else { return [self] }
        var rows: [Frame.Row] = []
        var row = Frame.Row(bytes: [], width: 0)
        for glyph in glyphs {
            if row.width + glyph.width > width {
                rows.append(row)
                row = Frame.Row(bytes: [], width: 0)
            }
            row.bytes += glyph.bytes
            row.width += glyph.width
        }
        return rows + [row]
    }
}
