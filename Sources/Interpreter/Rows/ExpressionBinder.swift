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
        let bound = try bind(node)
        switch bound.type {
        case .flag, .any, .null: return bound
        default: throw .notACondition(bound, scope)
        }
    }

    package func bind(_ node: NodeID, _ expected: Expectation = .none) throws(Diagnostic) -> BoundExpression {
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
            for child in tree.children(node) { items.append(try bind(child, expected)) }
            if items.allSatisfy({ $0.constant != nil }) {
                return BoundExpression(
                    .constant(.list(items.compactMap(\.constant))), .list(items.first?.type ?? .any), span)
            }
            return BoundExpression(.list(items), .list(items.first?.type ?? .any), span)
        case .record:
            var fields: [(name: String, value: BoundExpression)] = []
            for child in tree.children(node) {
                guard let key = tree.child(child, 0), let value = tree.child(child, 1) else { continue }
                fields.append((tree.text(key), try bind(value)))
            }
            return BoundExpression(.record(fields), .record, span)
        case .paren:
            guard let inner = tree.firstChild(node) else { throw .notAnExpression(span) }
            return try bindInner(inner, expected)
        case .call: return try bindCall(node)
        case .index:
            let (base, place) = try pair(node)
            guard case .list(let element) = base.type else {
                if case .any = base.type { return BoundExpression(.index(base, place), .any, span) }
                throw .cannotIndex(base)
            }
            return BoundExpression(.index(base, place), element, span)
        case .member: return try bindMember(node)
        case .convert: throw .noConversion(span)
        case .negate:
            let operand = try bind(first(node)).asValue
            guard let type = OperatorTypes.negate(operand.type) else { throw .cannotNegate(operand) }
            return folded(BoundExpression(.negate(operand), type, span))
        case .not: return folded(BoundExpression(.not(try condition(first(node))), .flag, span))
        case .arithmetic:
            let (left, right) = try pair(node)
            guard let op = tree.operation(node) else { throw .notAnExpression(span) }
            guard let type = OperatorTypes.arithmetic(op, left.type, right.type) else {
                throw .noArithmetic(op, left, right, span)
            }
            return folded(BoundExpression(.arithmetic(op, left, right), type, span))
        case .comparison: return try bindComparison(node)
        case .isNull:
            return BoundExpression(.isNull(try bind(first(node)), negated: tree.isNegated(node)), .flag, span)
        case .logical:
            guard let op = tree.operation(node), let l = tree.child(node, 0), let r = tree.child(node, 1) else {
                throw .notAnExpression(span)
            }
            return folded(BoundExpression(.logical(op, try condition(l), try condition(r)), .flag, span))
        case .range:
            let (low, high) = try pair(node)
            guard OperatorTypes.comparable(low.type, high.type, ordering: true) else {
                throw .unequalRange(low, high)
            }
            return folded(BoundExpression(.range(low, high), .range(low.type), span))
        case .coalesce:
            let (left, right) = try pair(node)
            guard let type = unify(left.type, right.type) else { throw .cannotCoalesce(left, right) }
            return BoundExpression(.coalesce(left, right), type, span)
        case .labelled, .named, .field: throw .notAnExpression(span)
        default: return try bindInner(node, expected)
        }
    }

    // MARK: names

    private func bindName(_ node: NodeID, _ expected: Expectation) throws(Diagnostic) -> BoundExpression {
        let span = tree.span(node)
        let name = tree.text(node)
        if !tree.isQuoted(node), let word = expected.words.first(where: { $0 == name }) {
            return BoundExpression(.constant(.word(word)), .word(expected.words), span)
        }
        if let row = scope.row, let index = row.index(of: name) {
            return BoundExpression(.column(index), ExpressionType(row.columns[index]), span)
        }
        if tree.isQuoted(node) { return BoundExpression(.constant(.id(name)), .id, span) }
        switch name {
        case "true": return BoundExpression(.constant(.flag(true)), .flag, span)
        case "false": return BoundExpression(.constant(.flag(false)), .flag, span)
        case "null": return BoundExpression(.constant(.null), .null, span)
        default: break
        }
        if case .currency = expected.type, let currency = Currency(code: name) {
            return BoundExpression(.constant(.word(currency.code)), .currency, span)
        }
        if let constant = scope.function(name), constant.parameters.isEmpty, constant.aggregate == nil {
            return BoundExpression(.call(constant, []), resultType(constant, []), span)
        }
        if let prepared = try? scope.query(node) { return try value(of: prepared, span) }
        throw .unknownName(name, span, scope, expected)
    }

    private func bindVariable(_ node: NodeID) throws(Diagnostic) -> BoundExpression {
        let name = tree.text(node)
        guard let (slot, shape) = scope.variable(name) else {
            throw .unknownVariable(name, tree.span(node), scope.variableNames())
        }
        switch shape {
        case .nothing: return BoundExpression(.variable(slot: slot), .null, tree.span(node))
        case .value(let type): return BoundExpression(.variable(slot: slot), type, tree.span(node))
        case .rows:
            let query = PreparedQuery(shape: shape) { ctx throws(Diagnostic) in
                slot < ctx.variables.count ? ctx.variables[slot] : .nothing
            }
            return try value(of: query, tree.span(node))
        }
    }

    /// A query inside an expression: a value, or one column of values to test membership in.
    private func bindInner(_ node: NodeID, _ expected: Expectation) throws(Diagnostic) -> BoundExpression {
        switch tree.kind(node) {
        case .pipeline, .phrase, .dated:
            return try value(of: try scope.query(node), tree.span(node))
        case .name where tree.text(node) != "": return try bind(node, expected)
        case .fault, .script, .block, .let, .assign, .return, .dry, .explain, .help, .word, .if, .while, .for, .try,
            .whatIf, .def, .param, .use, .parameter, .typeName, .it, .stage, .asOf, .argument:
            throw .notAnExpression(tree.span(node))
        default: return try bind(node, expected)
        }
    }

    private func value(of query: PreparedQuery, _ span: Span) throws(Diagnostic) -> BoundExpression {
        switch query.shape {
        case .value(let type): return BoundExpression(.query(query), type, span)
        case .nothing: throw .givesNothing(span)
        case .rows(let row):
            guard let only = row.shown.first else { throw .givesNothing(span) }
            return BoundExpression(.query(query), .list(ExpressionType(row.columns[only])), span)
        }
    }

    private func bindMember(_ node: NodeID) throws(Diagnostic) -> BoundExpression {
        let span = tree.span(node)
        guard let baseNode = tree.child(node, 0), let nameNode = tree.child(node, 1) else {
            throw .notAnExpression(span)
        }
        let base = try bind(baseNode)
        let name = tree.text(nameNode)
        switch base.type {
        case .reference(let table):
            guard let noun = scope.linked(table) else { throw .noMember(base, name, tree.span(nameNode), []) }
            guard let index = noun.shape.index(of: name) else {
                throw .noMember(base, name, tree.span(nameNode), noun.shape.names)
            }
            return BoundExpression(.link(base, noun, index), ExpressionType(noun.shape.columns[index]), span)
        case .record, .any: return BoundExpression(.member(base, name), .any, span)
        default: throw .noMember(base, name, tree.span(nameNode), [])
        }
    }

    private func bindText(_ node: NodeID) throws(Diagnostic) -> BoundExpression {
        var parts: [BoundExpression] = []
        if tree.kind(node) == .textPart {
            return BoundExpression(.constant(.text(tree.text(node))), .text, tree.span(node))
        }
        for child in tree.children(node) { parts.append(try bind(child)) }
        return BoundExpression(.text(parts), .text, tree.span(node))
    }

    private func bindCall(_ node: NodeID) throws(Diagnostic) -> BoundExpression {
        let span = tree.span(node)
        guard let head = tree.firstChild(node) else { throw .notAnExpression(span) }
        let name = tree.text(head)
        guard tree.kind(head) == .name, let function = scope.function(name) else {
            throw .unknownFunction(name, tree.span(head), scope.functionNames())
        }
        var slots: [BoundExpression?] = Array(repeating: nil, count: function.parameters.count)
        var next = 0
        for child in tree.children(node) where child != head {
            var place = next
            var value = child
            if tree.kind(child) == .labelled, let label = tree.child(child, 0), let inner = tree.child(child, 1) {
                guard let found = function.parameters.firstIndex(where: { $0.name == tree.text(label) }) else {
                    throw .unknownParameter(tree.text(label), tree.span(label), function)
                }
                place = found
                value = inner
            } else {
                next += 1
            }
            guard place < slots.count else { throw .tooMany(function, tree.span(child)) }
            var bound = try bind(value)
            if function.parameters[place].taken != .list { bound = bound.asValue }
            try check(bound, function, place)
            slots[place] = bound
        }
        let required = function.parameters.count - function.optional
        let given = slots.prefix { $0 != nil }.count
        guard given >= required, slots[given...].allSatisfy({ $0 == nil }) else {
            throw .tooFew(function, function.parameters[min(given, slots.count - 1)].name, span)
        }
        let arguments = slots.compactMap { $0 }
        return folded(BoundExpression(.call(function, arguments), resultType(function, arguments), span))
    }

    private func check(_ bound: BoundExpression, _ function: Function, _ place: Int) throws(Diagnostic) {
        let fits =
            switch (function.parameters[place].taken, bound.type) {
            case (.any, _), (_, .any), (_, .null): true
            case (.flag, .flag), (.number, .number), (.money, .money), (.percent, .percent), (.day, .day),
                (.moment, .moment), (.day, .moment), (.duration, .days), (.duration, .duration), (.list, .list):
                true
            case (.text, let type): OperatorTypes.isText(type)
            default: false
            }
        if !fits { throw .wrongArgument(function, place, bound) }
    }

    private func resultType(_ function: Function, _ arguments: [BoundExpression]) -> ExpressionType {
        switch function.result {
        case .fixed(let type): type
        case .likeFirst: arguments.first?.type ?? .any
        }
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

    private func unify(_ left: ExpressionType, _ right: ExpressionType) -> ExpressionType? {
        switch (left, right) {
        case (.null, let other), (let other, .null): return other
        case (.number(let a), .number(let b)): return .number(scale: max(a, b))
        case (.percent(let a), .percent(let b)): return .percent(scale: max(a, b))
        case (.money(let a), .money(let b)): return .money(a == b ? a : nil)
        case (.text, .word), (.word, .text), (.word, .word): return .text
        case (.any, _), (_, .any): return .any
        case _ where left == right: return left
        default: return nil
        }
    }

    /// Works out at once what depends on nothing, so that the checker finds `1/0` and stages see constants.
    /// A constant that cannot be worked out is left for the run, where the error has its row.
    func folded(_ bound: BoundExpression) -> BoundExpression {
        guard bound.children.allSatisfy({ $0.constant != nil }), let value = try? bound.constantValue() else {
            return bound
        }
        return BoundExpression(.constant(value), ExpressionType(of: value).refined(by: bound.type), bound.span)
    }
}

