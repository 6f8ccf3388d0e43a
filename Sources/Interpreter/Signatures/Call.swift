// One use of a verb or noun, bound to its signature: what `prepare` looks at when the statement is checked.
// May not run anything.
package import Diagnostics
package import Values

package struct Call {
    /// What flows in.
    package let input: Shape
    /// The whole stage, and its verb.
    package let span: Span
    package let headSpan: Span
    /// For binding more than the signature says.
    package let scope: Scope
    let parameters: [Parameter]
    /// Parallel to `parameters`.
    let arguments: [BoundArgument?]
    let spans: [Span]
    let lookup: Lookup

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
