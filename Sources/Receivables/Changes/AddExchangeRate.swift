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
    package func changes(in store: inout Store) throws(TradeFault) -> ChangeSet {
        try Draft.check(positive: billionths)
        var draft = Draft()
        let source = Draft.text(source, in: &store)
        if let row = row(in: store) {
            draft.update(ExchangeRates.table, row, ExchangeRates.rate, to: billionths, in: store)
            // Another figure has another origin, even if nobody says which.
            if source != Lane.null || !draft.changes.effects.isEmpty { draft.update(ExchangeRates.table, row, ExchangeRates.source, to: source, in: store) }
        } else {
            draft.insert(
                ExchangeRates.schema,
                [
                    (ExchangeRates.from, Int64(from.raw)), (ExchangeRates.to, Int64(to.raw)), (ExchangeRates.day, day.lane),
                    (ExchangeRates.rate, billionths), (ExchangeRates.source, source),
                ], in: store)
        }
        return draft.changes
    }

    private func row(in store: Store) -> UInt32? {
        store.live(ExchangeRates.table).rows().first { row in
            store.cell(ExchangeRates.table, row, ExchangeRates.from) == Int64(from.raw)
                && store.cell(ExchangeRates.table, row, ExchangeRates.to) == Int64(to.raw)
                && store.cell(ExchangeRates.table, row, ExchangeRates.day) == day.lane
        }
    }
}
