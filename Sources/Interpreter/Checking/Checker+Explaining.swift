// `explain`: of a query or an act, which is checked and told but not done; of a record, which the verb derives.
import Diagnostics
import Syntax
import Values

extension Checker {
    func explaining(_ node: NodeID) throws(Diagnostic) -> Statement.Body {
        guard var inner = tree.firstChild(node) else { throw .echo(tree.span(node)) }
        // What would be kept or changed is told, and neither happens.
        while tree.kind(inner) == .let || tree.kind(inner) == .assign || tree.kind(inner) == .return || tree.kind(inner) == .dry {
            let isNamed = tree.kind(inner) == .let || tree.kind(inner) == .assign
            guard let value = tree.child(inner, isNamed ? 1 : 0) else { throw .explainForm(tree.span(inner)) }
            inner = value
        }
        switch tree.kind(inner) {
        case .if, .while, .for, .try, .whatIf, .def, .param, .use, .help, .explain, .block, .let, .assign, .return, .dry:
            throw .explainForm(tree.span(inner))
        case .script, .phrase, .pipeline, .dated, .stage, .asOf, .argument, .named, .word, .parameter, .typeName, .name, .variable, .literal,
            .interpolated, .textPart, .list, .record, .field, .paren, .call, .labelled, .index, .member, .convert, .calendar, .negate, .not,
            .arithmetic, .comparison, .isNull, .logical, .range, .coalesce, .it, .fault:
            break
        }
        let wasReadOnly = isReadOnly
        isReadOnly = false
        defer { isReadOnly = wasReadOnly }
        statementNode = inner
        if isRecord(inner), let verb = lookup.verb("explain") {
            return .query(try stage(verb, given: .constant(.id(tree.text(inner))), span: tree.span(node)))
        }
        return .explain(try query(inner))
    }

    private func isRecord(_ node: NodeID) -> Bool {
        tree.literalKind(node) == .id || tree.literalKind(node) == .change || tree.isQuoted(node)
    }

    /// A call of a verb whose first parameter is filled with an item.
    private func stage(_ verb: Verb, given item: BoundItem, span: Span) throws(Diagnostic) -> Pipeline {
        var arguments = [BoundArgument?](repeating: nil, count: verb.bindable.count)
        if !arguments.isEmpty { arguments[0] = .items([item], span) }
        let call = Call(
            input: .nothing, span: span, headSpan: span, parameters: verb.bindable,
            arguments: arguments, spans: Array(repeating: span, count: arguments.count), lookup: lookup)
        let prepared = try verb.prepare(call)
        return Pipeline(
            source: .nothing, stages: [Stage(verb: verb, call: call, prepared: prepared)], shape: prepared.shape,
            span: span)
    }
}

extension Diagnostic {
    fileprivate static func explainForm(_ span: Span) -> Diagnostic {
        Diagnostic(
            "explain.form", "explain takes one query or one act, but this is another kind of statement", at: span,
            hint: "explain what stands in it", tryLine: "explain invoices | where overdue > 30d | count")
    }
}
