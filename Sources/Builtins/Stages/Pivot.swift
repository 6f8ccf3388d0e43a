// `pivot sum amount by debtor across month`: a row for each group, a column for each value across.
import Diagnostics
import Interpreter
import Values

enum PivotStage {
    static let aggregates = Clause.tallies("aggregates", "sum, avg, count … of the columns behind; or whole: n = count(), owed = sum(balance)")
    static let columns = Clause.named("columns", presence: .optional, "the columns to work out")
    static let by = Clause.named("by", label: "by", presence: .optional, "a row for each of these")
    static let across = Clause.expression("across", label: "across", "a column for each of its values; with in [ … ], for those listed")
    static let total = Clause.toggle("total", "one more column, over all values across")

    static let verb = Verb.stage(
        "pivot", [aggregates, columns, by, across, total], summary: "a row for each group and a column for each value",
        words: "work out the {aggregates} of [columns:{columns}][!columns:the rows], with [by:a row for each {by} and ]a column for each {across}[total:, and one for all of them]",
        details: """
            Columns are named by the values, in their order, and known only when it runs; later stages can name them where
            `across month in [1, 2, 3]` lists them. Amounts in several currencies stand in rows of their own.
            """,
        examples: [
            Example("invoices | where balance > 0 | pivot sum balance by debtor across bucket total | sort -total | take 3"),
            Example(
                "payments | where date in 2026-01-01..2026-06-30 | derive month = month(date) | pivot sum amount by debtor across month | take 3",
                "what each debtor paid by month"),
            Example("contacts | pivot count by channel across outcome in [\"promised\", \"no_answer\"]", "two columns, known beforehand"),
        ]
    ) { call throws(Diagnostic) in
        let keys = call[by].map { GroupBy(name: $0.name, expression: $0.expression) }
        guard let expression = call[across] else { throw call.fault("bind.missing-argument", "'pivot' needs 'across'") }
        var (spread, listed): (BoundExpression, [Value]?) = (expression, nil)
        if let (values, list) = expression.membership {
            guard case .list(let items)? = list.constant, !items.isEmpty else {
                throw call.fault(
                    "pivot.open", "the columns of a pivot are listed as they are, and cannot be worked out", at: across,
                    hint: "for example: across month in [1, 2, 3]")
            }
            (spread, listed) = (values, items)
        }
        let pivot = try Pivot(by: keys, try requests(call), across: spread, in: listed, total: call[total])
        return Prepared(.rows(pivot.shape)) { run throws(Diagnostic) in .rows(try pivot.run(run.rows, run.context)) }
    }

    /// Whole aggregates as they stand; bare ones of each column that was named.
    private static func requests(_ call: Call) throws(Diagnostic) -> [AggregateRequest] {
        let tallies = call[aggregates]
        var requests: [AggregateRequest] = []
        for tally in tallies {
            guard let whole = AggregateRequest(tally) else { continue }
            if whole.argument != nil || whole.kind == .count && call[columns].isEmpty {
                if !call[columns].isEmpty, tallies.count == 1 { throw stray(call) }
                requests.append(whole)
                continue
            }
            for column in call[columns] {
                let name = tallies.count == 1 ? column.name : call[columns].count == 1 ? tally.name : "\(tally.name)_\(column.name)"
                requests.append(AggregateRequest(name: name, kind: whole.kind, argument: column.expression, span: column.span))
            }
            if call[columns].isEmpty {
                throw Diagnostic(
                    "expression.missing-argument", "'\(tally.name)' needs the column it sums up", at: tally.span,
                    hint: "for example: pivot \(tally.name) balance by debtor across bucket")
            }
        }
        return requests
    }

    private static func stray(_ call: Call) -> Diagnostic {
        call.fault("bind.too-many", "'pivot' has its columns inside the aggregate already, and these are more", at: columns)
    }
}
