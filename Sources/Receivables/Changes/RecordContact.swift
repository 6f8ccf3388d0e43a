// Words exchanged with a debtor: recording one is never refused for what the rules of contact say; striking keeps it visible.

package import Columns
package import Values

package struct RecordContact: Sendable {
    package var debtor: UInt32
    package var at: Moment
    /// One of `Contacts.channels`.
    package var channel: String
    package var invoice: UInt32?
    package var person: UInt32?
    package var outcome: String?
    package var next: Day?
    package var staff: String?
    package var note: String?

    package init(debtor: UInt32, at: Moment, channel: String) {
        self.debtor = debtor
        self.at = at
        self.channel = channel
    }

    package func changes(in store: inout Store) throws(TradeFault) -> ChangeSet {
        try Draft.check(Debtors.table, debtor, in: store)
        if let invoice {
            guard try InvoiceFacts(invoice, in: store, on: at.day).debtor == debtor else { throw .debtorDiffers(invoice: invoice) }
        }
        if let person { try Draft.check(People.table, person, in: store) }
        if let next, next < at.day { throw .endsBeforeStart(start: at.day, end: next) }
        var draft = Draft()
        let cells: [(column: Int, lane: Int64)] = [
            (Contacts.id, try draft.id(nil, Contacts.schema, in: &store)),
            (Contacts.at, at.epochMinutes),
            (Contacts.debtor, Int64(debtor)),
            (Contacts.invoice, invoice.lane),
            (Contacts.channel, Int64(store.intern(channel))),
            (Contacts.person, person.lane),
            (Contacts.outcome, Draft.text(outcome, in: &store)),
            (Contacts.next, next.lane),
            (Contacts.staff, Draft.text(staff, in: &store)),
            (Contacts.note, Draft.text(note, in: &store)),
        ]
        draft.insert(Contacts.schema, cells, in: store)
        return draft.changes
    }
}

package struct StrikeContact: Sendable {
    package var contact: UInt32
    package init(contact: UInt32) { self.contact = contact }

    package func changes(in store: inout Store) throws(TradeFault) -> ChangeSet {
        try Draft.check(Contacts.table, contact, in: store)
        var draft = Draft()
        draft.update(Contacts.table, contact, Contacts.struck, to: 1, in: store)
        return draft.changes
    }
}
