// Sums of money in several currencies, exact whatever their size. Converts nothing.
import Values

/// Sums of what a file asks for, by currency.
struct CurrencyTotals {
    private(set) var sums: [(currency: Currency, minor: Int128)] = []
    private var last = 0

    @inline(__always)
    mutating func add(_ minor: Int64, _ currency: Currency) {
        if last < sums.count, sums[last].currency == currency {
            sums[last].minor &+= Int128(minor)
            return
        }
        addElsewhere(minor, currency)
    }

    private mutating func addElsewhere(_ minor: Int64, _ currency: Currency) {
        if let place = sums.firstIndex(where: { $0.currency == currency }) {
            last = place
        } else {
            last = sums.count
            sums.append((currency, 0))
        }
        sums[last].minor += Int128(minor)
    }
}

extension CurrencyTotals {
    mutating func add(_ money: Money) { add(money.minor, money.currency) }

    /// `48,210.55 GBP, 12.00 EUR`, by code; a sum beyond 64 bits is said to be one.
    var text: String {
        sums.sorted { $0.currency.code < $1.currency.code }.map { sum in
            Int64(exactly: sum.minor).map { Money(minor: $0, currency: sum.currency).text } ?? "too much \(sum.currency.code)"
        }.joined(separator: ", ")
    }

    func sum(_ currency: Currency) -> Int128 { sums.first { $0.currency == currency }?.minor ?? 0 }
}
