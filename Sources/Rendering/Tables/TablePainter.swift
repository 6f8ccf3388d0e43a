// A table for a person: a heading, a thin rule, aligned columns, and a footer that hides nothing. Off a terminal (no
// width) nothing is cut and, with the plain palette, no escape is written. Data goes through `SafeText`; the only
// escapes are the palette's. May not know what a row means.
//
//     id        debtor             balance
//     ────────  ───────────────  ─────────
//     INV-0311  Müller Logisti…   1,250.50
//     INV-0312  –                    -7.00
//     2 of 1,204 rows, 3 of 14 columns: `last` shows all

import Values

package struct TablePainter: Sendable {
    /// Columns of the screen; nil off a terminal.
    package var width: Int?
    package var palette: Palette
    /// How many bytes are gathered before they are handed on.
    static let chunk = 1 << 16

    package init(width: Int?, palette: Palette = .plain) {
        self.width = width.map { max(1, $0) }
        self.palette = palette
    }

    /// The whole table at once: for what fits a screen, and for tests.
    package func text(_ grid: Grid, footer: TableFooter) -> String {
        var bytes: [UInt8] = []
        paint(grid, footer: footer) { bytes.append(contentsOf: $0) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Hands the table to `write` in chunks of about 64 KB. Every cell is asked for twice: to measure, then to print.
    package func paint<Failure: Error>(
        _ grid: Grid, footer: TableFooter, to write: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Void
    ) throws(Failure) {
        let layout = TableLayout(grid, width: width)
        var out = ChunkedBytes()
        var sink = ByteSink(reserving: 256)
        heading(grid, layout, to: &out.bytes)
        for row in 0..<grid.rowCount {
            line(grid, layout, row: row, sink: &sink, to: &out.bytes)
            try out.handOn(beyond: Self.chunk, to: write)
        }
        append(footer, shownRows: grid.rowCount, shownColumns: layout.columns.count, to: &out.bytes)
        try out.handOn(beyond: 0, to: write)
    }

    private func heading(_ grid: Grid, _ layout: TableLayout, to out: inout [UInt8]) {
        guard !layout.columns.isEmpty else { return }
        out.append(contentsOf: palette.header.utf8)
        for (place, column) in layout.columns.enumerated() {
            let about = grid.columns[column.source]
            var name = Array(SafeText.visible(about.name).utf8)
            clip(&name, from: 0, to: column.width)
            let blanks = column.width - name.withUnsafeBufferPointer { DisplayWidth.columns(of: $0) }
            if about.kind == .number { pad(blanks, to: &out) }
            out.append(contentsOf: name)
            let isLast = place == layout.columns.count - 1
            if !isLast { pad((about.kind == .number ? 0 : blanks) + TableLayout.gap, to: &out) }
        }
        out.append(contentsOf: palette.reset.utf8)
        out.append(UInt8(ascii: "\n"))
        out.append(contentsOf: palette.rule.utf8)
        for (place, column) in layout.columns.enumerated() {
            if place > 0 { pad(TableLayout.gap, to: &out) }
            for _ in 0..<column.width { out.append(contentsOf: palette.line.utf8) }
        }
        out.append(contentsOf: palette.reset.utf8)
        out.append(UInt8(ascii: "\n"))
    }

    private func line(_ grid: Grid, _ layout: TableLayout, row: Int, sink: inout ByteSink, to out: inout [UInt8]) {
        var cell: [UInt8] = []
        var owed = 0  // blanks not yet written: none are left at the end of a line
        for (place, column) in layout.columns.enumerated() {
            if place > 0 { owed += TableLayout.gap }
            let about = grid.columns[column.source]
            sink.clear()
            guard grid.cell(row, column.source, &sink) else {
                let blanks = column.width - 1
                if about.kind == .number { owed += blanks }
                pad(owed, to: &out)
                coloured(palette.null, palette.dash.utf8, to: &out)
                owed = about.kind == .number ? 0 : blanks
                continue
            }
            cell.removeAll(keepingCapacity: true)
            sink.bytes.withUnsafeBufferPointer { SafeText.append($0, to: &cell) }
            if about.kind == .number {
                owed = number(cell, column, grouped: about.isGrouped, after: owed, to: &out)
            } else {
                clip(&cell, from: 0, to: column.width)
                if !cell.isEmpty {
                    pad(owed, to: &out)
                    owed = 0
                }
                out.append(contentsOf: cell)
                owed += column.width - cell.withUnsafeBufferPointer { DisplayWidth.columns(of: $0) }
            }
        }
        out.append(UInt8(ascii: "\n"))
    }

    /// Returns the blanks owed behind the number: what decimals and unit leave open.
    private func number(
        _ cell: [UInt8], _ column: TableLayout.Column, grouped: Bool, after owed: Int, to out: inout [UInt8]
    ) -> Int {
        cell.withUnsafeBufferPointer { bytes in
            let parts = NumberCell(bytes, grouped: grouped)
            let room = column.whole + column.decimals + column.unit
            guard let parts, room <= column.width else {
                var text = cell
                clip(&text, from: 0, to: column.width)
                pad(owed + column.width - text.withUnsafeBufferPointer { DisplayWidth.columns(of: $0) }, to: &out)
                out.append(contentsOf: text)
                return 0
            }
            pad(owed + column.width - room + column.whole - parts.wholeWidth, to: &out)
            if parts.isNegative { out.append(contentsOf: palette.negative.utf8) }
            parts.appendWhole(of: bytes, to: &out)
            out.append(contentsOf: bytes[parts.decimals])
            var open = column.decimals - parts.decimals.count
            if !parts.unit.isEmpty {
                pad(open, to: &out)
                out.append(contentsOf: bytes[parts.unit])
                open = 0
            }
            if parts.isNegative { out.append(contentsOf: palette.reset.utf8) }
            return open + column.unit - DisplayWidth.columns(of: .init(rebasing: bytes[parts.unit]))
        }
    }

    private func append(_ footer: TableFooter, shownRows: Int, shownColumns: Int, to out: inout [UInt8]) {
        for line in footer.lines(shownRows: shownRows, shownColumns: shownColumns) {
            Array(SafeText.visible(line).utf8).withUnsafeBufferPointer { text in
                Clipping.forEachLine(of: text, room: width ?? .max) { line in
                    coloured(palette.footer, line, to: &out)
                    out.append(UInt8(ascii: "\n"))
                }
            }
        }
    }

    private func coloured(_ colour: String, _ text: some Sequence<UInt8>, to out: inout [UInt8]) {
        out.append(contentsOf: colour.utf8)
        out.append(contentsOf: text)
        out.append(contentsOf: palette.reset.utf8)
    }

    private func clip(_ bytes: inout [UInt8], from start: Int, to columns: Int) {
        Clipping.clip(&bytes, from: start, to: columns, ellipsis: palette.ellipsis)
    }

    private func pad(_ count: Int, to out: inout [UInt8]) {
        if count > 0 { out.append(contentsOf: repeatElement(UInt8(ascii: " "), count: count)) }
    }
}
