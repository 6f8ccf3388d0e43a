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
    var names: Names

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
    }
}

/// What stands behind a script on the command line: `since 2026-11-01`.
package struct ScriptArguments: Sendable {
    package var pairs: [(name: String, value: String)]

    package init(_ pairs: [(name: String, value: String)] = []) { self.pairs = pairs }

    func value(of name: String) -> String? { pairs.last { $0.name == name }?.value }
}

/// A source that was checked, with every problem found. It may be run when there is none.
package struct Checked {
    package let source: Source
    package let problems: [Problem]
    let program: Program
    /// The variables before it was checked.
    let before: Names

    /// Only more text is missing: the prompt offers another line and asks nothing else.
    package var isIncomplete: Bool {
        !problems.isEmpty && problems.allSatisfy { $0.diagnostic.isIncomplete }
    }

    /// Whether running it could change the book.
    package var mayChange: Bool { program.statements.contains { $0.mayChange } }
}

extension Statement {
    var mayChange: Bool {
        switch body {
        case .query(let pipeline), .keep(_, let pipeline): pipeline.consequence >= .changes
        case .use(let program): program.statements.contains { $0.mayChange }
        case .choose(_, let first, let second), .attempt(let first, _, let second):
            first.contains { $0.mayChange } || second.contains { $0.mayChange }
        case .loop(_, let inner), .each(_, _, let inner): inner.contains { $0.mayChange }
        case .finish(let pipeline): (pipeline?.consequence ?? .reads) >= .changes
        case .dry, .explain, .help, .assert, .begin, .commit, .rollback, .parameter, .nothing, .whatIf: false
        }
    }
}
