// Interest on every invoice of a book at once, exact, rounded once per invoice.
// Simple interest at one rate, actual/365: a screen of what the law would add, where a claim is worked out line by line
// (`InterestTerms`). Concrete loops; 128 bits only where 64 could not hold a product.

package import Columns
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

extension BookView {
    /// Interest by invoice row at the view's day, in minor units.
    ///
    ///     view.interest(.onBalance, rate, rounding: .halfEven)   // balance × days overdue × rate, rounded per invoice
    package func interest(_ kind: BulkInterest, _ rate: DailyRate, rounding: Rounding = .halfUp) -> LaneSource {
        .dense(DenseLane(interestLanes(kind, rate, rounding)))
    }

    func interestLanes(_ kind: BulkInterest, _ rate: DailyRate, _ rounding: Rounding) -> [Int64] {
        let count = store.rowCount(Invoices.table)
        var lanes = [Int64](repeating: 0, count: count)
        if kind == .stepped, !addLatePayments(into: &lanes) { return wideInterest(kind, rate, rounding) }
        let balances = balances
        let dues = column(Invoices.table, Invoices.due)
        let today = day.lane
        // The greatest product of days and money that times the rate still fits with its rounding: anything greater takes the
        // wide way, which real books do not.
        let limit = (Int64.max / 2) / max(1, rate.numerator)
        let fits = withUnsafeTemporaryAllocation(of: Int64.self, capacity: 4_096) { room in
            lanes.withUnsafeMutableBufferPointer { lanes in
                balances.withUnsafeBufferPointer { balances in
                    guard let due = room.baseAddress else { return count == 0 }
                    var fits = true
                    for from in stride(from: 0, to: count, by: 4_096) {
                        let rows = min(4_096, count - from)
                        dues.read(from: from, count: rows, into: due)
                        fits = Self.weigh(lanes, balances, due, from: from, rows: rows, today: today) && fits
                        fits = Self.round(lanes, from: from, rows: rows, rate: rate, rounding, limit: limit) && fits
                    }
                    return fits
                }
            }
        }
        return fits ? lanes : wideInterest(kind, rate, rounding)
    }

    /// Adds balance × days overdue; false on overflow.
    private static func weigh(
        _ lanes: UnsafeMutableBufferPointer<Int64>, _ balances: UnsafeBufferPointer<Int64>, _ due: UnsafePointer<Int64>,
        from: Int, rows: Int, today: Int64
    ) -> Bool {
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: 4_096) { room in
            guard let open = room.baseAddress, let base = balances.baseAddress else { return false }
            let count = OpenRows.find(base + from, min(rows, room.count), into: open)
            var misfit = false
            for k in 0..<count {
                let i = Int(open[k])
                // What is not late weighs nothing, by arithmetic instead of a branch.
                let days = due[i] == Lane.null ? 0 : max(0, today &- due[i])
                let (product, over) = max(0, balances[from &+ i]).multipliedReportingOverflow(by: days)
                let (sum, overSum) = lanes[from &+ i].addingReportingOverflow(product)
                misfit = misfit || over || overSum
                lanes[from &+ i] = sum
            }
            return !misfit
        }
    }

    /// Turns weights (minor units × days) into rounded interest; false where one is beyond `limit`, and then worthless.
    private static func round(
        _ lanes: UnsafeMutableBufferPointer<Int64>, from: Int, rows: Int, rate: DailyRate, _ rounding: Rounding,
        limit: Int64
    ) -> Bool {
        // Division by one divisor: multiply by its reciprocal of 64 bits, which falls short by at most two, and correct.
        let divisor = UInt64(rate.denominator)
        let reciprocal = UInt64.max / divisor
        return withUnsafeTemporaryAllocation(of: Int32.self, capacity: 4_096) { room in
            guard let open = room.baseAddress, let base = lanes.baseAddress else { return false }
            var misfit = false
            let first = base + from
            let count = OpenRows.find(first, min(rows, room.count), into: open)
            for k in 0..<count {
                let i = Int(open[k])
                // Allocations taken back on a damaged book may weigh less than nothing: no interest then.
                misfit = misfit || first[i] > limit
                let numerator = UInt64(bitPattern: max(0, first[i]) &* rate.numerator)
                var quotient = numerator.multipliedFullWidth(by: reciprocal).high
                var rest = numerator &- quotient &* divisor
                while rest >= divisor {
                    rest &-= divisor
                    quotient &+= 1
                }
                let gap = divisor &- rest
                let up = switch rounding {
                case .halfUp: rest >= gap
                case .halfEven: rest > gap || (rest == gap && quotient & 1 == 1)
                case .halfDown: rest > gap
                case .down: false
                case .up: rest > 0
                }
                first[i] = Int64(bitPattern: up ? quotient &+ 1 : quotient)
            }
            return !misfit
        }
    }

    /// Adds amount × days late of every allocation made late by the view's day; false on overflow.
    private func addLatePayments(into weights: inout [Int64]) -> Bool {
        let live = store.live(Allocations.table)
        let count = live.count
        let dates = store.view(Allocations.table, Allocations.date)
        let invoices = store.view(Allocations.table, Allocations.invoice)
        let amounts = store.view(Allocations.table, Allocations.amount)
        let dues = dense(Invoices.table, Invoices.due)
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
    private func wideInterest(_ kind: BulkInterest, _ rate: DailyRate, _ rounding: Rounding) -> [Int64] {
        let dues = dense(Invoices.table, Invoices.due)
        let balances = balances
        return balances.indices.map { row in
            var weight = Int128(max(0, balances[row])) * Int128(max(0, dues[row] == Lane.null ? 0 : day.lane &- dues[row]))
            if kind == .stepped {
                for receipt in receipts(ofInvoice: UInt32(truncatingIfNeeded: row)) where receipt.day.lane > dues[row] {
                    weight += Int128(receipt.amount) * Int128(receipt.day.lane &- dues[row])
                }
            }
            let (numerator, over) = weight.multipliedReportingOverflow(by: Int128(rate.numerator))
            guard !over, let interest = try? Exact.minor(numerator, Int128(rate.denominator), rounding) else {
                hasOverflowed = true
                return 0
            }
            return interest
        }
    }

    /// What one more day adds to the interest on every balance past due.
    package func interestPerDay(_ rate: DailyRate, rounding: Rounding = .halfUp) -> LaneSource {
        let dues = dense(Invoices.table, Invoices.due)
        var lanes = zip(balances, dues).map { owed, due in owed > 0 && due < day.lane && due != Lane.null ? owed : 0 }
        let limit = (Int64.max / 2) / max(1, rate.numerator)
        guard lanes.allSatisfy({ $0 <= limit }) else {
            return .dense(DenseLane(lanes.map { owed in
                (try? Exact.minor(Int128(owed) * Int128(rate.numerator), Int128(rate.denominator), rounding)) ?? 0
            }))
        }
        lanes.withUnsafeMutableBufferPointer { lanes in
            for from in stride(from: 0, to: lanes.count, by: 4_096) {
                _ = Self.round(lanes, from: from, rows: min(4_096, lanes.count - from), rate: rate, rounding, limit: limit)
            }
        }
        return .dense(DenseLane(lanes))
    }
}
