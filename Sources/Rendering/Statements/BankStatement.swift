// What a bank says of one account for some days: the lines, and the balances they lie between. Every form in which banks say it
// becomes this. Knows no book and matches nothing.
package import Values

package struct BankStatement: Sendable {
    package struct Line: Sendable {
        package var place: InputPlace
        /// When it was booked; where the bank does not say, from when it counts.
        package var day: Day
        /// Below zero where money went out.
        package var amount: Money
        /// Who sent it, as the bank prints the name; empty where it does not.
        package var payer = ""
        /// What the payer wrote, and the payer's own number of the transfer.
        package var reference = ""
        /// The bank's own number, which banks use again.
        package var bankNumber = ""
        /// Whether it takes back an earlier line.
        package var takesBack = false
    }

    package var account = ""
    package var number = ""
    package var opening: Money?
    package var closing: Money?
    package var lines: [Line] = []
    /// Lines the bank has announced but not booked: no money yet.
    package var unbooked = 0

    /// Opening balance and lines must come to the closing balance: a file that was cut or mended by hand does not.
    func checkTie() throws(StatementFault) {
        guard let opening, let closing else { return }
        var moved = Int128(0)
        for line in lines {
            guard line.amount.currency == opening.currency else {
                throw .mixedCurrencies(line.place, opening.currency, line.amount.currency)
            }
            moved += Int128(line.amount.minor)
        }
        guard opening.currency == closing.currency, Int128(opening.minor) + moved == Int128(closing.minor) else {
            throw .doesNotTie(account: account, number: number, opening: opening, closing: closing, lines: lines.count)
        }
    }
}

/// Why bytes are no statement.
package enum StatementFault: Error, Hashable {
    /// `what` in the words of the XML reader.
    case notXML(InputPlace, what: String)
    /// A declaration of a document type can make a small file endless: no bank sends one.
    case documentType(InputPlace)
    case tooDeep(InputPlace)
    /// What stands in a field is not what belongs there.
    case field(InputPlace, name: String, text: String)
    case lacks(InputPlace, name: String)
    case mixedCurrencies(InputPlace, Currency, Currency)
    case doesNotTie(account: String, number: String, opening: Money, closing: Money, lines: Int)
    case noStatement
}

extension BankStatement {
    /// Digits with one comma or point among them or none: `1234,56`, `1234,`, `1234.5`. More decimals than the currency has must
    /// be zeros.
    static func amount(_ text: some Sequence<UInt8>, _ currency: Currency) -> Money? {
        var minor: Int64 = 0
        var decimals: Int?
        var digits = 0
        for byte in text {
            if byte == UInt8(ascii: ",") || byte == UInt8(ascii: ".") {
                guard decimals == nil else { return nil }
                decimals = 0
                continue
            }
            guard byte &- 48 < 10 else { return nil }
            digits += 1
            if let seen = decimals {
                guard seen < currency.exponent else {
                    guard byte == 48, seen < 12 else { return nil }
                    decimals = seen + 1
                    continue
                }
                decimals = seen + 1
            }
            let (tenfold, over) = minor.multipliedReportingOverflow(by: 10)
            let (sum, beyond) = tenfold.addingReportingOverflow(Int64(byte - 48))
            guard !over, !beyond else { return nil }
            minor = sum
        }
        guard digits > 0 else { return nil }
        for _ in min(decimals ?? 0, currency.exponent)..<currency.exponent {
            let (tenfold, over) = minor.multipliedReportingOverflow(by: 10)
            guard !over else { return nil }
            minor = tenfold
        }
        return Money(minor: minor, currency: currency)
    }
}
