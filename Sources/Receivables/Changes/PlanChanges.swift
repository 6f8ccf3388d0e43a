// Payment plans: proposed to the cent, agreed, cancelled.

package import Columns
package import Values

package struct ProposePlan: Sendable {
    package enum Length: Sendable, Hashable {
        case instalments(Int)
        /// As many as it takes at this affordable amount, in minor units.
        case amount(Int64)
    }

    package var debtor: UInt32
    package var length: Length
    package var start: Day
    package var every: Cadence
    package var proposed: Day
    /// Without it, the debtor's own currency.
    package var currency: Currency?
    /// Interest a year on what is left; none without it.
    package var rate: Percent?
    /// Without it, every invoice of the currency with something open.
    package var invoices: [UInt32]?
    package var note: String?
    /// When it is in default; nil for never.
    package var rule: DefaultRule? = .standard
    /// What is to be paid where less than the debt settles it, in minor units.
    package var offer: Int64?

    package init(debtor: UInt32, length: Length, start: Day, every: Cadence, proposed: Day) {
        self.debtor = debtor
        self.length = length
        self.start = start
        self.every = every
        self.proposed = proposed
    }

    /// What the plan would ask for, and the debt it would pay off, without writing anything.
    package func schedule(
        in store: Store
    ) throws(TradeFault) -> (lines: [ScheduledInstalment], currency: Currency, covered: [InvoiceFacts]) {
        try Draft.check(Debtors.table, debtor, in: store)
        if start < proposed { throw .endsBeforeStart(start: proposed, end: start) }
        guard let own = Currency(lane: store.cell(Debtors.table, debtor, Debtors.currency)) else { throw .overflow }
        let currency = self.currency ?? own
        var covered: [InvoiceFacts] = []
        if let invoices {
            for row in invoices where !covered.contains(where: { $0.row == row }) {
                let facts = try InvoiceFacts(row, in: store, on: proposed)
                try facts.checkIssued()
                guard facts.debtor == debtor else { throw .debtorDiffers(invoice: row) }
                guard facts.currency == currency else { throw .currencyDiffers(given: currency, owed: facts.currency) }
                if facts.open > 0 { covered.append(facts) }
            }
        } else {
            covered = try InvoiceFacts.open(ofDebtor: debtor, currency, in: store, on: proposed)
        }
        let principal = try Exact.sum(covered.map(\.open))
        guard principal > 0 else { throw .nothingOwed(debtor: debtor, currency) }
        if let offer {
            try Draft.check(positive: offer)
            guard offer < principal else { throw .offerTooHigh(owed: Money(minor: principal, currency: currency)) }
        }
        let lines = switch length {
        case .instalments(let count):
            if let rate {
                try InstalmentSchedule.annuity(principal: principal, annual: rate, count: count, start: start, every: every)
            } else {
                try InstalmentSchedule.equal(total: offer ?? principal, count: count, start: start, every: every)
            }
        case .amount(let amount):
            try InstalmentSchedule.affordable(principal: principal, amount: amount, annual: rate, start: start, every: every)
        }
        return (lines, currency, covered)
    }

    /// The plan, its instalments and the invoices it covers; proposed, not yet in force.
    package func changes(in store: inout Store) throws(TradeFault) -> ChangeSet {
        let (lines, currency, covered) = try schedule(in: store)
        let (months, days): (Int, Int) = switch every {
        case .months(let months): (months, 0)
        case .days(let days): (0, days)
        }
        guard months < 65_535, days < 65_535 else { throw .dayOutOfRange }
        if let rule {
            guard (1...Int64(InstalmentSchedule.most)).contains(rule.missed) else { throw .instalmentCount(Int(clamping: rule.missed)) }
            guard (0...3_650).contains(rule.grace), (0...3_650).contains(rule.cure) else { throw .dayOutOfRange }
        }
        var percent: Int64 = 0
        if let rate {
            do { percent = try rate.number.mantissa(atScale: 4, rounding: .halfEven) } catch { throw .rateOutOfRange }
        }
        var draft = Draft()
        let cells: [(column: Int, lane: Int64)] = [
            (Plans.id, try draft.id(nil, Plans.schema, in: &store)),
            (Plans.debtor, Int64(debtor)), (Plans.currency, Int64(currency.raw)),
            (Plans.total, try Exact.sum(lines.map(\.amount))), (Plans.principal, try Exact.sum(covered.map(\.open))),
            (Plans.start, start.lane), (Plans.everyMonths, Int64(months)), (Plans.everyDays, Int64(days)),
            (Plans.count, Int64(lines.count)), (Plans.rate, percent), (Plans.proposed, proposed.lane),
            (Plans.note, Draft.text(note, in: &store)), (Plans.missed, (rule?.missed).lane), (Plans.graceDays, (rule?.grace).lane),
            (Plans.cureDays, (rule?.cure).lane),
            (Plans.concession, try offer.map { offer throws(TradeFault) in try Exact.sum(covered.map(\.open)) - offer }.lane),
        ]
        let plan = draft.insert(Plans.schema, cells, in: store)
        for line in lines {
            draft.insert(
                Instalments.schema,
                [
                    (Instalments.plan, Int64(plan)), (Instalments.n, Int64(line.n)), (Instalments.due, line.due.lane),
                    (Instalments.currency, Int64(currency.raw)), (Instalments.amount, line.amount),
                    (Instalments.interest, line.interest),
                ], in: store)
        }
        for facts in covered {
            draft.insert(PlanInvoices.schema, [(PlanInvoices.plan, Int64(plan)), (PlanInvoices.invoice, Int64(facts.row))], in: store)
        }
        return draft.changes
    }
}

