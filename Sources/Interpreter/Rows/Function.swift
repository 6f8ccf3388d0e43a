// The signature of a function, `month(due)`: data for the checker and the help, and one closure over values.
// Aggregates (`sum(balance)`) have no closure: they name a kernel. May not know a function by name.
import Columns
import Diagnostics
package import Values

/// What an aggregate does with the rows of a group.
package enum Aggregate: Sendable, Hashable, CaseIterable {
    case count, sum, average, minimum, maximum, median, percentile, distinct, first, last
}

/// A function as people call it.
///
///     Function("month", [.day], gives: .fixed(.number(scale: 0)), summary: "the month of a date, 1 to 12") { args, _ in … }
package struct Function: Sendable {
    /// What an argument may be; `any` takes everything, `column` only an expression over rows.
    package enum Taken: Sendable, Hashable { case flag, number, money, percent, day, moment, duration, text, list, textOrList, any }

    package enum Result: Sendable {
        case fixed(ExpressionType)
        /// Of the same type as the first argument.
        case likeFirst
    }

    package typealias Body = @Sendable ([Value], Context) throws(FunctionFault) -> Value
    /// How the value comes about, line by line.
    package typealias Derivation = @Sendable ([Value], Context) throws(FunctionFault) -> [String]

    package var name: String
    package var parameters: [(name: String, taken: Taken)]
    /// How many of the last parameters may be left out.
    package var optional: Int
    package var result: Result
    package var aggregate: Aggregate?
    package var summary: String
    package var examples: [String]
    package var body: Body?
    /// What `explain` prints of a call; nil where there is nothing to tell.
    package var derivation: Derivation?

    package init(
        _ name: String, _ parameters: [(name: String, taken: Taken)], optional: Int = 0, gives result: Result,
        summary: String, examples: [String] = [], derivation: Derivation? = nil, body: @escaping Body
    ) {
        self.name = name
        self.parameters = parameters
        self.optional = optional
        self.result = result
        aggregate = nil
        self.summary = summary
        self.examples = examples
        self.body = body
        self.derivation = derivation
    }

    /// An aggregate: used in `summarise` and as a stage of its own.
    package init(
        aggregate: Aggregate, _ name: String, takes: [(name: String, taken: Taken)], optional: Int = 0,
        gives result: Result, summary: String, examples: [String] = []
    ) {
        self.name = name
        parameters = takes
        self.optional = optional
        self.result = result
        self.aggregate = aggregate
        self.summary = summary
        self.examples = examples
        body = nil
    }
}

/// What a function may complain about: it knows no span.
package struct FunctionFault: Error, Sendable {
    package var message: String
    package init(_ message: String) { self.message = message }
}
