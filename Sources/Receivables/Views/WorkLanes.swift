// Lanes over the tables of plans, instalments, promises, cases and steps at the view's day.
// Each is small beside invoices, so they are worked out row by row.

package import Columns
import Values

package enum PlanLane: Int, CaseIterable, Sendable, Hashable {
    /// Money, except `nextDue` (day) and `status` (word).
    case paid, left, arrears, nextAmount, nextDue, status
    /// Days: the last default, and the end of its cure.
    case defaultOn, cureUntil
}

package enum InstalmentLane: Int, CaseIterable, Sendable, Hashable {
    /// Money; days; a word.
    case paid, overdue, status
    /// The id of the plan or invoice it belongs to; money.
    case owner, amount, balance
}

package enum PromiseLane: Int, CaseIterable, Sendable, Hashable {
    case paid, status
}

package enum StepLane: Int, CaseIterable, Sendable, Hashable {
    /// A word; days late; the debtor's row and balance come from the case.
    case state, late
}

package enum CaseLane: Int, CaseIterable, Sendable, Hashable {
    /// The row of the step whose turn it is (null: none), its days late, and open or closed as a word.
    case currentStep, late, status
}

extension BookView {
    package func plan(_ lane: PlanLane) -> LaneSource {
        .dense(kept(Plans.table, 1_000 + lane.rawValue) {
            (0..<store.rowCount(Plans.table)).map { index in
                let row = UInt32(truncatingIfNeeded: index)
                guard store.isLive(Plans.table, row) else { return Lane.null }
                if lane == .status { return word(status(ofPlan: row).rawValue) }
                guard let standing = try? standing(ofPlan: row) else { return Lane.null }
                let next = standing.next.map { standing.instalments[$0] }
                return switch lane {
                case .paid: standing.paid
                case .left: standing.left
                case .arrears: isAgreed(plan: row) ? standing.arrears : 0
                case .nextAmount: next.map { $0.amount - $0.paid } ?? Lane.null
                case .nextDue: next?.due.lane ?? Lane.null
                case .defaultOn: isAgreed(plan: row) ? defaults(ofPlan: row, standing).last?.on.lane ?? Lane.null : Lane.null
                case .cureUntil: isAgreed(plan: row) ? defaults(ofPlan: row, standing).last?.until.lane ?? Lane.null : Lane.null
                case .status: Lane.null
                }
            }
        })
    }

    package func instalment(_ lane: InstalmentLane) -> LaneSource {
        .dense(kept(Instalments.table, 1_000 + lane.rawValue) {
            if lane == .owner { return instalmentOwners() }
            var lanes = [Int64](repeating: Lane.null, count: store.rowCount(Instalments.table))
            for parts in splits.parts.values {
                for part in parts {
                    guard let row = part.row else { continue }
                    lanes[Int(row)] = switch lane {
                    case .paid: part.amount - part.open
                    case .overdue: part.due.days(to: day)
                    case .status: word((part.open == 0 ? InstalmentStatus.paid : part.due >= day ? .open : part.open < part.amount ? .part : .overdue).rawValue)
                    case .amount: part.amount
                    case .balance: part.open
                    case .owner: Lane.null
                    }
                }
            }
            for plan in store.live(Plans.table).rows() {
                guard let standing = try? standing(ofPlan: plan) else { continue }
                for (row, one) in zip(instalments(ofPlan: plan), standing.instalments) {
                    lanes[Int(row)] = switch lane {
                    case .paid: one.paid
                    case .overdue: one.daysLate
                    case .status: word(one.status.rawValue)
                    case .amount: one.amount
                    case .balance: one.amount - one.paid
                    case .owner: Lane.null
                    }
                }
            }
            return lanes
        })
    }

    private func instalmentOwners() -> [Int64] {
        let (plans, invoices) = (store.view(Instalments.table, Instalments.plan), store.view(Instalments.table, Instalments.invoice))
        return (0..<store.rowCount(Instalments.table)).map { row in
            if let plan = plans[row].rowNumber { return store.cell(Plans.table, plan, Plans.id) }
            return invoices[row].rowNumber.map { store.cell(Invoices.table, $0, Invoices.id) } ?? Lane.null
        }
    }

    package func promise(_ lane: PromiseLane) -> LaneSource {
        .dense(kept(Promises.table, 1_000 + lane.rawValue) {
            (0..<store.rowCount(Promises.table)).map { index in
                let row = UInt32(truncatingIfNeeded: index)
                guard store.isLive(Promises.table, row) else { return Lane.null }
                let standing = promise(row)
                return lane == .paid ? standing.paid : word(standing.status.rawValue)
            }
        })
    }

    package func step(_ lane: StepLane) -> LaneSource {
        .dense(kept(Steps.table, 1_000 + lane.rawValue) {
            var lanes = [Int64](repeating: Lane.null, count: store.rowCount(Steps.table))
            for row in store.live(Cases.table).rows() {
                for (step, standing) in zip(steps(ofCase: row), standings(ofCase: row)) {
                    lanes[Int(step)] = lane == .state ? word(standing.state.word) : standing.late
                }
            }
            return lanes
        })
    }

    package func `case`(_ lane: CaseLane) -> LaneSource {
        .dense(kept(Cases.table, 1_000 + lane.rawValue) {
            (0..<store.rowCount(Cases.table)).map { index in
                let row = UInt32(truncatingIfNeeded: index)
                guard store.isLive(Cases.table, row) else { return Lane.null }
                let closed = cell(Cases.table, row, Cases.closedOn)
                let isClosed = closed != Lane.null && closed <= day.lane
                if lane == .status { return word(isClosed ? "closed" : "open") }
                let current = zip(steps(ofCase: row), standings(ofCase: row)).first { _, standing in
                    switch standing.state {
                    case .ready, .blocked: true
                    case .pending, .done, .skipped: false
                    }
                }
                guard !isClosed, let current else { return Lane.null }
                return lane == .currentStep ? Int64(current.0) : current.1.late
            }
        })
    }
}
