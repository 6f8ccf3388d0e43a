// `summarise NAME = aggregate(…), … by KEYS`: several aggregates at once.
import Diagnostics
import Interpreter

enum Summarise {
    static let aggregates = Clause.aggregates("aggregates", presence: .repeated, "NAME = count(), sum(…), max(…) …")
    static let by = Clause.named("by", label: "by", presence: .optional, "what makes a group")

    static let verb = Verb.stage(
        "summarise", [aggregates, by], summary: "work out several aggregates, for all rows or for each group",
        details: "Aggregates: count() sum(x) avg(x) min(x) max(x) median(x) distinct(x) first(x) last(x).",
        examples: [
            Example(
                "invoices | summarise n = count(), worst = max(overdue), owed = sum(balance) by debtor, currency | take 3")
        ]
    ) { call throws(Diagnostic) in
        let keys = call[by].map { GroupBy(name: $0.name, expression: $0.expression) }
        var requests: [AggregateRequest] = []
        for item in call[aggregates] {
            guard case .call(let function, let arguments) = item.expression.form, let kind = function.aggregate else {
                throw Diagnostic(
                    "summarise.no-aggregate", "each column of summarise must be an aggregate", at: item.span,
                    hint: "for example: n = count(), owed = sum(balance)")
            }
            requests.append(
                AggregateRequest(name: item.name, kind: kind, argument: arguments.first, span: item.span))
        }
        let grouping = try Grouping(by: keys, requests)
        return Prepared(.rows(grouping.shape)) { run throws(Diagnostic) in
            .rows(try grouping.run(run.rows, run.context))
        }
    }
}
