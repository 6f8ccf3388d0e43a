// CSV and TSV out: RFC 4180 quoting, lines ended by LF, null as nothing and empty text as `""`, so that reading back
// gives what was written. Text that a spreadsheet would run is guarded (`FormulaGuard`). May not change a text in any
// other way: control characters go out as they are.

import Values

struct DelimitedWriter {
    private let grid: Grid
    private let separator: UInt8
    private let isGuarded: Bool
    /// The greatest byte that can ask for quotes: the comma. Most bytes of most cells are beyond it.
    private static let greatestMark = UInt8(ascii: ",")

    init(_ grid: Grid, separator: UInt8, isGuarded: Bool) {
        self.grid = grid
        self.separator = separator
        self.isGuarded = isGuarded
    }

    func head(to out: inout [UInt8]) {
        for (index, column) in grid.columns.enumerated() {
            if index > 0 { out.append(separator) }
            var name = column.name
            name.withUTF8 { append($0, kind: .text, to: &out) }
        }
        out.append(CSVSlice.lineFeed)
    }

    func row(_ row: Int, cell: inout ByteSink, to out: inout [UInt8]) {
        for column in grid.columns.indices {
            if column > 0 { out.append(separator) }
            cell.clear()
            guard grid.cell(row, column, &cell) else { continue }
            cell.bytes.withUnsafeBufferPointer { append($0, kind: grid.columns[column].kind, to: &out) }
        }
        out.append(CSVSlice.lineFeed)
    }

    private func append(_ cell: UnsafeBufferPointer<UInt8>, kind: CellKind, to out: inout [UInt8]) {
        let guards = kind == .text && isGuarded && FormulaGuard.isNeeded(cell)
        guard needsQuotes(cell) else {
            if guards { out.append(FormulaGuard.apostrophe) }
            out.append(contentsOf: cell)
            return
        }
        out.append(CSVSlice.quote)
        if guards { out.append(FormulaGuard.apostrophe) }
        for byte in cell {
            out.append(byte)
            if byte == CSVSlice.quote { out.append(byte) }
        }
        out.append(CSVSlice.quote)
    }

    private func needsQuotes(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        // Empty text differs from null; a byte-order mark would be taken for the file's own.
        guard let first = cell.first, first != 0xEF else { return true }
        for byte in cell where byte <= Self.greatestMark {
            if byte == separator || byte == CSVSlice.quote || byte == CSVSlice.lineFeed || byte == CSVSlice.carriageReturn {
                return true
            }
        }
        return false
    }
}
