// Interest on every invoice of a book at once, exact, rounded once per invoice.
// Simple interest at one rate, actual/365: a screen of what the law would add, where a claim is worked out line by line
// (`InterestTerms`). Concrete loops; 128 bits only where 64 could not hold a product.

import Columns
package import Values

/// A rate as a fraction of a day: 13.25 % a year over 365 days is 1325 / 3,650,000.
package struct DailyRate: Sendable, Hashable {
    package let numerator: Int64
    package let denominator: Int64

    /// Nil for a negative rate, or one too fine for 64 bits.
    package init?(percent: Percent, daysInYear: Int64 = 365) {
        let number = percent.number.trimmed
        guard number.mantissa >= 0, daysInYear > 0 else { return nil }
        var denominator = daysInYear
        for _ in 0..<Int(number.scale) + 2 {
            let (next, over) = denominator.multipliedReportingOverflow(by: 10)
            if over { return nil }
            denominator = next
        }
        self.numerator = number.mantissa
        self.denominator = denominator
    }
}

package enum BulkInterest: Sendable, Hashable {
    /// What is open at the day bears interest for all days overdue.
    case onBalance
    /// Each payment made late bears interest for its own days late, what is open for all of them; added up, then rounded.
    case stepped
}

/// The invoices that bear interest, in order, and what each bears, in minor units of its currency.
package struct EarnedInterest: Sendable {
    package fileprivate(set) var rows: [UInt32] = []
    package fileprivate(set) var amounts: [Int64] = []
}

extension BookView {
    /// Interest on every invoice at the view's day; those that bear none are left out.
    ///
    ///     view.interest(.onBalance, rate, rounding: .halfEven)   // balance × days overdue × rate, rounded per invoice
    package func interest(_ kind: BulkInterest, _ rate: DailyRate, rounding: Rounding = .halfUp) -> EarnedInterest {
        var late: [Int64]?
        if kind == .stepped {
            var weights = [Int64](repeating: 0, count: store.rowCount(Invoices.table))
            guard addLatePayments(into: &weights) else { return wideInterest(kind, rate, rounding) }
            late = weights
        }
        return interest(beside: late, rate, rounding) ?? wideInterest(kind, rate, rounding)
    }

