// `chart stacked VALUE by KEY, PART`: a bar for each key, divided into parts.
import Diagnostics
import Interpreter

enum ChartStacked {
    static let by = Clause.named("by", label: "by", "a bar for each of the first, divided by the second")

    static let verb = Verb.stage(
        "chart stacked", [ChartGroups.value, by, ChartGroups.most, ChartGroups.title], summary: "draw bars that are made of parts",
        words: "draw bars of [value:the {value}][!value:the number of rows], one for each {by}[most:; the first {most}, and the rest in one]",
        details: """
            As `chart bar`, with each bar divided by a second key. Six parts are told apart; of more, the smallest are one part
            together. `chart ageing` does it for the buckets of the ageing.
            """,
        examples: [
            Example("invoices | chart stacked balance by debtor.country, bucket", "what each country owes, by age"),
            Example("contacts | chart stacked by channel, outcome", "how contacts went"),
        ]
    ) { call throws(Diagnostic) in
        let keys = call[by]
        guard keys.count == 2 else {
            throw call.fault(
                "chart.two-keys", "stacked bars stand for one key and are divided by another, but here \(keys.count == 1 ? "is one key" : "are \(keys.count) keys")",
                at: by, hint: keys.count == 1 ? "chart bar … by KEY draws bars without parts" : "name a bar and its parts: by KEY, PART")
        }
        let groups = try ChartGroups(call, by: keys)
        let (key, part) = (keys[0].name, keys[1].name)
        return Prepared(.rows(groups.grouping.shape)) { run throws(Diagnostic) in
            var (rows, adds) = try groups.run(run)
            rows.chart = ChartPlan(
                .stacked, title: try run[ChartGroups.title] ?? "\(groups.figure) by \(key) and \(part)", key: key,
                values: [groups.figure], part: part, most: try run[ChartGroups.most], adds: adds)
            return .rows(rows)
        }
    }
}
