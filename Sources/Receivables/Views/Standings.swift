// How one plan, promise or case of the book stands at the view's day.

import Columns
import Values

extension BookView {
    /// Payments of a debtor in one currency dated by the view's day, in order; a reversed one counts until its day.
    func receipts(ofDebtor debtor: UInt32, currency: Int64) -> [Receipt] {
        var receipts: [Receipt] = []
        for row in adjacency(Payments.table, Payments.debtor).rows(of: Int(debtor)) {
            guard cell(Payments.table, row, Payments.currency) == currency,
                let date = Day(lane: cell(Payments.table, row, Payments.date)), date <= day
            else { continue }
            if let reversed = Day(lane: cell(Payments.table, row, Payments.reversedOn)), reversed <= day { continue }
            receipts.append(Receipt(day: date, amount: cell(Payments.table, row, Payments.amount)))
        }
        return receipts.sorted { $0.day < $1.day }
    }

    /// What was allocated to an invoice by the view's day, in order.
    package func receipts(ofInvoice invoice: UInt32) -> [Receipt] {
        var receipts: [Receipt] = []
        for row in adjacency(Allocations.table, Allocations.invoice).rows(of: Int(invoice)) {
            guard let date = Day(lane: store.cell(Allocations.table, row, Allocations.date)), date <= day else { continue }
            receipts.append(Receipt(day: date, amount: store.cell(Allocations.table, row, Allocations.amount)))
        }
        return receipts.sorted { $0.day < $1.day }
    }

    /// The invoices a plan covers.
    package func invoices(ofPlan plan: UInt32) -> [UInt32] {
        adjacency(PlanInvoices.table, PlanInvoices.plan).rows(of: Int(plan)).compactMap {
            store.cell(PlanInvoices.table, $0, PlanInvoices.invoice).rowNumber
        }
    }

    /// The rows of a plan's instalments, by number.
    package func instalments(ofPlan plan: UInt32) -> [UInt32] {
        adjacency(Instalments.table, Instalments.plan).rows(of: Int(plan)).sorted {
            store.cell(Instalments.table, $0, Instalments.n) < store.cell(Instalments.table, $1, Instalments.n)
        }
    }

    /// How a plan stands: what was allocated to the invoices it covers from the day it was agreed (proposed, while it is not)
    /// settles its instalments in order.
    package func standing(ofPlan plan: UInt32, with more: [Receipt] = []) throws(TradeFault) -> PlanStanding {
        var dues: [(due: Day, amount: Int64)] = []
        for row in instalments(ofPlan: plan) {
            guard let due = Day(lane: store.cell(Instalments.table, row, Instalments.due)) else { continue }
            dues.append((due, store.cell(Instalments.table, row, Instalments.amount)))
        }
        return try PlanStanding(dues: dues, receipts: receipts(ofPlan: plan) + more, on: day)
    }

    /// What was allocated to the invoices of an agreed plan since.
    private func receipts(ofPlan plan: UInt32) -> [Receipt] {
        guard let agreed = Day(lane: cell(Plans.table, plan, Plans.agreed)) else { return [] }
        return invoices(ofPlan: plan).flatMap { receipts(ofInvoice: $0).filter { $0.day >= agreed } }
    }

    /// The word for a plan at the view's day.
    package func status(ofPlan plan: UInt32) -> PlanStatus {
        let agreed = cell(Plans.table, plan, Plans.agreed)
        let cancelled = cell(Plans.table, plan, Plans.cancelled)
        if cancelled != Lane.null, cancelled <= day.lane { return .cancelled }
        guard agreed != Lane.null, agreed <= day.lane else { return .proposed }
        guard let standing = try? standing(ofPlan: plan) else { return .active }
        // What was paid up after all is paid; but a settlement that came late settles nothing.
        let gives = cell(Plans.table, plan, Plans.concession)
        if standing.isComplete, gives == Lane.null || !isInDefault(plan: plan, standing) { return .completed }
        if isInDefault(plan: plan, standing) { return .defaulted }
        return standing.isOnTrack ? .active : .in_arrears
    }

