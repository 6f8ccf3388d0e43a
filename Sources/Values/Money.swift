// An amount of one currency in whole minor units (pence, cents, fils). Currencies are never added or compared with
// one another: there is no ordering here, and a mixed sum is a fault that names both.

package struct Money: Hashable, Sendable {
    package let minor: Int64
    package let currency: Currency

    package init(minor: Int64, currency: Currency) {
        self.minor = minor
        self.currency = currency
    }

    /// `Money(units: 12.5, .eur)` is 12.50 EUR; more decimals than the currency has are refused, never rounded.
    package init(units: Number, currency: Currency) throws(ValueFault) {
        let short = units.trimmed
        guard Int(short.scale) <= currency.exponent else { throw .excessDecimals(allowed: currency.exponent) }
        self.init(minor: try short.mantissa(atScale: UInt8(currency.exponent), rounding: .down), currency: currency)
    }

    /// As above, rounded to the currency's smallest unit.
    package init(units: Number, currency: Currency, rounding: Rounding) throws(ValueFault) {
        let minor = try units.mantissa(atScale: UInt8(currency.exponent), rounding: rounding)
        self.init(minor: minor, currency: currency)
    }

    /// The amount in major units: 12.50 EUR gives 12.50.
    package var units: Number { Number(mantissa: minor, scale: UInt8(currency.exponent)) }
    package var isZero: Bool { minor == 0 }
}

extension Money {
    package static func + (a: Money, b: Money) throws(ValueFault) -> Money {
        try same(a, b)
        return try wide(Int128(a.minor) + Int128(b.minor), a.currency)
    }

    package static func - (a: Money, b: Money) throws(ValueFault) -> Money {
        try same(a, b)
        return try wide(Int128(a.minor) - Int128(b.minor), a.currency)
    }

    package func negated() throws(ValueFault) -> Money { try Self.wide(-Int128(minor), currency) }
    package func absolute() throws(ValueFault) -> Money { minor < 0 ? try negated() : self }

    /// `10.01 EUR × 0.5`, half-up, is 5.01 EUR.
    package func times(_ factor: Number, rounding: Rounding) throws(ValueFault) -> Money {
        let product = Int128(minor) * Int128(factor.mantissa)
        return try Self.wide(
            try Number.divide(product, by: powerOfTen(Int(factor.scale)), rounding: rounding), currency)
    }

    /// `200.00 GBP × 5%` is 10.00 GBP.
    package func times(_ rate: Percent, rounding: Rounding) throws(ValueFault) -> Money {
        let product = Int128(minor) * Int128(rate.number.mantissa)
        return try Self.wide(
            try Number.divide(product, by: powerOfTen(Int(rate.number.scale) + 2), rounding: rounding), currency)
    }

    package func divided(by divisor: Number, rounding: Rounding) throws(ValueFault) -> Money {
        let lifted = Int128(minor) * powerOfTen(Int(divisor.scale))
        return try Self.wide(try Number.divide(lifted, by: Int128(divisor.mantissa), rounding: rounding), currency)
    }

    /// How many times `other` goes into this: a plain number, since the currency cancels out.
    package func ratio(to other: Money) throws(ValueFault) -> Number {
        try Self.same(self, other)
        return try Number(minor) / Number(other.minor)
    }

    /// nil between two currencies.
    package func ordering(to other: Money) -> Ordering? {
        currency == other.currency ? Ordering(minor, other.minor) : nil
    }

    private static func same(_ a: Money, _ b: Money) throws(ValueFault) {
        guard a.currency == b.currency else { throw .currencyMismatch(a.currency, b.currency) }
    }

    private static func wide(_ minor: Int128, _ currency: Currency) throws(ValueFault) -> Money {
        guard let fits = Number.fitting(minor) else { throw .overflow }
        return Money(minor: fits, currency: currency)
    }
}
