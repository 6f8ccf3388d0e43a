// `sample N`: so many rows drawn at random, in the order they stood in.
import Columns
import Diagnostics
import Interpreter

enum Sample {
    static let count = Key.count("count", "how many rows").otherwise("10") { _ in 10 }

    static let verb = Verb.stage(
        "sample", [count], summary: "draw rows at random", words: "draw {count} at random",
        details: """
            Each row is as likely as any other and none is drawn twice; they keep their order. `--seed N` on the command line makes the
            same draws every time, so that an auditor can repeat a script.
            """,
        examples: [Example("invoices | where balance > 0 | sample 5", "five to look at by hand")], takesOpenRows: true
    ) { call in
        Prepared(call.input) { run throws(Diagnostic) in
            .rows(run.rows.picking(Sampling.places(try run[count], of: run.rows.rowCount, &run.context.draws)))
        }
    }
}
