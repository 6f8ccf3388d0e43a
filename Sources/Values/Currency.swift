// A currency is its three letters packed into 16 bits, so a column of currencies is a column of small integers.
// How many decimals it has comes from the table of ISO 4217, which is data.

package struct Currency: Hashable, Sendable {
    /// (a × 26 + b) × 26 + c with A = 0. Columns and disk hold this number.
    package let raw: UInt16

    /// The currency of a column's lane; nil for a number that is no currency of ISO 4217.
    package init?(raw: UInt16) {
        guard Self.exponents[Int(raw), fallback: Self.unknown] != Self.unknown else { return nil }
        self.raw = raw
    }

    /// For the table itself, which lists only what it has.
    init(known raw: UInt16) { self.raw = raw }

    /// `GBP`, capital letters only; nil for anything that is not a currency of ISO 4217.
    package init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 3, let packed = Self.pack(bytes[0], bytes[1], bytes[2]) else { return nil }
        self.init(raw: packed)
    }

    package init?(code: String) {
        guard let found = withBytes(of: code, { Currency($0) }) else { return nil }
        self = found
    }

    /// Decimals of the minor unit: 0 (JPY), 2 (EUR), 3 (KWD) or 4 (CLF).
    package var exponent: Int { Int(Self.exponents[Int(raw), fallback: 2]) }

    package var code: String {
        let (a, b, c) = letters
        return String(decoding: [a, b, c], as: UTF8.self)
    }

    var letters: (UInt8, UInt8, UInt8) {
        (UInt8(raw / 676 % 26) + 65, UInt8(raw / 26 % 26) + 65, UInt8(raw % 26) + 65)
    }

    static func pack(_ a: UInt8, _ b: UInt8, _ c: UInt8) -> UInt16? {
        guard (65...90).contains(a), (65...90).contains(b), (65...90).contains(c) else { return nil }
        return (UInt16(a - 65) * 26 + UInt16(b - 65)) * 26 + UInt16(c - 65)
    }
}

extension Currency: CustomStringConvertible {
    package var description: String { code }
}

extension Array {
    /// An element, or `fallback` beyond either end; table look-ups with numbers from disk must not trap.
    subscript(index: Int, fallback fallback: Element) -> Element {
        index >= 0 && index < count ? self[index] : fallback
    }
}
