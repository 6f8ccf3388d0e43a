// Money that settled the wrong invoice: it is taken back there and settles another, as one change.

package import Columns
package import Values

package struct MoveAllocation: Sendable {
    package var payment: UInt32
    package var from: UInt32
    package var to: UInt32
    package var on: Day

    package init(payment: UInt32, from: UInt32, to: UInt32, on: Day) {
        self.payment = payment
        self.from = from
        self.to = to
        self.on = on
    }

    /// Everything of the payment that settles `from` settles `to` instead, up to what is open there; the rest is unapplied.
    package func changes(in store: inout Store) throws(TradeFault) -> ChangeSet {
        try Draft.check(Payments.table, payment, in: store)
        try Draft.check(open: on, in: store)
        let target = try InvoiceFacts(to, in: store, on: on)
        try target.checkIssued()
        let source = try InvoiceFacts(from, in: store, on: on)
        guard target.debtor == source.debtor else { throw .debtorDiffers(invoice: to) }
        guard target.currency == source.currency else { throw .currencyDiffers(given: source.currency, owed: target.currency) }
        var draft = Draft()
        var freed: Int64 = 0
        for row in store.rows(Allocations.table, where: Allocations.payment, is: Int64(payment))
        where store.cell(Allocations.table, row, Allocations.invoice) == Int64(from)
            && store.cell(Allocations.table, row, Allocations.takesBack) == Lane.null && !TakeBackAllocation.isTakenBack(row, in: store) {
            try TakeBackAllocation.takeBack(row, on: on, draft: &draft, in: store)
            freed = freed.addingClamped(store.cell(Allocations.table, row, Allocations.amount))
        }
        guard freed > 0 else { throw .notEnough(left: 0, asked: 0) }
        let part = min(freed, max(0, target.open))
        guard part > 0 else { throw .exceedsOpen(Invoices.table, row: to, open: max(0, target.open), asked: freed) }
        try Closing.reopen(from, payment: payment, on: on, draft: &draft, in: &store)
        try Receive.settle(
            [Receive.Part(invoice: to, amount: part, open: target.open)], payment: payment, target.currency,
            .invoices([InvoiceShare(to)]), on: on, draft: &draft, in: &store)
        return draft.changes
    }
}