package struct AgreePlan: Sendable {
    package var plan: UInt32
    package var on: Day

    package init(plan: UInt32, on: Day) {
        self.plan = plan
        self.on = on
    }

    /// Puts the plan in force. Its interest is booked on the first invoice it covers, each part dated the day its instalment
    /// falls due, so that no interest is owed before its time.
    package func changes(in store: inout Store) throws(TradeFault) -> ChangeSet {
        try Draft.check(Plans.table, plan, in: store)
        func cell(_ column: Int) -> Int64 { store.cell(Plans.table, plan, column) }
        if let day = Day(lane: cell(Plans.cancelled)) { throw .alreadyEnded(Plans.table, row: plan, on: day) }
        if let day = Day(lane: cell(Plans.agreed)) { throw .alreadyAgreed(plan: plan, on: day) }
        if let proposed = Day(lane: cell(Plans.proposed)), on < proposed { throw .dayBeforeFact(fact: proposed, given: on) }
        try Draft.check(open: on, in: store)
        let covers = store.rows(PlanInvoices.table, where: PlanInvoices.plan, is: Int64(plan))
        for cover in covers {
            let invoice = store.cell(PlanInvoices.table, cover, PlanInvoices.invoice)
            for other in store.rows(PlanInvoices.table, where: PlanInvoices.invoice, is: invoice) {
                guard let rival = store.cell(PlanInvoices.table, other, PlanInvoices.plan).rowNumber, rival != plan,
                    store.cell(Plans.table, rival, Plans.agreed) != Lane.null,
                    store.cell(Plans.table, rival, Plans.cancelled) == Lane.null
                else { continue }
                throw .inPlan(invoice: UInt32(truncatingIfNeeded: invoice), plan: rival)
            }
        }
        var draft = Draft()
        draft.update(Plans.table, plan, Plans.agreed, to: on.lane, in: store)
        guard let first = covers.first else { return draft.changes }
        let kind = Int64(store.intern("interest"))
        for row in store.rows(Instalments.table, where: Instalments.plan, is: Int64(plan)) {
            let interest = store.cell(Instalments.table, row, Instalments.interest)
            guard interest > 0 else { continue }
            let cells: [(column: Int, lane: Int64)] = [
                (Charges.id, try draft.id(nil, Charges.schema, in: &store)),
                (Charges.debtor, cell(Plans.debtor)),
                (Charges.invoice, store.cell(PlanInvoices.table, first, PlanInvoices.invoice)),
                (Charges.date, store.cell(Instalments.table, row, Instalments.due)), (Charges.kind, kind),
                (Charges.currency, cell(Plans.currency)), (Charges.amount, interest),
            ]
            draft.insert(Charges.schema, cells, in: store)
        }
        return draft.changes
    }
}

package struct CancelPlan: Sendable {
    package var plan: UInt32
    package var on: Day
    package var reason: String?

    package init(plan: UInt32, on: Day, reason: String? = nil) {
        self.plan = plan
        self.on = on
        self.reason = reason
    }

    package func changes(in store: inout Store) throws(TradeFault) -> ChangeSet {
        try Draft.check(Plans.table, plan, in: store)
        if let day = Day(lane: store.cell(Plans.table, plan, Plans.cancelled)) {
            throw .alreadyEnded(Plans.table, row: plan, on: day)
        }
        var draft = Draft()
        draft.update(Plans.table, plan, Plans.cancelled, to: on.lane, in: store)
        draft.update(Plans.table, plan, Plans.cancelledBecause, to: Draft.text(reason, in: &store), in: store)
        return draft.changes
    }
}
