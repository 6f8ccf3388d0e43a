// `select COLUMNS`: keeps some columns, in the order they are named, and may make new ones on the way.
import Diagnostics
import Interpreter

enum Select {
    static let columns = Clause.named("columns", presence: .repeated, "columns to keep, or NAME = expression")

    static let verb = Verb.stage(
        "select", [columns], summary: "keep these columns, in this order", words: "show {columns}",
        details: "A new column is named: `late = overdue > 30d`. A column reached through a reference keeps its last name.",
        examples: [
            Example("invoices | select id, debtor.name, due, balance | take 3"),
            Example("invoices | select id, late = overdue > 30d | take 3", "a column made on the way"),
        ], takesOpenRows: true
    ) { call throws(Diagnostic) in
        let picked = call[columns]
        var shape = call.rows
        shape.columns = []
        for item in picked { shape.columns.append(try item.column(in: call.rows)) }
        shape.shown = Array(shape.columns.indices)
        let result = shape
        return Prepared(.rows(result)) { run throws(Diagnostic) in
            var relation = run.rows
            var made: [RelationColumn] = []
            for item in picked { made.append(try item.expression.column(over: relation, run.context)) }
            relation.columns = made
            relation.shape = result
            relation.shape.table = run.rows.shape.table
            return .rows(relation)
        }
    }
}
