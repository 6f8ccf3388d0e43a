// `take N`: keeps the first rows.
import Diagnostics
import Interpreter

enum Take {
    static let count = Key.count("count", "how many rows").otherwise("10") { _ in 10 }

    static let verb = Verb.stage(
        "take", [count], summary: "keep the first rows", words: "keep the first {count}",
        examples: [Example("invoices | sort -balance | take 5")], takesOpenRows: true
    ) { call in
        Prepared(call.input) { run throws(Diagnostic) in .rows(run.rows.slice(from: 0, count: try run[count])) }
    }
}
