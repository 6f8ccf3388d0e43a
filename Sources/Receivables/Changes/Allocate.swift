// Settling invoices with money that is already in, taking an allocation back, and money the bank took back.

package import Columns
package import Values

package struct Allocate: Sendable {
    package var payment: UInt32
    package var settles: AllocationInstruction
    package var on: Day
    /// Who paid, where the payment was unidentified until now.
    package var debtor: UInt32?

    package init(payment: UInt32, settles: AllocationInstruction = .order(.oldestDue), on: Day) {
        self.payment = payment
        self.settles = settles
        self.on = on
    }

    /// Settles with what is unapplied of the payment. Running it again when nothing is left or open changes nothing.
    package func changes(in store: inout Store) throws(TradeFault) -> ChangeSet {
        try Draft.check(Payments.table, payment, in: store)
        try Draft.check(open: on, in: store)
        func cell(_ column: Int) -> Int64 { store.cell(Payments.table, payment, column) }
        guard cell(Payments.reversedOn) == Lane.null else { throw .isReversed(payment: payment) }
        if let date = Day(lane: cell(Payments.date)), on < date { throw .dayBeforeFact(fact: date, given: on) }
        let used = cell(Payments.allocated).addingClamped(Refunds.paidBack(ofPayment: payment, in: store))
        let (rest, over) = cell(Payments.amount).subtractingReportingOverflow(used)
        guard !over, let currency = Currency(lane: cell(Payments.currency)) else { throw .overflow }
        let money = Money(minor: max(0, rest), currency: currency)
        var draft = Draft()
        var payer = cell(Payments.debtor).rowNumber
        if payer == nil {
            payer = debtor
            if payer == nil, case .invoices(let shares) = settles, let first = shares.first {
                payer = try InvoiceFacts(first.invoice, in: store, on: on).debtor
            }
            guard let payer else { throw .unidentified(payment: payment) }
            try Draft.check(Debtors.table, payer, in: store)
            draft.update(Payments.table, payment, Payments.debtor, to: Int64(payer), in: store)
        }
        let parts = try Receive.parts(of: money, settles, debtor: payer, on: on, in: store)
        try Receive.settle(parts, payment: payment, money.currency, settles, on: on, draft: &draft, in: &store)
        return draft.changes
    }
}

package struct TakeBackAllocation: Sendable {
    package var allocation: UInt32
    package var on: Day

    package init(allocation: UInt32, on: Day) {
        self.allocation = allocation
        self.on = on
    }

    /// Adds the row that takes it back from `on`; the allocation itself stays on record.
    package func changes(in store: inout Store) throws(TradeFault) -> ChangeSet {
        try Draft.check(Allocations.table, allocation, in: store)
        try Draft.check(open: on, in: store)
        var draft = Draft()
        try Self.takeBack(allocation, on: on, draft: &draft, in: store)
        return draft.changes
    }

    static func takeBack(_ row: UInt32, on day: Day, draft: inout Draft, in store: Store) throws(TradeFault) {
        func cell(_ column: Int) -> Int64 { store.cell(Allocations.table, row, column) }
        guard cell(Allocations.takesBack) == Lane.null, !isTakenBack(row, in: store) else {
            throw .alreadyTakenBack(allocation: row)
        }
        if let date = Day(lane: cell(Allocations.date)), day < date { throw .dayBeforeFact(fact: date, given: day) }
        draft.insert(
            Allocations.schema,
            [
                (Allocations.payment, cell(Allocations.payment)), (Allocations.invoice, cell(Allocations.invoice)),
                (Allocations.amount, 0 - cell(Allocations.amount)), (Allocations.currency, cell(Allocations.currency)),
                (Allocations.date, day.lane), (Allocations.order, cell(Allocations.order)), (Allocations.takesBack, Int64(row)),
            ], in: store)
    }

    static func isTakenBack(_ row: UInt32, in store: Store) -> Bool {
        !store.rows(Allocations.table, where: Allocations.takesBack, is: Int64(row)).isEmpty
    }
}

package struct ReversePayment: Sendable {
    package var payment: UInt32
    package var on: Day
    package var reason: String?

    package init(payment: UInt32, on: Day, reason: String? = nil) {
        self.payment = payment
        self.on = on
        self.reason = reason
    }

    /// The bank took the money back: every allocation of it is taken back that day and the payment counts no more.
    package func changes(in store: inout Store) throws(TradeFault) -> ChangeSet {
        try Draft.check(Payments.table, payment, in: store)
        try Draft.check(open: on, in: store)
        guard store.cell(Payments.table, payment, Payments.reversedOn) == Lane.null else { throw .isReversed(payment: payment) }
        if let date = Day(lane: store.cell(Payments.table, payment, Payments.date)), on < date {
            throw .dayBeforeFact(fact: date, given: on)
        }
        let refunded = Refunds.paidBack(ofPayment: payment, in: store)
        guard refunded == 0 else {
            throw .exceedsOpen(
                Payments.table, row: payment, open: store.cell(Payments.table, payment, Payments.amount).addingClamped(0 - refunded),
                asked: store.cell(Payments.table, payment, Payments.amount))
        }
        var draft = Draft()
        var reopened = Set(Closing.closed(by: payment, in: store))
        for row in store.rows(Allocations.table, where: Allocations.payment, is: Int64(payment))
        where store.cell(Allocations.table, row, Allocations.takesBack) == Lane.null
            && !TakeBackAllocation.isTakenBack(row, in: store) {
            try TakeBackAllocation.takeBack(row, on: on, draft: &draft, in: store)
            if let invoice = store.cell(Allocations.table, row, Allocations.invoice).rowNumber { reopened.insert(invoice) }
        }
        for invoice in reopened.sorted() { try Closing.reopen(invoice, payment: payment, on: on, draft: &draft, in: &store) }
        draft.update(Payments.table, payment, Payments.reversedOn, to: on.lane, in: store)
        draft.update(Payments.table, payment, Payments.reversedBecause, to: Draft.text(reason, in: &store), in: store)
        return draft.changes
    }
}
