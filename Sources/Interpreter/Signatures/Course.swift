// What a pipeline does, stage by stage: for the stage that says it in another language instead of running it.
// Only tells what was checked; runs nothing.
package import Diagnostics

/// A checked query laid open.
package struct Course {
    package enum Source {
        /// Rows of a noun; `arguments` says whether it was given any.
        case noun(Noun, arguments: Bool, asOf: BoundExpression?)
        /// A query in parentheses.
        indirect case course(Course)
        case value(BoundExpression)
        /// What stands in no table: a variable, the last result, what a definition gives, a query in the world of another day.
        case kept
    }

    package let source: Source
    /// The rows it begins with; no columns where it begins with none.
    package let rows: RowShape
    /// Where that stands.
    package let span: Span
    package let steps: [CourseStep]
}

/// A stage on the way.
package struct CourseStep {
    package let verb: String
    package let call: Call
    /// What comes out of it.
    package let shape: Shape

    /// The call as it runs, for its keys.
    package func run(_ context: Context) -> Run { Run(context: context, input: .nothing, call: call) }
}

extension Course {
    /// `without` leaves out so many of the last stages.
    init(_ pipeline: Pipeline, without last: Int = 0) {
        let shape: Shape
        var start = pipeline.span
        switch pipeline.source {
        case .noun(let dated):
            start = dated.call.span
            source = .noun(dated.noun, arguments: dated.call.hasArguments, asOf: dated.asOf)
            shape = .rows(dated.prepared.shape)
        case .query(let inner):
            source = .course(Course(inner))
            shape = inner.shape
        case .expression(let expression):
            source = .value(expression)
            start = expression.span
            shape = .value(expression.type)
        case .nothing, .variable, .it, .definition, .dated:
            source = .kept
            shape = .nothing
        }
        if case .rows(let rows) = shape { self.rows = rows } else { rows = RowShape(columns: []) }
        span = start
        steps = pipeline.stages.dropLast(last).map { CourseStep(verb: $0.verb.name, call: $0.call, shape: $0.prepared.shape) }
    }

    /// What comes out at its end.
    package var shape: Shape {
        if let last = steps.last { return last.shape }
        switch source {
        case .noun: return .rows(rows)
        case .course(let inner): return inner.shape
        case .value(let expression): return .value(expression.type)
        case .kept: return .nothing
        }
    }
}

extension Call {
    /// Whether any parameter was given.
    var hasArguments: Bool { arguments.contains { $0 != nil } }
}