    /// The rule a plan was agreed with; nil where it never defaults by itself.
    package func defaultRule(ofPlan plan: UInt32) -> DefaultRule? {
        let missed = cell(Plans.table, plan, Plans.missed)
        guard missed != Lane.null else { return nil }
        func days(_ column: Int) -> Int64 { max(0, cell(Plans.table, plan, column)) }
        return DefaultRule(missed: missed, grace: days(Plans.graceDays), cure: days(Plans.cureDays))
    }

    /// The defaults of an agreed plan by the view's day.
    package func defaults(ofPlan plan: UInt32, _ standing: PlanStanding) -> [PlanDefault] {
        defaultRule(ofPlan: plan).map { standing.defaults($0, by: day) } ?? []
    }

    /// Whether a default was not healed in its time: the plan is over, and what it covers is chased again.
    func isInDefault(plan: UInt32, _ standing: PlanStanding) -> Bool {
        defaults(ofPlan: plan, standing).last?.isFinal(on: day) ?? false
    }

    /// How a promise stands. One for an invoice counts what was allocated to it, one for the account whatever came in.
    package func promise(_ row: UInt32, tolerance: Int64 = 0, share: Int64 = 100) -> PromiseStanding {
        func field(_ column: Int) -> Int64 { cell(Promises.table, row, column) }
        let invoice = field(Promises.invoice).rowNumber
        let debtor = field(Promises.debtor).rowNumber
        let receipts = invoice.map { self.receipts(ofInvoice: $0) }
            ?? debtor.map { self.receipts(ofDebtor: $0, currency: field(Promises.currency)) } ?? []
        let made = Day(lane: field(Promises.made)) ?? day
        let due = Day(lane: field(Promises.due)) ?? day
        let ended = Day(lane: field(Promises.endedOn)).map {
            (on: $0, status: field(Promises.ended) == word("superseded") ? PromiseStatus.superseded : .cancelled)
        }
        let standing = try? PromiseStanding(
            amount: field(Promises.amount), made: made, due: due, receipts: receipts, on: day, tolerance: tolerance, share: share,
            ended: ended)
        if standing == nil { hasOverflowed = true }
        return standing ?? PromiseStanding.unknown
    }

    /// The rows of a case's steps, in order.
    package func steps(ofCase row: UInt32) -> [UInt32] {
        adjacency(Steps.table, Steps.recoveryCase).rows(of: Int(row)).sorted {
            store.cell(Steps.table, $0, Steps.n) < store.cell(Steps.table, $1, Steps.n)
        }
    }

    /// Standings of a case's steps, parallel to `steps(ofCase:)`.
    package func standings(ofCase row: UInt32) -> [StepStanding] {
        let steps = steps(ofCase: row).map { step in
            let gate = cell(Steps.table, step, Steps.gate)
            return RecordedStep(
                due: Day(lane: cell(Steps.table, step, Steps.due)),
                gate: gate.rowNumber.flatMap { StepGate(rawValue: store.texts.string($0)) },
                doneOn: Day(lane: cell(Steps.table, step, Steps.doneOn)),
                skippedOn: Day(lane: cell(Steps.table, step, Steps.skippedOn)))
        }
        let debtor = cell(Cases.table, row, Cases.debtor).rowNumber
        return StepStanding.standings(of: steps, on: day, closed: debtor.map(closedGates(ofDebtor:)) ?? [])
    }

    /// The gates that something about a debtor keeps closed.
    package func closedGates(ofDebtor debtor: UInt32) -> Set<StepGate> {
        var closed: Set<StepGate> = []
        for exclusion in exclusions(ofDebtor: debtor) {
            switch exclusion {
            case .dispute: closed.insert(.noDispute)
            case .hold, .moratorium: closed.insert(.noHold)
            case .planActive: closed.insert(.noPlan)
            case .promiseOpen: closed.insert(.noPromise)
            case .noChase: break
            }
        }
        return closed
    }
}

package enum PlanStatus: String, CaseIterable, Sendable, Hashable {
    case proposed, active, in_arrears, completed, cancelled
    /// Instalments were missed and not made up for in time.
    case defaulted
}
