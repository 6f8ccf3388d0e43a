// One row for a person, as names and values side by side: the account card, the answer of a look-up. A long value
// goes on below itself, so that nothing is cut at any width. Safe as a table is safe. May not know what a row means.
//
//     debtor   D-17
//     name     Müller Foods GmbH
//     balance  1,250.50 EUR
//     note     wants to pay in three parts,
//              see plan

import Values

package struct RecordPainter: Sendable {
    /// Columns of the screen; nil off a terminal.
    package var width: Int?
    package var palette: Palette

    package init(width: Int?, palette: Palette = .plain) {
        self.width = width.map { max(1, $0) }
        self.palette = palette
    }

    /// Every row of `grid`, an empty line between two.
    package func text(_ grid: Grid) -> String {
        var out: [UInt8] = []
        let names = grid.columns.map { Array(SafeText.visible($0.name).utf8) }
        let widths = names.map { $0.withUnsafeBufferPointer { DisplayWidth.columns(of: $0) } }
        let indent = (widths.max() ?? 0) + TableLayout.gap
        for row in 0..<grid.rowCount {
            if row > 0 { out.append(UInt8(ascii: "\n")) }
            for column in grid.columns.indices {
                out.append(contentsOf: palette.rule.utf8)
                out.append(contentsOf: names[column])
                out.append(contentsOf: palette.reset.utf8)
                let blanks = indent - widths[column]
                value(grid, row: row, column: column, after: blanks, indent: indent, to: &out)
                out.append(UInt8(ascii: "\n"))
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    private func value(_ grid: Grid, row: Int, column: Int, after blanks: Int, indent: Int, to out: inout [UInt8]) {
        var sink = ByteSink()
        guard grid.cell(row, column, &sink) else {
            pad(blanks, to: &out)
            out.append(contentsOf: (palette.null + palette.dash + palette.reset).utf8)
            return
        }
        var text: [UInt8] = []
        sink.bytes.withUnsafeBufferPointer { SafeText.append($0, to: &text) }
        let about = grid.columns[column]
        if about.kind == .number { text = NumberCell.grouped(text, about.isGrouped) }
        if !text.isEmpty { pad(blanks, to: &out) }
        let isNegative = about.kind == .number && text.first == UInt8(ascii: "-")
        if isNegative { out.append(contentsOf: palette.negative.utf8) }
        // On a screen too narrow for names and values side by side, a value still gets a few columns to stand in.
        let room = width.map { max(8, $0 - indent) } ?? .max
        text.withUnsafeBufferPointer { bytes in
            var isFirst = true
            Clipping.forEachLine(of: bytes, room: room) { line in
                if !isFirst {
                    out.append(UInt8(ascii: "\n"))
                    pad(indent, to: &out)
                }
                out.append(contentsOf: line)
                isFirst = false
            }
        }
        if isNegative { out.append(contentsOf: palette.reset.utf8) }
    }

    private func pad(_ count: Int, to out: inout [UInt8]) {
        if count > 0 { out.append(contentsOf: repeatElement(UInt8(ascii: " "), count: count)) }
    }
}
