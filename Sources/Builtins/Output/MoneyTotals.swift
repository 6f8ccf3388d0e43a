// The sums under a table: each shown column of money, for each currency apart. Currencies are never added, and neither are
// figures that make no sum.
import Columns
package import Interpreter
import Values

package enum MoneyTotals {
    struct Sum {
        let currency: Currency
        var sum: Int128
        var count: Int
    }

    /// `balance 48,210.55 GBP, 1,000.00 EUR`, one line for a column. A column in which no currency stands twice needs none.
    /// `among`: of these columns only.
    package static func lines(_ relation: Relation, _ context: Context, among names: [String]? = nil) -> [String] {
        relation.shape.shown.compactMap { place in
            let name = relation.shape.columns[place].name
            if let names, !names.contains(name) { return nil }
            guard let sums = sums(relation, of: place) else { return nil }
            let texts = sums.map { entry in
                Int64(exactly: entry.sum).map { Money(minor: $0, currency: entry.currency).text }
                    ?? "more than can be told of \(entry.currency.code)"
            }
            return "\(name) \(texts.joined(separator: ", "))"
        }
    }

    /// Nil where a column needs no sum: no currency stands in it twice, or nothing is owed in any.
    static func sums(_ relation: Relation, of place: Int) -> [Sum]? {
        guard relation.rowCount > 1 else { return nil }
        let sums = all(relation, of: place)
        guard sums.contains(where: { $0.count > 1 }), sums.contains(where: { $0.sum != 0 }) else { return nil }
        return sums
    }

    /// By the code of the currency; none for a column that is not money, or makes no sum.
    static func all(_ relation: Relation, of place: Int) -> [Sum] {
        let column = relation.shape.columns[place]
        guard column.meaning == .money, column.addsUp else { return [] }
        var sums: [Sum] = []
        for (lane, raw) in zip(relation.lanes(of: place), relation.currencies(of: place)) where lane != Lane.null {
            guard let currency = UInt16(exactly: raw).flatMap({ Currency(raw: $0) }) else { continue }
            if let at = sums.firstIndex(where: { $0.currency == currency }) {
                sums[at].sum += Int128(lane)
                sums[at].count += 1
            } else {
                sums.append(Sum(currency: currency, sum: Int128(lane), count: 1))
            }
        }
        return sums.sorted { $0.currency.code < $1.currency.code }
    }
}
