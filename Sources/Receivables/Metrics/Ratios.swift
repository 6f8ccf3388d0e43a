// The figures a credit department is measured by, as formulas over sums of money in minor units of one currency.
// Pure and exact until the one rounding of the answer; nil where the divisor is nothing, which is neither 0 nor 100.

package import Values

package enum Ratios {
    /// `numerator / denominator`, rounded half-up to so many decimals; nil where nothing divides.
    package static func quotient(_ numerator: Int128, _ denominator: Int128, decimals: Int) throws(TradeFault) -> Number? {
        guard denominator != 0 else { return nil }
        let wide = try Exact.multiply(numerator, try Exact.power(10, decimals))
        guard let mantissa = Int64(exactly: try Exact.divide(denominator < 0 ? 0 - wide : wide, by: denominator < 0 ? 0 - denominator : denominator, .halfUp))
        else { throw .overflow }
        return Number(mantissa: mantissa, scale: UInt8(decimals))
    }

    /// A share in percent with two decimals: 22 of 40 is 55.00 %.
    package static func percent(_ part: Int128, of whole: Int128) throws(TradeFault) -> Percent? {
        try quotient(try Exact.multiply(part, 100), whole, decimals: 2).map { Percent(number: $0) }
    }

    /// Days sales outstanding, simple: receivables ÷ credit sales × days. 150,000 of 1,800,000 in 365 days: 30.4.
    package static func dso(receivables: Int64, sales: Int64, days: Int64) throws(TradeFault) -> Number? {
        try quotient(try Exact.multiply(Int128(receivables), Int128(days)), Int128(sales), decimals: 1)
    }

    /// Average days delinquent: DSO − best possible DSO, rounded once.
    package static func daysDelinquent(receivables: Int64, current: Int64, sales: Int64, days: Int64) throws(TradeFault) -> Number? {
        try quotient(try Exact.multiply(Int128(receivables) - Int128(current), Int128(days)), Int128(sales), decimals: 1)
    }

    /// Collection effectiveness, in percent:
    /// (opening + sales − closing) ÷ (opening + sales − closing current).
    package static func effectiveness(opening: Int64, sales: Int64, closing: Int64, current: Int64) throws(TradeFault) -> Percent? {
        let due = Int128(opening) + Int128(sales)
        return try percent(due - Int128(closing), of: due - Int128(current))
    }

    /// Σ amount × days ÷ Σ amount, two decimals.
    package static func weightedDelay(_ parts: [(amount: Int64, days: Int64)]) throws(TradeFault) -> Number? {
        var (sum, whole): (Int128, Int128) = (0, 0)
        for part in parts {
            sum = try Exact.add(sum, try Exact.multiply(Int128(part.amount), Int128(part.days)))
            whole = try Exact.add(whole, Int128(part.amount))
        }
        return try quotient(sum, whole, decimals: 2)
    }

    /// Σ amount × rate, rounded once. Rates are percentages.
    package static func weighted(_ parts: [(amount: Int64, rate: Percent)], rounding: Rounding) throws(TradeFault) -> Int64 {
        let scale = parts.map(\.rate.number.scale).max() ?? 0
        var sum: Int128 = 0
        for part in parts {
            let rate = try Exact.multiply(Int128(part.rate.number.mantissa), try Exact.power(10, Int(scale - part.rate.number.scale)))
            sum = try Exact.add(sum, try Exact.multiply(Int128(part.amount), rate))
        }
        return try Exact.minor(sum, try Exact.power(10, Int(scale) + 2), rounding)
    }
}

/// DSO by counting back: whole months of credit sales are taken off the closing receivables, the newest first; the month
/// that is not used up counts for its share of days.
package struct Countback: Sendable, Hashable {
    package struct Step: Sendable, Hashable {
        package let days: Int64
        package let sales: Int64
        /// What was taken off: the month's sales, or what was left.
        package let taken: Int64
    }

    package let steps: [Step]
    /// One decimal; nil where the sales on record do not reach that far back.
    package let days: Number?

    package init(receivables: Int64, months: [(sales: Int64, days: Int64)]) throws(TradeFault) {
        var left = receivables
        var steps: [Step] = []
        var whole: Int64 = 0
        for month in months where left > 0 {
            let taken = min(left, max(0, month.sales))
            steps.append(Step(days: month.days, sales: month.sales, taken: taken))
            left -= taken
            if left > 0 || taken == month.sales { whole += month.days }
        }
        self.steps = steps
        guard left <= 0 else {
            days = nil
            return
        }
        guard let last = steps.last, last.taken < last.sales else {
            days = Number(mantissa: try Exact.minor(Int128(whole) * 10, 1, .halfUp), scale: 1)
            return
        }
        let part = try Exact.multiply(Int128(last.taken), Int128(last.days))
        days = try Ratios.quotient(try Exact.add(part, try Exact.multiply(Int128(whole), Int128(last.sales))), Int128(last.sales), decimals: 1)
    }
}
