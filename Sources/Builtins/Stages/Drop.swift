// `drop COLUMNS`: hides columns and puts them out of reach.
import Diagnostics
import Interpreter

enum Drop {
    static let columns = Clause.columns("columns", presence: .repeated, "columns to leave out")

    static let verb = Verb.stage(
        "drop", [columns], summary: "leave these columns out", words: "leave out {columns}",
        examples: [Example("invoices | drop level, blocked | take 3")]
    ) { call throws(Diagnostic) in
        let gone = Set(call[columns])
        let kept = call.rows.columns.indices.filter { !gone.contains($0) }
        var shape = call.rows
        shape.columns = kept.map { call.rows.columns[$0] }
        shape.shown = call.rows.shown.compactMap { kept.firstIndex(of: $0) }
        let result = shape
        return Prepared(.rows(result)) { run in
            var relation = run.rows
            relation.columns = kept.map { relation.columns[$0] }
            relation.shape = result
            relation.shape.table = run.rows.shape.table
            return .rows(relation)
        }
    }
}
