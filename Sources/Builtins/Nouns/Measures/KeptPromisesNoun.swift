// `kept_promises`: the share of promises that were kept, by count, by value and by cash.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum KeptPromisesNoun {
    private static let tolerance = Key.duration("tolerance", label: "tolerance", "days after the promised one that still count").otherwise("0d") { _ in .zero }
    private static let share = Key.percent("share", label: "share", "how much of the amount must have come in").otherwise("100%") { _ in Percent(number: Number(100)) }
    private static let window = Key.period("window", label: "for", "which promised days count").optional

    private static let columns = [
        ColumnShape("currency", .currency, nullable: false, summary: "in which currency"),
        ColumnShape("promises", .integer, nullable: false, summary: "whose time is over, or that were kept before"),
        ColumnShape("kept", .integer, nullable: false, summary: "kept within the tolerance"),
        ColumnShape("partly", .integer, nullable: false, summary: "kept in part"),
        ColumnShape("broken", .integer, nullable: false, summary: "nothing came"),
        ColumnShape("promised", .money, nullable: false, summary: "the amounts promised"),
        ColumnShape("kept_value", .money, nullable: false, summary: "of those kept"),
        ColumnShape("cash", .money, nullable: false, summary: "what came in within the tolerance, at most what was promised"),
        ColumnShape("by_count", .percent(scale: 2), summary: "kept ÷ promises"),
        ColumnShape("by_value", .percent(scale: 2), summary: "value of those kept ÷ promised"),
        ColumnShape("by_cash", .percent(scale: 2), summary: "cash ÷ promised"),
    ]

    static let noun = Noun.derived(
        "kept_promises", singular: "rate", [tolerance, share, window], columns: columns, shown: columns.map(\.name),
        summary: "the share of promises that were kept, by count, by value and by cash",
        details: "Open, cancelled and superseded promises do not count. Kept means that the share came in by the promised day and the tolerance.",
        examples: [Example("kept_promises tolerance 3d"), Example("kept_promises share 90% for 2026-11")]
    ) { _ in
        let shape = RowShape(columns: columns, noun: "kept_promises")
        return PreparedNoun(shape) { request, run throws(Diagnostic) in
            let (days, part) = (try run[tolerance].exactDays, try run[share])
            guard let days, days >= 0 else { throw run.fault("measure.window", "the tolerance is counted in days", at: tolerance, hint: "tolerance 3d") }
            guard let whole = part.number.whole, (1...100).contains(whole) else {
                throw run.fault("measure.share", "the share is a whole percentage from 1% to 100%, but this is \(part.text)", at: share)
            }
            let period = try run[window] ?? Period(first: .first, last: .last) ?? Period(day: request.day)
            let view = try request.view()
            let rows = try run.reckon { () throws(TradeFault) in try view.keptPromises(period, tolerance: days, share: whole) }
            var table = LaneTable(request.context.codec)
            for row in rows {
                func money(_ minor: Int64) -> Value { .money(Money(minor: minor, currency: row.currency)) }
                func count(_ n: Int) -> Value { .number(Number(Int64(n))) }
                let rates = try run.reckon { () throws(TradeFault) in [try row.rateByCount(), try row.rateByValue(), try row.rateByCash()] }
                table.add(
                    [
                        .word(row.currency.code), count(row.promises), count(row.kept), count(row.partly), count(row.broken), money(row.promised),
                        money(row.keptValue), money(row.cash),
                    ] + rates.map { $0.map { .percent($0) } ?? .null })
            }
            let span = try run[window].map { " promised for \($0.text)" } ?? ""
            return table.relation(
                shape, notes: ["as of \(request.day.text), tolerance \(days)d, share \(part.text); population: promises\(span) that are over"],
                asOf: request.asOf)
        }
    }
}
