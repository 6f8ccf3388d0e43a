// `sum avg min max median`: one aggregate of one or more columns, over all rows or by groups.
// Five verbs and one idea; `summarise` names several aggregates at once.
import Diagnostics
import Interpreter

enum AggregateStages {
    static let columns = Clause.named("columns", presence: .repeated, "the columns to work out")
    static let by = Clause.named("by", label: "by", presence: .optional, "what makes a group")

    static let sum = verb(
        "sum", .sum, "add up columns", "add up",
        [
            Example("invoices | sum balance", "a row for each currency: currencies are never added"),
            Example("invoices | where overdue > 30d | sum balance by debtor | sort -balance | take 10"),
        ])
    static let average = verb("avg", .average, "the mean of columns", "take the mean of", [Example("invoices | avg overdue by debtor.country")])
    static let least = verb("min", .minimum, "the least of columns", "find the least", [Example("invoices | min due by debtor | take 3")])
    static let greatest = verb("max", .maximum, "the greatest of columns", "find the greatest", [Example("invoices | max overdue by currency")])
    static let median = verb("median", .median, "the middle of columns", "find the middle", [Example("invoices | median amount by currency")])

    private static func verb(_ name: String, _ kind: Aggregate, _ summary: String, _ words: String, _ examples: [Example]) -> Verb {
        Verb.stage(
            name, [columns, by], summary: summary, words: "\(words) {columns}[by: for each {by}]",
            details: """
                The result keeps the column's name, so `sort -balance` just works afterwards. Empty values are skipped and
                the footer says how many. Money in several currencies gives a row for each.
                """,
            examples: examples, takesOpenRows: true
        ) { call throws(Diagnostic) in
            let keys = call[by].map { GroupBy(name: $0.name, expression: $0.expression) }
            let requests = call[columns].map {
                AggregateRequest(name: $0.name, kind: kind, argument: $0.expression, span: $0.span)
            }
            let grouping = try Grouping(by: keys, requests)
            return Prepared(.rows(grouping.shape)) { run throws(Diagnostic) in
                .rows(try grouping.run(run.rows, run.context))
            }
        }
    }
}
