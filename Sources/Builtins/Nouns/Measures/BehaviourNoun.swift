// `behaviour`: how late each debtor pays, weighted by amount, with the size of the sample.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum BehaviourNoun {
    private static let window = Key.duration("window", label: "window", "how far back due days count").otherwise("12mo") { _ in Duration(months: 12) }

    private static let columns = [
        ColumnShape("debtor", .reference(Debtors.table), nullable: false, summary: "who pays"),
        ColumnShape("name", .text, summary: "the debtor's name"),
        ColumnShape("currency", .currency, nullable: false, summary: "in which currency"),
        ColumnShape("sample", .integer, nullable: false, summary: "invoices that fell due in the window"),
        ColumnShape("late", .integer, nullable: false, summary: "of them, how many had something late"),
        ColumnShape("delay", .number(scale: 2), summary: "days late, weighted by amount; early counts as 0"),
        ColumnShape("rating", .word, words: PayerRating.allCases.map(\.rawValue), summary: PayerRating.scale),
    ]

    static let noun = Noun.derived(
        "behaviour", singular: "debtor", [window], columns: columns, shown: columns.map(\.name),
        summary: "how late each debtor pays, weighted by amount",
        details: """
            Σ amount × days late ÷ Σ amount over what fell due in the window; what is open counts to the day asked about. A debtor with
            nothing due in the window has no row: no data is no good rating.
            """,
        examples: [Example("behaviour | sort -delay | take 5"), Example("behaviour window 6mo | where sample >= 5 and rating = \"D\"")]
    ) { _ in
        let shape = RowShape(columns: columns, noun: "behaviour")
        return PreparedNoun(shape) { request, run throws(Diagnostic) in
            let width = try run[window]
            guard let first = try? request.day.adding(Duration.zero - width), let period = Period(first: first, last: request.day), first < request.day else {
                throw run.fault("measure.window", "a window reaches back, but this is \(width.text)", at: window, hint: "window 12mo")
            }
            let view = try request.view()
            let rows = try run.reckon { () throws(TradeFault) in try view.behaviour(period) }
            var table = LaneTable(request.context.codec)
            for row in rows {
                let name = UInt32(exactly: view.cell(Debtors.table, row.debtor, Debtors.name)).map { request.store.texts.string($0) }
                table.add(
                    .number(Number(Int64(row.debtor))), name.map { .text($0) } ?? .null, .word(row.currency.code), .number(Number(Int64(row.sample))),
                    .number(Number(Int64(row.late))), row.delay.map { .number($0) } ?? .null, row.rating.map { .word($0.rawValue) } ?? .null)
            }
            let known = Set(rows.map(\.debtor)).count
            let all = request.store.liveCount(Debtors.table)
            return table.relation(
                shape,
                notes: ["due \(first.text)..\(request.day.text); \(known) of \(all) debtors have anything to go by; \(PayerRating.scale)"],
                asOf: request.asOf)
        }
    }
}
