// A row below zero in a list of open items: a credit note or money that settles nothing yet, which the list nets against what is
// owed. It becomes a credit of the debtor on account, so that what the book holds comes to what the list comes to.
import Columns
import Receivables
import Values

extension Intake {
    /// `minor` is what the row says, below zero. Reads no due day: nobody pays it.
    mutating func takeOnAccount(
        _ row: RowCells, _ at: InvoicePlaces, _ found: UInt32?, _ unit: Currency, _ minor: Int64, _ store: inout Store
    ) throws(CellFault) {
        let issuedCell = row.trimmed(at.issued)
        let date = issuedCell.isEmpty ? try day(row.trimmed(at.due), .due) : try day(issuedCell, .issued)
        let datedAt = self.at
        let (credited, over) = Int64(0).subtractingReportingOverflow(minor)
        if over { throw .notAnAmount(.overflow) }
        let id = row.trimmed(at.id)
        let number = row.trimmed(at.number)
        let ledger = row.trimmed(at.external)
        let main = number.isEmpty ? id : number
        let other = number.isEmpty ? row[-1] : id
        self.at = number.isEmpty ? .id : .number
        if main.isEmpty, ledger.isEmpty, let found, let same = unnumbered(found, unit, credited, date, store) {
            known.insert(same)
            tally(unit, minor)
            return
        }
        switch try credits.naming(main, other: other, ledger: ledger, keeps: true, &store) {
        case .inBook(let credit):
            guard isUpdate else { throw .inBook }
            try renewCredit(credit, row, at, found, unit, credited, date: date, &store)
        case .new(let key, let external):
            self.at = datedAt
            try checkOpen(date)
            let outside = try store.lane(external)
            let reason = try text(row[at.note], .note, &store)
            self.at = .amount
            if let found { try sums.add(credited, .credited, of: found, unit, store) }
            let debtor = try debtor(found, row, at, unit, &store)
            let rows = credits.rows
            rows.set(Credits.external, outside)
            rows.set(Credits.debtor, Int64(debtor))
            rows.set(Credits.invoice, Lane.null)
            rows.set(Credits.date, date)
            rows.set(Credits.currency, Int64(unit.raw))
            rows.set(Credits.amount, credited)
            rows.set(Credits.reason, reason)
            let taken = rows.take(id: key, &store)
            if !main.isEmpty, !RecordKeys.isIDForm(main) { try credits.note(main, taken, &store) }
        }
        tally(unit, minor)
    }

    private mutating func tally(_ unit: Currency, _ minor: Int64) {
        onAccount += 1
        onAccountTotals.add(minor, unit)
    }

    /// In an update a row without a number is known again by what it says, or says but for what was used here since; two
    /// such rows are two.
    private mutating func unnumbered(
        _ debtor: UInt32, _ unit: Currency, _ credited: Int64, _ date: Int64, _ store: Store
    ) -> BookRow? {
        guard isUpdate, Int(debtor) < debtors.rows.first else { return nil }
        func cell(_ row: UInt32, _ column: Int) -> Int64 { store.cell(Credits.table, row, column) }
        let alike = store.rows(Credits.table, where: Credits.debtor, is: Int64(debtor)).filter { row in
            cell(row, Credits.external) == Lane.null && cell(row, Credits.invoice) == Lane.null
                && cell(row, Credits.amount) >= credited && cell(row, Credits.date) == date
                && cell(row, Credits.currency) == Int64(unit.raw) && !known.contains(BookRow(table: Credits.table, row: row))
        }
        if let same = alike.first(where: { cell($0, Credits.amount) == credited }) { return BookRow(table: Credits.table, row: same) }
        for row in alike where usedCredits.explains(cell(row, Credits.amount) - credited, of: row, store) {
            return BookRow(table: Credits.table, row: row)
        }
        return nil
    }
}
