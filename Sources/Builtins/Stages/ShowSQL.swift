// `show sql`: the pipeline before it as one statement of SQL over the tables and views that `export sql` writes. Runs nothing of it.
import Diagnostics
import Interpreter
import Values

enum ShowSQL {
    static let verb = Verb.stage(
        "show sql", accepts: [.rows, .value], summary: "the pipeline as one statement of SQL", words: "tell it as one statement of SQL",
        details: """
            Over the views that `export sql` writes; PostgreSQL, SQLite and DuckDB give the rows that we give. Amounts are minor units.
            What cannot be said in SQL is refused by name. Variables and today stand as their values.
            """,
        examples: [
            Example("invoices | where overdue > 30d | sum balance by debtor | sort -balance | take 10 | show sql"),
            Example("payments as of 2026-06-30 | where unapplied > 0 | show sql", "with the views of that day inside"),
        ], tellsCourse: true
    ) { _ in
        Prepared(.value(.text)) { run throws(Diagnostic) in
            guard let course = run.course else { throw .noSQL("this", at: run.span) }
            return .value(.text(try SQLStages.chain(course, SQLDraft(run.context)).statement(course.span)))
        }
    }
}
