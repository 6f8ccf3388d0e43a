// `rollrates`: where the balances of a while ago stand now, bucket by bucket.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum RollRatesNoun {
    private static let over = Key.duration("over", label: "over", "how long ago the first look was").otherwise("1mo") { _ in Duration(months: 1) }
    private static let names = AgeingBuckets.standard.names

    private static let columns =
        [
            ColumnShape("currency", .currency, nullable: false, summary: "in which currency"),
            ColumnShape("bucket", .word, words: names, nullable: false, summary: "where it stood before"),
            ColumnShape("opening", .money, nullable: false, summary: "what stood there"),
            ColumnShape("settled", .money, nullable: false, summary: "of it, no longer open: paid, credited, written off"),
        ] + zip(names, ["now_not_due", "now_1_30", "now_31_60", "now_61_90", "now_over_90"]).map { name, column in
            ColumnShape(column, .money, nullable: false, summary: "of it, what stands in \(name) now")
        }
        + [
            ColumnShape("rolled", .percent(scale: 2), summary: "moved on to a later bucket ÷ opening"),
            ColumnShape("cured", .percent(scale: 2), summary: "settled or no longer overdue ÷ opening"),
        ]

    static let noun = Noun.derived(
        "rollrates", singular: "bucket", [over], columns: columns, shown: columns.map(\.name),
        summary: "roll rates: where the balances of a month ago stand now",
        details: "What was added to an invoice since did not roll. Currencies are never added.",
        examples: [Example("rollrates"), Example("rollrates over 2mo as of 2026-10-31 | select currency, bucket, opening, rolled")]
    ) { _ in
        let shape = RowShape(columns: columns, noun: "rollrates")
        return PreparedNoun(shape) { request, run throws(Diagnostic) in
            let back = try run[over]
            guard let from = try? request.day.adding(Duration.zero - back), from < request.day else {
                throw run.fault("measure.window", "the first look lies before the second, but this is \(back.text)", at: over, hint: "over 1mo")
            }
            let rows = try run.reckon { () throws(TradeFault) in
                try RollRates.rows(request.store, today: run.world.today, from: from, to: request.day)
            }
            var table = LaneTable(request.context.codec)
            for row in rows {
                func money(_ minor: Int64) -> Value { .money(Money(minor: minor, currency: row.currency)) }
                let isLast = row.bucket == names.count - 1
                let rates = try run.reckon { () throws(TradeFault) in
                    let back = row.bucket == 0 ? row.settled : row.settled.addingReportingOverflow(row.now.first ?? 0).partialValue
                    return (
                        rolled: isLast ? nil : try Ratios.percent(Int128(row.rolled), of: Int128(row.opening)),
                        cured: try Ratios.percent(Int128(back), of: Int128(row.opening))
                    )
                }
                table.add(
                    [.word(row.currency.code), .word(names[row.bucket]), money(row.opening), money(row.settled)] + row.now.map(money)
                        + [rates.rolled.map { .percent($0) } ?? .null, rates.cured.map { .percent($0) } ?? .null])
            }
            return table.relation(
                shape, notes: ["from \(from.text) to \(request.day.text); population: all open invoices; – is n/a, nothing to divide by"],
                asOf: request.asOf)
        }
    }
}
