// The footer in words. A person must be able to trust that what is not said to be missing is there.

extension TableFooter {
    /// First the totals, then what was left out, then how much of the whole is on the screen.
    func lines(shownRows: Int, shownColumns: Int) -> [String] {
        totals + notes + [extent(shownRows: shownRows, shownColumns: shownColumns)]
    }

    private func extent(shownRows: Int, shownColumns: Int) -> String {
        let allRows = max(totalRows, shownRows)
        let allColumns = max(totalColumns, shownColumns)
        let hidesRows = shownRows < allRows
        let hidesColumns = shownColumns < allColumns
        var words = switch (hidesRows, allRows) {
        case (true, _): "\(Self.grouped(shownRows)) of \(Self.grouped(allRows)) rows"
        case (false, 0): "no rows"
        case (false, 1): "1 row"
        case (false, _): "\(Self.grouped(allRows)) rows"
        }
        if hidesColumns { words += ", \(shownColumns) of \(allColumns) columns" }
        if hidesRows || hidesColumns, let whole { words += ": `\(whole)` shows all" }
        return words
    }

    static func grouped(_ number: Int) -> String {
        String(decoding: NumberCell.grouped(Array(String(number).utf8), true), as: UTF8.self)
    }
}
