// What a running statement may touch: the world, the variables, and closures lent by the floors above.
// One context serves a session; it is used by one thread. May not know a verb, a file or a terminal.
package import Columns
package import Diagnostics
import Values

/// The running side of a session.
package final class Context {
    package var world: World
    package let scratch = ScratchTexts()
    /// Values of variables by slot; the checker gives each variable its slot.
    package var variables: [Flow] = []
    /// The last result, `it`.
    package var last: Flow = .nothing
    /// True once somebody asked to stop (Ctrl-C); polled by scans and loops.
    package var isInterrupted: () -> Bool = { false }
    /// A line for the person, on the error stream.
    package var says: (String) -> Void = { _ in }
    /// How far long work is, for whoever shows it.
    package var reports: (WorkDone) -> Void = { _ in }
    /// A result for the person or the machine, on the output stream.
    package var prints: (Flow) -> Void = { _ in }
    /// A yes-or-no question after a preview; nil where nobody can be asked.
    package var asks: ((String) -> Bool)?
    /// Whether the session is a prompt: a script is never asked anything.
    package internal(set) var isAtPrompt = false
    /// Exchange rates that were used and not told yet.
    var ratesUsed: [String] = []
    /// What a session changed and did not keep yet; set by the session.
    var pending: () -> [Effect] = { [] }
    /// What was changed when; nil where nobody keeps it.
    package var recalls: Recall?
    var keptBook: KeptBook?
    /// What is random is drawn from here; the floor above gives the seed.
    package var draws = Draws(seed: 0)
    /// What the shell lends the verbs (files, history of changes); opaque here.
    package var surroundings: Any?
    /// What nouns worked out from the book as it is, for statements that follow.
    package let keptWork = KeptWork()
    /// True while what runs is taken back afterwards (`dry`, `whatif`): nothing may leave, not even a file.
    package internal(set) var isSupposing = false

    /// Runs a definition; set by the session, which knows what a statement is.
    var calls: (Definition, [Flow], Span) throws(Diagnostic) -> Flow = { _, _, _ in .nothing }
    /// Where a fault inside a definition stands, until the statement that called it says so to the person.
    var faultPlace: FaultPlace?

    package init(world: World) { self.world = world }

    /// Lends the store: what is only looked up costs no copy of it. Nothing in `body` may ask this context for the world.
    func lend<Result>(_ body: (inout Store) -> Result) -> Result { body(&world.store) }

    package var codec: CellCodec { CellCodec(store: world.store, scratch: scratch) }

    /// Throws once a stop was asked for. Called between blocks of rows and turns of loops.
    package func checkInterrupt(_ span: Span) throws(Diagnostic) {
        if isInterrupted() { throw .interrupted(span) }
    }
}

/// How far a long piece of work is.
package struct WorkDone: Sendable, Hashable {
    /// "importing invoices.csv"
    package var what: String
    package var done: Int
    /// Where it ends; nil where nobody knows.
    package var total: Int?
    /// What is counted, for the rate: "rows".
    package var unit: String
    /// How many of the unit were done, where `done` counts something else.
    package var units: Int?

    package init(_ what: String, _ done: Int, of total: Int? = nil, unit: String, units: Int? = nil) {
        self.what = what
        self.done = done
        self.total = total
        self.unit = unit
        self.units = units
    }
}

/// A fault in the text of a definition: its spans cut another source than that of the statement which runs.
struct FaultPlace {
    var source: Source
    var code: String
    var span: Span

    func isOf(_ fault: Diagnostic) -> Bool { fault.code == code && fault.primary.span == span }
}

extension Diagnostic {
    package static let interruptedCode = "run.interrupted"

    fileprivate static func interrupted(_ span: Span) -> Diagnostic {
        Diagnostic(interruptedCode, "stopped: nothing of this statement was kept", at: span)
    }
}
