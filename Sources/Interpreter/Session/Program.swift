// A checked script: statements that can run, each knowing where it stands. Made by the checker, run by the session.
package import Diagnostics
import Syntax
import Values

/// Statements of one source.
struct Program {
    var source: Source
    var statements: [Statement]
}

struct Statement {
    var span: Span
    var body: Body
    /// The variables there were before it: what a failed statement leaves.
    var names: Names.Mark
    /// The variables it reads, by slot; those of its blocks as well.
    var reads: [Int] = []

    /// The variables it sets.
    var writes: [Int] {
        switch body {
        case .keep(let slot, _), .parameter(let slot, _): [slot]
        case .dry(let inner): inner.writes
        case .choose(_, let then, let otherwise): then.writes + otherwise.writes
        case .loop(_, let inner), .whatIf(let inner): inner.writes
        case .each(let slot, _, let inner): [slot] + inner.writes
        case .attempt(let first, let slot, let second): first.writes + (slot.map { [$0] } ?? []) + second.writes
        case .query, .assert, .explain, .help, .begin, .commit, .rollback, .finish, .use, .nothing, .fail, .leave: []
        }
    }

    indirect enum Body {
        case query(Pipeline)
        /// `let` and assignment: rows are frozen.
        case keep(slot: Int, Pipeline)
        case assert(BoundExpression, said: BoundExpression?)
        case dry(Statement)
        case explain(Pipeline)
        case help([String])
        case begin, commit, rollback
        case finish(Pipeline?)
        case use(Program)
        case parameter(slot: Int, BoundExpression)
        case nothing
        case choose(BoundExpression, [Statement], otherwise: [Statement])
        case loop(BoundExpression, [Statement])
        case each(slot: Int, Pipeline, [Statement])
        case attempt([Statement], slot: Int?, [Statement])
        case whatIf([Statement])
        case fail(BoundExpression)
        case leave(Way)
    }

    /// How far `break` and `continue` leave.
    enum Way { case loop, turn }

    /// Whether nothing behind it in its block can be reached.
    var leaves: Bool {
        switch body {
        case .finish, .fail, .leave: true
        case .choose(_, let then, let otherwise): then.last?.leaves ?? false && otherwise.last?.leaves ?? false
        case .query, .keep, .assert, .dry, .explain, .help, .begin, .commit, .rollback, .use, .parameter, .nothing, .loop,
            .each, .attempt, .whatIf:
            false
        }
    }
}

/// What stands behind a script on the command line: `since 2026-11-01`.
package struct ScriptArguments: Sendable {
    package var pairs: [(name: String, value: String)]
    /// The script is only looked at: what it must be given need not be there.
    package var mayMiss = false

    package init(_ pairs: [(name: String, value: String)] = []) { self.pairs = pairs }

    /// For a script that is only looked at.
    package static var open: ScriptArguments {
        var open = ScriptArguments()
        open.mayMiss = true
        return open
    }

    func value(of name: String) -> String? { pairs.last { $0.name == name }?.value }
}

/// A source that was checked, with every problem found. It may be run when there is none.
package struct Checked {
    package let source: Source
    package let problems: [Problem]
    let program: Program
    /// The variables before it was checked.
    let before: Names

    /// The script is right, but not what stands behind it on the command line.
    package var isMisgiven: Bool {
        !problems.isEmpty && problems.allSatisfy { Diagnostic.argumentCodes.contains($0.diagnostic.code) }
    }

    /// Only more text is missing: the prompt offers another line and asks nothing else.
    package var isIncomplete: Bool {
        !problems.isEmpty && problems.allSatisfy { $0.diagnostic.isIncomplete }
    }

    /// Whether running it could change the book.
    package var mayChange: Bool { program.statements.contains { $0.mayChange } }
    /// The first statement that could do more than read.
    package var firstAct: Span? { program.statements.first { $0.consequence > .reads }?.span }
}

extension [Statement] {
    var writes: [Int] { flatMap(\.writes) }
}

extension Statement {
    var mayChange: Bool { consequence >= .changes }

    /// The most it may do to the book or outside it; what is only supposed does nothing.
    var consequence: Consequence {
        switch body {
        case .query(let pipeline), .keep(_, let pipeline): pipeline.consequence
        case .finish(let pipeline): pipeline?.consequence ?? .reads
        case .use(let program): program.statements.consequence
        case .choose(_, let first, let second), .attempt(let first, _, let second): max(first.consequence, second.consequence)
        case .loop(_, let inner), .each(_, _, let inner): inner.consequence
        case .dry, .explain, .help, .assert, .begin, .commit, .rollback, .parameter, .nothing, .whatIf, .fail, .leave: .reads
        }
    }
}
