// `derive NAME = EXPRESSION`: adds columns, or replaces those that have the name already.
import Diagnostics
import Interpreter

enum Derive {
    static let columns = Clause.named("columns", presence: .repeated, "NAME = expression")

    static let verb = Verb.stage(
        "derive", [columns], summary: "add columns made from others", words: "add {columns}",
        details: "A column with a name that exists is replaced. Each expression sees the columns that came in.",
        examples: [
            Example("invoices | derive late = overdue > 30d | select id, overdue, late | take 3"),
            Example("payments | derive month = month(date) | count by month"),
        ]
    ) { call throws(Diagnostic) in
        let items = call[columns]
        var shape = call.rows
        var places: [Int] = []
        for item in items {
            let column = try item.column(in: call.rows)
            if let place = shape.index(of: column.name) {
                shape.columns[place] = column
                if !shape.shown.contains(place) { shape.shown.append(place) }
                places.append(place)
            } else {
                shape.columns.append(column)
                shape.shown.append(shape.columns.count - 1)
                places.append(shape.columns.count - 1)
            }
        }
        let result = shape
        return Prepared(.rows(result)) { run throws(Diagnostic) in
            // New columns cost a lane for each base row, so a small choice of many rows becomes a base of its own.
            let narrow = run.rows.rowCount < run.rows.baseCount / 8
            let source = narrow ? run.rows.rebased() : run.rows
            var relation = source
            for (item, place) in zip(items, places) {
                let column = try item.expression.column(over: source, run.context)
                if place < relation.columns.count { relation.columns[place] = column } else { relation.columns.append(column) }
            }
            relation.shape = result
            relation.shape.table = source.shape.table
            return .rows(relation)
        }
    }
}
