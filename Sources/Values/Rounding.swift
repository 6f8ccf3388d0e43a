// The ways to round an exact quotient. Rounding is always named by the caller; nothing here picks one silently.

package enum Rounding: Hashable, Sendable, CaseIterable {
    /// 0.5 goes away from zero: 2.5 → 3, -2.5 → -3. The usual commercial rounding.
    case halfUp
    /// 0.5 goes to the even neighbour: 2.5 → 2, 3.5 → 4.
    case halfEven
    /// 0.5 goes toward zero: 2.5 → 2, -2.5 → -2.
    case halfDown
    /// Toward zero.
    case down
    /// Away from zero.
    case up
}

extension Number {
    /// `numerator / divisor` as a whole number, rounded as told: `divide(5, by: 2, rounding: .halfUp)` is 3.
    package static func divide(
        _ numerator: Int128, by divisor: Int128, rounding: Rounding
    ) throws(ValueFault) -> Int128 {
        guard divisor != 0 else { throw .divisionByZero }
        let size = divisor.magnitude
        let (quotient, rest) = numerator.magnitude.quotientAndRemainder(dividingBy: size)
        var result = quotient
        if rest != 0, rounding.raises(quotient: quotient, rest: rest, gap: size - rest) {
            let (next, over) = result.addingReportingOverflow(1)
            guard !over else { throw .overflow }
            result = next
        }
        guard result <= UInt128(Int128.max) else { throw .overflow }
        let positive = Int128(result)
        return (numerator < 0) != (divisor < 0) ? -positive : positive
    }
}

extension Rounding {
    /// Whether a magnitude with a non-zero rest steps away from zero; `gap` is the distance to the next whole number.
    func raises(quotient: UInt128, rest: UInt128, gap: UInt128) -> Bool {
        switch self {
        case .halfUp: rest >= gap
        case .halfEven: rest > gap || (rest == gap && quotient & 1 == 1)
        case .halfDown: rest > gap
        case .down: false
        case .up: true
        }
    }
}

/// 10 to the power of `exponent`, for exponents 0...38; the callers' exponents are sums of two scales, at most 30.
func powerOfTen(_ exponent: Int) -> Int128 {
    var result: Int128 = 1
    for _ in 0..<max(0, min(exponent, 38)) { result &*= 10 }
    return result
}
