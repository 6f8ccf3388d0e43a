// CSV and TSV out: RFC 4180 quoting, lines ended by LF, null as nothing and empty text as `""`, so that reading back gives what was written.
// Text that a spreadsheet would run is guarded (`FormulaGuard`). May not change a text in any other way: control characters go out as
// they are.

struct DelimitedWriter {
    private let grid: Grid
    private let separator: UInt8
    private let isGuarded: Bool

    init(_ grid: Grid, separator: UInt8, isGuarded: Bool) {
        self.grid = grid
        self.separator = separator
        self.isGuarded = isGuarded
    }

    func head(to out: inout [UInt8]) {
        for (index, column) in grid.columns.enumerated() {
            if index > 0 { out.append(separator) }
            let start = out.count
            out.append(contentsOf: column.name.utf8)
            finish(&out, from: start, isText: true)
        }
        out.append(UInt8(ascii: "\n"))
    }

    func row(_ row: Int, to out: inout [UInt8]) {
        for column in grid.columns.indices {
            if column > 0 { out.append(separator) }
            let start = out.count
            guard grid.cell(row, column, &out) else { continue }
            switch grid.columns[column].kind {
            case .text: finish(&out, from: start, isText: true)
            case .symbol, .flag, .number: finish(&out, from: start, isText: false)
            }
        }
        out.append(UInt8(ascii: "\n"))
    }

    /// Guards and quotes the cell that was just appended, where it needs either.
    @inline(__always)
    private func finish(_ out: inout [UInt8], from start: Int, isText: Bool) {
        let needs = out.withUnsafeBufferPointer { all in
            let cell = UnsafeBufferPointer(rebasing: all[start...])
            return (quotes: needsQuotes(cell), guards: isText && isGuarded && FormulaGuard.isNeeded(cell))
        }
        if needs.quotes || needs.guards { rewrite(&out, from: start, quotes: needs.quotes, guards: needs.guards) }
    }

    @inline(__always)
    private func needsQuotes(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        // Empty text differs from null; a byte-order mark would be taken for the file's own.
        guard let first = cell.first, first != 0xEF else { return true }
        for byte in cell where byte <= 0x22 || byte == separator {
            if byte == separator || byte == CSVSlice.quote || byte == CSVSlice.lineFeed || byte == CSVSlice.carriageReturn {
                return true
            }
        }
        return false
    }

    private func rewrite(_ out: inout [UInt8], from start: Int, quotes: Bool, guards: Bool) {
        let cell = Array(out[start...])
        out.removeSubrange(start...)
        if quotes { out.append(CSVSlice.quote) }
        if guards { out.append(FormulaGuard.apostrophe) }
        for byte in cell {
            out.append(byte)
            if quotes, byte == CSVSlice.quote { out.append(byte) }
        }
        if quotes { out.append(CSVSlice.quote) }
    }
}
