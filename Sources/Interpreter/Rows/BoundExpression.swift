// An expression after checking: names resolved to columns, variables and functions, every node typed.
// It can be asked for one value, for a column of lanes, or for the rows it is true of; all three must mean the same.
import Columns
package import Diagnostics
package import Syntax
package import Values

/// A checked expression. Immutable; a child is never shared between two parents.
package final class BoundExpression {
    package indirect enum Form {
        case constant(Value)
        /// A column of the flow, by its position in the row shape.
        case column(Int)
        /// A column of the noun that a reference points to.
        case link(BoundExpression, LinkedNoun, Int)
        /// Ids as the book has them: a number from elsewhere gives way to the id of the record it names.
        case own(BoundExpression, LinkedNoun)
        case variable(slot: Int)
        case negate(BoundExpression)
        case not(BoundExpression)
        case arithmetic(Operation, BoundExpression, BoundExpression)
        case comparison(Operation, BoundExpression, BoundExpression)
        case logical(Operation, BoundExpression, BoundExpression)
        case isNull(BoundExpression, negated: Bool)
        case coalesce(BoundExpression, BoundExpression)
        case range(BoundExpression, BoundExpression)
        case call(Function, [BoundExpression])
        /// A call of a user's own function.
        case defined(Definition, [BoundExpression])
        case list([BoundExpression])
        case record([(name: String, value: BoundExpression)])
        case member(BoundExpression, String)
        case index(BoundExpression, BoundExpression)
        case text([BoundExpression])
        case query(PreparedQuery)
        /// Rows for a definition that takes a table: no value, but what `flow` gives.
        case table(PreparedQuery)
        /// `last month`, `start of quarter`, counted from the business date.
        case calendar(CalendarTerm)
        /// `balance in GBP`, by the rates of the day asked about.
        case convert(BoundExpression, Currency)
        /// The one cell of a query of one column, where a value is expected.
        case single(BoundExpression)
    }

    package let form: Form
    package let type: ExpressionType
    package let span: Span
    /// Whether its value depends on the row.
    package let readsRows: Bool
    /// Whether an aggregate stands anywhere inside.
    package let aggregates: Bool

    init(_ form: Form, _ type: ExpressionType, _ span: Span) {
        self.form = form
        self.type = type
        self.span = span
        let children = Self.children(form)
        if case .column = form { readsRows = true } else { readsRows = children.contains { $0.readsRows } }
        if case .call(let function, _) = form, function.aggregate != nil {
            aggregates = true
        } else {
            aggregates = children.contains { $0.aggregates }
        }
    }

    package var children: [BoundExpression] { Self.children(form) }

    private static func children(_ form: Form) -> [BoundExpression] {
        switch form {
        case .constant, .column, .variable, .query, .table, .calendar: []
        case .link(let e, _, _), .own(let e, _), .negate(let e), .not(let e), .isNull(let e, _), .member(let e, _), .convert(let e, _), .single(let e):
            [e]
        case .arithmetic(_, let a, let b), .comparison(_, let a, let b), .logical(_, let a, let b),
            .coalesce(let a, let b), .range(let a, let b), .index(let a, let b):
            [a, b]
        case .call(_, let all), .defined(_, let all), .list(let all), .text(let all): all
        case .record(let fields): fields.map(\.value)
        }
    }

    /// The value when it is known before anything runs.
    package var constant: Value? {
        if case .constant(let value) = form { return value }
        return nil
    }

    /// A query of one column as the value of its one row; any other expression as it is.
    var asValue: BoundExpression {
        guard case .query = form, case .list(let element) = type else { return self }
        return BoundExpression(.single(self), element, span)
    }

    /// The two sides of `a in b`; nil for anything else.
    package var membership: (member: BoundExpression, list: BoundExpression)? {
        if case .comparison(.in, let member, let list) = form { return (member, list) }
        return nil
    }

    /// The column it names when it is nothing but a column.
    package var bareColumn: Int? {
        if case .column(let index) = form { return index }
        return nil
    }
}
