// One invoice's figures straight from its cells, for changes that must not wait for a view of the whole book.

package import Columns
package import Values

/// What a change needs to know of an invoice.
package struct InvoiceFacts: Sendable, Hashable {
    package let row: UInt32
    package let debtor: UInt32
    package let currency: Currency
    package let amount: Int64
    package let issued: Day
    package let due: Day
    package let isIssued: Bool
    package let isCancelled: Bool
    package let allocated: Int64
    /// What may still be settled: amount + charges due by the day − credits − allocations − write-offs.
    package let open: Int64

    /// Facts of a live invoice as recorded, charges counted up to `day` (a plan's interest is booked ahead).
    package init(_ row: UInt32, in store: Store, on day: Day) throws(TradeFault) {
        try Draft.check(Invoices.table, row, in: store)
        func cell(_ column: Int) -> Int64 { store.cell(Invoices.table, row, column) }
        guard let debtor = cell(Invoices.debtor).rowNumber, let currency = Currency(lane: cell(Invoices.currency)) else {
            throw .noSuchRow(Invoices.table, row: row)
        }
        self.row = row
        self.debtor = debtor
        self.currency = currency
        amount = cell(Invoices.amount)
        issued = Day(clamping: cell(Invoices.issued))
        due = Day(clamping: cell(Invoices.due))
        let state = store.texts.string(UInt32(truncatingIfNeeded: cell(Invoices.state)))
        isIssued = state == Invoices.issuedState
        isCancelled = state == Invoices.cancelled
        allocated = cell(Invoices.allocated)
        var charged = cell(Invoices.charged)
        if charged != 0 {
            for charge in store.rows(Charges.table, where: Charges.invoice, is: Int64(row))
            where store.cell(Charges.table, charge, Charges.date) > day.lane {
                charged = charged.addingClamped(0 - store.cell(Charges.table, charge, Charges.amount))
            }
        }
        let open = Int128(amount) + Int128(charged) - Int128(cell(Invoices.credited)) - Int128(allocated)
            - Int128(cell(Invoices.writtenOff))
        guard let fits = Int64(exactly: open) else { throw .overflow }
        self.open = isIssued ? fits : 0
    }

    /// Refuses an invoice that cannot be settled.
    func checkIssued() throws(TradeFault) {
        if isCancelled { throw .isCancelled(Invoices.table, row: row) }
        guard isIssued else { throw .notIssued(invoice: row) }
    }

    /// Refuses one whose terms ask for instalments: it has no due day that could be moved by itself.
    func checkOneDueDay(in store: Store) throws(TradeFault) {
        guard store.rows(Instalments.table, where: Instalments.invoice, is: Int64(row)).isEmpty else {
            throw .hasInstalments(invoice: row)
        }
    }

    /// A debtor's invoices of one currency with something open, in row order.
    package static func open(
        ofDebtor debtor: UInt32, _ currency: Currency, in store: Store, on day: Day
    ) throws(TradeFault) -> [InvoiceFacts] {
        var found: [InvoiceFacts] = []
        for row in store.rows(Invoices.table, where: Invoices.debtor, is: Int64(debtor)) {
            let facts = try InvoiceFacts(row, in: store, on: day)
            if facts.isIssued && facts.open > 0 && facts.currency == currency { found.append(facts) }
        }
        return found
    }
}
