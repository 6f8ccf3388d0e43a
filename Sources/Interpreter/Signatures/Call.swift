// One use of a verb or noun, bound to its signature: what `prepare` looks at when the statement is checked.
// May not run anything.
package import Diagnostics
package import Values

package struct Call {
    /// Behind one reference, since each stage of a run carries it along.
    private final class Bound {
        let input: Shape
        var span: Span
        var headSpan: Span
        let parameters: [Parameter]
        var arguments: [BoundArgument?]
        var spans: [Span]
        let lookup: Lookup

        init(
            _ input: Shape, _ span: Span, _ headSpan: Span, _ parameters: [Parameter], _ arguments: [BoundArgument?],
            _ spans: [Span], _ lookup: Lookup
        ) {
            self.input = input
            self.span = span
            self.headSpan = headSpan
            self.parameters = parameters
            self.arguments = arguments
            self.spans = spans
            self.lookup = lookup
        }
    }

    private var bound: Bound

    init(
        input: Shape, span: Span, headSpan: Span, parameters: [Parameter], arguments: [BoundArgument?], spans: [Span],
        lookup: Lookup
    ) {
        bound = Bound(input, span, headSpan, parameters, arguments, spans, lookup)
    }

    /// The same call standing elsewhere: what `change` does to its arguments and their spans reaches no copy of it.
    mutating func move(
        to span: Span, _ headSpan: Span, _ change: (inout [BoundArgument?], inout [Span]) -> Void
    ) {
        if !isKnownUniquelyReferenced(&bound) {
            bound = Bound(input, span, headSpan, parameters, arguments.map { $0?.copy }, spans, lookup)
        }
        bound.span = span
        bound.headSpan = headSpan
        change(&bound.arguments, &bound.spans)
    }

    /// What flows in.
    package var input: Shape { bound.input }
    /// The whole stage, and its verb.
    package var span: Span { bound.span }
    package var headSpan: Span { bound.headSpan }
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
    package subscript<Answer>(clause: Clause<Answer>) -> Answer { clause.read(argument(clause.parameter)) }

    /// Whether anything was given.
    package func given(_ item: some SignatureItem) -> Bool { argument(item.parameter) != nil }

    /// What a key was given, where that is known before anything runs: `take 10`.
    package func constant<Answer>(_ key: Key<Answer>) -> Value? {
        guard case .items(let given)? = argument(key.parameter) else { return nil }
        return given.items.first?.constant
    }

    /// Whether a key was given one item that cannot turn out to be several: what decides between one result and a list.
    package func givesOne(_ item: some SignatureItem) -> Bool {
        guard case .items(let given)? = argument(item.parameter), given.items.count == 1, let only = given.items.first
        else { return false }
        switch only {
        case .constant(let value): return value.spelling != nil
        case .expression(let expression):
            switch expression.type {
            case .id, .reference, .text, .word, .currency: return true
            case .any, .null, .flag, .number, .money, .percent, .day, .period, .time, .moment, .days, .duration, .range,
                .list, .record:
                return false
            }
        case .piped: return false
        }
    }

    /// Where the argument of an item stands; the whole call where there is none.
    package func span(of item: any SignatureItem) -> Span {
        guard let place = place(item.parameter), arguments[place] != nil else { return span }
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

    func argument(_ parameter: Parameter) -> BoundArgument? { place(parameter).flatMap { bound.arguments[$0] } }

    /// Asked for each key of each line of a stream: the marks tell names apart without reading them.
    private func place(_ parameter: Parameter) -> Int? {
        for place in bound.parameters.indices
        where bound.parameters[place].mark == parameter.mark && bound.parameters[place].name == parameter.name {
            return place
        }
        return nil
    }
}

extension Verb {
    /// Checks a call and says how it runs.
    package typealias Prepare = @Sendable (Call) throws(Diagnostic) -> Prepared
}
