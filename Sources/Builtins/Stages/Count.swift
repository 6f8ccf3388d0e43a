// `count`: how many rows there are, as a value; `count by KEYS` counts the rows of each group.
import Diagnostics
import Interpreter
import Values

enum Count {
    static let by = Clause.named("by", label: "by", presence: .optional, "what makes a group")

    static let verb = Verb.stage(
        "count", [by], summary: "count the rows, or the rows of each group", words: "count the rows[by: for each {by}]",
        examples: [
            Example("invoices | where overdue > 0d | count"),
            Example("contacts | count by channel"),
        ], takesOpenRows: true
    ) { call throws(Diagnostic) in
        let keys = call[by].map { GroupBy(name: $0.name, expression: $0.expression) }
        if keys.isEmpty {
            return Prepared(.value(.number(scale: 0))) { run in .value(.number(Number(Int64(run.rows.rowCount)))) }
        }
        let count = AggregateRequest(name: "count", kind: .count, argument: nil, span: call.headSpan)
        let grouping = try Grouping(by: keys, [count])
        return Prepared(.rows(grouping.shape)) { run throws(Diagnostic) in
            .rows(try grouping.run(run.rows, run.context))
        }
    }
}
