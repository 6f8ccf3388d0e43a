// Comparisons: words and ids stand bare on the other side of the column they belong to, and each misfit that people
// really type (a number for days, a month for days, text for a date) is met with what to type instead.
import Columns
package import Diagnostics
package import Syntax
import Values

extension ExpressionBinder {
    func bindComparison(_ node: NodeID) throws(Diagnostic) -> BoundExpression {
        guard let op = tree.operation(node), let l = tree.child(node, 0), let r = tree.child(node, 1) else {
            return try bind(try first(node))
        }
        return try comparison(op, l, r, tree.span(node))
    }

    /// `NAME = expression` where a condition is wanted.
    package func namedCondition(_ named: NodeID) throws(Diagnostic) -> BoundExpression {
        guard let name = tree.child(named, 0), let right = tree.child(named, 1) else { return try bind(named) }
        return try equalityDown(name, right, tree.span(named))
    }

    /// The comparison belongs to the first operand down the left side of `and` and `or`.
    private func equalityDown(_ name: NodeID, _ right: NodeID, _ span: Span) throws(Diagnostic) -> BoundExpression {
        if tree.kind(right) == .logical, let op = tree.operation(right), let l = tree.child(right, 0),
            let r = tree.child(right, 1)
        {
            let left = try equalityDown(name, l, tree.span(name).union(tree.span(l)))
            return folded(BoundExpression(.logical(op, left, try condition(r)), .flag, span))
        }
        return try comparison(.equal, name, right, span)
    }

    private func comparison(_ op: Operation, _ l: NodeID, _ r: NodeID, _ span: Span) throws(Diagnostic) -> BoundExpression {
        // The side with a type of its own goes first, so that the other side's bare words are understood.
        var left: BoundExpression
        var right: BoundExpression
        if isBareUnknown(l), !isBareUnknown(r) {
            right = try bind(r)
            left = try bind(l, expectation(from: right.type))
        } else {
            left = try bind(l)
            right = try bind(r, expectation(from: left.type))
        }
        left = left.asValue
        if op != .in, op != .notIn { right = right.asValue }
        let fits =
            switch op {
            case .equal, .notEqual: OperatorTypes.comparable(left.type, right.type, ordering: false)
            case .exactly: OperatorTypes.isText(left.type) && OperatorTypes.isText(right.type)
            case .less, .lessEqual, .greater, .greaterEqual:
                OperatorTypes.comparable(left.type, right.type, ordering: true)
            case .in, .notIn: isContainer(right.type, of: left.type)
            case .contains, .notContains:
                OperatorTypes.isText(left.type) && OperatorTypes.isText(right.type) || isList(left.type)
            case .starts, .notStarts, .ends, .notEnds, .matches, .notMatches:
                OperatorTypes.isText(left.type) && OperatorTypes.isText(right.type)
            case .add, .subtract, .multiply, .divide, .modulo, .and, .or: false
            }
        if !fits { throw .unlike(op, left, right, span, scope) }
        return folded(BoundExpression(.comparison(op, left, right), .flag, span))
    }

    private func isBareUnknown(_ node: NodeID) -> Bool {
        tree.kind(node) == .name && !tree.isQuoted(node) && scope.row?.index(of: tree.text(node)) == nil
    }

    private func expectation(from type: ExpressionType) -> Expectation {
        switch type {
        case .word(let words): Expectation(words: words, type: type)
        case .list(let element): expectation(from: element)
        default: Expectation(type: type)
        }
    }

    private func isContainer(_ type: ExpressionType, of element: ExpressionType) -> Bool {
        switch type {
        case .list(let inner), .range(let inner):
            if case .any = inner { return true }
            return OperatorTypes.comparable(element, inner, ordering: false)
        case .period: return OperatorTypes.comparable(element, .day, ordering: false)
        case .any: return true
        default: return false
        }
    }

    private func isList(_ type: ExpressionType) -> Bool {
        if case .list = type { return true }
        return false
    }
}

extension Diagnostic {
    fileprivate static func unlike(
        _ op: Operation, _ left: BoundExpression, _ right: BoundExpression, _ span: Span, _ scope: Scope
    ) -> Diagnostic {
        var fault = Diagnostic(
            "expression.unlike", "\(left.type.name) is never compared with \(right.type.name)", at: right.span)
        switch (left.type, right.type, right.constant) {
        case (.days, .number, .number(let n)?):
            fault.message = "days are compared with a duration, but this is a number"
            fault.tryLine = scope.rewrite(right.span, "\(n)d")
        case (.days, .duration, _):
            fault.message = "a month has no fixed length, so days are not compared with months"
            fault.primary.text = "say it in days"
        case (.day, .number, _), (.day, .text, _):
            fault.hint = "dates are written 2026-11-23"
        case (.money, .text, _), (.number, .text, _):
            fault.hint = "numbers stand without quotes"
        case (.text, .number, .number(let n)?):
            fault.tryLine = scope.rewrite(right.span, "\"\(n)\"")
        default:
            if op == .in || op == .notIn { fault.hint = "after `in` stands a list, a range, a period or a query: in [\"DE\", \"FR\"]" }
        }
        return fault
    }
}
