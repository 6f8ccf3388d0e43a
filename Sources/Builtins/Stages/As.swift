// `as FORMAT`: how the result is printed: `invoices | as csv`. It marks the rows and prints nothing itself.
import Diagnostics
import Interpreter
import Rendering

enum As {
    static let format = Clause.word("format", ExportFormat.allCases.map(\.rawValue) + ["table"], "how it is printed")

    static let verb = Verb.stage(
        "as", [format], summary: "print the result in a format for machines", words: "print them as {format}",
        details: """
            Money is a plain decimal with its currency in a column beside it, dates are ISO, days are integers, null is empty, and
            nothing is grouped or clipped. `as table` is the table for people.
            """,
        examples: [
            Example("invoices | where overdue > 60d | select id, balance | as csv"),
            Example("accounts | as json"),
        ], takesOpenRows: true
    ) { call in
        let name = call[format]
        return Prepared(call.input) { run in
            var rows = run.rows
            rows.printsAs = name
            return .rows(rows)
        }
    }
}
