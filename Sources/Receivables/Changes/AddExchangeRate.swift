// A dated exchange rate for the book. One for a pair and a day: another takes its place.

package import Columns
package import Values

package struct AddExchangeRate: Sendable {
    package var from: Currency
    package var to: Currency
    package var day: Day
    /// How many of `to` one of `from` is, in billionths; more than 0.
    package var billionths: Int64
    package var source: String?

    package init(from: Currency, to: Currency, day: Day, billionths: Int64, source: String?) {
        self.from = from
        self.to = to
        self.day = day
        self.billionths = billionths
        self.source = source
    }

    /// Empty where the book says so already.
    package func changes(in store: inout Store) throws(TradeFault) -> ChangeSet { try Self.changes([self], in: &store) }

    /// Several at once; of two for one pair and day the last holds.
    package static func changes(_ rates: [AddExchangeRate], in store: inout Store) throws(TradeFault) -> ChangeSet {
        var rows: [Mark: UInt32] = [:]
        for row in store.live(ExchangeRates.table).rows() {
            func cell(_ column: Int) -> Int64 { store.cell(ExchangeRates.table, row, column) }
            rows[Mark(from: cell(ExchangeRates.from), to: cell(ExchangeRates.to), day: cell(ExchangeRates.day))] = row
        }
        var wanted: [Mark: AddExchangeRate] = [:]
        var order: [Mark] = []
        for rate in rates {
            let mark = Mark(from: Int64(rate.from.raw), to: Int64(rate.to.raw), day: rate.day.lane)
            if wanted.updateValue(rate, forKey: mark) == nil { order.append(mark) }
        }
        var draft = Draft()
        for mark in order {
            guard let rate = wanted[mark] else { continue }
            try Draft.check(positive: rate.billionths)
            let source = Draft.text(rate.source, in: &store)
            guard let row = rows[mark] else {
                draft.insert(
                    ExchangeRates.schema,
                    [
                        (ExchangeRates.from, mark.from), (ExchangeRates.to, mark.to), (ExchangeRates.day, mark.day),
                        (ExchangeRates.rate, rate.billionths), (ExchangeRates.source, source),
                    ], in: store)
                continue
            }
            let isOther = store.cell(ExchangeRates.table, row, ExchangeRates.rate) != rate.billionths
            draft.update(ExchangeRates.table, row, ExchangeRates.rate, to: rate.billionths, in: store)
            // Another figure has another origin, even if nobody says which.
            if source != Lane.null || isOther { draft.update(ExchangeRates.table, row, ExchangeRates.source, to: source, in: store) }
        }
        return draft.changes
    }

    private struct Mark: Hashable {
        let from: Int64
        let to: Int64
        let day: Int64
    }
}
