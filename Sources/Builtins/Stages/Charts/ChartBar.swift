// `chart bar VALUE by KEY`: a bar for each key, as long as the figures of its rows together.
import Diagnostics
import Interpreter

enum ChartBar {
    static let by = Clause.named("by", label: "by", "a bar for each of these")

    static let verb = Verb.stage(
        "chart bar", [ChartGroups.value, by, ChartGroups.most, ChartGroups.title], summary: "draw a bar for each key",
        words: "draw a bar for each {by}, as long as [value:the {value}][!value:the number of rows][most:; the first {most}, and the rest in one]",
        details: """
            Adds the figure up for each key. Dates, numbers and the words of an enumeration stand in their order, everything else the
            largest first; rows that a stage has made keep theirs. Each currency has a panel of its own. Twenty bars are drawn, or as
            many as `top` says, and the rest is gathered in one: the footer tells. A file whose name
            ends in .svg takes it as a picture; `as csv` and `--format` give the table.
            """,
        examples: [
            Example("invoices | where overdue > 0d | chart bar balance by bucket", "what is late, by how late it is"),
            Example("invoices | chart bar balance by debtor.name top 8", "who owes most"),
            Example("contacts | chart bar by channel", "without a figure, how many rows"),
        ]
    ) { call throws(Diagnostic) in
        let keys = call[by]
        guard keys.count == 1, let key = keys.first else {
            throw call.fault(
                "chart.one-key", "a bar stands for one key, and here are \(keys.count)", at: by,
                hint: "chart stacked … by KEY, PART divides each bar into parts")
        }
        let groups = try ChartGroups(call, by: keys)
        return Prepared(.rows(groups.grouping.shape)) { run throws(Diagnostic) in
            var (rows, adds) = try groups.run(run)
            rows.chart = ChartPlan(
                .bars, title: try run[ChartGroups.title] ?? "\(groups.figure) by \(key.name)", key: key.name, values: [groups.figure],
                most: try run[ChartGroups.most], adds: adds)
            return .rows(rows)
        }
    }
}