    /// Interest on what is open, and on weights (minor units × days) by row beside it; nil where 64 bits do not hold it, which
    /// those of real books do.
    private func interest(beside late: [Int64]?, _ rate: DailyRate, _ rounding: Rounding) -> EarnedInterest? {
        let count = store.rowCount(Invoices.table)
        let owed = balanceSource
        let dues = dues
        let today = day.lane
        let splits = splits
        var earned = EarnedInterest()
        let fits = withUnsafeTemporaryAllocation(of: Int64.self, capacity: Block.capacity * 2) { room in
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Block.capacity) { places in
                guard let weights = room.baseAddress, let rows = places.baseAddress else { return false }
                for from in stride(from: 0, to: count, by: Block.capacity) {
                    let step = min(Block.capacity, count - from)
                    var some = UnsafeBufferPointer(start: UnsafePointer(rows), count: 0)
                    if let late {
                        for i in 0..<step { rows[i] = UInt32(truncatingIfNeeded: from &+ i) }
                        some = UnsafeBufferPointer(start: UnsafePointer(rows), count: step)
                        for i in 0..<step { weights[i] = late[from &+ i] }
                    } else {
                        let open = owed.pick(from: from, count: step, low: 1, high: .max, outside: false, into: rows)
                        some = UnsafeBufferPointer(start: UnsafePointer(rows), count: open)
                        let overdue = dues.pick(
                            among: some, low: Lane.null + 1, high: today &- 1, outside: false, into: rows)
                        some = UnsafeBufferPointer(rebasing: some[..<overdue])
                        weights.update(repeating: 0, count: overdue)
                    }
                    guard Self.weigh(some, owed, dues, today, weights, weights + Block.capacity),
                        splits.isEmpty || weighParts(splits, some, weights),
                        LaneArithmetic.scale(weights, some.count, by: rate.numerator, over: rate.denominator, rounding: rounding)
                    else { return false }
                    var bearing = 0
                    for i in 0..<some.count {
                        let earns = weights[i] > 0
                        rows[bearing] = rows[i]
                        weights[bearing] = weights[i]
                        bearing &+= earns ? 1 : 0
                    }
                    earned.rows.append(contentsOf: UnsafeBufferPointer(start: rows, count: bearing))
                    earned.amounts.append(contentsOf: UnsafeBufferPointer(start: weights, count: bearing))
                }
                return true
            }
        }
        return fits || count == 0 ? earned : nil
    }

    /// Adds balance × days overdue of these rows; false on overflow.
    private static func weigh(
        _ rows: UnsafeBufferPointer<UInt32>, _ owed: LaneSource, _ dues: LaneSource, _ today: Int64,
        _ weights: UnsafeMutablePointer<Int64>, _ room: UnsafeMutablePointer<Int64>
    ) -> Bool {
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: Block.capacity) { more in
            guard let due = more.baseAddress else { return false }
            owed.gather(rows, into: room)
            dues.gather(rows, into: due)
            var misfit = false
            for i in 0..<rows.count {
                // What is not late weighs nothing, by arithmetic instead of a branch.
                let days = due[i] == Lane.null ? 0 : max(0, today &- due[i])
                let (product, over) = max(0, room[i]).multipliedReportingOverflow(by: days)
                let (sum, overSum) = weights[i].addingReportingOverflow(product)
                misfit = misfit || over || overSum
                weights[i] = sum
            }
            return !misfit
        }
    }

    /// Of invoices in instalments, only what is late of them weighs, and each part for its own days; false on overflow.
    private func weighParts(_ splits: Splits, _ rows: UnsafeBufferPointer<UInt32>, _ weights: UnsafeMutablePointer<Int64>) -> Bool {
        for (place, row) in rows.enumerated() {
            guard let parts = splits.parts[row], let first = splits.due(row) else { continue }
            var more = Int128(weights[place])
            for part in parts where part.open > 0 {
                more -= Int128(part.open) * Int128(max(0, first.days(to: day)) - max(0, part.due.days(to: day)))
            }
            guard let fits = Int64(exactly: more) else { return false }
            weights[place] = fits
        }
        return true
    }

    /// Adds amount × days late of every allocation made late by the view's day; false on overflow.
    private func addLatePayments(into weights: inout [Int64]) -> Bool {
        let live = store.live(Allocations.table)
        let count = live.count
        let dates = store.view(Allocations.table, Allocations.date)
        let invoices = store.view(Allocations.table, Allocations.invoice)
        let amounts = store.view(Allocations.table, Allocations.amount)
        let dues = dues.lanes(store.rowCount(Invoices.table))
        let limit = day.lane
        return withUnsafeTemporaryAllocation(of: Int64.self, capacity: 12_288) { room in
            dues.withUnsafeBufferPointer { dues in
                weights.withUnsafeMutableBufferPointer { weights in
                    guard let date = room.baseAddress else { return false }
                    let (invoice, amount) = (date + 4_096, date + 8_192)
                    var fits = true
                    for from in stride(from: 0, to: count, by: 4_096) {
                        if let bounds = dates.blockBounds(from >> 12), bounds.min > limit { continue }
                        let rows = min(4_096, count - from)
                        dates.read(from: from, count: rows, into: date)
                        invoices.read(from: from, count: rows, into: invoice)
                        amounts.read(from: from, count: rows, into: amount)
                        if !live.allLive {
                            for i in 0..<rows where !live[from &+ i] { invoice[i] = Lane.null }
                        }
                        for i in 0..<rows {
                            guard date[i] <= limit, invoice[i] >= 0, invoice[i] < dues.count else { continue }
                            let row = Int(truncatingIfNeeded: invoice[i])
                            let late = date[i] &- dues[row]
                            guard late > 0, dues[row] != Lane.null else { continue }
                            let (product, over) = amount[i].multipliedReportingOverflow(by: late)
                            let (sum, overSum) = weights[row].addingReportingOverflow(product)
                            fits = fits && !over && !overSum
                            weights[row] = sum
                        }
                    }
                    return fits
                }
            }
        }
    }

    /// The same in 128 bits, row by row.
    private func wideInterest(_ kind: BulkInterest, _ rate: DailyRate, _ rounding: Rounding) -> EarnedInterest {
        let dues = dues.lanes(store.rowCount(Invoices.table))
        let balances = balances
        var earned = EarnedInterest()
        for row in balances.indices {
            var weight = Int128(max(0, balances[row])) * Int128(max(0, dues[row] == Lane.null ? 0 : day.lane &- dues[row]))
            if kind == .stepped {
                for receipt in receipts(ofInvoice: UInt32(truncatingIfNeeded: row)) where receipt.day.lane > dues[row] {
                    weight += Int128(receipt.amount) * Int128(receipt.day.lane &- dues[row])
                }
            }
            let (numerator, over) = weight.multipliedReportingOverflow(by: Int128(rate.numerator))
            guard !over, let interest = try? Exact.minor(numerator, Int128(rate.denominator), rounding) else {
                hasOverflowed = true
                return EarnedInterest()
            }
            if interest > 0 {
                earned.rows.append(UInt32(truncatingIfNeeded: row))
                earned.amounts.append(interest)
            }
        }
        return earned
    }
}