extension ExpressionType {
    /// A null constant keeps the type the operator promised.
    fileprivate func refined(by promised: ExpressionType) -> ExpressionType {
        if case .null = self { promised } else { self }
    }
}

extension Diagnostic {
    fileprivate static func notAnExpression(_ span: Span) -> Diagnostic {
        Diagnostic("expression.missing", "a value must stand here", at: span)
    }
    fileprivate static func givesNothing(_ span: Span) -> Diagnostic {
        Diagnostic("expression.no-value", "this gives no value to work with", at: span)
    }
    fileprivate static func notACondition(_ bound: BoundExpression, _ scope: Scope) -> Diagnostic {
        Diagnostic(
            "expression.not-a-condition", "a condition must be true or false, but this is \(bound.type.name)",
            at: bound.span, label: "compare it with something", hint: "for example: … > 500")
    }
    fileprivate static func unknownName(
        _ name: String, _ span: Span, _ scope: Scope, _ expected: Expectation
    ) -> Diagnostic {
        let columns = scope.row?.names ?? []
        let guess = nearest(name, among: expected.words + columns + scope.functionNames())
        let noun = scope.row?.noun.map { "\($0) has" } ?? "these rows have"
        var fault =
            if scope.row != nil {
                Diagnostic("where.unknown-column", "\(noun) no column '\(name)'", at: span)
            } else if !expected.words.isEmpty {
                Diagnostic("bind.unknown-word", "'\(name)' is none of the words that may stand here", at: span)
            } else {
                Diagnostic("expression.unknown-name", "nothing is called '\(name)' here", at: span)
            }
        if let guess {
            fault.primary.text = "did you mean '\(guess)'?"
            fault.tryLine = scope.rewrite(span, guess)
        }
        if !expected.words.isEmpty { fault.notes.append("words: \(listed(expected.words))") }
        if scope.row != nil { fault.notes.append("columns: \(listed(columns))") }
        if scope.row == nil, expected.words.isEmpty {
            fault.hint = "text stands in quotes: \"\(name)\"; variables begin with $"
        }
        return fault
    }
    fileprivate static func unknownVariable(_ name: String, _ span: Span, _ known: [String]) -> Diagnostic {
        let guess = nearest(name, among: known)
        return Diagnostic(
            "expression.unknown-variable", "no variable $\(name) was set before this", at: span,
            label: guess.map { "did you mean $\($0)?" } ?? "", hint: "let \(name) = … sets it")
    }
    fileprivate static func unknownFunction(_ name: String, _ span: Span, _ known: [String]) -> Diagnostic {
        let guess = nearest(name, among: known)
        return Diagnostic(
            "expression.unknown-function", "there is no function '\(name)'", at: span,
            label: guess.map { "did you mean '\($0)'?" } ?? "", hint: "help functions lists them")
    }
    fileprivate static func unknownParameter(_ name: String, _ span: Span, _ function: Function) -> Diagnostic {
        Diagnostic(
            "expression.unknown-parameter", "\(function.name) has no argument called '\(name)'", at: span,
            notes: ["arguments: \(function.parameters.map(\.name).joined(separator: ", "))"])
    }
    fileprivate static func tooMany(_ function: Function, _ span: Span) -> Diagnostic {
        Diagnostic(
            "expression.too-many-arguments",
            "\(function.name) takes \(function.parameters.count) arguments, and this is one more", at: span)
    }
    fileprivate static func tooFew(_ function: Function, _ missing: String, _ span: Span) -> Diagnostic {
        Diagnostic("expression.missing-argument", "\(function.name) needs '\(missing)' as well", at: span)
    }
    fileprivate static func wrongArgument(_ function: Function, _ place: Int, _ bound: BoundExpression) -> Diagnostic {
        let parameter = function.parameters[place]
        return Diagnostic(
            "expression.wrong-argument",
            "\(function.name) needs \(parameter.taken.rawName) as '\(parameter.name)', but this is \(bound.type.name)",
            at: bound.span)
    }
    fileprivate static func cannotIndex(_ base: BoundExpression) -> Diagnostic {
        Diagnostic("expression.no-index", "[ ] picks from a list, but this is \(base.type.name)", at: base.span)
    }
    fileprivate static func noMember(_ base: BoundExpression, _ name: String, _ span: Span, _ known: [String]) -> Diagnostic {
        let guess = nearest(name, among: known)
        return Diagnostic(
            "expression.no-member", "\(base.type.name) has nothing called '\(name)'", at: span,
            label: guess.map { "did you mean '\($0)'?" } ?? "",
            notes: known.isEmpty ? [] : ["columns: \(listed(known))"])
    }
    fileprivate static func noConversion(_ span: Span) -> Diagnostic {
        Diagnostic(
            "expression.no-rates", "money cannot be converted yet: the book holds no exchange rates", at: span,
            hint: "sum each currency by itself: … | sum balance by currency")
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

/// A list of names for a note: the first seven, and how many more.
func listed(_ names: [String]) -> String {
    let head = names.prefix(7).joined(separator: ", ")
    return names.count > 7 ? "\(head) (+\(names.count - 7))" : head
}

extension Function.Taken {
    var rawName: String {
        switch self {
        case .flag: "a flag"
        case .number: "a number"
        case .money: "money"
        case .percent: "a percentage"
        case .day: "a date"
        case .moment: "a date with a time"
        case .duration: "a duration"
        case .text: "text"
        case .list: "a list"
        case .any: "a value"
        }
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
