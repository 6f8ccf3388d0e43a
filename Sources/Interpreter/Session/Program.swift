// A checked script: statements that can run, each knowing where it stands. Made by the checker, run by the session.
import Diagnostics
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
    /// How many variables there were before it: what a failed statement leaves.
    var names: Int

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
}
