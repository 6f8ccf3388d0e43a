// A row of an invoice file.
import Columns
import Receivables
import Values

extension Intake {
    @inline(__always)
    mutating func takeInvoice(_ row: RowCells, _ at: InvoicePlaces, _ store: inout Store) throws(CellFault) {
        self.at = .debtor
        let debtorCell = row.trimmed(at.debtor)
        if debtorCell.isEmpty { throw .empty }
        guard let debtor = debtors.row(debtorCell, &store) else { throw .unknown(.debtors) }
        guard let unit = try currency(row.trimmed(at.currency)) ?? currencyOfDebtor(debtor, store) else { throw .noCurrency }
        let minor = try amount(row.trimmed(at.amount), unit)
        let dueCell = row.trimmed(at.due)
        var terms: Int64 = Lane.null
        if at.terms >= 0 {
            self.at = .terms
            terms = try cells.days(row.trimmed(at.terms))
        }
        let issuedCell = row.trimmed(at.issued)
        let issued = issuedCell.isEmpty && !dueCell.isEmpty ? try day(dueCell, .due) : try day(issuedCell, .issued)
        try checkOpen(issued)
        let due: Int64
        if dueCell.isEmpty {
            self.at = .due
            guard let last = Day(number: issued + (terms != Lane.null ? terms : termsOfDebtor(debtor, store))) else {
                throw .notADay(.outOfRange)
            }
            due = Int64(last.number)
        } else {
            due = try day(dueCell, .due)
            guard due >= issued else { throw .dueBeforeIssued }
        }
        let id = row.trimmed(at.id)
        let number = row.trimmed(at.number)
        self.at = number.isEmpty ? .id : .number
        let main = number.isEmpty ? id : number
        let other = number.isEmpty ? row[-1] : id
        let ledger = row.trimmed(at.external)
        switch try invoices.naming(main, other: other, ledger: ledger, keeps: true, &store) {
        case .inBook(let known):
            guard isUpdate else { throw .inBook }
            try renew(
                Invoices.table, known,
                [
                    (Invoices.debtor, Int64(debtor)), (Invoices.currency, Int64(unit.raw)), (Invoices.amount, minor),
                    (Invoices.issued, issued), (Invoices.due, due),
                ], store)
        case .new(let key, let external):
            let rows = invoices.rows
            try rows.set(Invoices.external, text: external)
            self.at = .reference
            try rows.set(Invoices.reference, text: row[at.reference].written)
            rows.set(Invoices.debtor, Int64(debtor))
            rows.set(Invoices.currency, Int64(unit.raw))
            rows.set(Invoices.amount, minor)
            rows.set(Invoices.issued, issued)
            rows.set(Invoices.due, due)
            rows.set(Invoices.termsDays, terms)
            self.at = .note
            try rows.set(Invoices.note, text: row[at.note].written)
            let taken = rows.take(id: key, &store)
            open.append(debtor: debtor, unit, minor)
            if !main.isEmpty, !RecordKeys.isIDForm(main) { try invoices.note(main, taken, &store) }
            if !other.isEmpty { try invoices.note(other, taken, &store) }
            if !ledger.isEmpty { try invoices.note(ledger, taken, &store) }
        }
    }

    /// What a debtor is billed in: of the book, or of a row that is on its way.
    func currencyOfDebtor(_ debtor: UInt32, _ store: Store) -> Currency? {
        let raw = Int(debtor) < debtors.rows.first
            ? store.cell(Debtors.table, debtor, Debtors.currency)
            : lane(of: debtor, Debtors.currency)
        return UInt16(exactly: raw).flatMap { Currency(raw: $0) }
    }

    private func termsOfDebtor(_ debtor: UInt32, _ store: Store) -> Int64 {
        let days = Int(debtor) < debtors.rows.first
            ? store.cell(Debtors.table, debtor, Debtors.termsDays)
            : lane(of: debtor, Debtors.termsDays)
        return days == Lane.null ? 30 : days
    }

    private func lane(of debtor: UInt32, _ column: Int) -> Int64 { debtors.rows.lane(Int(debtor) - debtors.rows.first, column) }

    /// Writes what differs from a row of the book, in an update.
    mutating func renew(
        _ table: TableID, _ row: UInt32, _ cells: [(column: Int, lane: Int64)], _ store: Store
    ) throws(CellFault) {
        // Which of two lines holds nobody can say.
        guard known.insert(BookRow(table: table, row: row)).inserted else { throw .twiceInFile }
        var differs = false
        for (column, lane) in cells {
            let old = store.cell(table, row, column)
            guard old != lane else { continue }
            differs = true
            updates.append(.update(table, row: row, column: column, old: old, new: lane))
        }
        if differs { renewed += 1 }
    }

    /// A debtor of whom nothing is known but what the row of an invoice says: the code or the name it goes by, and a currency.
    mutating func addDebtor(_ row: RowCells, _ at: InvoicePlaces, _ store: inout Store) throws(CellFault) {
        let code = row.trimmed(at.debtor)
        let named = row.trimmed(at.name)
        guard let unit = try currency(row.trimmed(at.currency)) else { throw .noCurrency }
        self.at = .debtor
        guard case .new(let key, let external) = try debtors.naming(code, other: row[-1], ledger: row[-1], keeps: true, &store) else {
            throw .inBook
        }
        let rows = debtors.rows
        for column in Debtors.id...Debtors.note { rows.set(column, Lane.null) }
        rows.set(Debtors.external, try store.lane(external))
        rows.set(Debtors.name, try store.lane((named.isEmpty ? code : named).written))
        rows.set(Debtors.currency, Int64(unit.raw))
        let taken = rows.take(id: key, &store)
        if !RecordKeys.isIDForm(code) { try debtors.note(code, taken, &store) }
    }
}
