// Comparisons: words and ids stand bare on the other side of the column they belong to, and each misfit that people
// really type (a number for days, a month for days, a name for an id) is met with what to type instead.
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
            return BoundExpression(.logical(op, left, try condition(r)), .flag, span).folded
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
        if op != .contains && op != .notContains { left = left.asValue }
        if op != .in, op != .notIn { right = right.asValue }
        let isOrdering = op == .less || op == .lessEqual || op == .greater || op == .greaterEqual
        let fits =
            switch op {
            case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual:
                OperatorTypes.comparable(left.type, right.type, ordering: isOrdering)
            case .exactly, .starts, .notStarts, .ends, .notEnds, .matches, .notMatches:
                OperatorTypes.isText(left.type) && OperatorTypes.isText(right.type)
            case .in, .notIn: isContainer(right.type, of: left.type)
            case .contains, .notContains:
                OperatorTypes.isText(left.type) && OperatorTypes.isText(right.type)
                    || isContainer(left.type, of: right.type) && isList(left.type)
            case .add, .subtract, .multiply, .divide, .modulo, .and, .or: false
            }
        if !fits { throw .unlike(op, left, right, span, scope) }
        if op == .in || op == .notIn { try refuseMixed(left, right, r) }
        try refuseNames(op, left, right, r)
        try refuseNames(op, right, left, l)
        try refuseDisplayWord(op, left, right, span)
        switch op {
        case .equal, .notEqual, .in, .notIn:
            if let noun = recordNoun(of: left) { right = own(right, noun) } else if let noun = recordNoun(of: right) { left = own(left, noun) }
        case .less, .lessEqual, .greater, .greaterEqual, .exactly, .contains, .notContains, .starts, .notStarts, .ends,
            .notEnds, .matches, .notMatches, .add, .subtract, .multiply, .divide, .modulo, .and, .or:
            break
        }
        return BoundExpression(.comparison(op, left, right), .flag, span).folded
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
        case .list(let inner): OperatorTypes.comparable(element, inner, ordering: false)
        case .range(let inner): OperatorTypes.comparable(element, inner, ordering: true)
        case .period:
            switch element {
            case .day, .moment, .period, .any, .null: true
            default: false
            }
        case .any: true
        default: false
        }
    }

    private func isList(_ type: ExpressionType) -> Bool {
        if case .list = type { return true }
        return false
    }

    // MARK: records

    /// The noun whose ids stand on this side, where it is a column of them.
    private func recordNoun(of side: BoundExpression) -> LinkedNoun? {
        switch (side.type, side.form) {
        case (.reference(let table), _): return scope.linked(table)
        case (.id, .column): return scope.row?.table.flatMap { scope.linked($0) }
        default: return nil
        }
    }

    /// An id, or a list of them, as the book has them.
    private func own(_ side: BoundExpression, _ noun: LinkedNoun) -> BoundExpression {
        switch side.type {
        case .id, .text, .any, .list(.id), .list(.text), .list(.any):
            BoundExpression(.own(side, noun), side.type == .text ? .id : side.type == .list(.text) ? .list(.id) : side.type, side.span)
        default: side
        }
    }

    /// A reference is its id: `debtor = "Harbour"` would hold for no row and say nothing.
    private func refuseNames(
        _ op: Operation, _ reference: BoundExpression, _ other: BoundExpression, _ node: NodeID
    ) throws(Diagnostic) {
        guard case .reference(let table) = reference.type, let constant = other.constant else { return }
        switch op {
        case .equal, .notEqual, .in, .notIn, .exactly: break
        default: return
        }
        let texts: [Value] = if case .list(let items) = constant { items } else { [constant] }
        for case .text(let text) in texts where !ID(text).isBare {
            throw .nameForReference(text, reference, scope.linked(table)?.shape, other.span, scope)
        }
    }

    /// Some words only sum up what has columns of its own; a condition on them would miss rows.
    private func refuseDisplayWord(
        _ op: Operation, _ left: BoundExpression, _ right: BoundExpression, _ span: Span
    ) throws(Diagnostic) {
        guard let place = left.bareColumn, let row = scope.row, place < row.columns.count else { return }
        let column = row.columns[place]
        let asked: [Value] = if case .list(let items)? = right.constant { items } else { right.constant.map { [$0] } ?? [] }
        let conditions = asked.compactMap { value in column.conditions.first { $0.word == value.spelling } }
        guard let first = conditions.first else { return }
        // Only where every word asked for has a condition of its own can the line be written otherwise.
        var whole = conditions.map(\.condition).joined(separator: " or ")
        if op == .notEqual || op == .notIn { whole = "not (\(whole))" } else if asked.count > 1 { whole = "(\(whole))" }
        throw .displayWord(column.name, first, conditions.count == asked.count ? whole : nil, span, scope)
    }

    /// In a list of several types each item is looked at by itself: one that can never be equal would only never be found.
    private func refuseMixed(_ left: BoundExpression, _ right: BoundExpression, _ node: NodeID) throws(Diagnostic) {
        guard case .list(.any) = right.type, tree.kind(node) == .list else { return }
        for child in tree.children(node) {
            let item = try bind(child, expectation(from: left.type)).asValue
            if !OperatorTypes.comparable(left.type, item.type, ordering: false) {
                throw .unlike(.equal, left, item, tree.span(child), scope)
            }
        }
    }
}

