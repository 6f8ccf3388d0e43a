// Changing what is recorded of a row, so that a question about an earlier day still gets the earlier answer.

package import Columns
package import Values

package struct EditCell: Sendable {
    package var table: TableID
    package var row: UInt32
    package var column: Int
    /// The new lane; a text or word must be interned in the store already.
    package var new: Int64
    /// From which day the new value is true.
    package var from: Day
    package var actor: String?
    package var reason: String?

    package init(_ table: TableID, row: UInt32, column: Int, new: Int64, from: Day) {
        self.table = table
        self.row = row
        self.column = column
        self.new = new
        self.from = from
    }

    /// Columns that may be edited: those that describe. What was booked is corrected by facts of its own, what is kept by the
    /// store is not touched, and states change through their own verbs.
    package static func editable(_ table: TableID) -> [Int] {
        switch table {
        case Debtors.table:
            [
                Debtors.external, Debtors.name, Debtors.country, Debtors.termsDays, Debtors.creditLimit, Debtors.segment,
                Debtors.email, Debtors.phone, Debtors.zone, Debtors.language, Debtors.kind, Debtors.opened, Debtors.owner,
                Debtors.note, Debtors.noChase,
            ]
        case People.table:
            [
                People.name, People.role, People.phone, People.email, People.language, People.zone, People.consent, People.note,
            ]
        case Invoices.table: [Invoices.external, Invoices.reference, Invoices.amount, Invoices.due, Invoices.termsDays, Invoices.note]
        case Payments.table: [Payments.external, Payments.payer, Payments.method, Payments.reference, Payments.note]
        case Contacts.table: [Contacts.person, Contacts.outcome, Contacts.next, Contacts.staff, Contacts.note]
        case Promises.table: [Promises.staff, Promises.note]
        case Plans.table: [Plans.note]
        case Cases.table: [Cases.title, Cases.owner, Cases.note]
        case Steps.table: [Steps.title, Steps.owner, Steps.due, Steps.evidence]
        case Holds.table: [Holds.until, Holds.reason, Holds.owner]
        case Disputes.table: [Disputes.amount, Disputes.reason, Disputes.owner]
        case Charges.table: [Charges.reason]
        case Credits.table: [Credits.external, Credits.reason]
        case WriteOffs.table: [WriteOffs.reason]
        case Staff.table: [Staff.name, Staff.roles, Staff.email]
        default: []
        }
    }

    package func changes(in store: inout Store) throws(TradeFault) -> ChangeSet {
        try Draft.check(table, row, in: store)
        guard Self.editable(table).contains(column) else { throw .notEditable(table, column: column) }
        let old = store.cell(table, row, column)
        guard old != new else { throw .nothingToChange(table, row: row, column: column) }
        if table == Invoices.table { try checkInvoice(in: store) }
        var draft = Draft()
        draft.update(table, row, column, to: new, in: store)
        if table == Invoices.table, column == Invoices.due {
            // The first due day stays known: ageing may be asked by it.
            if store.cell(table, row, Invoices.originalDue) == Lane.null {
                draft.update(table, row, Invoices.originalDue, to: old, in: store)
            }
        }
        draft.insert(
            Revisions.schema,
            [
                (Revisions.tableNumber, Int64(table.rawValue)), (Revisions.row, Int64(row)), (Revisions.column, Int64(column)),
                (Revisions.day, from.lane), (Revisions.sequence, Int64(store.rowCount(Revisions.table))), (Revisions.old, old),
                (Revisions.actor, Draft.text(actor, in: &store)), (Revisions.reason, Draft.text(reason, in: &store)),
            ], in: store)
        return draft.changes
    }

    private func checkInvoice(in store: Store) throws(TradeFault) {
        let facts = try InvoiceFacts(row, in: store, on: from)
        if column == Invoices.due { try facts.checkOneDueDay(in: store) }
        if column == Invoices.due, new < facts.issued.lane {
            throw .dueBeforeIssued(issued: facts.issued, due: Day(clamping: new))
        }
        if column == Invoices.amount {
            try Draft.check(positive: new)
            try AccountLimit.check(claiming: new - facts.amount, of: facts.debtor, facts.currency, in: store)
            try Draft.check(open: from, in: store)
            // What is settled already must still fit.
            let open = Int128(facts.open) - Int128(facts.amount) + Int128(new)
            guard open >= 0 else {
                throw .exceedsOpen(Invoices.table, row: row, open: new, asked: facts.amount - min(facts.amount, facts.open))
            }
        }
    }
}
