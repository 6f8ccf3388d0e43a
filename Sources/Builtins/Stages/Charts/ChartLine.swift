// `chart line VALUE by KEY`: a line along days or figures.
import Diagnostics
import Interpreter

enum ChartLine {
    static let by = Clause.named("by", label: "by", "what runs from left to right: a date, a number")

    static let verb = Verb.stage(
        "chart line", [ChartGroups.value, by, ChartGroups.title], summary: "draw a line along dates or numbers",
        words: "draw [value:the {value}][!value:the number of rows] as a line along {by}",
        details: """
            Adds the figure up for each key and joins the points in the order of the key; days stand as far apart as they are. A figure
            that is missing breaks the line. Each currency has a panel of its own. Zero is always on the axis.
            """,
        examples: [
            Example("invoices | derive month = start_of_month(issued) | chart line amount by month", "what was invoiced"),
            Example("payments | chart line amount by month = start_of_month(date)", "what came in"),
        ]
    ) { call throws(Diagnostic) in
        let keys = call[by]
        guard keys.count == 1, let key = keys.first else {
            throw call.fault("chart.one-key", "a line runs along one key, and here are \(keys.count)", at: by)
        }
        let groups = try ChartGroups(call, by: keys)
        return Prepared(.rows(groups.grouping.shape)) { run throws(Diagnostic) in
            var (rows, _) = try groups.run(run)
            rows.chart = ChartPlan(
                .line, title: try run[ChartGroups.title] ?? "\(groups.figure) by \(key.name)", key: key.name, values: [groups.figure])
            return .rows(rows)
        }
    }
}
