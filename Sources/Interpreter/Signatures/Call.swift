// One use of a verb or noun, bound to its signature: what `prepare` looks at when the statement is checked.
// May not run anything.
package import Diagnostics
package import Values

package struct Call {
    /// Behind one reference, since each stage of a run carries it along.
    private final class Bound {
        let input: Shape
        let span: Span
        let headSpan: Span
        let scope: Scope
        let parameters: [Parameter]
        let arguments: [BoundArgument?]
        let spans: [Span]
        let lookup: Lookup

        init(
            _ input: Shape, _ span: Span, _ headSpan: Span, _ scope: Scope, _ parameters: [Parameter],
            _ arguments: [BoundArgument?], _ spans: [Span], _ lookup: Lookup
        ) {
            self.input = input
            self.span = span
            self.headSpan = headSpan
            self.scope = scope
            self.parameters = parameters
            self.arguments = arguments
            self.spans = spans
            self.lookup = lookup
        }
    }

    private let bound: Bound

    init(
        input: Shape, span: Span, headSpan: Span, scope: Scope, parameters: [Parameter], arguments: [BoundArgument?],
        spans: [Span], lookup: Lookup
    ) {
        bound = Bound(input, span, headSpan, scope, parameters, arguments, spans, lookup)
    }

    /// What flows in.
    package var input: Shape { bound.input }
    /// The whole stage, and its verb.
    package var span: Span { bound.span }
    package var headSpan: Span { bound.headSpan }
    /// For binding more than the signature says.
    package var scope: Scope { bound.scope }
    var parameters: [Parameter] { bound.parameters }
    /// Parallel to `parameters`.
    var arguments: [BoundArgument?] { bound.arguments }
    var spans: [Span] { bound.spans }
    var lookup: Lookup { bound.lookup }

    /// The rows that flow in; no columns where a value or nothing does.
    package var rows: RowShape {
        if case .rows(let shape) = input { return shape }
        return RowShape(columns: [])
    }

    /// What was given for a clause.
    package subscript<Answer>(clause: Clause<Answer>) -> Answer { clause.read(argument(clause.parameter.name)) }

    /// Whether anything was given.
    package func given(_ item: some SignatureItem) -> Bool { argument(item.parameter.name) != nil }

    /// What a key was given, where that is known before anything runs: `take 10`.
    package func constant<Answer>(_ key: Key<Answer>) -> Value? {
        guard case .items(let items, _)? = argument(key.parameter.name) else { return nil }
        return items.first?.constant
    }

    /// Where the argument of an item stands; the whole call where there is none.
    package func span(of item: any SignatureItem) -> Span {
        guard let place = place(item.parameter.name), arguments[place] != nil else { return span }
        return spans[place]
    }

    /// A noun by its name, for stages that join.
    package func noun(_ name: String) -> Noun? { lookup.noun(name) }

    /// A diagnostic at the argument of an item, or at the whole call.
    package func fault(
        _ code: String, _ message: String, at item: (any SignatureItem)? = nil, label: String = "",
        notes: [String] = [], hint: String? = nil, try line: String? = nil
    ) -> Diagnostic {
        Diagnostic(
            code, message, at: item.map { span(of: $0) } ?? span, label: label, notes: notes, hint: hint,
            tryLine: line)
    }

    func argument(_ name: String) -> BoundArgument? { place(name).flatMap { arguments[$0] } }

    private func place(_ name: String) -> Int? {
        for place in parameters.indices where parameters[place].name == name { return place }
        return nil
    }
}

extension Verb {
    /// Checks a call and says how it runs.
    package typealias Prepare = @Sendable (Call) throws(Diagnostic) -> Prepared
}
