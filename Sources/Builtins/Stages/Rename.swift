// `rename NEW = OLD`: gives columns other names.
import Diagnostics
import Interpreter

enum Rename {
    static let columns = Clause.named("columns", presence: .repeated, "NEW = OLD")

    static let verb = Verb.stage(
        "rename", [columns], summary: "give columns other names", words: "call columns by other names: {columns}",
        examples: [Example("invoices | rename owed = balance | select id, owed | take 3")]
    ) { call throws(Diagnostic) in
        var shape = call.rows
        for item in call[columns] {
            guard let place = item.expression.bareColumn else {
                throw Diagnostic(
                    "rename.no-column", "rename takes NEW = OLD, and OLD must be a column", at: item.span,
                    hint: "derive makes a column from an expression")
            }
            if let other = shape.index(of: item.name), other != place {
                throw Diagnostic(
                    "rename.taken", "there is a column '\(item.name)' already", at: item.span,
                    hint: "drop \(item.name) first")
            }
            shape.columns[place].name = item.name
        }
        let result = shape
        return Prepared(.rows(result)) { run in
            var relation = run.rows
            relation.shape = result
            relation.shape.table = run.rows.shape.table
            return .rows(relation)
        }
    }
}
