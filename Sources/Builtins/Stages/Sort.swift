// `sort KEYS`: puts rows in order; `-` before a key turns it round.
import Diagnostics
import Interpreter

enum Sort {
    static let keys = Clause.sortKeys("keys", presence: .repeated, "columns to sort by; - before one sorts downwards")

    static let verb = Verb.stage(
        "sort", [keys], summary: "put the rows in order", words: "put them in the order of {keys}",
        details: "Rows that are equal keep their order. Text sorts case-blind, ids by number, nulls stand last.",
        examples: [
            Example("invoices | sort -balance | take 3", "the largest first"),
            Example("debtors | sort country, name | take 3"),
        ], takesOpenRows: true
    ) { call throws(Diagnostic) in
        let orders = call[keys].map { SortOrder($0.expression, descending: $0.descending) }
        return Prepared(call.input) { run throws(Diagnostic) in
            .rows(try RowOrder.sorted(run.rows, by: orders, run.context))
        }
    }
}
