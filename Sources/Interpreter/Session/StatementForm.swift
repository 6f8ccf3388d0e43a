// A statement that was checked, with its literals left blank: a line of the same form is filled in, not parsed and checked
// anew. It may only be an answer that checking would give, to the byte of every span; at any doubt it is none, and the line is
// checked. Why: docs/decisions/forms.md.
import Diagnostics
import Syntax
import Values

/// One verb by itself whose arguments are switches, words and literals: `add invoice 500 GBP to D-1 on 2026-11-20`.
struct StatementForm {
    /// A literal: where it stands in the text, and in the items of its argument.
    fileprivate struct Blank {
        var token: Int
        var item: Int
    }

    /// An argument whose items are literals, all of them.
    fileprivate struct Filling {
        var argument: Int
        var kind: ParameterKind
        var blanks: [Blank]
    }

    private let outline: Outline
    private let verb: Verb
    private var call: Call
    private let statement: ClosedRange<Int>
    private let head: ClosedRange<Int>
    /// Where each argument stands, as its diagnostics and as its items say it.
    private let spans: [ClosedRange<Int>]
    private let fillings: [Filling]

    /// Nil unless every literal of the text became an item of an argument as it was typed.
    init?(_ outline: Outline, _ tree: Tree, _ statements: [Statement]) {
        guard let only = statements.first, statements.count == 1, case .query(let pipeline) = only.body,
            case .nothing = pipeline.source, let stage = pipeline.stages.first, pipeline.stages.count == 1,
            let node = tree.firstChild(tree.root), tree.nextSibling(node) == nil, tree.kind(node) == .phrase,
            pipeline.span == only.span, stage.call.span == only.span, stage.call.input == .nothing,
            let statement = outline.stretch(only.span), let head = outline.stretch(stage.call.headSpan)
        else { return nil }
        let call = stage.call
        var spans: [ClosedRange<Int>] = []
        for (argument, span) in zip(call.arguments, call.spans) {
            guard let stretch = outline.stretch(span), argument?.isLiteral(at: span) ?? true else { return nil }
            spans.append(stretch)
        }
        guard let fillings = Self.fillings(outline, tree, node, call) else { return nil }
        self.outline = outline
        verb = stage.verb
        self.call = call
        self.statement = statement
        self.head = head
        self.spans = spans
        self.fillings = fillings
    }

    private static func fillings(_ outline: Outline, _ tree: Tree, _ phrase: NodeID, _ call: Call) -> [Filling]? {
        var places: [Span: (argument: Int, item: Int)] = [:]
        for node in tree.children(phrase) where tree.kind(node) == .argument {
            // An argument that was joined with another has a span of its own no longer.
            guard let argument = call.spans.indices.first(where: { call.arguments[$0] != nil && call.spans[$0] == tree.span(node) })
            else { continue }
            for (item, child) in tree.children(node).enumerated() where tree.kind(child) == .literal {
                places[tree.span(child)] = (argument, item)
            }
        }
        var blanks: [Int: [Blank]] = [:]
        for token in outline.literals {
            guard let place = places[outline.span(token)], let value = outline.value(token),
                call.arguments[place.argument]?.item(place.item) == value,
                call.parameters[place.argument].kind.takes(value)
            else { return nil }
            blanks[place.argument, default: []].append(Blank(token: token, item: place.item))
        }
        // One without a blank is moved like the others: a word of an enumeration stands in it.
        return call.arguments.indices.compactMap { place in
            guard case .items? = call.arguments[place] else { return nil }
            return Filling(argument: place, kind: call.parameters[place].kind, blanks: blanks[place] ?? [])
        }
    }

    /// What checking a line of this form gives; nil where the line is of another, or a literal of it does not fit its place.
    mutating func filled(with line: Outline, _ names: Names.Mark) -> Statement? {
        guard outline.hasForm(of: line) else { return nil }
        let span = line.span(statement)
        var fits = true
        call.move(to: span, line.span(head)) { [spans, fillings] arguments, places in
            line.place(spans, in: &places)
            for filling in fillings where fits {
                fits = filling.fill(arguments[filling.argument], at: places[filling.argument], line)
            }
        }
        guard fits, let prepared = try? verb.prepare(call) else { return nil }
        let stage = Stage(verb: verb, call: call, prepared: prepared)
        return Statement(
            span: span, body: .query(Pipeline(source: .nothing, stages: [stage], shape: prepared.shape, span: span)), names: names)
    }
}

extension BoundArgument {
    /// Whether it is known to its last value, and stands where its call says.
    fileprivate func isLiteral(at span: Span) -> Bool {
        switch self {
        case .toggle: true
        case .items(let given):
            given.span == span && given.items.allSatisfy { if case .constant = $0 { true } else { false } }
        case .expression, .named, .columns, .sort, .rows, .tokens: false
        }
    }

    fileprivate func item(_ place: Int) -> Value? {
        guard case .items(let given) = self, given.items.indices.contains(place) else { return nil }
        return given.items[place].constant
    }
}

extension StatementForm.Filling {
    /// Puts the literals of a line into an argument, which then stands at `span`; false where one of them does not fit.
    fileprivate func fill(_ argument: BoundArgument?, at span: Span, _ line: Outline) -> Bool {
        guard case .items(let given)? = argument else { return false }
        given.span = span
        for blank in blanks {
            guard let value = line.value(blank.token), kind.takes(value), given.items.indices.contains(blank.item) else { return false }
            given.items[blank.item] = .constant(value)
        }
        return true
    }
}
