// Money that goes back to a debtor: what a payment has unapplied, or what a credit left on account.

package import Columns
package import Values

package struct RefundMoney: Sendable {
    package enum Source: Sendable, Hashable {
        case payment(UInt32)
        case credit(UInt32)
    }

    package var source: Source
    /// Without it, all that is there.
    package var amount: Money?
    package var date: Day
    package var method: String?
    package var reason: String?

    package init(_ source: Source, amount: Money? = nil, date: Day) {
        self.source = source
        self.amount = amount
        self.date = date
    }

    /// What could go back of it; nothing where it cannot be refunded at all.
    package static func left(_ source: Source, on day: Day, in store: Store) -> Int64 {
        switch source {
        case .payment(let row): (try? Refunds.left(ofPayment: row, in: store)) ?? 0
        case .credit(let row): (try? OnAccount.left(ofCredit: row, on: day, in: store)) ?? 0
        }
    }

    /// The refund; of a credit also the row that takes it off the account.
    package func changes(in store: inout Store) throws(TradeFault) -> ChangeSet {
        try Draft.check(open: date, in: store)
        let (table, row): (TableID, UInt32) = switch source {
        case .payment(let row): (Payments.table, row)
        case .credit(let row): (Credits.table, row)
        }
        try Draft.check(table, row, in: store)
        let (left, currency, since, debtor): (Int64, Int64, Int64, Int64) = switch source {
        case .payment(let row):
            (
                try Refunds.left(ofPayment: row, in: store), store.cell(Payments.table, row, Payments.currency),
                store.cell(Payments.table, row, Payments.date), store.cell(Payments.table, row, Payments.debtor)
            )
        case .credit(let row):
            (
                try OnAccount.left(ofCredit: row, on: date, in: store), store.cell(Credits.table, row, Credits.currency),
                store.cell(Credits.table, row, Credits.date), store.cell(Credits.table, row, Credits.debtor)
            )
        }
        guard let unit = Currency(lane: currency) else { throw .overflow }
        let money = amount ?? Money(minor: left, currency: unit)
        guard money.currency == unit else { throw .currencyDiffers(given: money.currency, owed: unit) }
        if let first = Day(lane: since), date < first { throw .dayBeforeFact(fact: first, given: date) }
        guard left > 0 || amount != nil else { throw .exceedsOpen(table, row: row, open: 0, asked: 0) }
        try Draft.check(positive: money.minor)
        guard money.minor <= left else { throw .exceedsOpen(table, row: row, open: left, asked: money.minor) }
        var draft = Draft()
        var cells: [(column: Int, lane: Int64)] = [
            (Refunds.id, try draft.id(nil, Refunds.schema, in: &store)), (Refunds.debtor, debtor), (Refunds.date, date.lane),
            (Refunds.currency, currency), (Refunds.amount, money.minor), (Refunds.method, Draft.text(method, in: &store)),
            (Refunds.reason, Draft.text(reason, in: &store)), (Refunds.payment, Lane.null), (Refunds.credit, Lane.null),
        ]
        switch source {
        case .payment(let row): cells.append((Refunds.payment, Int64(row)))
        case .credit(let row):
            cells.append((Refunds.credit, Int64(row)))
            draft.insert(
                Credits.schema,
                [
                    (Credits.id, try draft.id(nil, Credits.schema, in: &store)), (Credits.debtor, debtor), (Credits.invoice, Lane.null),
                    (Credits.date, date.lane), (Credits.currency, currency), (Credits.amount, 0 - money.minor),
                    (Credits.from, Int64(row)), (Credits.kind, Int64(store.intern(Credits.paidOut))),
                ], in: store)
        }
        draft.insert(Refunds.schema, cells, in: store)
        return draft.changes
    }
}

extension Refunds {
    /// What of a payment was paid back, whatever the day.
    static func paidBack(ofPayment payment: UInt32, in store: Store) -> Int64 {
        guard store.liveCount(table) > 0 else { return 0 }
        return store.rows(table, where: Refunds.payment, is: Int64(payment)).reduce(0) { $0.addingClamped(store.cell(table, $1, amount)) }
    }

    /// What of a payment settles nothing and was not paid back.
    package static func left(ofPayment payment: UInt32, in store: Store) throws(TradeFault) -> Int64 {
        guard store.cell(Payments.table, payment, Payments.reversedOn) == Lane.null else { throw .isReversed(payment: payment) }
        let used = store.cell(Payments.table, payment, Payments.allocated).addingClamped(paidBack(ofPayment: payment, in: store))
        return store.cell(Payments.table, payment, Payments.amount).addingClamped(0 - used)
    }
}
