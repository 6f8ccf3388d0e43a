// A draft becomes an invoice: from its day on it is owed.

package import Columns
package import Values

package struct IssueInvoice: Sendable {
    package var invoice: UInt32
    package var on: Day

    package init(invoice: UInt32, on: Day) {
        self.invoice = invoice
        self.on = on
    }

    /// The due day keeps its distance to the issue.
    package func changes(in store: inout Store) throws(TradeFault) -> ChangeSet {
        let facts = try InvoiceFacts(invoice, in: store, on: on)
        if facts.isCancelled { throw .isCancelled(Invoices.table, row: invoice) }
        guard !facts.isIssued else { throw .nothingToChange(Invoices.table, row: invoice, column: Invoices.state) }
        try Draft.check(open: on, in: store)
        var draft = Draft()
        draft.update(Invoices.table, invoice, Invoices.state, to: Int64(store.intern(Invoices.issuedState)), in: store)
        draft.update(Invoices.table, invoice, Invoices.issued, to: on.lane, in: store)
        draft.update(Invoices.table, invoice, Invoices.due, to: try on.following(facts.issued.days(to: facts.due)).lane, in: store)
        return draft.changes
    }
}
