// ISO 4217, list one (current currency and funds codes): the codes of each minor unit. Codes without a minor unit
// (XAU, XDR, XXX and the like) are no money one can owe and are left out, as are the test code and the bond units.
// A few codes that left the list lately stay, since old invoices carry them.

extension Currency {
    static let unknown: UInt8 = 0xFF

    private static let codesByExponent: [(exponent: UInt8, codes: StaticString)] = [
        (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
        (2, """
            AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD \
            CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS \
            GIP GMD GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD \
            LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN \
            PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL \
            THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG ZWL
            """),
        (3, "BHD IQD JOD KWD LYD OMR TND"),
        (4, "CLF UYW"),
    ]

    /// Exponent by packed code, `unknown` where there is no currency.
    static let exponents: [UInt8] = {
        var table = [UInt8](repeating: unknown, count: 26 * 26 * 26)
        for (exponent, codes) in codesByExponent {
            codes.withUTF8Buffer { bytes in
                var at = 0
                while at + 3 <= bytes.count {
                    if let packed = pack(bytes[at], bytes[at + 1], bytes[at + 2]) { table[Int(packed)] = exponent }
                    at += 4
                }
            }
        }
        return table
    }()

    /// Every currency of the table, in alphabetical order: completion and help read it.
    package static let all: [Currency] = exponents.indices.filter { exponents[$0] != unknown }
        .map { Currency(known: UInt16($0)) }

    package static let gbp = Currency(known: (6 * 26 + 1) * 26 + 15)
    package static let eur = Currency(known: (4 * 26 + 20) * 26 + 17)
    package static let usd = Currency(known: (20 * 26 + 18) * 26 + 3)
    package static let jpy = Currency(known: (9 * 26 + 15) * 26 + 24)
}
