// `percentile COLUMNS RANK by KEYS`: the value that so many of a hundred do not exceed, over all rows or by groups.
import Diagnostics
import Interpreter

enum PercentileStage {
    static let columns = Clause.named("columns", "the columns to work out")
    static let rank = Clause.expression("rank", "from 0 to 100: how many of a hundred lie at or below")
    static let by = Clause.named("by", label: "by", presence: .optional, "what makes a group")

    static let verb = Verb.stage(
        "percentile", [columns, rank, by], summary: "the value that so many of a hundred do not exceed",
        words: "find the {columns} that {rank} of a hundred do not exceed[by:, for each {by}]",
        details: """
            Nearest rank: of n values in order, the one at place rank × n ÷ 100, rounded up; 0 gives the least. So it is always a value
            that is there, and never one between two. Empty values are skipped and the footer says how many. Money in several
            currencies gives a row for each.
            """,
        examples: [
            Example("invoices | where balance > 0 | percentile overdue 90 by debtor | take 3", "how late the slowest tenth begins"),
            Example("payments | percentile amount 50"),
        ], takesOpenRows: true
    ) { call throws(Diagnostic) in
        let keys = call[by].map { GroupBy(name: $0.name, expression: $0.expression) }
        let requests = call[columns].map {
            AggregateRequest(name: $0.name, kind: .percentile, argument: $0.expression, rank: call[rank], span: $0.span)
        }
        let grouping = try Grouping(by: keys, requests)
        return Prepared(.rows(grouping.shape)) { run throws(Diagnostic) in
            .rows(try grouping.run(run.rows, run.context))
        }
    }
}
