// `param`: what a script takes from its command line, read as the type it names. A value that does not fit is no fault of the script,
// and has a code of its own.
import Diagnostics
import Syntax
import Values

extension Checker {
    func parameter(_ node: NodeID) throws(Diagnostic) -> Statement.Body {
        guard let inner = tree.firstChild(node), let nameNode = tree.firstChild(inner) else {
            throw .echo(tree.span(node))
        }
        let name = tree.text(nameNode)
        guard depth == 0, !isPrompt else { throw .parameterPlace(tree.span(node)) }
        var wanted: ValueType = .any
        do throws(Diagnostic) {
            if let typeNode = tree.first(.typeName, of: inner) {
                wanted = try type(typeNode)
            }
            let bound = try value(of: name, wanted, node, inner, nameNode)
            return .parameter(slot: names.declare(name, .value(bound.type)), bound)
        } catch {
            // Whoever names it is right about its type, and gets no problem of their own.
            _ = names.declare(name, .value(ExpressionType(declared: wanted)))
            throw error
        }
    }

    /// What a parameter was given, or what it says holds otherwise.
    private func value(
        of name: String, _ wanted: ValueType, _ node: NodeID, _ inner: NodeID, _ nameNode: NodeID
    ) throws(Diagnostic) -> BoundExpression {
        let bound: BoundExpression
        if let given = arguments?.value(of: name) {
            bound = try self.given(given, for: name, wanted, tree.span(nameNode))
            guard ParameterKind.value(wanted).fits(bound.type) else { throw .unreadable(given, name, wanted, tree.span(nameNode)) }
        } else if let last = tree.children(inner).reversed().first, tree.kind(last) != .typeName, last != nameNode {
            bound = try values.bind(last)
        } else if arguments?.mayMiss ?? false {
            return BoundExpression(.constant(.null), ExpressionType(declared: wanted), tree.span(node))
        } else {
            throw .parameterMissing(name, wanted, tree.span(node))
        }
        guard ParameterKind.value(wanted).fits(bound.type) else {
            throw .wrongType(name, ExpressionType.name(of: wanted), bound.type.name, bound.span)
        }
        return bound
    }

    /// A value from the command line: text as it is, anything else as a literal of the language.
    private func given(
        _ text: String, for name: String, _ wanted: ValueType, _ span: Span
    ) throws(Diagnostic) -> BoundExpression {
        if case .text = wanted { return BoundExpression(.constant(.text(text)), .text, span) }
        if case .word = wanted { return BoundExpression(.constant(.word(text)), .text, span) }
        let source = Source(name: name, text: text)
        let kept = suspend()
        defer { resume(kept) }
        open(Tree(parsing: source), source)
        guard tree.diagnostics.isEmpty, let node = tree.firstChild(tree.root), tree.nextSibling(node) == nil,
            let bound = try? values.bind(node).folded, bound.isSaidAlone
        else {
            if wanted == .any { return BoundExpression(.constant(.text(text)), .text, span) }
            throw .unreadable(text, name, wanted, span)
        }
        return bound.constant.map { BoundExpression(.constant($0), bound.type, span) } ?? bound
    }
}

extension BoundExpression {
    /// Whether it says its value by itself, as `2026-11-01` and `start of month - 1d` do.
    fileprivate var isSaidAlone: Bool {
        switch form {
        case .constant, .calendar: true
        case .negate, .arithmetic, .range, .list: children.allSatisfy(\.isSaidAlone)
        case .call(_, let arguments): arguments.isEmpty
        case .column, .link, .own, .variable, .not, .comparison, .logical, .isNull, .coalesce, .defined, .record, .member, .index,
            .text, .query, .table, .single, .convert:
            false
        }
    }
}

extension Diagnostic {
    fileprivate static func parameterPlace(_ span: Span) -> Diagnostic {
        Diagnostic("param.place", "param stands at the top of a script, but this is inside a block or at the prompt",
            at: span, hint: "let x = … sets a variable")
    }

    fileprivate static func parameterMissing(_ name: String, _ type: ValueType, _ span: Span) -> Diagnostic {
        Diagnostic("param.missing", "the script needs \(ExpressionType.name(of: type)) for '\(name)'", at: span,
            hint: "give it behind the script: \(name) …")
    }

    fileprivate static func unreadable(_ text: String, _ name: String, _ type: ValueType, _ span: Span) -> Diagnostic {
        Diagnostic("param.unreadable", "'\(name)' must be \(ExpressionType.name(of: type)), but it was given '\(text)'",
            at: span, hint: spelling(of: type).map { "for example \($0)" })
    }

    /// How a value of a type is written on the command line.
    private static func spelling(of type: ValueType) -> String? {
        switch type {
        case .number: "25"
        case .money: "'250 EUR'"
        case .percent: "8%"
        case .day: "2026-11-01"
        case .period: "2026-11"
        case .time: "09:30"
        case .moment: "2026-11-01T09:30"
        case .duration: "30d"
        case .id: "D-17"
        case .flag: "true"
        case .range: "1..60"
        case .list: "'[1, 2]'"
        case .record: "'{a: 1}'"
        case .any, .null, .word, .text: nil
        }
    }

    /// The codes that speak of what was given, and not of the script.
    static let argumentCodes: Set<String> = ["param.missing", "param.unreadable"]
}
