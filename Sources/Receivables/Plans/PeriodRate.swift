// The interest rate of one instalment period, and the level instalment it leads to.
// Fixed point of 18 digits in 128 bits: the level amount is rounded to the minor unit anyway, and the last instalment corrects it.

import Values

struct PeriodRate {
    /// The rate of one period as an exact fraction of one.
    private let numerator: Int128
    private let denominator: Int128

    /// Months are twelfths of the annual rate, days 365ths.
    init(annual: Percent, every: Cadence) throws(TradeFault) {
        let (span, year): (Int, Int128) = switch every {
        case .months(let months): (months, 12)
        case .days(let days): (days, 365)
        }
        guard span > 0, annual.number.mantissa > 0 else { throw .rateOutOfRange }
        numerator = try Exact.multiply(Int128(annual.number.mantissa), Int128(span))
        denominator = try Exact.multiply(year * 100, try Exact.power(10, Int(annual.number.scale)))
        // A rate of 1,000 % a period and more is a slip of the keyboard, and would leave the fixed point.
        guard numerator < denominator * 10 else { throw .rateOutOfRange }
    }

    /// Interest of one period, rounded half-up.
    func interest(on principal: Int64) throws(TradeFault) -> Int64 {
        try Exact.minor(try Exact.multiply(Int128(principal), numerator), denominator, .halfUp)
    }

    /// A = P·i / (1 − v^n) with v = 1/(1+i), rounded half-up.
    func level(principal: Int64, count: Int) throws(TradeFault) -> Int64 {
        let one: Int128 = 1_000_000_000_000_000_000
        let v = try Exact.divide(try Exact.multiply(one, denominator), by: denominator + numerator, .halfEven)
        let i = try Exact.divide(try Exact.multiply(one, numerator), by: denominator, .halfEven)
        var discount = one
        for _ in 0..<count { discount = try Exact.divide(discount * v, by: one, .halfEven) }
        guard discount < one else { throw .rateOutOfRange }
        return try Exact.minor(try Exact.multiply(Int128(principal), i), one - discount, .halfUp)
    }
}
