// Resolves the names of one expression and types every node: after this, running it can only fail on values.
// Knows the grammar of expressions and the types of operators; knows no stage, no noun and no function by name.
import Columns
package import Diagnostics
package import Syntax
import Values

/// What the place wants, so that bare words and short forms can be understood.
package struct Expectation {
    /// Words of an enumeration that may stand bare here.
    package var words: [String]
    package var type: ExpressionType?

    package init(words: [String] = [], type: ExpressionType? = nil) {
        self.words = words
        self.type = type
    }

    package static let none = Expectation()
}

/// Binds expressions within one scope.
///
///     let condition = try ExpressionBinder(scope).condition(node)
package struct ExpressionBinder {
    package let scope: Scope
    var tree: Tree { scope.tree }

    package init(_ scope: Scope) { self.scope = scope }

    /// An expression that must be true or false for each row.
    package func condition(_ node: NodeID) throws(Diagnostic) -> BoundExpression {
        let bound = try bind(node).asValue
        switch bound.type {
        case .flag, .any, .null: return bound
        case .number, .money, .percent, .day, .period, .time, .moment, .days, .duration, .text, .word, .id, .reference,
            .currency, .range, .list, .record:
            throw .notACondition(bound)
        }
    }

    package func bind(_ node: NodeID, _ expected: Expectation = .none) throws(Diagnostic) -> BoundExpression {
        do throws(Diagnostic) { return try strictly(node, expected) } catch {
            guard scope.excuses(error) else { throw error }
            return BoundExpression(.constant(.null), .any, tree.span(node))
        }
    }

    private func strictly(_ node: NodeID, _ expected: Expectation) throws(Diagnostic) -> BoundExpression {
        let span = tree.span(node)
        switch tree.kind(node) {
        case .name: return try bindName(node, expected)
        case .variable: return try bindVariable(node)
        case .literal:
            let value = try tree.value(node) ?? .null
            return BoundExpression(.constant(value), ExpressionType(of: value), span)
        case .interpolated, .textPart: return try bindText(node)
        case .list:
            var items: [BoundExpression] = []
            for child in tree.children(node) { items.append(try bind(child, expected).asValue) }
            let type = ExpressionType.list(ExpressionType.shared(items.map(\.type)))
            if items.allSatisfy({ $0.constant != nil }) {
                return BoundExpression(.constant(.list(items.compactMap(\.constant))), type, span)
            }
            return BoundExpression(.list(items), type, span)
        case .record:
            var fields: [(name: String, value: BoundExpression)] = []
            for child in tree.children(node) {
                guard let key = tree.child(child, 0), let value = tree.child(child, 1) else { continue }
                fields.append((tree.text(key), try bind(value)))
            }
            return BoundExpression(.record(fields), .record, span)
        case .paren:
            guard let inner = tree.firstChild(node) else { throw .notAnExpression(span) }
            return try bind(inner, expected)
        case .call: return try bindCall(node)
        case .index:
            guard let l = tree.child(node, 0), let r = tree.child(node, 1) else { throw .notAnExpression(span) }
            let (base, place) = (try bind(l), try bind(r).asValue)
            switch place.type {
            case .number, .any: break
            default: throw .notAPlace(place)
            }
            switch base.type {
            case .list(let element): return BoundExpression(.index(base, place), element, span)
            case .any: return BoundExpression(.index(base, place), .any, span)
            default: throw .cannotIndex(base)
            }
        case .member: return try bindMember(node)
        case .convert: return try bindConversion(node)
        case .negate:
            let operand = try bind(first(node)).asValue
            guard let type = OperatorTypes.negate(operand.type) else { throw .cannotNegate(operand) }
            return BoundExpression(.negate(operand), type, span).folded
        case .not: return BoundExpression(.not(try condition(first(node))), .flag, span).folded
        case .arithmetic:
            let (left, right) = try pair(node)
            guard let op = tree.operation(node) else { throw .notAnExpression(span) }
            guard let type = OperatorTypes.arithmetic(op, left.type, right.type) else {
                throw .noArithmetic(op, left, right, span)
            }
            return BoundExpression(.arithmetic(op, left, right), type, span).folded
        case .calendar:
            guard let term = tree.calendarTerm(node) else { throw .notAnExpression(span) }
            return BoundExpression(.calendar(term), term.edge == nil ? .period : .day, span)
        case .comparison: return try bindComparison(node)
        case .isNull:
            return BoundExpression(.isNull(try bind(first(node)).asValue, negated: tree.isNegated(node)), .flag, span)
        case .logical:
            guard let op = tree.operation(node), let l = tree.child(node, 0), let r = tree.child(node, 1) else {
                throw .notAnExpression(span)
            }
            return BoundExpression(.logical(op, try condition(l), try condition(r)), .flag, span).folded
        case .range:
            let (low, high) = try pair(node)
            guard OperatorTypes.comparable(low.type, high.type, ordering: true) else {
                throw .unequalRange(low, high)
            }
            return BoundExpression(.range(low, high), .range(ExpressionType.shared([low.type, high.type])), span).folded
        case .coalesce:
            let (left, right) = try pair(node)
            guard let type = left.type.unified(with: right.type) else { throw .cannotCoalesce(left, right) }
            return BoundExpression(.coalesce(left, right), type, span)
        case .phrase where tree.childCount(node) == 1:
            // `(held)`: alone in parentheses a name is still a column first, then a noun.
            return try bind(try first(node), expected)
        case .pipeline, .phrase, .dated: return try value(of: try scope.query(node), span)
        case .labelled, .named, .field, .fault, .script, .block, .let, .assign, .return, .dry, .explain, .help, .word, .if,
            .while, .for, .try, .whatIf, .def, .param, .use, .parameter, .typeName, .it, .stage, .asOf, .argument:
            throw .notAnExpression(span)
        }
    }

    private func bindConversion(_ node: NodeID) throws(Diagnostic) -> BoundExpression {
        guard let amount = tree.child(node, 0), let code = tree.child(node, 1) else { throw .notAnExpression(tree.span(node)) }
        guard let currency = Currency(code: tree.text(code)) else { throw .unknownCurrency(tree.text(code), tree.span(code)) }
        let bound = try bind(amount).asValue
        switch bound.type {
        case .money, .any, .null: return BoundExpression(.convert(bound, currency), .money(currency), tree.span(node))
        case .flag, .number, .percent, .day, .period, .time, .moment, .days, .duration, .text, .word, .id, .reference, .currency,
            .range, .list, .record:
            throw .notConverted(bound.type.name, bound.span)
        }
    }

    private func bindText(_ node: NodeID) throws(Diagnostic) -> BoundExpression {
        var parts: [BoundExpression] = []
        if tree.kind(node) == .textPart {
            return BoundExpression(.constant(.text(tree.text(node))), .text, tree.span(node))
        }
        for child in tree.children(node) { parts.append(try bind(child).asValue) }
        return BoundExpression(.text(parts), .text, tree.span(node))
    }

    // MARK: small things

    func first(_ node: NodeID) throws(Diagnostic) -> NodeID {
        guard let child = tree.firstChild(node) else { throw .notAnExpression(tree.span(node)) }
        return child
    }

    private func pair(_ node: NodeID) throws(Diagnostic) -> (BoundExpression, BoundExpression) {
        guard let left = tree.child(node, 0), let right = tree.child(node, 1) else {
            throw .notAnExpression(tree.span(node))
        }
        return (try bind(left).asValue, try bind(right).asValue)
    }
}

