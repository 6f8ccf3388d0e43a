// Rows as every printer and writer takes them: columns that know how to be shown, and one way to ask for a cell. May
// not hold the cells: a grid of a million rows is as small as one of three, and only what is printed is ever asked
// for.

package import Values

/// What the bytes of a cell are, which decides how they are aligned, quoted and guarded.
package enum CellKind: Hashable, Sendable {
    /// Anything a person or another program typed. Quoted where needed, and guarded against spreadsheets.
    case text
    /// Made by this program and harmless: dates, times, durations, words. A string in JSON.
    case symbol
    /// Digits with an optional sign and one point, and for people only a unit: `-1250.50`, `1250.50 EUR`, `5%`.
    case number
    /// `true` or `false`.
    case flag
}

package struct GridColumn: Hashable, Sendable {
    package var name: String
    package var kind: CellKind
    /// Whether a person reads the digits in groups of three; false for years and other numbers that are names.
    package var isGrouped: Bool
    /// Whether its texts are ids, which are typed again and stay whole longer than other text.
    package var isID: Bool

    package init(_ name: String, _ kind: CellKind = .text, isGrouped: Bool = true, isID: Bool = false) {
        self.name = name
        self.kind = kind
        self.isGrouped = isGrouped
        self.isID = isID
    }
}

package struct Grid {
    package var columns: [GridColumn]
    /// How many rows are to be printed: the cells of rows `0 ..< rowCount` may be asked for, in any order and more
    /// than once.
    package var rowCount: Int
    /// Appends the bytes of one cell (raw UTF-8, ungrouped digits, no quotes) and returns true, or appends nothing
    /// and returns false for null.
    package var cell: (_ row: Int, _ column: Int, _ out: inout ByteSink) -> Bool

    package init(
        columns: [GridColumn], rowCount: Int,
        cell: @escaping (_ row: Int, _ column: Int, _ out: inout ByteSink) -> Bool
    ) {
        self.columns = columns
        self.rowCount = rowCount
        self.cell = cell
    }

    /// A grid of texts held in memory, for short lists: `nil` is null, a missing cell too.
    package init(columns: [GridColumn], rows: [[String?]]) {
        self.init(columns: columns, rowCount: rows.count) { row, column, out in
            guard row < rows.count, column < rows[row].count, let text = rows[row][column] else { return false }
            out.append(text)
            return true
        }
    }
}

/// What stands under a table, so that nothing is hidden in silence.
package struct TableFooter: Hashable, Sendable {
    /// How many rows there are in all; more than the grid's when only the first are shown.
    package var totalRows: Int
    /// How many columns there are in all.
    package var totalColumns: Int
    /// Sums, one line each: `balance 48,210.55 GBP`.
    package var totals: [String]
    /// What was left out and why, one line each.
    package var notes: [String]
    /// What to type to see everything; named only when something is not shown.
    package var whole: String?

    package init(
        totalRows: Int, totalColumns: Int, totals: [String] = [], notes: [String] = [], whole: String? = "last"
    ) {
        self.totalRows = totalRows
        self.totalColumns = totalColumns
        self.totals = totals
        self.notes = notes
        self.whole = whole
    }
}
