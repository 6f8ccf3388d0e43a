// Money in and out: `1,250.50 EUR`, `500 GBP`, `£500`, `€99.50`, `$20`. Printing is always amount, blank, code.

extension Money {
    /// The minor units of a plain or grouped amount, for columns of a file: `1250.5` with exponent 2 is 125050.
    package static func minorUnits(
        parsing bytes: UnsafeBufferPointer<UInt8>, exponent: Int, decimalMark: DecimalMark = .point,
        grouping: Grouping = .marks
    ) throws(ValueFault) -> Int64 {
        let exponent = max(0, min(exponent, 15))
        let (mantissa, scale) = try DecimalDigits.read(
            bytes, mark: decimalMark, grouping: grouping, decimals: exponent)
        guard scale < exponent else { return mantissa }
        guard let fits = Number.fitting(Int128(mantissa) * powerOfTen(exponent - scale)) else { throw .overflow }
        return fits
    }

    /// An amount with its currency, the code after it or one of the signs £ € $ before it.
    package init(parsing bytes: UnsafeBufferPointer<UInt8>) throws(ValueFault) {
        let bytes = bytes.trimmingBlanks()
        guard !bytes.isEmpty else { throw .empty }
        if let (sign, width, negative) = Self.sign(bytes) {
            let amount = UnsafeBufferPointer(rebasing: bytes[width...])
            guard let lead = amount.first, lead >= 48, lead <= 57 else { throw amount.formFault }
            let minor = try Self.amount(amount, sign)
            self.init(minor: negative ? -minor : minor, currency: sign)
            return
        }
        guard bytes.count > 3 else { throw bytes.formFault }
        let code = UnsafeBufferPointer(rebasing: bytes[(bytes.count - 3)...])
        guard let packed = Currency.pack(code[0], code[1], code[2]) else { throw bytes.formFault }
        guard let currency = Currency(raw: packed) else { throw .unknownCurrency }
        let amount = UnsafeBufferPointer(rebasing: bytes[..<(bytes.count - 3)]).trimmingBlanks()
        self.init(minor: try Self.amount(amount, currency), currency: currency)
    }

    package init(parsing text: String) throws(ValueFault) {
        self = try withBytes(of: text) { (bytes) throws(ValueFault) in try Money(parsing: bytes) }
    }

    /// `1,250.50 EUR`, always with the currency's decimals.
    package var text: String { ByteSink.printed { $0.append(self) } }
    /// `1250.50`: for machines, with the currency told elsewhere.
    package var plain: String { ByteSink.printed { $0.append(plain: self) } }

    private static func amount(
        _ bytes: UnsafeBufferPointer<UInt8>, _ currency: Currency
    ) throws(ValueFault) -> Int64 {
        let grouping: Grouping = bytes.contains(95) ? .underscore : .marks
        // A blank inside the amount would make `1 250 EUR` two arguments of a line, so it is none of the marks here.
        guard !bytes.contains(32) else { throw .malformed }
        return try minorUnits(parsing: bytes, exponent: currency.exponent, grouping: grouping)
    }

    /// The currency sign at the front, the bytes before the amount, and whether a minus stood before it.
    private static func sign(_ bytes: UnsafeBufferPointer<UInt8>) -> (Currency, Int, Bool)? {
        let negative = bytes[0] == 45
        let start = negative ? 1 : 0
        func at(_ offset: Int) -> UInt8 { start + offset < bytes.count ? bytes[start + offset] : 0 }
        if at(0) == 36 { return (.usd, start + 1, negative) }
        if at(0) == 0xC2, at(1) == 0xA3 { return (.gbp, start + 2, negative) }
        if at(0) == 0xE2, at(1) == 0x82, at(2) == 0xAC { return (.eur, start + 3, negative) }
        return nil
    }
}

extension Money: CustomStringConvertible {
    package var description: String { text }
}

extension ByteSink {
    package mutating func append(_ money: Money) {
        append(decimal: money.minor, scale: money.currency.exponent, grouped: true)
        append(byte: 32)
        append(money.currency)
    }

    /// Without grouping and without the code.
    package mutating func append(plain money: Money) {
        append(decimal: money.minor, scale: money.currency.exponent, grouped: false)
    }

    package mutating func append(_ currency: Currency) {
        let (a, b, c) = currency.letters
        append(byte: a)
        append(byte: b)
        append(byte: c)
    }
}
