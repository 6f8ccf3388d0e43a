// New invoices, and taking one back before any money came in.

package import Columns
package import Values

package struct AddInvoice: Sendable {
    package var debtor: UInt32
    package var amount: Money
    package var issued: Day
    /// Without it: `issued` and the terms, the invoice's own, the debtor's, else 30 days.
    package var due: Day?
    package var termsDays: Int64?
    package var id: IDKey?
    package var external: String?
    package var reference: String?
    package var note: String?
    package var isDraft = false

    package init(debtor: UInt32, amount: Money, issued: Day) {
        self.debtor = debtor
        self.amount = amount
        self.issued = issued
    }

    package func changes(in store: inout Store) throws(TradeFault) -> ChangeSet {
        try Draft.check(Debtors.table, debtor, in: store)
        try Draft.check(positive: amount.minor)
        try Draft.check(open: issued, in: store)
        let debtorTerms = store.cell(Debtors.table, debtor, Debtors.termsDays)
        let terms = termsDays ?? (debtorTerms == Lane.null ? 30 : debtorTerms)
        let due = if let due = self.due { due } else { try issued.following(terms) }
        guard issued <= due else { throw .dueBeforeIssued(issued: issued, due: due) }
        var draft = Draft()
        let external = try Draft.external(self.external, Invoices.table, column: Invoices.external, in: &store)
        let cells: [(column: Int, lane: Int64)] = [
            (Invoices.id, try draft.id(id, Invoices.schema, in: &store)),
            (Invoices.external, external),
            (Invoices.reference, Draft.text(reference, in: &store)),
            (Invoices.debtor, Int64(debtor)),
            (Invoices.currency, Int64(amount.currency.raw)),
            (Invoices.amount, amount.minor),
            (Invoices.issued, issued.lane),
            (Invoices.due, due.lane),
            (Invoices.termsDays, self.due == nil ? terms : termsDays.lane),
            (Invoices.state, Int64(store.intern(isDraft ? Invoices.draft : Invoices.issuedState))),
            (Invoices.note, Draft.text(note, in: &store)),
        ]
        draft.insert(Invoices.schema, cells, in: store)
        return draft.changes
    }
}

package struct CancelInvoice: Sendable {
    package var invoice: UInt32
    package var on: Day
    package var reason: String?

    package init(invoice: UInt32, on: Day, reason: String? = nil) {
        self.invoice = invoice
        self.on = on
        self.reason = reason
    }

    /// Refused once money is allocated: then it is to be credited.
    package func changes(in store: inout Store) throws(TradeFault) -> ChangeSet {
        let facts = try InvoiceFacts(invoice, in: store, on: on)
        if facts.isCancelled { throw .isCancelled(Invoices.table, row: invoice) }
        guard facts.allocated == 0 else { throw .hasAllocations(invoice: invoice, facts.allocated) }
        if on < facts.issued { throw .dayBeforeFact(fact: facts.issued, given: on) }
        try Draft.check(open: on, in: store)
        var draft = Draft()
        draft.update(Invoices.table, invoice, Invoices.state, to: Int64(store.intern(Invoices.cancelled)), in: store)
        draft.update(Invoices.table, invoice, Invoices.cancelledOn, to: on.lane, in: store)
        draft.update(Invoices.table, invoice, Invoices.cancelledBecause, to: Draft.text(reason, in: &store), in: store)
        return draft.changes
    }
}
