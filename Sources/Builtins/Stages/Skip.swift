// `skip N`: leaves out the first rows.
import Diagnostics
import Interpreter

enum Skip {
    static let count = Key.count("count", "how many rows")

    static let verb = Verb.stage(
        "skip", [count], summary: "leave out the first rows", words: "leave out the first {count}",
        examples: [Example("invoices | sort -balance | skip 10 | take 5", "the eleventh to the fifteenth")], takesOpenRows: true
    ) { call in
        Prepared(call.input) { run throws(Diagnostic) in
            .rows(run.rows.slice(from: try run[count], count: .max))
        }
    }
}