extension BoundExpression {
    /// Whether this is a duration of months or years.
    fileprivate var isMonths: Bool {
        if case .duration(let duration)? = constant { return duration.months != 0 }
        return false
    }
}

extension Diagnostic {
    fileprivate static func nameForReference(
        _ text: String, _ reference: BoundExpression, _ target: RowShape?, _ span: Span, _ scope: Scope
    ) -> Diagnostic {
        let bytes = scope.tree.bytes
        let range = reference.span.range.clamped(to: 0..<bytes.count)
        let column = String(decoding: bytes[range], as: UTF8.self)
        var fault = Diagnostic(
            "expression.name-for-id", "\(column) holds an id, but \"\(text)\" is a text that is none", at: span,
            label: "never the id of a record", hint: "ids look like D-17; a number from elsewhere stands in backticks")
        if target?.index(of: "name") != nil {
            fault.hint = "compare the name: \(column).name = \"\(text)\""
            fault.tryLine = scope.rewrite(reference.span, "\(column).name")
        }
        return fault
    }

    fileprivate static func displayWord(
        _ column: String, _ asked: WordCondition, _ whole: String?, _ span: Span, _ scope: Scope
    ) -> Diagnostic {
        Diagnostic(
            "expression.display-word", "\(column) shows one word of several that may hold, so it is no condition for '\(asked.word)'", at: span,
            label: "would miss rows", hint: "\(asked.condition) finds all of them",
            tryLine: whole.flatMap { scope.rewrite(span, $0) })
    }

    fileprivate static func unlike(
        _ op: Operation, _ left: BoundExpression, _ right: BoundExpression, _ span: Span, _ scope: Scope
    ) -> Diagnostic {
        var fault = Diagnostic(
            "expression.unlike", "\(left.type.name) is never compared with \(right.type.name)", at: right.span)
        switch (left.type, right.type, right.constant) {
        case (.list(let a), .list(let b), _):
            fault.message = "lists are compared item by item, but \(a.name) is never compared with \(b.name)"
        case (.days, .number, .number(let n)?):
            fault.message = "days are compared with a duration, but this is a number"
            fault.tryLine = scope.rewrite(right.span, "\(n)d")
        case (.days, .duration, _), (.duration, .days, _), (.duration, .duration, _):
            fault.message =
                left.isMonths || right.isMonths
                ? "a month has no fixed length, so it is not compared with days or another duration"
                : "hours and working days have no fixed length in days, so they are not compared with other durations"
            fault.primary.text = "say both in days"
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
