// A checked query: where its rows come from and the stages they go through.
// Running it changes nothing; an action at its end answers a deed, which the session does.
import Columns
import Diagnostics
import Values

/// `NOUN as of DATE`, checked.
struct DatedNoun {
    var noun: Noun
    var prepared: PreparedNoun
    var call: Call
    var asOf: BoundExpression?
}

struct Stage {
    var verb: Verb
    var call: Call
    var prepared: Prepared

    /// The most this call of the verb may do.
    var consequence: Consequence { prepared.consequence ?? verb.consequence }
}

/// Never changed once it is checked, and handed on at each step of a statement: so one reference, not a list of them.
final class Pipeline {
    indirect enum Source {
        /// The first stage stands alone.
        case nothing
        case noun(DatedNoun)
        case expression(BoundExpression)
        case variable(slot: Int)
        case it
        case query(Pipeline)
        /// A definition that acts, or gives rows or nothing.
        case definition(Definition, [BoundExpression])
        /// A query in the world of another day, or of an earlier book.
        case dated(Pipeline, Dates)
    }

    let source: Source
    let stages: [Stage]
    let shape: Shape
    let span: Span
    /// The variables it reads, where a loop goes over it.
    var reads: [Int]

    init(source: Source, stages: [Stage], shape: Shape, span: Span, reads: [Int] = []) {
        self.source = source
        self.stages = stages
        self.shape = shape
        self.span = span
        self.reads = reads
    }

    /// The most it may do.
    var consequence: Consequence {
        var most = Consequence.reads
        for place in stages.indices { most = max(most, stages[place].consequence) }
        switch source {
        case .query(let inner): most = max(most, inner.consequence)
        case .definition(let definition, _): most = max(most, definition.consequence)
        case .dated(let inner, _): most = max(most, inner.consequence)
        case .nothing, .noun, .expression, .variable, .it: break
        }
        return most
    }

    /// The stage at its end.
    var last: Stage? {
        if let last = stages.last { return last }
        if case .query(let inner) = source { return inner.last }
        return nil
    }

    /// The action at its end, or a command that changes the book.
    var action: Stage? { endsInAct ? last : nil }

    /// Whether there is one. Asked more than once for each line of a stream, so no stage is copied.
    var endsInAct: Bool {
        if let place = stages.indices.last {
            let says = stages[place].prepared.consequence
            return says.map { $0 >= .changes } ?? (stages[place].verb.role == .action || stages[place].verb.consequence >= .changes)
        }
        if case .query(let inner) = source { return inner.endsInAct }
        return false
    }

    /// Whether it ends in something that changes the book, by itself or in a definition.
    var acts: Bool {
        if endsInAct { return true }
        switch source {
        case .definition(let definition, _): return definition.acts
        case .query(let inner): return stages.isEmpty && inner.acts
        case .nothing, .noun, .expression, .variable, .it, .dated: return false
        }
    }

    enum Outcome {
        case flow(Flow)
        case deed(Deed)
    }

    func outcome(_ context: Context) throws(Diagnostic) -> Outcome {
        if stages.isEmpty, case .query(let inner) = source { return try inner.outcome(context) }
        if let last = stages.last, last.verb.tellsCourse {
            return .flow(try last.tell(Course(self, without: 1), context))
        }
        var flow = try begin(context)
        for stage in stages {
            try context.checkInterrupt(stage.call.span)
            switch try stage.run(flow, context) {
            case .flow(let next): flow = context.tellingRates(next.of(flow.known))
            case .deed(let deed): return .deed(deed)
            }
        }
        return .flow(flow)
    }

    /// What it gives, for a query that is known to change nothing.
    func flow(_ context: Context) throws(Diagnostic) -> Flow {
        switch try outcome(context) {
        case .flow(let flow): flow
        case .deed(let deed): deed.result
        }
    }

    func begin(_ context: Context) throws(Diagnostic) -> Flow {
        switch source {
        case .nothing: .nothing
        case .noun(let dated): .rows(try dated.rows(context))
        case .expression(let expression): .value(try expression.value(context))
        case .variable(let slot): slot < context.variables.count ? context.variables[slot] : .nothing
        case .it: context.last
        case .query(let inner): try inner.flow(context)
        case .dated(let inner, let dates): try dates.flow(of: inner, context)
        case .definition(let definition, let arguments):
            try context.calls(definition, try arguments.map { argument throws(Diagnostic) in try argument.flow(context) }, span)
        }
    }
}

extension Stage {
    func run(_ input: Flow, _ context: Context) throws(Diagnostic) -> Pipeline.Outcome {
        let run = Run(context: context, input: input, call: call)
        switch prepared.body {
        case .flow(let body): return .flow(try body(run))
        case .deed(let body): return .deed(try body(run))
        }
    }
}

extension Stage {
    /// Runs a stage that needs no rows, only what the stages before it say.
    func tell(_ course: Course, _ context: Context) throws(Diagnostic) -> Flow {
        var run = Run(context: context, input: .nothing, call: call)
        run.course = course
        switch prepared.body {
        case .flow(let body): return try body(run)
        case .deed(let body): return try body(run).result
        }
    }
}

extension DatedNoun {
    func rows(_ context: Context) throws(Diagnostic) -> Relation {
        var day: Day?
        if let asOf { day = try asOf.value(context).lastDay(asOf.span) }
        let request = NounRequest(context: context, asOf: day ?? context.world.asOf)
        return try prepared.rows(request, Run(context: context, input: .nothing, call: call))
    }
}

extension Flow {
    /// The earlier book that rows are of.
    fileprivate var known: KnownBook? {
        if case .rows(let relation) = self { relation.known } else { nil }
    }

    /// Rows made of rows of an earlier book are of that book too.
    fileprivate func of(_ book: KnownBook?) -> Flow {
        guard let book, case .rows(var relation) = self, relation.known == nil else { return self }
        relation.known = book
        return .rows(relation)
    }
}