extension Diagnostic {
    static func notAnExpression(_ span: Span) -> Diagnostic {
        Diagnostic("parse.expected", "a value must stand here, but this is none", at: span)
    }
    fileprivate static func notACondition(_ bound: BoundExpression) -> Diagnostic {
        Diagnostic(
            "expression.not-a-condition", "a condition must be true or false, but this is \(bound.type.name)",
            at: bound.span, label: "compare it with something", hint: "for example: … > 500")
    }
    fileprivate static func cannotIndex(_ base: BoundExpression) -> Diagnostic {
        Diagnostic("expression.no-index", "[ ] picks from a list, but this is \(base.type.name)", at: base.span)
    }
    fileprivate static func notAPlace(_ place: BoundExpression) -> Diagnostic {
        Diagnostic(
            "expression.no-place", "inside [ ] stands a number that counts from 1, but this is \(place.type.name)", at: place.span)
    }
    fileprivate static func unknownCurrency(_ code: String, _ span: Span) -> Diagnostic {
        Diagnostic("trade.unknown-currency", "'\(code)' is no currency of ISO 4217", at: span)
    }
    fileprivate static func cannotNegate(_ operand: BoundExpression) -> Diagnostic {
        Diagnostic("expression.no-negative", "\(operand.type.name) has no negative", at: operand.span)
    }
    fileprivate static func unequalRange(_ low: BoundExpression, _ high: BoundExpression) -> Diagnostic {
        Diagnostic(
            "expression.unequal-range",
            "both ends of a range must be alike, but these are \(low.type.name) and \(high.type.name)", at: high.span)
    }
    fileprivate static func cannotCoalesce(_ left: BoundExpression, _ right: BoundExpression) -> Diagnostic {
        Diagnostic(
            "expression.unlike-default",
            "after ?? must stand \(left.type.name), but this is \(right.type.name)", at: right.span)
    }
    fileprivate static func noArithmetic(
        _ op: Operation, _ left: BoundExpression, _ right: BoundExpression, _ span: Span
    ) -> Diagnostic {
        var fault = Diagnostic(
            "expression.no-arithmetic", "\(op.verb(left.type.name, right.type.name)) has no meaning", at: span)
        if case .money = left.type, case .money = right.type {
            fault.message = "money in two currencies is never added or compared"
            fault.hint = "keep the currencies apart: … by currency"
        }
        return fault
    }
}

extension Operation {
    func verb(_ left: String, _ right: String) -> String {
        switch self {
        case .add: "\(left) plus \(right)"
        case .subtract: "\(left) minus \(right)"
        case .multiply: "\(left) times \(right)"
        case .divide: "\(left) divided by \(right)"
        case .modulo: "\(left) modulo \(right)"
        case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .in, .notIn, .contains, .notContains,
            .starts, .notStarts, .ends, .notEnds, .matches, .notMatches, .exactly, .and, .or:
            "comparing \(left) with \(right)"
        }
    }
}
