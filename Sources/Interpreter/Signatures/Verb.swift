// The signature of a verb: data, and one closure that checks a call and says how it runs.
// Help, completion, highlighting, checking and the manual read the data; nobody reads the closure.
import Values

/// Where a verb may stand.
package enum Role: Sendable, Hashable {
    /// After a `|`: turns rows into rows or a value, and changes nothing.
    case stage
    /// A statement, or its last stage: changes the book.
    case action
    /// A statement by itself: `undo`, `begin`, `book backup`.
    case command
}

/// The most a verb may do.
package enum Consequence: Int, Sendable, Hashable, Comparable {
    case reads, writesFile, changes, reachesPerson

    package static func < (a: Consequence, b: Consequence) -> Bool { a.rawValue < b.rawValue }
}

/// What may be piped into a verb.
package struct Accepts: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    package static let nothing = Accepts(rawValue: 1)
    package static let value = Accepts(rawValue: 2)
    package static let rows = Accepts(rawValue: 4)
    package static let anything: Accepts = [.nothing, .value, .rows]
}

/// A line that runs on the sample book, and what it shows. Every example is a test.
package struct Example: Sendable, Hashable {
    package var line: String
    package var says: String

    package init(_ line: String, _ says: String = "") {
        self.line = line
        self.says = says
    }
}

/// A verb.
///
///     static let count = Key.count("count", "how many rows").otherwise("10") { _ in 10 }
///     static let take = Verb.stage("take", [count], summary: "keep the first rows",
///         examples: [Example("invoices | take 3")]
///     ) { call in
///         Prepared(call.input) { run in .rows(run.rows.slice(from: 0, count: try run[count])) }
///     }
package struct Verb: Sendable {
    /// Behind one reference, since a call of the verb carries it along.
    private final class Signature: Sendable {
        let name: String
        let role: Role
        let parameters: [Parameter]
        let bound: [Parameter]
        let accepts: Accepts
        let consequence: Consequence
        let summary: String
        let details: String
        let examples: [Example]
        let words: String
        let takesOpenRows: Bool
        let tellsCourse: Bool
        let prepare: Prepare

        init(
            _ name: String, _ role: Role, _ parameters: [Parameter], _ accepts: Accepts, _ consequence: Consequence,
            _ summary: String, _ details: String, _ examples: [Example], _ words: String, _ takesOpenRows: Bool,
            _ tellsCourse: Bool, _ prepare: @escaping Prepare
        ) {
            self.name = name
            self.role = role
            self.parameters = parameters
            bound =
                role == .action
                ? parameters + ActionLabels.all.filter { extra in !parameters.contains { $0.label == extra.label } }
                : parameters
            self.accepts = accepts
            self.consequence = consequence
            self.summary = summary
            self.details = details
            self.examples = examples
            self.words = words
            self.takesOpenRows = takesOpenRows
            self.tellsCourse = tellsCourse
            self.prepare = prepare
        }
    }

    private let signature: Signature

    /// One word, or a word and a kind: `take`, `add debtor`.
    package var name: String { signature.name }
    package var role: Role { signature.role }
    package var parameters: [Parameter] { signature.parameters }
    package var accepts: Accepts { signature.accepts }
    package var consequence: Consequence { signature.consequence }
    package var summary: String { signature.summary }
    package var details: String { signature.details }
    package var examples: [Example] { signature.examples }
    /// What `explain` says of a stage: "keep the first {count}". `StageWords` tells how it is written.
    package var words: String { signature.words }
    /// Whether its answer is right whatever columns follow those that are known: it hands all of them on, or names what it reads.
    package var takesOpenRows: Bool { signature.takesOpenRows }
    /// Whether it tells what the stages before it do, so that they need not run.
    var tellsCourse: Bool { signature.tellsCourse }
    var prepare: Prepare { signature.prepare }
    /// The parameters, and for an action those that every action takes.
    var bindable: [Parameter] { signature.bound }

    package init(
        _ name: String, role: Role, _ items: [any SignatureItem], accepts: Accepts, consequence: Consequence,
        summary: String, details: String = "", examples: [Example] = [], words: String = "", takesOpenRows: Bool = false,
        tellsCourse: Bool = false, prepare: @escaping Prepare
    ) {
        signature = Signature(
            name, role, items.map(\.parameter), accepts, consequence, summary, details, examples, words, takesOpenRows, tellsCourse,
            prepare)
    }

    /// A stage: takes rows unless it says otherwise, and only reads.
    package static func stage(
        _ name: String, _ items: [any SignatureItem] = [], accepts: Accepts = .rows, writesFile: Bool = false,
        summary: String, words: String = "", details: String = "", examples: [Example] = [], takesOpenRows: Bool = false,
        tellsCourse: Bool = false, prepare: @escaping Prepare
    ) -> Verb {
        Verb(
            name, role: .stage, items, accepts: accepts, consequence: writesFile ? .writesFile : .reads,
            summary: summary, details: details, examples: examples, words: words, takesOpenRows: takesOpenRows,
            tellsCourse: tellsCourse, prepare: prepare)
    }

    /// An action: changes the book, alone or on the rows piped into its first place.
    package static func action(
        _ name: String, _ items: [any SignatureItem] = [], reachesPerson: Bool = false, summary: String,
        details: String = "", examples: [Example] = [], prepare: @escaping Prepare
    ) -> Verb {
        let takesRows = items.first.map { !$0.parameter.kind.pipedNouns.isEmpty } ?? false
        return Verb(
            name, role: .action, items, accepts: takesRows ? [.nothing, .rows, .value] : .nothing,
            consequence: reachesPerson ? .reachesPerson : .changes, summary: summary, details: details,
            examples: examples, prepare: prepare)
    }

    /// A command: a statement by itself.
    package static func command(
        _ name: String, _ items: [any SignatureItem] = [], consequence: Consequence = .reads, summary: String,
        details: String = "", examples: [Example] = [], prepare: @escaping Prepare
    ) -> Verb {
        Verb(
            name, role: .command, items, accepts: .nothing, consequence: consequence, summary: summary,
            details: details, examples: examples, prepare: prepare)
    }
}

/// What every action takes besides its own parameters.
enum ActionLabels {
    static let confirm = Parameter(
        "confirm", .value(.any), label: "confirm", presence: .optional,
        summary: "how many records it must act on: 12, or 1..60")
    static let key = Parameter(
        "key", .value(.text), label: "key", presence: .optional,
        summary: "a name for this act: used again, it gives the first result")
    static let all = [confirm, key]
}
