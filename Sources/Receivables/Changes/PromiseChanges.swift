// Promises to pay: made, and ended before their day.

package import Columns
package import Values

package struct MakePromise: Sendable {
    package var debtor: UInt32
    package var amount: Money
    package var due: Day
    package var made: Day
    /// For one invoice; without it, for the account.
    package var invoice: UInt32?
    package var staff: String?
    package var note: String?

    package init(debtor: UInt32, amount: Money, due: Day, made: Day) {
        self.debtor = debtor
        self.amount = amount
        self.due = due
        self.made = made
    }

    package func changes(in store: inout Store) throws(TradeFault) -> ChangeSet {
        try Draft.check(Debtors.table, debtor, in: store)
        try Draft.check(positive: amount.minor)
        if due < made { throw .endsBeforeStart(start: made, end: due) }
        if let invoice {
            let facts = try InvoiceFacts(invoice, in: store, on: made)
            try facts.checkIssued()
            guard facts.debtor == debtor else { throw .debtorDiffers(invoice: invoice) }
            guard facts.currency == amount.currency else { throw .currencyDiffers(given: amount.currency, owed: facts.currency) }
        }
        var draft = Draft()
        let cells: [(column: Int, lane: Int64)] = [
            (Promises.id, try draft.id(nil, Promises.schema, in: &store)), (Promises.debtor, Int64(debtor)),
            (Promises.invoice, invoice.lane), (Promises.currency, Int64(amount.currency.raw)), (Promises.amount, amount.minor),
            (Promises.due, due.lane), (Promises.made, made.lane), (Promises.staff, Draft.text(staff, in: &store)),
            (Promises.note, Draft.text(note, in: &store)),
        ]
        draft.insert(Promises.schema, cells, in: store)
        return draft.changes
    }
}

package struct EndPromise: Sendable {
    package var promise: UInt32
    package var on: Day
    package var reason: String?
    /// A newer promise takes its place.
    package var isSuperseded: Bool

    package init(promise: UInt32, on: Day, isSuperseded: Bool = false, reason: String? = nil) {
        self.promise = promise
        self.on = on
        self.reason = reason
        self.isSuperseded = isSuperseded
    }

    package func changes(in store: inout Store) throws(TradeFault) -> ChangeSet {
        try Draft.check(Promises.table, promise, in: store)
        if let day = Day(lane: store.cell(Promises.table, promise, Promises.endedOn)) {
            throw .alreadyEnded(Promises.table, row: promise, on: day)
        }
        var draft = Draft()
        draft.update(Promises.table, promise, Promises.endedOn, to: on.lane, in: store)
        draft.update(Promises.table, promise, Promises.ended, to: Int64(store.intern(isSuperseded ? "superseded" : "cancelled")), in: store)
        draft.update(Promises.table, promise, Promises.endedBecause, to: Draft.text(reason, in: &store), in: store)
        return draft.changes
    }
}
