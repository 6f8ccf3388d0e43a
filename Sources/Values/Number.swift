// An exact decimal: mantissa × 10^-scale. Never a binary fraction, so 0.1 + 0.2 is 0.3.
// Two numbers are equal, hash and print alike when their values are: 1.0 and 1.00 are one number.

package struct Number: Sendable {
    package let mantissa: Int64
    /// Decimals held, 0...15.
    package let scale: UInt8

    package static let maxScale: UInt8 = 15
    package static let zero = Number(0)

    /// `Number(mantissa: 525, scale: 2)` is 5.25. A scale beyond 15 is rounded half-even to 15.
    package init(mantissa: Int64, scale: UInt8) {
        if scale <= Self.maxScale {
            self.mantissa = mantissa
            self.scale = scale
            return
        }
        var rest = UInt64(0)
        var size = mantissa.magnitude
        var sticky = false
        for _ in Self.maxScale..<scale {
            sticky = sticky || rest != 0
            (size, rest) = size.quotientAndRemainder(dividingBy: 10)
        }
        if rest > 5 || (rest == 5 && (sticky || size & 1 == 1)) { size += 1 }
        self.mantissa = mantissa < 0 ? -Int64(size) : Int64(size)
        self.scale = Self.maxScale
    }

    package init(_ whole: Int64) {
        mantissa = whole
        scale = 0
    }

    /// The same value without trailing zeros: 1.500 becomes 1.5.
    package var trimmed: Number {
        guard mantissa != 0 else { return .zero }
        var mantissa = mantissa
        var scale = scale
        while scale > 0, mantissa % 10 == 0 {
            mantissa /= 10
            scale -= 1
        }
        return Number(mantissa: mantissa, scale: scale)
    }

    package var isNegative: Bool { mantissa < 0 }

    /// The whole number this is, or nil when it has decimals: `3.00` gives 3, `3.5` gives nil.
    package var whole: Int64? {
        let short = trimmed
        return short.scale == 0 ? short.mantissa : nil
    }
}

extension Number: Comparable, Hashable {
    package static func == (a: Number, b: Number) -> Bool {
        if a.scale == b.scale { return a.mantissa == b.mantissa }
        let (x, y, _) = aligned(a, b)
        return x == y
    }

    package static func < (a: Number, b: Number) -> Bool {
        if a.scale == b.scale { return a.mantissa < b.mantissa }
        let (x, y, _) = aligned(a, b)
        return x < y
    }

    package func hash(into hasher: inout Hasher) {
        let short = trimmed
        hasher.combine(short.mantissa)
        hasher.combine(short.scale)
    }

    /// Both mantissas at the larger scale; 2^63 × 10^15 stays far inside 128 bits.
    static func aligned(_ a: Number, _ b: Number) -> (Int128, Int128, scale: UInt8) {
        let scale = max(a.scale, b.scale)
        return (
            Int128(a.mantissa) * powerOfTen(Int(scale - a.scale)),
            Int128(b.mantissa) * powerOfTen(Int(scale - b.scale)),
            scale
        )
    }
}
