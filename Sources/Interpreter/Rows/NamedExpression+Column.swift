// The columns that named expressions make: what `select`, `derive`, `by` and `distinct` share.
// May not know a stage by name.
import Columns
package import Diagnostics

extension NamedExpression {
    /// The column this makes, as the checker knows it: a bare column keeps its words and its meaning.
    package func column(in rows: RowShape) throws(Diagnostic) -> ColumnShape {
        if let place = expression.bareColumn, place < rows.columns.count {
            var column = rows.columns[place]
            column.name = name
            return column
        }
        guard let meaning = expression.type.meaning else {
            throw Diagnostic(
                "expression.no-column", "\(expression.type.name) cannot be kept in a column", at: span,
                hint: "derive a date, money, a number or text from it")
        }
        var column = ColumnShape(name, meaning)
        if case .word(let words) = expression.type { column.words = words }
        if case .money(let currency) = expression.type { column.currency = currency }
        // What stands at the other end of a reference stands there for every row that points to it.
        if case .link = expression.form { column.addsUp = false }
        return column
    }
}

extension Call {
    /// The shown columns of the input, as if each had been named.
    package func shownColumns() -> [NamedExpression] {
        rows.shown.map { place in
            let column = rows.columns[place]
            return NamedExpression(
                name: column.name,
                expression: BoundExpression(.column(place), ExpressionType(column), headSpan), isNamed: false,
                span: headSpan)
        }
    }
}
