// What it costs a debtor to let an early-payment discount go: 2/10 net 30 is 37.24 % a year simple, 44.59 % compounded.
// The compounded figure needs a power that is no whole number: logarithm and exponential by series in fixed point of
// 15 digits, so that the answer is right to far more than the two decimals shown.

package import Values

package struct EarlyDiscount: Sendable, Hashable {
    package let simple: Percent
    package let effective: Percent

    /// A discount for payment within `early` days instead of `net`; a year has 365 days.
    package init(_ discount: Percent, early: Int64, net: Int64) throws(TradeFault) {
        let number = discount.number.trimmed
        let whole = try Exact.multiply(100, try Exact.power(10, Int(number.scale)))
        guard number.mantissa > 0, Int128(number.mantissa) < whole, net > early, early >= 0, net - early <= 3_650 else { throw .rateOutOfRange }
        let rest = whole - Int128(number.mantissa)
        let days = net - early
        guard let simple = try Ratios.percent(
            try Exact.multiply(Int128(number.mantissa), 365), of: try Exact.multiply(rest, Int128(days)))
        else { throw .rateOutOfRange }
        self.simple = simple
        // (1 + d/(1−d))^(365/days) = (1/(1−d))^(365/days)
        let log = Self.logarithm(numerator: whole, denominator: rest)
        let power = log * 365 / Int128(days)
        // Beyond e^20 the rate has no use, and would leave the fixed point.
        guard power < 20 * Self.one else { throw .rateOutOfRange }
        guard let effective = try Ratios.percent(Self.exponential(power) - Self.one, of: Self.one) else { throw .rateOutOfRange }
        self.effective = effective
    }

    private static let one: Int128 = 1_000_000_000_000_000

    /// ln(n/d) = 2·artanh((n−d)/(n+d)), n ≥ d, once twos are taken out so that the series is short.
    private static func logarithm(numerator: Int128, denominator: Int128) -> Int128 {
        let two: Int128 = 693_147_180_559_945
        var (denominator, twos): (Int128, Int128) = (denominator, 0)
        while numerator > 2 * denominator {
            denominator *= 2
            twos += 1
        }
        let z = (numerator - denominator) * one / (numerator + denominator)
        let square = z * z / one
        var (term, sum, k): (Int128, Int128, Int128) = (z, 0, 1)
        while term != 0 {
            sum += term / k
            term = term * square / one
            k += 2
        }
        return 2 * sum + twos * two
    }

    /// e^x for x ≥ 0: halved until small, summed, squared back.
    private static func exponential(_ x: Int128) -> Int128 {
        var (small, halvings) = (x, 0)
        while small > one / 8 {
            small /= 2
            halvings += 1
        }
        var (term, sum, k): (Int128, Int128, Int128) = (one, 0, 1)
        while term != 0 {
            sum += term
            term = term * small / one / k
            k += 1
        }
        for _ in 0..<halvings { sum = sum * sum / one }
        return sum
    }
}
