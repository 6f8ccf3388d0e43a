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
        func later(_ lane: Int64) throws(TradeFault) -> Int64 {
            guard let day = Day(lane: lane) else { return lane }
            return try on.following(facts.issued.days(to: day)).lane
        }
        // Terms that hang on a calendar are reckoned anew from the day of issue.
        if let row = store.rows(InvoiceTerms.table, where: InvoiceTerms.invoice, is: Int64(invoice)).first,
            let said = store.cell(InvoiceTerms.table, row, InvoiceTerms.said).rowNumber,
            let terms = try? PaymentTerms(store.texts.string(said)) {
            let parts = try terms.instalments(of: facts.amount, issued: on, HolidayCalendar.workdays(of: store))
            for (instalment, part) in zip(store.rows(Instalments.table, where: Instalments.invoice, is: Int64(invoice)), parts) {
                draft.update(Instalments.table, instalment, Instalments.due, to: part.due.lane, in: store)
            }
            let until = try later(store.cell(InvoiceTerms.table, row, InvoiceTerms.discountUntil))
            draft.update(InvoiceTerms.table, row, InvoiceTerms.discountUntil, to: until, in: store)
            if let last = parts.last { draft.update(Invoices.table, invoice, Invoices.due, to: last.due.lane, in: store) }
            return draft.changes
        }
        draft.update(Invoices.table, invoice, Invoices.due, to: try later(facts.due.lane), in: store)
        return draft.changes
    }
}
