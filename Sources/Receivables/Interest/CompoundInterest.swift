// Interest that is added to the principal at the end of each period and then bears interest itself. Allowed only where a
// contract says so; statutes give simple interest.

package import Values

package enum CompoundInterest {
    /// The balance after each period, each rounded by itself.
    ///
    ///     balances(1_000_00, rate: 1.5 %, periods: 6, .halfUp).last   // 1_093_44
    package static func balances(
        _ principal: Int64, rate: Percent, periods: Int, _ rounding: Rounding
    ) throws(TradeFault) -> [Int64] {
        guard (1...InstalmentSchedule.most).contains(periods) else { throw .instalmentCount(periods) }
        let denominator = try Exact.power(10, Int(rate.number.scale) + 2)
        // Exact to 10^-6 of a minor unit between periods, rounded once for each balance reported.
        let fine: Int128 = 1_000_000
        var exact = try Exact.multiply(Int128(principal), fine)
        var balances: [Int64] = []
        for _ in 0..<periods {
            let grown = try Exact.multiply(exact, denominator + Int128(rate.number.mantissa))
            exact = try Exact.divide(grown, by: denominator, .halfEven)
            balances.append(try Exact.minor(exact, fine, rounding))
        }
        return balances
    }
}
