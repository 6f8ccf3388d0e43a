// Simple interest on a late debt, exact until the one rounding of each reported line.
// Pure: a principal, days and payments in; lines and a total out. No interest on interest.

package import Values

/// A payment on the debt, in minor units.
package struct Receipt: Sendable, Hashable {
    package let day: Day
    package let amount: Int64
    package init(day: Day, amount: Int64) {
        self.day = day
        self.amount = amount
    }
}

/// One stretch of days with one principal and one rate. Interest is exactly `numerator / denominator` minor units.
package struct InterestLine: Sendable, Hashable {
    package let principal: Int64
    /// The first day that bears interest is the one after.
    package let from: Day
    package let to: Day
    package let days: Int64
    package let percent: Percent
    package let numerator: Int128
    package let denominator: Int128
    /// The line rounded by itself, for printing; the total is not their sum.
    package let rounded: Int64
}

package struct InterestStatement: Sendable, Hashable {
    package let lines: [InterestLine]
    /// Interest in minor units, rounded once (at each payment and at the end where payments clear interest first).
    package let total: Int64
    /// What is left of the principal.
    package let principal: Int64

    init(lines: [InterestLine], total: Int64, principal: Int64) {
        self.lines = lines
        self.total = total
        self.principal = principal
    }

    /// Of debts that fell due apart, each rounded by itself.
    init(joining parts: [InterestStatement]) throws(TradeFault) {
        self.init(
            lines: parts.flatMap(\.lines), total: try Exact.sum(parts.map(\.total)), principal: try Exact.sum(parts.map(\.principal)))
    }
}

extension InterestTerms {
    /// Interest on `principal` due on `due`, up to and including `end`.
    ///
    ///     terms.interest(on: 10_000_00, due: 2025-01-01, to: 2025-04-01)   // 90 days at 11.75 %: total 289_73
    ///
    /// Source of the exact split at a rate change and of the two part-payment methods: UK Late Payment Act practice,
    /// BGB 288 with 367.
    package func interest(
        on principal: Int64, due: Day, to end: Day, receipts: [Receipt] = []
    ) throws(TradeFault) -> InterestStatement {
        guard due < end, principal > 0 else { return InterestStatement(lines: [], total: 0, principal: principal) }
        // A payment on the last day bears on what is left, and on no interest any more.
        let paid = receipts.filter { $0.day <= end }.sorted { $0.day < $1.day }
        var lines: [InterestLine] = []
        var left = principal
        var settled: Int64 = 0
        var from = due
        var cleared: Int64 = 0  // interest already rounded and fixed, paid or not
        var owed: Int64 = 0  // of it, what no payment has cleared
        var running: Int128 = 0
        var runningDenominator: Int128 = 1
        for receipt in paid {
            if receipt.day > from {
                let pieces = try stretch(left, from: from, to: receipt.day, due: due, end: end)
                lines += pieces
                for piece in pieces {
                    running = try Exact.add(running, piece.numerator)
                    runningDenominator = piece.denominator
                }
                from = receipt.day
            }
            switch partPayments {
            case .principalFirst:
                // Money that was taken back again is owed again from that day.
                settled = settled.addingClamped(receipt.amount)
                left = min(principal, max(0, principal.addingClamped(0 - settled)))
            case .interestFirst where receipt.amount < 0:
                left = min(principal, left.addingClamped(0 - receipt.amount))
            case .interestFirst:
                let accrued = try Exact.minor(running, runningDenominator, rounding)
                running = 0
                cleared += accrued
                owed += accrued
                let toInterest = min(max(0, receipt.amount), owed)
                owed -= toInterest
                left = max(0, left - (max(0, receipt.amount) - toInterest))
            }
        }
        if from < end {
            let pieces = try stretch(left, from: from, to: end, due: due, end: end)
            lines += pieces
            for piece in pieces {
                running = try Exact.add(running, piece.numerator)
                runningDenominator = piece.denominator
            }
        }
        let rest = try Exact.minor(running, runningDenominator, rounding)
        let (total, over) = cleared.addingReportingOverflow(rest)
        if over { throw .overflow }
        return InterestStatement(lines: lines, total: total, principal: left)
    }

    /// Interest of one more day at the rate in force on it, rounded.
    package func perDay(on principal: Int64, day: Day) throws(TradeFault) -> Int64 {
        guard let percent = rates.percent(on: day) else { throw .noRate(on: day) }
        let numerator = try Exact.multiply(Int128(principal), try scaled(percent))
        return try Exact.minor(numerator, try denominator(dayBase: dayCount == .actualActual ? 365 : dayCount.base), rounding)
    }

    /// One principal from `from` to `to`, cut where the rate changes and where frozen days lie.
    private func stretch(
        _ principal: Int64, from: Day, to: Day, due: Day, end: Day
    ) throws(TradeFault) -> [InterestLine] {
        guard principal > 0 else { return [] }
        var cuts: Set<Int32> = [from.number, to.number]
        if mode == .splitByPeriod {
            // A rate in force from day d is borne by d itself, so the earlier stretch ends on the day before.
            for step in rates.steps { cuts.insert(step.from.number - 1) }
        }
        for range in frozen {
            cuts.insert(range.lowerBound.number - 1)
            cuts.insert(range.upperBound.number)
        }
        let days = cuts.filter { $0 >= from.number && $0 <= to.number }.sorted().map { Day(clamping: Int64($0)) }
        var lines: [InterestLine] = []
        for (start, stop) in zip(days, days.dropFirst()) {
            guard !frozen.contains(where: { $0.lowerBound <= stop && stop <= $0.upperBound }) else { continue }
            let rateDay = switch mode {
            case .fixedAtDefault: try due.following()
            case .splitByPeriod: try start.following()
            case .atPayment: end
            }
            guard let percent = rates.percent(on: rateDay) else { throw .noRate(on: rateDay) }
            if mode == .splitByPeriod, rates.percent(on: stop) == nil { throw .noRate(on: stop) }
            let weight = dayCount.weight(from: start, to: stop)
            let numerator = try Exact.multiply(try Exact.multiply(Int128(principal), Int128(weight)), try scaled(percent))
            let denominator = try denominator(dayBase: dayCount.base)
            lines.append(
                InterestLine(
                    principal: principal, from: start, to: stop, days: dayCount.days(from: start, to: stop), percent: percent,
                    numerator: numerator, denominator: denominator,
                    rounded: try Exact.minor(numerator, denominator, rounding)))
        }
        return lines
    }

    /// All rates on the scale of the finest, so that lines of different rates share one denominator.
    private var scale: UInt8 { rates.steps.map(\.percent.number.scale).max() ?? 0 }

    private func scaled(_ percent: Percent) throws(TradeFault) -> Int128 {
        try Exact.multiply(Int128(percent.number.mantissa), try Exact.power(10, Int(scale - percent.number.scale)))
    }

    private func denominator(dayBase: Int64) throws(TradeFault) -> Int128 {
        try Exact.multiply(Int128(dayBase) * 100, try Exact.power(10, Int(scale)))
    }
}
