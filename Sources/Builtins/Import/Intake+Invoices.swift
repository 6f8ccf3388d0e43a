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
        // A debtor that is to be made is made last, once nothing of the row can be refused any more.
        let found = debtors.row(debtorCell, &store)
        if found == nil, !addsDebtors { throw .unknown(.debtors) }
        guard let unit = try currency(row.trimmed(at.currency)) ?? found.flatMap({ currencyOfDebtor($0, store) }) else { throw .noCurrency }
        self.at = .amount
        let minor = try cells.amount(row.trimmed(at.amount), unit.exponent)
        seen = Money(minor: minor, currency: unit)
        if minor <= 0 {
            if minor == 0 { throw .notPositive }
            return try takeOnAccount(row, at, found, unit, minor, &store)
        }
        let dueCell = row.trimmed(at.due)
        var terms: Int64 = Lane.null
        if at.terms >= 0 {
            self.at = .terms
            terms = try cells.days(row.trimmed(at.terms))
        }
        let issuedCell = row.trimmed(at.issued)
        let issued = issuedCell.isEmpty && !dueCell.isEmpty ? try day(dueCell, .due) : try day(issuedCell, .issued)
        let issuedAt = self.at
        let due: Int64
        if dueCell.isEmpty {
            self.at = .due
            guard let last = Day(number: issued + (terms != Lane.null ? terms : found.map { termsOfDebtor($0, store) } ?? Self.usualTerms)) else {
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
            try renewInvoice(known, row, at, found, unit, minor, issued: issued, due: due, &store)
        case .new(let key, let external):
            self.at = issuedAt
            try checkOpen(issued)
            let rows = invoices.rows
            try rows.set(Invoices.external, text: external)
            self.at = .reference
            try rows.set(Invoices.reference, text: row[at.reference].written)
            rows.set(Invoices.currency, Int64(unit.raw))
            rows.set(Invoices.amount, minor)
            rows.set(Invoices.issued, issued)
            rows.set(Invoices.due, due)
            rows.set(Invoices.termsDays, terms)
            self.at = .note
            try rows.set(Invoices.note, text: row[at.note].written)
            self.at = .amount
            if let found { try sums.add(minor, .claimed, of: found, unit, store) } else if Int128(minor) > AccountLimit.most { throw .accountFull }
            let debtor = try debtor(found, row, at, unit, &store)
            if found == nil { try sums.add(minor, .claimed, of: debtor, unit, store) }
            rows.set(Invoices.debtor, Int64(debtor))
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

    private static let usualTerms: Int64 = 30

    private func termsOfDebtor(_ debtor: UInt32, _ store: Store) -> Int64 {
        let days = Int(debtor) < debtors.rows.first
            ? store.cell(Debtors.table, debtor, Debtors.termsDays)
            : lane(of: debtor, Debtors.termsDays)
        return days == Lane.null ? Self.usualTerms : days
    }

    private func lane(of debtor: UInt32, _ column: Int) -> Int64 { debtors.rows.lane(Int(debtor) - debtors.rows.first, column) }

    /// The debtor that was found, or else one made now.
    @inline(__always)
    mutating func debtor(
        _ found: UInt32?, _ row: RowCells, _ at: InvoicePlaces, _ unit: Currency, _ store: inout Store
    ) throws(CellFault) -> UInt32 {
        if let found { return found }
        return try addDebtor(row, at, unit, &store)
    }

    /// A debtor of whom nothing is known but what the row of an invoice says: the code or the name it goes by, and a currency.
    private mutating func addDebtor(
        _ row: RowCells, _ at: InvoicePlaces, _ unit: Currency, _ store: inout Store
    ) throws(CellFault) -> UInt32 {
        let code = row.trimmed(at.debtor)
        let named = row.trimmed(at.name)
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
        return taken
    }
}
