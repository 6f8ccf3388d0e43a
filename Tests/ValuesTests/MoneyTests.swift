import Testing
import Values

struct MoneyTests {
    @Test(arguments: [
        ("JPY", 0), ("KRW", 0), ("CLP", 0), ("ISK", 0), ("EUR", 2), ("GBP", 2), ("USD", 2), ("CHF", 2), ("HUF", 2),
        ("KWD", 3), ("BHD", 3), ("TND", 3), ("CLF", 4), ("UYW", 4),
    ])
    func decimalsOfCurrencies(code: String, exponent: Int) throws {
        let currency = try #require(Currency(code: code))
        #expect(currency.exponent == exponent)
        #expect(currency.code == code)
        #expect(Currency(raw: currency.raw) == currency)
    }

    @Test func whatIsNoCurrency() {
        for code in ["XXX", "AAA", "ZZZ", "eur", "EU", "EURO", "", "E1R", "XAU"] {
            #expect(Currency(code: code) == nil, "\(code)")
        }
        #expect(Currency(raw: .max) == nil)
        #expect(Currency.all.count > 150)
        #expect(Currency.gbp.code == "GBP" && Currency.eur.code == "EUR")
        #expect(Currency.usd.code == "USD" && Currency.jpy.code == "JPY")
        #expect(Currency.gbp.raw == (6 * 26 + 1) * 26 + 15)
    }

    @Test(arguments: [
        ("1,250.50 EUR", 125_050, "1,250.50 EUR"), ("500 GBP", 50000, "500.00 GBP"), ("£500", 50000, "500.00 GBP"),
        ("€99.50", 9950, "99.50 EUR"), ("$20", 2000, "20.00 USD"), ("-£5.5", -550, "-5.50 GBP"),
        ("-0.05 EUR", -5, "-0.05 EUR"), ("1250 JPY", 1250, "1,250 JPY"), ("1.234 KWD", 1234, "1.234 KWD"),
        ("1.2345 CLF", 12345, "1.2345 CLF"), ("1.500 EUR", 150, "1.50 EUR"), ("1_000 EUR", 100_000, "1,000.00 EUR"),
        ("1,250,000.00 USD", 125_000_000, "1,250,000.00 USD"), (" 5 EUR ", 500, "5.00 EUR"),
        ("92,233,720,368,547,758.07 EUR", Int64.max, "92,233,720,368,547,758.07 EUR"),
    ])
    func moneyInAndOut(text: String, minor: Int64, printed: String) throws {
        let money = try Money(parsing: text)
        #expect(money.minor == minor)
        #expect(money.text == printed)
    }

    @Test(arguments: [
        ("1.005 EUR", ValueFault.excessDecimals(allowed: 2)), ("1.5 JPY", .excessDecimals(allowed: 0)),
        ("5 XXX", .unknownCurrency), ("5 eur", .malformed), ("EUR", .malformed), ("£", .empty), ("", .empty),
        ("£-5", .malformed), ("--5 EUR", .malformed), ("1 250 EUR", .malformed), ("١٢ EUR", .foreignDigits),
        ("92233720368547758.08 EUR", .overflow), ("9223372036854775807 EUR", .overflow), ("1e9 EUR", .malformed),
        ("1,5 EUR", .comma(grouped: nil, decimal: Number(mantissa: 15, scale: 1))),
        ("12,50.00 EUR", .malformed), ("£5 EUR", .malformed),
    ])
    func refusals(text: String, expected: ValueFault) {
        #expect(fault { () throws(ValueFault) in try Money(parsing: text) } == expected)
    }

    @Test func filesGiveMinorUnits() throws {
        func read(_ text: String, _ exponent: Int, _ mark: DecimalMark = .point) throws(ValueFault) -> Int64 {
            try withBytes(of: text) { (bytes) throws(ValueFault) in
                try Money.minorUnits(parsing: bytes, exponent: exponent, decimalMark: mark)
            }
        }
        #expect(try read("1250.5", 2) == 125_050)
        #expect(try read("1.250,50", 2, .comma) == 125_050)
        #expect(try read("1.250", 2, .comma) == 125_000)
        #expect(try read("-7", 3) == -7000)
        #expect(try read("12", 0) == 12)
        #expect(fault { () throws(ValueFault) in try read("1.2345", 3) } == .excessDecimals(allowed: 3))
        #expect(fault { () throws(ValueFault) in try read("", 2) } == .empty)
    }

    @Test func currenciesAreNeverMixed() {
        let (euros, pounds) = (Money(minor: 1, currency: .eur), Money(minor: 1, currency: .gbp))
        #expect(fault { () throws(ValueFault) in try euros + pounds } == .currencyMismatch(.eur, .gbp))
        #expect(fault { () throws(ValueFault) in try euros - pounds } == .currencyMismatch(.eur, .gbp))
        #expect(fault { () throws(ValueFault) in try euros.ratio(to: pounds) } == .currencyMismatch(.eur, .gbp))
        #expect(euros.ordering(to: pounds) == nil)
    }

    @Test func factorsRoundOnceAsTold() throws {
        let money = Money(minor: 1001, currency: .eur)
        let half = Number(mantissa: 5, scale: 1)
        #expect(try money.times(half, rounding: .halfUp).minor == 501)
        #expect(try money.times(half, rounding: .halfEven).minor == 500)
        #expect(try money.negated().times(half, rounding: .halfUp).minor == -501)
        #expect(try Money(minor: 20000, currency: .gbp).times(Percent(parsing: "5%"), rounding: .halfUp).minor == 1000)
        #expect(try money.divided(by: Number(3), rounding: .halfUp).minor == 334)
        #expect(fault { () throws(ValueFault) in try money.divided(by: .zero, rounding: .up) } == .divisionByZero)
        #expect(try Money(units: Number(mantissa: 12345, scale: 3), currency: .eur, rounding: .halfEven).minor == 1234)
        #expect(
            fault { () throws(ValueFault) in try Money(units: Number(mantissa: 1, scale: 1), currency: .jpy) }
                == .excessDecimals(allowed: 0))
        #expect(try Percent(parsing: "5.25%").fraction == Number(mantissa: 525, scale: 4))
    }

    @Test func theEdgesAreFaultsAndNeverTraps() {
        let most = Money(minor: .max, currency: .eur)
        let least = Money(minor: .min, currency: .eur)
        #expect(fault { () throws(ValueFault) in try most + most } == .overflow)
        #expect(fault { () throws(ValueFault) in try least.negated() } == .overflow)
        #expect(fault { () throws(ValueFault) in try least - most } == .overflow)
        #expect(fault { () throws(ValueFault) in try most.times(Number(2), rounding: .down) } == .overflow)
        #expect(least.text == "-92,233,720,368,547,758.08 EUR")
    }

    @Test func textReadsBack() {
        always(20_000, seed: 0x4D4F_4E31) { chance in
            let money = Money(minor: chance.anyInt64(), currency: chance.currency())
            guard try Money(parsing: money.text) == money else { return money.text }
            let plain = try withBytes(of: money.plain) { (bytes) throws(ValueFault) in
                try Money.minorUnits(parsing: bytes, exponent: money.currency.exponent)
            }
            return plain == money.minor ? nil : money.plain
        }
    }
}
