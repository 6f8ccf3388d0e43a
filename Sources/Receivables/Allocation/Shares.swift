// Sharing an amount in proportion, to the last minor unit.
// Pure integers: knows neither debts nor currencies.

package enum Shares {
    /// Shares `amount` in proportion to `weights`: exact shares rounded down, and what is left goes one unit each to the
    /// largest remainders, ties to the earlier. The shares always add up to `amount`; nil when no weight is positive,
    /// or when one is negative.
    ///
    ///     Shares.proportional(10_000, over: [1, 1, 1])                    // [3_334, 3_333, 3_333]
    ///     Shares.proportional(16_000, over: [455_000, 670_000, 120_000])  // [5_847, 8_611, 1_542]
    ///
    /// Source: largest remainder (Hamilton); naive rounding of the second example loses a penny.
    package static func proportional(_ amount: Int64, over weights: [Int64]) -> [Int64]? {
        var whole: Int128 = 0
        for weight in weights {
            guard weight >= 0 else { return nil }
            whole += Int128(weight)
        }
        guard whole > 0 else { return nil }
        let sign: Int128 = amount < 0 ? -1 : 1
        let size = Int128(amount) * sign
        var shares: [Int128] = []
        var remainders: [(rest: Int128, index: Int)] = []
        shares.reserveCapacity(weights.count)
        remainders.reserveCapacity(weights.count)
        var given: Int128 = 0
        for (index, weight) in weights.enumerated() {
            let (share, rest) = (size * Int128(weight)).quotientAndRemainder(dividingBy: whole)
            shares.append(share)
            remainders.append((rest, index))
            given += share
        }
        remainders.sort { $0.rest != $1.rest ? $0.rest > $1.rest : $0.index < $1.index }
        // The remainders add up to (size - given) wholes, so fewer units are left than there are weights.
        for taker in remainders.prefix(Int(clamping: size - given)) { shares[taker.index] += 1 }
        return shares.map { Int64(clamping: $0 * sign) }
    }
}
