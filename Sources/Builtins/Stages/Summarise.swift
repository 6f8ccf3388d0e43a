// `summarise NAME = aggregate(…), … by KEYS`: several aggregates at once.
import Diagnostics
import Interpreter

enum Summarise {
    static let aggregates = Clause.aggregates("aggregates", presence: .repeated, "NAME = count(), sum(…), max(…) …")
    static let by = Clause.named("by", label: "by", presence: .optional, "what makes a group")

    static let verb = Verb.stage(
        "summarise", [aggregates, by], summary: "work out several aggregates, for all rows or for each group",
        words: "work out {aggregates}[by: for each {by}]",
        details: "Aggregates: count() sum(x) avg(x) min(x) max(x) median(x) percentile(x, 90) distinct(x) first(x) last(x).",
        examples: [
            Example(
                "invoices | summarise n = count(), worst = max(overdue), owed = sum(balance) by debtor, currency | take 3")
        ], takesOpenRows: true
    ) { call throws(Diagnostic) in
        let keys = call[by].map { GroupBy(name: $0.name, expression: $0.expression) }
        var requests: [AggregateRequest] = []
        for item in call[aggregates] {
            guard let request = AggregateRequest(item) else {
                throw Diagnostic(
                    "summarise.no-aggregate", "each column of summarise must be an aggregate", at: item.span,
                    hint: "for example: n = count(), owed = sum(balance)")
            }
            requests.append(request)
        }
        let grouping = try Grouping(by: keys, requests)
        return Prepared(.rows(grouping.shape)) { run throws(Diagnostic) in
            .rows(try grouping.run(run.rows, run.context))
        }
    }
}
