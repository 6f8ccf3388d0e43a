// `exchange`: the dated exchange rates of the book, and how the language reads them for `in GBP`.
package import Columns
package import Interpreter
import Receivables
import Values

enum ExchangeNoun {
    private static let table = TableNoun(schema: ExchangeRates.schema)

    static let noun = Noun.rows(
        "exchange", singular: "exchange rate", of: ExchangeRates.table,
        columns: [table.stored("from"), table.stored("to"), table.stored("day"), table.stored("rate"), table.stored("source")],
        shown: ["from", "to", "day", "rate", "source"], summary: "dated exchange rates, by which amounts are converted",
        details: "`add exchange` gives one; `balance in GBP` uses the latest of the day asked about. Rates of interest are `rates`.",
        examples: [Example("exchange | sort -day | take 5", "the latest")], keeps: table.existing)
}

package enum ExchangeQuotes {
    /// Every rate of a book: `world.exchangeRule = { ExchangeQuotes.all($0) }`.
    package static func all(_ store: Store) -> [ExchangeQuote] {
        store.live(ExchangeRates.table).rows().compactMap { row in
            func cell(_ column: Int) -> Int64 { store.cell(ExchangeRates.table, row, column) }
            guard let from = UInt16(exactly: cell(ExchangeRates.from)).flatMap({ Currency(raw: $0) }),
                let to = UInt16(exactly: cell(ExchangeRates.to)).flatMap({ Currency(raw: $0) }), let day = Day(number: cell(ExchangeRates.day))
            else { return nil }
            return ExchangeQuote(from: from, to: to, day: day, rate: Number(mantissa: cell(ExchangeRates.rate), scale: 9))
        }
    }
}
