// Leaving a debtor or an invoice alone for a while, and disputes about an invoice.

package import Columns
package import Values

package struct PlaceHold: Sendable {
    package var debtor: UInt32
    /// Only this invoice of the debtor's.
    package var invoice: UInt32?
    package var from: Day
    package var until: Day?
    package var isMoratorium = false
    package var reason: String?
    package var owner: String?

    package init(debtor: UInt32, invoice: UInt32? = nil, from: Day, until: Day? = nil) {
        self.debtor = debtor
        self.invoice = invoice
        self.from = from
        self.until = until
    }

    package func changes(in store: inout Store) throws(TradeFault) -> ChangeSet {
        try Draft.check(Debtors.table, debtor, in: store)
        if let invoice {
            guard try InvoiceFacts(invoice, in: store, on: from).debtor == debtor else { throw .debtorDiffers(invoice: invoice) }
        }
        if let until, until < from { throw .endsBeforeStart(start: from, end: until) }
        var draft = Draft()
        let cells: [(column: Int, lane: Int64)] = [
            (Holds.id, try draft.id(nil, Holds.schema, in: &store)),
            (Holds.debtor, Int64(debtor)), (Holds.invoice, invoice.lane), (Holds.from, from.lane), (Holds.until, until.lane),
            (Holds.kind, Int64(store.intern(isMoratorium ? "moratorium" : "hold"))),
            (Holds.reason, Draft.text(reason, in: &store)), (Holds.owner, Draft.text(owner, in: &store)),
        ]
        draft.insert(Holds.schema, cells, in: store)
        return draft.changes
    }
}

package struct ReleaseHold: Sendable {
    package var hold: UInt32
    package var on: Day

    package init(hold: UInt32, on: Day) {
        self.hold = hold
        self.on = on
    }

    package func changes(in store: inout Store) throws(TradeFault) -> ChangeSet {
        try Draft.check(Holds.table, hold, in: store)
        if let day = Day(lane: store.cell(Holds.table, hold, Holds.releasedOn)) { throw .alreadyEnded(Holds.table, row: hold, on: day) }
        var draft = Draft()
        draft.update(Holds.table, hold, Holds.releasedOn, to: on.lane, in: store)
        return draft.changes
    }
}

package struct RaiseDispute: Sendable {
    package var invoice: UInt32
    package var since: Day
    /// The part disputed; without it, all of it.
    package var amount: Money?
    package var reason: String?
    package var owner: String?

    package init(invoice: UInt32, since: Day) {
        self.invoice = invoice
        self.since = since
    }

    package func changes(in store: inout Store) throws(TradeFault) -> ChangeSet {
        let facts = try InvoiceFacts(invoice, in: store, on: since)
        try facts.checkIssued()
        if let amount {
            try Draft.check(positive: amount.minor)
            guard amount.currency == facts.currency else { throw .currencyDiffers(given: amount.currency, owed: facts.currency) }
            guard amount.minor <= facts.open else {
                throw .exceedsOpen(Invoices.table, row: invoice, open: facts.open, asked: amount.minor)
            }
        }
        var draft = Draft()
        let cells: [(column: Int, lane: Int64)] = [
            (Disputes.id, try draft.id(nil, Disputes.schema, in: &store)),
            (Disputes.debtor, Int64(facts.debtor)), (Disputes.invoice, Int64(invoice)),
            (Disputes.currency, Int64(facts.currency.raw)), (Disputes.amount, (amount?.minor).lane), (Disputes.since, since.lane),
            (Disputes.reason, Draft.text(reason, in: &store)), (Disputes.owner, Draft.text(owner, in: &store)),
        ]
        draft.insert(Disputes.schema, cells, in: store)
        return draft.changes
    }
}

package struct CloseDispute: Sendable {
    package var dispute: UInt32
    package var on: Day
    /// One of `Disputes.outcomes`.
    package var outcome: String

    package init(dispute: UInt32, on: Day, outcome: String) {
        self.dispute = dispute
        self.on = on
        self.outcome = outcome
    }

    package func changes(in store: inout Store) throws(TradeFault) -> ChangeSet {
        try Draft.check(Disputes.table, dispute, in: store)
        if let day = Day(lane: store.cell(Disputes.table, dispute, Disputes.closedOn)) {
            throw .alreadyEnded(Disputes.table, row: dispute, on: day)
        }
        var draft = Draft()
        draft.update(Disputes.table, dispute, Disputes.closedOn, to: on.lane, in: store)
        draft.update(Disputes.table, dispute, Disputes.outcome, to: Int64(store.intern(outcome)), in: store)
        return draft.changes
    }
}
