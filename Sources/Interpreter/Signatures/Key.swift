// A parameter with the Swift type of what is given for it, answered while the statement runs: `try run[amount]`.
// May not look at rows of the input; what depends on rows or decides a shape is a Clause.
package import Diagnostics
import Values

/// A typed parameter of a verb or noun.
///
///     static let amount = Key.money("amount", "what came in")
///     static let day = Key.day("date", label: "on", "the day it came in").otherwise("today") { $0.today }
///     …
///     try run[amount]     // Money
package struct Key<Answer>: SignatureItem {
    package var parameter: Parameter
    /// Turns what was given into the answer. Nothing given is nil.
    let read: @Sendable (GivenArgument?, Run) throws(Diagnostic) -> Answer

    init(_ parameter: Parameter, read: @escaping @Sendable (GivenArgument?, Run) throws(Diagnostic) -> Answer) {
        self.parameter = parameter
        self.read = read
    }

    /// May be left out: the answer is nil then.
    package var optional: Key<Answer?> {
        var parameter = parameter
        parameter.presence = .optional
        return Key<Answer?>(parameter) { [read] given, run throws(Diagnostic) in
            guard let given else { return nil }
            return try read(given, run)
        }
    }

    /// May be left out: `says` tells the reader of the help what holds then, and the closure works it out.
    package func otherwise(_ says: String, _ value: @escaping @Sendable (World) -> Answer) -> Key<Answer> {
        var parameter = parameter
        parameter.presence = .defaulted(says)
        return Key(parameter) { [read] given, run throws(Diagnostic) in
            guard let given else { return value(run.world) }
            return try read(given, run)
        }
    }
}

/// What was given for one key: one expression for each comma-separated item, and where they stand. Behind one reference, since it
/// is read for each key of each line of a stream; only a form that is filled with the next line changes it.
package final class GivenArgument {
    var items: [BoundItem]
    package internal(set) var span: Span

    init(items: [BoundItem], span: Span) {
        self.items = items
        self.span = span
    }
}
