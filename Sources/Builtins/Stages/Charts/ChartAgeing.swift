// `chart ageing by KEY`: the ageing as bars, each divided into what is not due and the buckets of what is late.
import Diagnostics
import Interpreter

enum ChartAgeing {
    static let verb = Verb.stage(
        "chart ageing", [Age.by, ChartGroups.most, ChartGroups.title], summary: "draw what is owed by how late it is",
        words: "draw what is owed by how late it is[by:, a bar for each {by}][most:; the first {most}, and the rest in one]",
        details: """
            The rows are those of `age`: it takes the same columns and gives the same table. The largest bar comes first; keys that
            have an order keep it.
            """,
        examples: [
            Example("invoices | chart ageing by debtor.country", "the ageing of each country"),
            Example("invoices as of 2026-06-30 | chart ageing by debtor.owner top 5", "as it was that day"),
        ]
    ) { call throws(Diagnostic) in
        let (prepared, shape) = try Age.prepared(call, name: "chart ageing")
        let keys = shape.columns.prefix { $0.name != "currency" }.map(\.name)
        if keys.count > 1 {
            throw call.fault("chart.one-key", "a bar stands for one key, and here are \(keys.count)", at: Age.by)
        }
        let buckets = shape.columns.dropFirst(keys.count + 1).dropLast().map(\.name)
        return Prepared(.rows(shape)) { run throws(Diagnostic) in
            var rows = ChartOrder(try prepared(run), run.context).sorted(keys: keys, figure: "total", keepsOrder: false)
            rows.chart = ChartPlan(
                .stacked, title: try run[ChartGroups.title] ?? (["ageing"] + keys).joined(separator: " by "), key: keys.first,
                values: buckets, most: try run[ChartGroups.most], adds: true)
            return .rows(rows)
        }
    }
}
