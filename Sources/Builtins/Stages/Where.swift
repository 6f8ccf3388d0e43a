// `where CONDITION`: keeps the rows for which a condition holds.
import Diagnostics
import Interpreter

enum Where {
    static let condition = Clause.condition("condition", "what must hold for a row to stay")

    static let verb = Verb.stage(
        "where", [condition], summary: "keep the rows for which a condition holds", words: "keep the rows where {condition}",
        details: """
            Compare columns with values: `overdue > 30d`, `debtor.country = "DE"`, `due in 2026-11`.
            Join conditions with `and`, `or`, `not`. A comparison with null is never true; ask `is null`.
            """,
        examples: [
            Example("invoices | where overdue > 30d and balance > 500", "late and not small"),
            Example("debtors | where country = \"DE\" | sort name", "German debtors by name"),
        ], takesOpenRows: true
    ) { call throws(Diagnostic) in
        guard let test = call[condition] else { return Prepared(call.input) { run in run.input } }
        return Prepared(call.input) { run throws(Diagnostic) in .rows(try test.narrowing(run.rows, run.context)) }
    }
}
