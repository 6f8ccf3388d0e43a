// `… as of DATE`, `… known at TIME`: in which world a query is asked. A book known at a moment is reckoned to the day of that moment,
// unless another is asked for.
import Columns
import Diagnostics
import Syntax
import Values

struct Dates {
    var asOf: BoundExpression?
    var known: BoundExpression?

    /// Does something in that world.
    func within<Result>(
        _ context: Context, _ body: (Day?, KnownBook?) throws(Diagnostic) -> Result
    ) throws(Diagnostic) -> Result {
        var book: KnownBook?
        if let known { book = try context.knownBook(at: try known.value(context).knownMoment(context.world, known.span), known.span) }
        let day = if let asOf { try asOf.value(context).lastDay(asOf.span) } else { context.world.asOf }
        return try context.seeing(book) { () throws(Diagnostic) in
            let outer = context.world.asOf
            context.world.asOf = day
            defer { context.world.asOf = outer }
            return try body(day, book)
        }
    }

    /// What a query gives in that world. What it gives remembers the world, for links to other nouns.
    func flow(of query: Pipeline, _ context: Context) throws(Diagnostic) -> Flow {
        try within(context) { day, book throws(Diagnostic) in
            let flow = try query.flow(context)
            guard case .rows(var relation) = flow else { return flow }
            relation.asOf = relation.asOf ?? day
            relation.known = relation.known ?? book
            return .rows(relation)
        }
    }
}

extension Checker {
    /// The dates behind a noun or an expression.
    func dates(_ nodes: [NodeID]) throws(Diagnostic) -> Dates {
        var dates = Dates()
        for date in nodes {
            guard let node = tree.firstChild(date) else { continue }
            let bound = try values.bind(node).asValue
            let words = tree.isKnownAt(date) ? "known at" : "as of"
            guard ParameterKind.value(.moment).fits(bound.type) || ParameterKind.value(.period).fits(bound.type) else {
                throw .wrongType(words, tree.isKnownAt(date) ? "a date, or a date with a time" : "a date", bound.type.name, bound.span)
            }
            guard (tree.isKnownAt(date) ? dates.known : dates.asOf) == nil else { throw .datedTwice(words, tree.span(date)) }
            if tree.isKnownAt(date) { dates.known = bound } else { dates.asOf = bound }
        }
        return dates
    }

    /// A query in parentheses, a call, an amount in another currency, with a date behind it.
    func dated(_ node: NodeID) throws(Diagnostic) -> Pipeline {
        let span = tree.span(node)
        guard let first = tree.firstChild(node) else { throw .echo(span) }
        let inner = try query(first)
        let dates = try dates(Array(tree.children(node).dropFirst()))
        if inner.consequence > .reads { throw .datedAct(inner.span) }
        if let kept = inner.keptSource { throw kept ? .datedVariable(inner.span) : .datedConstant(inner.span) }
        return Pipeline(source: .dated(inner, dates), stages: [], shape: inner.shape, span: span)
    }
}

extension Pipeline {
    /// True for what was kept before, false for what is the same on every day; nil for what is asked anew.
    fileprivate var keptSource: Bool? {
        guard stages.isEmpty else { return nil }
        switch source {
        case .variable, .it: return true
        case .expression(let expression):
            if case .variable = expression.form { return true }
            return expression.constant == nil ? nil : false
        case .query(let inner): return inner.keptSource
        case .nothing, .noun, .definition, .dated: return nil
        }
    }
}

extension Value {
    /// The day `as of` means: a period counts by its last day.
    func lastDay(_ span: Span) throws(Diagnostic) -> Day {
        switch self {
        case .day(let day): day
        case .period(let period): period.last
        case .moment(let moment): moment.day
        case .null, .flag, .number, .money, .percent, .time, .duration, .range, .word, .id, .text, .list, .record:
            throw .notADate("as of", self, span)
        }
    }

    /// The moment `known at` means: a day counts by its end, and today by now.
    fileprivate func knownMoment(_ world: World, _ span: Span) throws(Diagnostic) -> Moment {
        let moment: Moment
        if case .moment(let exact) = self {
            moment = exact
        } else {
            let day = try lastDay(span)
            moment = day == world.today ? world.now : Moment(epochMinutes: Int64(day.number) * 1_440 + 1_439) ?? Moment(day: day)
        }
        if moment > world.now { throw .notYet(moment, world.now, span) }
        return moment
    }
}

extension Diagnostic {
    fileprivate static func notADate(_ words: String, _ value: Value, _ span: Span) -> Diagnostic {
        Diagnostic(
            "bind.wrong-type", "after '\(words)' stands a date, but this is \(ExpressionType(of: value).name)",
            at: span, hint: "for example \(words) 2026-06-30")
    }

    fileprivate static func notYet(_ moment: Moment, _ now: Moment, _ span: Span) -> Diagnostic {
        Diagnostic(
            "known.future", "known at asks what the book said before now, but \(moment.text) lies after \(now.text)", at: span,
            hint: "as of DATE reckons to a day to come")
    }

    fileprivate static func datedTwice(_ words: String, _ span: Span) -> Diagnostic {
        Diagnostic("bind.twice", "'\(words)' was given before", at: span)
    }

    fileprivate static func datedAct(_ span: Span) -> Diagnostic {
        Diagnostic("bind.no-date", "what is asked has a date, but this acts", at: span, hint: "an act has a date of its own: … on 2026-11-20")
    }

    static func datedVariable(_ span: Span) -> Diagnostic {
        Diagnostic(
            "bind.no-date", "what was kept stays as it was, so it cannot be asked as of another day", at: span,
            hint: "ask its noun as of that day: let then = invoices as of 2026-06-30")
    }

    fileprivate static func datedConstant(_ span: Span) -> Diagnostic {
        Diagnostic("bind.no-date", "this is the same on every day", at: span, hint: "nouns, and amounts in another currency, have a day")
    }
}
