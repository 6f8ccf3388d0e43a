// What names mean in an expression: words, columns, constants, variables, queries in parentheses, members of what a
// reference points to. The order in which a bare word is tried is the language's rule for bare words.
import Columns
import Diagnostics
import Syntax
import Values

extension ExpressionBinder {
    func bindName(_ node: NodeID, _ expected: Expectation) throws(Diagnostic) -> BoundExpression {
        let span = tree.span(node)
        let name = tree.text(node)
        if !tree.isQuoted(node), let word = expected.words.first(where: { $0 == name }) {
            return BoundExpression(.constant(.word(word)), .word(expected.words), span)
        }
        if let row = scope.row, let index = row.index(of: name) {
            return BoundExpression(.column(index), ExpressionType(row.columns[index]), span)
        }
        if tree.isQuoted(node), scope.row?.isOpen == true { throw .unknownName(name, span, scope, expected) }
        if tree.isQuoted(node) { return BoundExpression(.constant(.id(name)), .id, span) }
        if name == "true" || name == "false" { return BoundExpression(.constant(.flag(name == "true")), .flag, span) }
        if name == "null" { return BoundExpression(.constant(.null), .null, span) }
        if case .currency = expected.type, let currency = Currency(code: name) {
            return BoundExpression(.constant(.word(currency.code)), .currency, span)
        }
        if let constant = scope.function(name), constant.parameters.isEmpty, constant.aggregate == nil {
            return BoundExpression(.call(constant, []), resultType(constant, []), span)
        }
        if let prepared = try? scope.query(node) { return try value(of: prepared, span) }
        throw .unknownName(name, span, scope, expected)
    }

    func bindVariable(_ node: NodeID) throws(Diagnostic) -> BoundExpression {
        let name = tree.text(node)
        guard let (slot, shape) = scope.variable(name) else {
            if let hint = scope.passing(name) { throw .outerVariable(name, tree.span(node), hint) }
            throw .unknownVariable(name, tree.span(node), scope.variableNames())
        }
        switch shape {
        case .nothing: return BoundExpression(.variable(slot: slot), .null, tree.span(node))
        case .value(let type): return BoundExpression(.variable(slot: slot), type, tree.span(node))
        case .rows:
            let query = PreparedQuery(shape: shape, reads: [slot]) { ctx throws(Diagnostic) in
                slot < ctx.variables.count ? ctx.variables[slot] : .nothing
            }
            return try value(of: query, tree.span(node))
        }
    }

    /// A query inside an expression: a value, or one column of values to test membership in.
    func value(of query: PreparedQuery, _ span: Span) throws(Diagnostic) -> BoundExpression {
        switch query.shape {
        case .value(let type): return BoundExpression(.query(query), type, span)
        case .nothing: throw .givesNothing(span)
        case .rows(let row):
            guard let only = row.shown.first else { throw .givesNothing(span) }
            return BoundExpression(.query(query), .list(ExpressionType(row.columns[only])), span)
        }
    }

    func bindMember(_ node: NodeID) throws(Diagnostic) -> BoundExpression {
        let span = tree.span(node)
        guard let baseNode = tree.child(node, 0), let nameNode = tree.child(node, 1) else {
            throw .notAnExpression(span)
        }
        // After `by debtor.name` the rows have a column of that very name.
        if let row = scope.row, let index = row.index(of: String(decoding: tree.source(node), as: UTF8.self)) {
            return BoundExpression(.column(index), ExpressionType(row.columns[index]), span)
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
}

extension Diagnostic {
    fileprivate static func unknownName(
        _ name: String, _ span: Span, _ scope: Scope, _ expected: Expectation
    ) -> Diagnostic {
        let columns = scope.row?.names ?? []
        let variables = scope.variableNames()
        if variables.contains(name) {
            var fault = Diagnostic.bareVariable(name, span, scope.rewrite(span, "$\(name)"))
            if scope.row != nil { fault.notes.append("columns: \(listed(columns))") }
            return fault
        }
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
        if guess == nil, let variable = nearest(name, among: variables) {
            fault.primary.text = "did you mean $\(variable)?"
            fault.tryLine = scope.rewrite(span, "$\(variable)")
        } else if guess == nil, scope.row?.isOpen != true, name.utf8.contains(UInt8(ascii: "-")) {
            fault.primary.text = "a blank on both sides subtracts"
            fault.tryLine = scope.rewrite(
                span, name.split(separator: "-", omittingEmptySubsequences: false).joined(separator: " - "))
        }
        if !expected.words.isEmpty { fault.notes.append("words: \(listed(expected.words))") }
        if scope.row != nil { fault.notes.append("columns: \(listed(columns))") }
        if scope.row?.isOpen == true { fault.hint = "the columns across are known only when it runs: list them with across … in [ … ]" }
        if scope.row == nil, expected.words.isEmpty {
            fault.hint = "text stands in quotes: \"\(name)\"; variables begin with $"
        }
        return fault
    }
    static let bareVariableCode = "expression.bare-variable"

    /// A variable or a parameter named without its $.
    static func bareVariable(_ name: String, _ span: Span, _ line: String?) -> Diagnostic {
        Diagnostic(
            bareVariableCode, "a variable is written with its $, but '\(name)' is bare", at: span, label: "did you mean $\(name)?",
            tryLine: line)
    }

    fileprivate static func unknownVariable(_ name: String, _ span: Span, _ known: [String]) -> Diagnostic {
        let guess = nearest(name, among: known)
        return Diagnostic(
            "expression.unknown-variable", "no variable $\(name) was set before this", at: span,
            label: guess.map { "did you mean $\($0)?" } ?? "", hint: "let \(name) = … sets it")
    }
    static func outerVariable(_ name: String, _ span: Span, _ hint: String) -> Diagnostic {
        Diagnostic(
            "def.outer-variable", "a def sees its parameters and what it sets itself, but $\(name) was set outside", at: span,
            hint: hint)
    }
    static func givesNothing(_ span: Span) -> Diagnostic {
        Diagnostic("expression.no-value", "this gives no value to work with", at: span)
    }
    fileprivate static func noMember(_ base: BoundExpression, _ name: String, _ span: Span, _ known: [String]) -> Diagnostic {
        let guess = nearest(name, among: known)
        return Diagnostic(
            "expression.no-member", "\(base.type.name) has nothing called '\(name)'", at: span,
            label: guess.map { "did you mean '\($0)'?" } ?? "",
            notes: known.isEmpty ? [] : ["columns: \(listed(known))"])
    }
}

/// A list of names for a note: the first seven, and how many more.
func listed(_ names: [String]) -> String {
    let head = names.prefix(7).joined(separator: ", ")
    return names.count > 7 ? "\(head) (+\(names.count - 7))" : head
}
