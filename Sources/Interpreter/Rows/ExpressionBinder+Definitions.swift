// Calls of a user's own functions. They bind as ours do, by place or by name; what is left out takes its default.
import Diagnostics
import Syntax
import Values

extension ExpressionBinder {
    /// The definition a call names and its arguments, each in its place; nil for a call of anything else.
    func definition(
        of node: NodeID
    ) throws(Diagnostic) -> (definition: Definition, arguments: [BoundExpression])? {
        guard let head = tree.firstChild(node), tree.kind(head) == .name, !tree.isQuoted(head),
            var definition = try scope.definition(tree.text(head), tree.span(head))
        else { return nil }
        let signature = CallSignature(name: definition.name, parameters: definition.parameters.map(\.name))
        var slots = try arguments(of: node, signature) { place, value throws(Diagnostic) in
            let wanted = definition.parameters[place].wanted
            if definition.parameters[place].isTable { return try table(value, signature, place) }
            let bound = try self.bind(value)
            let taken = wanted.isList ? bound : bound.asValue
            guard wanted.takes(taken.type) else {
                throw .wrongArgument(signature, place, ExpressionType.name(of: wanted), taken.type.name, taken.span)
            }
            return taken
        }
        for (place, parameter) in definition.parameters.enumerated() where slots[place] == nil {
            guard let otherwise = parameter.otherwise else { throw .tooFew(signature, place, tree.span(node)) }
            slots[place] = otherwise
        }
        let arguments = slots.compactMap { $0 }
        if definition.takesTables {
            definition = try scope.instance(definition, arguments, tree.span(node))
            if definition.acts { throw .definitionActs(definition.name, definition.usage, tree.span(head)) }
        }
        return (definition, arguments)
    }

    private func table(_ node: NodeID, _ signature: CallSignature, _ place: Int) throws(Diagnostic) -> BoundExpression {
        let query = try scope.query(node)
        guard case .rows = query.shape else {
            throw .wrongArgument(signature, place, "rows", query.shape.said, tree.span(node))
        }
        return BoundExpression(.table(query), .list(.record), tree.span(node))
    }

    /// A call of a definition where a value is wanted; nil for a call of anything else.
    func bindDefinition(_ node: NodeID) throws(Diagnostic) -> BoundExpression? {
        guard let (definition, arguments) = try definition(of: node) else { return nil }
        let span = tree.span(node)
        switch definition.result {
        case .value(let type): return BoundExpression(.defined(definition, arguments), type, span)
        case .nothing: throw .givesNothing(span)
        case .rows(let row):
            if definition.state == .checking { throw .recursiveRows(definition.name, span) }
            if let argument = arguments.first(where: { $0.readsRows }) { throw .rowsForEachRow(definition.name, argument.span) }
            guard !row.shown.isEmpty else { throw .givesNothing(span) }
            return try value(
                of: PreparedQuery(shape: definition.result, reads: arguments.flatMap(\.reads)) { context throws(Diagnostic) in
                    let flows = try arguments.map { argument throws(Diagnostic) in try argument.flow(context) }
                    return try context.calls(definition, flows, span)
                }, span)
        }
    }
}

extension ValueType {
    fileprivate var isList: Bool {
        if case .list = self { return true }
        return false
    }
}

extension Diagnostic {
    fileprivate static func rowsForEachRow(_ name: String, _ span: Span) -> Diagnostic {
        Diagnostic(
            "def.rows-for-each", "'\(name)' gives rows, so it cannot be asked for each row, but this argument differs by row",
            at: span, hint: "lookup brings columns of other rows")
    }

    static func recursiveRows(_ name: String, _ span: Span) -> Diagnostic {
        Diagnostic(
            "def.recursive-rows", "a def that gives rows cannot call itself, but '\(name)' does", at: span,
            hint: "a loop that gathers ids, and one query at the end")
    }
}
