// A row of a file that speaks of a record of the book, in an update: what it changes there. It is compared before anything is
// refused, since what the book says already may stand in a closed month. Changes nothing: it gathers what is to be written.
import Columns
import Receivables
import Values

extension Intake {
    mutating func renewInvoice(
        _ invoice: UInt32, _ row: RowCells, _ at: InvoicePlaces, _ found: UInt32?, _ unit: Currency, _ minor: Int64,
        issued: Int64, due: Int64, _ store: inout Store
    ) throws(CellFault) {
        try checkOnce(Invoices.table, invoice)
        let amount: Int64
        do throws(CellFault) {
            amount = try self.amount(of: invoice, minor, isOpen: at.isOpen, found, unit, store)
            self.at = .amount
            let more = Int128(amount) - Int128(store.cell(Invoices.table, invoice, Invoices.amount))
            if let found, more > 0 { try sums.add(Int64(clamping: more), .claimed, of: found, unit, store) }
            let cells = [(Invoices.currency, Int64(unit.raw)), (Invoices.amount, amount), (Invoices.issued, issued), (Invoices.due, due)]
            try checkMonth(Invoices.table, invoice, found, cells, dated: Invoices.issued, store)
        } catch {
            refused.insert(BookRow(table: Invoices.table, row: invoice))
            throw error
        }
        let debtor = try debtor(found, row, at, unit, &store)
        renew(
            Invoices.table, invoice,
            [
                (Invoices.debtor, Int64(debtor)), (Invoices.currency, Int64(unit.raw)), (Invoices.amount, amount),
                (Invoices.issued, issued), (Invoices.due, due),
            ], store)
    }

    mutating func renewCredit(
        _ credit: UInt32, _ row: RowCells, _ at: InvoicePlaces, _ found: UInt32?, _ unit: Currency, _ credited: Int64,
        date: Int64, _ store: inout Store
    ) throws(CellFault) {
        try checkOnce(Credits.table, credit)
        let amount: Int64
        do throws(CellFault) {
            amount = try self.credited(credit, credited, found, unit, store)
            let cells = [(Credits.currency, Int64(unit.raw)), (Credits.amount, amount), (Credits.date, date)]
            try checkMonth(Credits.table, credit, found, cells, dated: Credits.date, store)
        } catch {
            refused.insert(BookRow(table: Credits.table, row: credit))
            throw error
        }
        let debtor = try debtor(found, row, at, unit, &store)
        renew(
            Credits.table, credit,
            [
                (Credits.debtor, Int64(debtor)), (Credits.currency, Int64(unit.raw)), (Credits.amount, amount), (Credits.date, date),
            ], store)
    }

    mutating func renewDebtor(_ debtor: UInt32, _ cells: [(column: Int, lane: Int64)], _ store: Store) throws(CellFault) {
        try checkOnce(Debtors.table, debtor)
        renew(Debtors.table, debtor, cells, store)
    }

    /// Which of two lines holds nobody can say.
    private func checkOnce(_ table: TableID, _ row: UInt32) throws(CellFault) {
        let inBook = BookRow(table: table, row: row)
        if known.contains(inBook) || refused.contains(inBook) { throw .twiceInFile }
    }

    /// Writes what differs.
    private mutating func renew(_ table: TableID, _ row: UInt32, _ cells: [(column: Int, lane: Int64)], _ store: Store) {
        known.insert(BookRow(table: table, row: row))
        let before = updates.count
        for (column, lane) in cells {
            let old = store.cell(table, row, column)
            if old != lane { updates.append(.update(table, row: row, column: column, old: old, new: lane)) }
        }
        if updates.count > before { renewed += 1 }
    }

    /// Refuses what differs where the book's day or the file's lies in a closed month. `at` is left at the cell that differs.
    private mutating func checkMonth(
        _ table: TableID, _ row: UInt32, _ debtor: UInt32?, _ cells: [(column: Int, lane: Int64)], dated: Int, _ store: Store
    ) throws(CellFault) {
        let owed = table == Invoices.table ? Invoices.debtor : Credits.debtor
        let debtorCell = debtor.map { [(column: owed, lane: Int64($0))] } ?? []
        guard let other = (debtorCell + cells).first(where: { store.cell(table, row, $0.column) != $0.lane })?.column ?? (debtor == nil ? owed : nil)
        else { return }
        let days = [store.cell(table, row, dated)] + cells.filter { $0.column == dated }.map(\.lane)
        guard days.contains(where: { isClosed($0) }) else { return }
        switch other {
        case owed: at = .debtor
        case dated: at = .issued
        case table == Invoices.table ? Invoices.currency : Credits.currency: at = .currency
        case table == Invoices.table ? Invoices.amount : Credits.amount: at = .amount
        default: at = .due
        }
        throw .differsInClosedMonth
    }

    /// The amount that the file's figure makes of an invoice. A figure that the book has, as the amount or as what is left of
    /// it, changes nothing; otherwise a list of what is open is without what was settled here.
    private mutating func amount(
        of invoice: UInt32, _ figure: Int64, isOpen: Bool, _ debtor: UInt32?, _ unit: Currency, _ store: Store
    ) throws(CellFault) -> Int64 {
        func cell(_ column: Int) -> Int64 { store.cell(Invoices.table, invoice, column) }
        let before = cell(Invoices.amount)
        let settled = Int128(cell(Invoices.allocated)) + Int128(cell(Invoices.credited)) + Int128(cell(Invoices.writtenOff))
            - Int128(cell(Invoices.charged))
        let isSame = debtor.map { Int64($0) == cell(Invoices.debtor) } ?? false
        guard settled != 0 else { return figure }
        let told = Self.told(settled, cell(Invoices.currency), unit)
        guard cell(Invoices.currency) == Int64(unit.raw) else {
            at = .currency
            throw .settledHere(told)
        }
        guard isSame else {
            at = .debtor
            throw .settledHere(told)
        }
        if figure == before || Int128(figure) == Int128(before) - settled { return before }
        let amount = isOpen ? Int128(figure) + settled : Int128(figure)
        guard amount >= settled, amount > 0, let fits = Int64(exactly: amount) else {
            at = .amount
            throw .settledHere(told)
        }
        return fits
    }

    /// The amount that the file's figure makes of a credit on account. A list of what is open is without what was used of it
    /// here, but only the account as a whole says how much that was.
    private mutating func credited(
        _ credit: UInt32, _ figure: Int64, _ debtor: UInt32?, _ unit: Currency, _ store: Store
    ) throws(CellFault) -> Int64 {
        func cell(_ column: Int) -> Int64 { store.cell(Credits.table, credit, column) }
        let before = cell(Credits.amount)
        let isSame = cell(Credits.currency) == Int64(unit.raw) && debtor.map { Int64($0) == cell(Credits.debtor) } ?? false
        if isSame, figure == before { return before }
        let used = usedCredits.left(of: credit, store)
        guard used > 0 else { return figure }
        if isSame, usedCredits.explains(before - figure, of: credit, store) { return before }
        at = .amount
        throw .usedHere(Self.told(used, cell(Credits.currency), unit))
    }

    /// An amount of the book, for a sentence.
    private static func told(_ minor: Int128, _ lane: Int64, _ unit: Currency) -> Money {
        Money(minor: Int64(clamping: minor), currency: UInt16(exactly: lane).flatMap { Currency(raw: $0) } ?? unit)
    }
}
