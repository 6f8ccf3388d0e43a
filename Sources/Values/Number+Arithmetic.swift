// Checked arithmetic. Sums are exact or an overflow. A product or quotient that needs more digits than fit is rounded
// half-even to as many decimals as fit; only a whole part that does not fit is an overflow.

extension Number {
    package static func + (a: Number, b: Number) throws(ValueFault) -> Number {
        let (x, y, scale) = aligned(a, b)
        return try exact(x + y, scale: scale)
    }

    package static func - (a: Number, b: Number) throws(ValueFault) -> Number {
        let (x, y, scale) = aligned(a, b)
        return try exact(x - y, scale: scale)
    }

    package static func * (a: Number, b: Number) throws(ValueFault) -> Number {
        let wide = Int128(a.mantissa) * Int128(b.mantissa)
        let scale = Int(a.scale) + Int(b.scale)
        for drop in max(0, scale - Int(maxScale))...max(scale, 0) {
            let kept = try divide(wide, by: powerOfTen(drop), rounding: .halfEven)
            if let mantissa = fitting(kept) { return Number(mantissa: mantissa, scale: UInt8(scale - drop)) }
        }
        throw .overflow
    }

    /// `1 / 3` is 0.333333333: half-even to the larger of 9 and the operands' decimals, trailing zeros dropped.
    package static func / (a: Number, b: Number) throws(ValueFault) -> Number {
        guard b.mantissa != 0 else { throw .divisionByZero }
        // Long division: after k digits the quotient stands at scale k + a.scale - b.scale. Multiplying up front
        // would need 10^30 × 2^63, which 128 bits do not hold.
        let divisor = UInt128(b.mantissa.magnitude)
        let target = max(9, Int(a.scale), Int(b.scale))
        let shift = Int(b.scale) - Int(a.scale)
        var (quotient, rest) = UInt128(a.mantissa.magnitude).quotientAndRemainder(dividingBy: divisor)
        var digits = 0
        while digits < target + shift {
            let (digit, next) = (rest * 10).quotientAndRemainder(dividingBy: divisor)
            let longer = quotient * 10 + digit
            guard longer <= UInt128(Int64.max) else { break }
            quotient = longer
            rest = next
            digits += 1
        }
        guard digits >= shift else { throw .overflow }
        if rest != 0, Rounding.halfEven.raises(quotient: quotient, rest: rest, gap: divisor - rest) { quotient += 1 }
        guard quotient <= UInt128(Int64.max) else { throw .overflow }
        let size = Int64(quotient)
        let mantissa = (a.mantissa < 0) != (b.mantissa < 0) ? -size : size
        return Number(mantissa: mantissa, scale: UInt8(digits - shift)).trimmed
    }

    /// The rest of a floored division, with the sign of the divisor, as a spreadsheet gives it: `-1 mod 7` is 6.
    package func mod(_ divisor: Number) throws(ValueFault) -> Number {
        guard divisor.mantissa != 0 else { throw .divisionByZero }
        let (x, y, scale) = Self.aligned(self, divisor)
        let rest = x % y
        return try Self.exact(rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest, scale: scale)
    }

    package func negated() throws(ValueFault) -> Number {
        guard mantissa != .min else { throw .overflow }
        return Number(mantissa: -mantissa, scale: scale)
    }

    package func absolute() throws(ValueFault) -> Number { isNegative ? try negated() : self }

    /// The mantissa this number has at another scale, which is how a column holds it: 5.25 at scale 3 is 5250.
    package func mantissa(atScale wanted: UInt8, rounding: Rounding) throws(ValueFault) -> Int64 {
        guard wanted <= Self.maxScale else { throw .outOfRange }
        let wide: Int128
        if wanted >= scale {
            wide = Int128(mantissa) * powerOfTen(Int(wanted - scale))
        } else {
            wide = try Self.divide(Int128(mantissa), by: powerOfTen(Int(scale - wanted)), rounding: rounding)
        }
        guard let fits = Self.fitting(wide) else { throw .overflow }
        return fits
    }

    /// `5.255` at 2 decimals, half-up, is 5.26.
    package func rounded(to decimals: UInt8, _ rounding: Rounding) throws(ValueFault) -> Number {
        if decimals >= scale { return self }
        return Number(mantissa: try mantissa(atScale: decimals, rounding: rounding), scale: decimals)
    }

    /// The narrow form of a wide result. The smallest Int64 is left out: columns use it for null, and it has no negative.
    static func fitting(_ wide: Int128) -> Int64? {
        wide.magnitude <= UInt128(Int64.max) ? Int64(wide) : nil
    }

    /// Exact or an overflow; trailing zeros give way before the value does.
    static func exact(_ wide: Int128, scale: UInt8) throws(ValueFault) -> Number {
        var wide = wide
        var scale = scale
        while scale > 0, fitting(wide) == nil, wide % 10 == 0 {
            wide /= 10
            scale -= 1
        }
        guard let mantissa = fitting(wide) else { throw .overflow }
        return Number(mantissa: mantissa, scale: scale)
    }
}
