// The sums under a table: each shown column of money, for each currency apart. Currencies are never added.
import Columns
import Interpreter
import Values

enum MoneyTotals {
    /// `balance 48,210.55 GBP, 1,000.00 EUR`, one line for a column. A column in which no currency stands twice
    /// needs none, and one that does not add up has none.
    static func lines(_ relation: Relation, _ context: Context) -> [String] {
        guard relation.rowCount > 1 else { return [] }
        return relation.shape.shown.compactMap { place in
            let column = relation.shape.columns[place]
            guard column.meaning == .money, column.addsUp else { return nil }
            var sums: [(currency: Currency, sum: Int128, count: Int)] = []
            for (lane, raw) in zip(relation.lanes(of: place), relation.currencies(of: place)) where lane != Lane.null {
                guard let currency = UInt16(exactly: raw).flatMap({ Currency(raw: $0) }) else { continue }
                if let at = sums.firstIndex(where: { $0.currency == currency }) {
                    sums[at].sum += Int128(lane)
                    sums[at].count += 1
                } else {
                    sums.append((currency, Int128(lane), 1))
                }
            }
            guard sums.contains(where: { $0.count > 1 }), sums.contains(where: { $0.sum != 0 }) else { return nil }
            let texts = sums.sorted { $0.currency.code < $1.currency.code }.map { entry in
                Int64(exactly: entry.sum).map { Money(minor: $0, currency: entry.currency).text }
                    ?? "more than can be told of \(entry.currency.code)"
            }
            return "\(column.name) \(texts.joined(separator: ", "))"
        }
    }
}
