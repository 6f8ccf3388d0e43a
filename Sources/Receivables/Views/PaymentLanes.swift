// What is left of each payment at the view's day.

package import Columns
import Values

package enum PaymentLane: Int, CaseIterable, Sendable, Hashable {
    /// Money: what settles invoices; what settles none yet; what was paid back.
    case allocated, unapplied, refunded
    /// A word.
    case status

    var cacheNumber: Int { 1_000 + rawValue }
}

package enum PaymentStatus: String, CaseIterable, Sendable, Hashable {
    case unidentified, unapplied, partly_applied, applied, reversed
}

extension BookView {
    package func payment(_ lane: PaymentLane) -> LaneSource {
        switch lane {
        case .allocated:
            if let known = lanes[CacheKey(table: Payments.table, lane: lane.cacheNumber)] { return .dense(known) }
            let (source, _, overflowed) = FactSums.allocatedOfPayments(store).upTo(day)
            if overflowed { hasOverflowed = true }
            if case .dense(let made) = source { lanes[CacheKey(table: Payments.table, lane: lane.cacheNumber)] = made }
            return source
        case .unapplied: return .dense(unappliedLane)
        case .refunded:
            let refunded = refundedOfPayments
            if refunded.isEmpty { return .constant(0) }
            return .dense(kept(Payments.table, lane.cacheNumber) {
                (0..<store.rowCount(Payments.table)).map { refunded[$0] ?? 0 }
            })
        case .status: return .dense(kept(Payments.table, lane.cacheNumber) { paymentStatuses() })
        }
    }

    /// Amount less allocations; nothing before the payment's day, and from the day the bank took it back.
    var unappliedLane: DenseLane {
        kept(Payments.table, PaymentLane.unapplied.cacheNumber) {
            let count = store.rowCount(Payments.table)
            var left = dense(Payments.table, Payments.amount)
            let allocated = payment(.allocated)
            let dates = column(Payments.table, Payments.date)
            let reversals = column(Payments.table, Payments.reversedOn)
            let live = store.live(Payments.table)
            var used = [Int64](repeating: 0, count: 4_096)
            var date = used
            var reversed = used
            let limit = day.lane
            for from in stride(from: 0, to: count, by: 4_096) {
                let rows = min(4_096, count - from)
                allocated.fill(&used, from: from, count: rows)
                dates.fill(&date, from: from, count: rows)
                reversals.fill(&reversed, from: from, count: rows)
                for i in 0..<rows {
                    let (rest, over) = left[from + i].subtractingReportingOverflow(used[i])
                    if over { hasOverflowed = true }
                    let counts = date[i] <= limit && (reversed[i] == Lane.null || reversed[i] > limit) && live[from + i]
                    left[from + i] = counts ? rest : 0
                }
            }
            for (payment, minor) in refundedOfPayments where left[payment] != 0 { left[payment] = left[payment].addingClamped(0 - minor) }
            return left
        }
    }

    /// What was paid back by the view's day, by payment row.
    var refundedOfPayments: [Int: Int64] {
        var sums: [Int: Int64] = [:]
        guard store.liveCount(Refunds.table) > 0 else { return sums }
        let count = store.rowCount(Payments.table)
        for row in store.live(Refunds.table).rows() where store.cell(Refunds.table, row, Refunds.date) <= day.lane {
            guard let payment = store.cell(Refunds.table, row, Refunds.payment).rowNumber, Int(payment) < count else { continue }
            sums[Int(payment)] = (sums[Int(payment)] ?? 0).addingClamped(store.cell(Refunds.table, row, Refunds.amount))
        }
        return sums
    }

    private func paymentStatuses() -> [Int64] {
        var words: [PaymentStatus: Int64] = [:]
        for status in PaymentStatus.allCases { words[status] = word(status.rawValue) }
        let debtors = dense(Payments.table, Payments.debtor)
        let reversed = dense(Payments.table, Payments.reversedOn)
        let allocated = payment(.allocated).lanes(debtors.count)
        let unapplied = unappliedLane.values
        return debtors.indices.map { row in
            let status: PaymentStatus =
                if reversed[row] != Lane.null && reversed[row] <= day.lane {
                    .reversed
                } else if debtors[row] == Lane.null {
                    .unidentified
                } else if unapplied[row] == 0 {
                    .applied
                } else {
                    allocated[row] > 0 ? .partly_applied : .unapplied
                }
            return words[status] ?? Lane.null
        }
    }
}
