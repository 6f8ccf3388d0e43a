// What a payment plan asks for and when: equal parts, annuities, and the length an affordable amount leads to.
// Pure: knows no plan row and no debtor.

package import Values

/// The time between two instalments. Months keep the day of the month they began with: 31 Jan, 28 Feb, 31 Mar.
package enum Cadence: Sendable, Hashable {
    case months(Int)
    case days(Int)
}

package struct ScheduledInstalment: Sendable, Hashable {
    /// From 1.
    package let n: Int
    package let due: Day
    /// Minor units; `interest` is the part of it that is not principal.
    package let amount: Int64
    package let interest: Int64
    /// What is left of the principal after it.
    package let left: Int64
}

package enum InstalmentSchedule {
    /// The longest plan: fifty years of months.
    package static let most = 600

    /// Equal instalments without interest: the n-th part rounded half-up, the last takes the remainder.
    ///
    ///     equal(total: 1_000_00, count: 3, …)   // 333.33, 333.33, 333.34
    package static func equal(
        total: Int64, count: Int, start: Day, every: Cadence
    ) throws(TradeFault) -> [ScheduledInstalment] {
        guard total > 0 else { throw .notPositive(total) }
        guard count >= 1, count <= most else { throw .instalmentCount(count) }
        var part = try Exact.minor(Int128(total), Int128(count), .halfUp)
        // Rounding up may leave nothing for the last of many small instalments.
        if Int128(part) * Int128(count - 1) >= Int128(total) { part = total / Int64(count) }
        guard part > 0 else { throw .instalmentTooSmall(part, interest: 0) }
        return try lay(amounts: level(part, total: total, count: count), start: start, every: every)
    }

    /// An annuity: level instalments that pay `annual` percent on what is left, each period's interest rounded half-up; the
    /// last instalment is what is left and its interest.
    ///
    ///     annuity(principal: 10_000_00, annual: 12 %, count: 12, …)   // 888.49 × 11, 888.47
    ///
    /// Source: A = P·i / (1 − (1+i)^−n); final payment as in eCampusOntario, Business Math, "Calculating the final payment".
    package static func annuity(
        principal: Int64, annual: Percent, count: Int, start: Day, every: Cadence
    ) throws(TradeFault) -> [ScheduledInstalment] {
        guard principal > 0 else { throw .notPositive(principal) }
        guard count >= 1, count <= most else { throw .instalmentCount(count) }
        guard annual.number.mantissa != 0 else {
            return try equal(total: principal, count: count, start: start, every: every)
        }
        let rate = try PeriodRate(annual: annual, every: every)
        let amount = try rate.level(principal: principal, count: count)
        return try payOff(principal, by: amount, rate: rate, start: start, every: every, count: count)
    }

    /// The plan an affordable instalment leads to: as many as it takes, the last what is left.
    ///
    ///     affordable(principal: 5_000_00, amount: 275_00, …)   // 19 instalments, the last 50.00
    package static func affordable(
        principal: Int64, amount: Int64, annual: Percent? = nil, start: Day, every: Cadence
    ) throws(TradeFault) -> [ScheduledInstalment] {
        guard principal > 0 else { throw .notPositive(principal) }
        guard amount > 0 else { throw .notPositive(amount) }
        let rate: PeriodRate? = if let annual, annual.number.mantissa != 0 {
            try PeriodRate(annual: annual, every: every)
        } else {
            nil
        }
        return try payOff(principal, by: amount, rate: rate, start: start, every: every, count: nil)
    }

    /// The n-th due day (from 0) of a schedule that starts on `start`.
    package static func due(_ n: Int, start: Day, every: Cadence) throws(TradeFault) -> Day {
        switch every {
        case .days(let days):
            guard days > 0 else { throw .instalmentCount(days) }
            let (span, over) = Int64(days).multipliedReportingOverflow(by: Int64(n))
            if over { throw .dayOutOfRange }
            return try start.following(span)
        case .months(let months):
            guard months > 0 else { throw .instalmentCount(months) }
            let (span, over) = months.multipliedReportingOverflow(by: n)
            if over { throw .dayOutOfRange }
            do { return try start.adding(months: Int64(span)) } catch { throw .dayOutOfRange }
        }
    }

    private static func level(_ part: Int64, total: Int64, count: Int) -> [Int64] {
        var amounts = [Int64](repeating: part, count: count)
        amounts[count - 1] = total - part * Int64(count - 1)
        return amounts
    }

    private static func lay(
        amounts: [Int64], start: Day, every: Cadence
    ) throws(TradeFault) -> [ScheduledInstalment] {
        var lines: [ScheduledInstalment] = []
        var left = try Exact.sum(amounts)
        for (k, amount) in amounts.enumerated() {
            left -= amount
            lines.append(
                ScheduledInstalment(n: k + 1, due: try due(k, start: start, every: every), amount: amount, interest: 0, left: left))
        }
        return lines
    }

    /// Pays `principal` off by `amount` each time, `count` times (the last whatever is left) or until nothing is.
    private static func payOff(
        _ principal: Int64, by amount: Int64, rate: PeriodRate?, start: Day, every: Cadence, count: Int?
    ) throws(TradeFault) -> [ScheduledInstalment] {
        var lines: [ScheduledInstalment] = []
        var left = principal
        while left > 0 {
            guard lines.count < count ?? most else { throw .instalmentCount(lines.count + 1) }
            let interest = try rate?.interest(on: left) ?? 0
            let (settling, over) = left.addingReportingOverflow(interest)
            if over { throw .overflow }
            let isLast = lines.count + 1 == count || settling <= amount
            guard isLast || amount > interest else { throw .instalmentTooSmall(amount, interest: interest) }
            let paid = isLast ? settling : amount
            left = settling - paid
            lines.append(
                ScheduledInstalment(
                    n: lines.count + 1, due: try due(lines.count, start: start, every: every), amount: paid,
                    interest: interest, left: left))
        }
        return lines
    }
}
