// What money that comes later is worth today: each amount divided by one and the simple interest to its day. Pure.

package import Values

package enum PresentValue {
    /// The worth on `day` of amounts that come on theirs, in minor units, rounded half-up once each; what is past counts in full.
    ///
    ///     try PresentValue.of([(2026-12-15, 4_000_00)], at: 8 %, on: 2026-06-18)   // 180 days: 3_848_18
    ///
    /// Source: simple discounting, actual/365.
    package static func of(_ amounts: [(day: Day, minor: Int64)], at annual: Percent, on day: Day) throws(TradeFault) -> Int64 {
        let scale = try Exact.power(10, Int(annual.number.scale) + 2)
        let year = try Exact.multiply(scale, 365)
        guard annual.number.mantissa >= 0 else { throw .rateOutOfRange }
        var worth: [Int64] = []
        for (when, minor) in amounts {
            let days = max(0, day.days(to: when))
            let divisor = try Exact.add(year, try Exact.multiply(Int128(annual.number.mantissa), Int128(days)))
            worth.append(try Exact.minor(try Exact.multiply(Int128(minor), year), divisor, .halfUp))
        }
        return try Exact.sum(worth)
    }
}
