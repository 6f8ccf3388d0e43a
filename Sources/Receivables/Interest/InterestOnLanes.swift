// Interest on amounts and days that lie side by side in lanes, whoever worked them out. Exact, rounded once per row.
// A concrete loop; 128 bits only where 64 could not hold a product.

package import Values

extension DailyRate {
    /// Writes simple interest on `count` balances (minor units) for their days overdue; no interest on what is not late or
    /// not owed. False where a result leaves 64 bits.
    ///
    ///     rate.interest(on: balances, days: overdue, count: 4_096, rounding: .halfEven, into: out)
    package func interest(
        on balances: UnsafePointer<Int64>, days: UnsafePointer<Int64>, count: Int, rounding: Rounding,
        into out: UnsafeMutablePointer<Int64>
    ) -> Bool {
        let limit = (Int64.max / 2) / max(1, numerator)
        let divisor = UInt64(denominator)
        // Division by one divisor: the reciprocal of 64 bits falls short by at most two.
        let reciprocal = UInt64.max / divisor
        var fits = true
        for i in 0..<count {
            // A null is the least Int64, so it counts as not late and not owed.
            let owed = max(0, balances[i])
            let late = max(0, days[i])
            let (weight, over) = owed.multipliedReportingOverflow(by: late)
            if over || weight > limit {
                guard let wide = wide(owed, late, rounding) else {
                    fits = false
                    continue
                }
                out[i] = wide
                continue
            }
            let top = UInt64(bitPattern: weight &* numerator)
            var quotient = top.multipliedFullWidth(by: reciprocal).high
            var rest = top &- quotient &* divisor
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
            out[i] = Int64(bitPattern: up ? quotient &+ 1 : quotient)
        }
        return fits
    }

    private func wide(_ owed: Int64, _ days: Int64, _ rounding: Rounding) -> Int64? {
        let (top, over) = (Int128(owed) * Int128(days)).multipliedReportingOverflow(by: Int128(numerator))
        return over ? nil : try? Exact.minor(top, Int128(denominator), rounding)
    }
}
