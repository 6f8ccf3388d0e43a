// `distinct COLUMNS`: each different row once, in the order they were first seen.
import Diagnostics
import Interpreter

enum Distinct {
    static let columns = Clause.named("columns", presence: .optional, "what must differ; all shown columns if none is named")

    static let verb = Verb.stage(
        "distinct", [columns], summary: "each different row once", words: "keep each different [columns:{columns}][!columns:row] once",
        examples: [Example("debtors | distinct country"), Example("invoices | distinct debtor, currency | count")]
    ) { call throws(Diagnostic) in
        var keys = call[columns].map { GroupBy(name: $0.name, expression: $0.expression) }
        if keys.isEmpty { keys = call.shownColumns().map { GroupBy(name: $0.name, expression: $0.expression) } }
        let grouping = try Grouping(by: keys, [])
        return Prepared(.rows(grouping.shape)) { run throws(Diagnostic) in
            .rows(try grouping.run(run.rows, run.context))
        }
    }
}
