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
    /// Terms as written and as understood; they come before `termsDays`, and stand beside no `due`.
    package var terms: (said: String, means: PaymentTerms)?
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
        try AccountLimit.check(claiming: amount.minor, of: debtor, amount.currency, in: store)
        try Draft.check(open: issued, in: store)
        let debtorTerms = store.cell(Debtors.table, debtor, Debtors.termsDays)
        let days = terms?.means.plainDays ?? termsDays ?? (debtorTerms == Lane.null ? 30 : debtorTerms)
        let parts = try terms.map { said throws(TradeFault) in
            try said.means.instalments(of: amount.minor, issued: issued, HolidayCalendar.workdays(of: store))
        }
        // Paid in instalments, an invoice is paid in full on the last one's day.
        let due = if let due = self.due { due } else if let last = parts?.last?.due { last } else { try issued.following(days) }
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
            (Invoices.termsDays, terms == nil ? (self.due == nil ? days : termsDays.lane) : terms?.means.plainDays.lane ?? Lane.null),
            (Invoices.state, Int64(store.intern(isDraft ? Invoices.draft : Invoices.issuedState))),
            (Invoices.note, Draft.text(note, in: &store)),
        ]
        let invoice = draft.insert(Invoices.schema, cells, in: store)
        if let terms, let parts {
            try terms.means.write(said: terms.said, parts, of: amount, issued: issued, invoice: invoice, draft: &draft, in: &store)
        }
        return draft.changes
    }
}

extension PaymentTerms {
    /// The rows beside an invoice whose terms say more than one due day.
    fileprivate func write(
        said: String, _ parts: [Instalment], of amount: Money, issued: Day, invoice: UInt32, draft: inout Draft, in store: inout Store
    ) throws(TradeFault) {
        guard parts.count > 1 || plainDays == nil || discount != nil else { return }
        var percent = Lane.null
        var until = Lane.null
        if let discount {
            do { percent = try discount.percent.number.mantissa(atScale: 4, rounding: .halfEven) } catch { throw .rateOutOfRange }
            until = try issued.following(discount.days).lane
        }
        draft.insert(
            InvoiceTerms.schema,
            [
                (InvoiceTerms.invoice, Int64(invoice)), (InvoiceTerms.said, Draft.text(said, in: &store)),
                (InvoiceTerms.discount, percent), (InvoiceTerms.discountUntil, until),
            ], in: store)
        guard parts.count > 1 else { return }
        for (place, part) in parts.enumerated() {
            draft.insert(
                Instalments.schema,
                [
                    (Instalments.plan, Lane.null), (Instalments.n, Int64(place + 1)), (Instalments.due, part.due.lane),
                    (Instalments.currency, Int64(amount.currency.raw)), (Instalments.amount, part.amount), (Instalments.interest, 0),
                    (Instalments.invoice, Int64(invoice)),
                ], in: store)
        }
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

    /// Refused once money is allocated, and once the debtor was told of it: then it is to be credited, so that what the debtor
    /// holds in hand and what the book says are joined by a paper.
    package func changes(in store: inout Store) throws(TradeFault) -> ChangeSet {
        let facts = try InvoiceFacts(invoice, in: store, on: on)
        if facts.isCancelled { throw .isCancelled(Invoices.table, row: invoice) }
        guard facts.allocated == 0 else { throw .hasAllocations(invoice: invoice, facts.allocated) }
        if let told = Self.told(of: facts, in: store) { throw .wasSent(invoice: invoice, by: told.table, row: told.row) }
        if on < facts.issued { throw .dayBeforeFact(fact: facts.issued, given: on) }
        try Draft.check(open: on, in: store)
        var draft = Draft()
        draft.update(Invoices.table, invoice, Invoices.state, to: Int64(store.intern(Invoices.cancelled)), in: store)
        draft.update(Invoices.table, invoice, Invoices.cancelledOn, to: on.lane, in: store)
        draft.update(Invoices.table, invoice, Invoices.cancelledBecause, to: Draft.text(reason, in: &store), in: store)
        return draft.changes
    }

    /// What told the debtor of an invoice: a contact about it that stands, or a notice sent once it was issued. A draft is
    /// known to nobody.
    private static func told(of facts: InvoiceFacts, in store: Store) -> (table: TableID, row: UInt32)? {
        guard facts.isIssued else { return nil }
        for row in store.rows(Contacts.table, where: Contacts.invoice, is: Int64(facts.row))
        where store.cell(Contacts.table, row, Contacts.struck) != 1 {
            return (Contacts.table, row)
        }
        for row in store.rows(Notices.table, where: Notices.debtor, is: Int64(facts.debtor)) {
            guard let sent = Day(lane: store.cell(Notices.table, row, Notices.sent)), sent >= facts.due,
                store.cell(Notices.table, row, Notices.currency) == Int64(facts.currency.raw)
            else { continue }
            return (Notices.table, row)
        }
        return nil
    }
}
