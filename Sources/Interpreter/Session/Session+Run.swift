// Running what was checked: statement by statement, stopping at the first error, with the transaction around it.
import Columns
import Diagnostics
import Values

extension Session {
    /// Runs a checked source. At an error nothing of its transaction is left, in memory or in the book.
    package func run(_ checked: Checked) throws(SessionFault) {
        if let problem = checked.problems.first {
            throw SessionFault(.check, problem.diagnostic, in: problem.source)
        }
        hypotheses = isDry ? 1 : 0
        context.isSupposing = isDry
        if isDry { group.before = context.world.store }
        defer { if isDry { abandon() } }
        for statement in checked.program.statements {
            group.isSingle = mode != .script && !group.isOpen && hypotheses == 0 && statement.isSingle
            let mark = mode != .script && !group.isSingle ? group.mark(context.world.store) : nil
            do throws(SessionFault) {
                let ending = try execute(statement, in: checked.source)
                if mode != .script, !group.isOpen, hypotheses == 0 { try keep(checked.source, statement.span) }
                if ending == .finished { break }
            } catch {
                if let mark {
                    context.world.store = mark.store
                    group.rollback(to: mark)
                    if !group.isOpen { group.clear() }
                } else {
                    abandon()
                }
                checker.names = statement.names
                throw error
            }
        }
        guard mode == .script, hypotheses == 0 else { return }
        do throws(SessionFault) {
            try keep(checked.source, checked.program.statements.last?.span ?? Span(0, 0))
        } catch {
            abandon()
            throw error
        }
    }

    /// Takes back what was not kept.
    package func abandon() {
        if let before = group.before {
            context.world.store = before
        } else if let inverse = group.inverse {
            // Only a change that was just applied is inverted, so this cannot be refused.
            _ = try? context.world.store.apply(inverse)
        }
        group.clear()
    }

    /// Commits what is pending and prints what it did.
    func keep(_ source: Source, _ span: Span) throws(SessionFault) {
        if group.changes.isEmpty {
            for line in group.says { answers(line) }
            let departures = group.departures
            group.clear()
            for departure in departures { try located(source) { () throws(Diagnostic) in try departure(context) } }
            return
        }
        let entry = Entry(
            line: group.lines.count == 1 ? group.lines[0] : group.lines.joined(separator: "\n"),
            actor: context.world.actor, key: group.key, undoes: group.undoes)
        let number: UInt64
        do throws(CommitFault) {
            number = try committer.commit(ChangeSet(group.changes), entry, context.world.store)
        } catch {
            throw SessionFault(error.kind, .notKept(error, span), in: source)
        }
        let (says, departures) = (group.says, group.departures)
        group.clear()
        for line in says { answers(line) }
        answers("ok #\(number)")
        for departure in departures { try located(source) { () throws(Diagnostic) in try departure(context) } }
    }

    /// Gives a diagnostic its source and its kind.
    func located<Result>(
        _ source: Source, _ body: () throws(Diagnostic) -> Result
    ) throws(SessionFault) -> Result {
        do throws(Diagnostic) { return try body() } catch {
            let kind: SessionFault.Kind =
                switch error.code {
                case Diagnostic.interruptedCode: .interrupted
                case Diagnostic.assertCode: .assertion
                case Diagnostic.confirmMissingCode, Diagnostic.confirmDiffersCode: .confirmation
                default: .failed
                }
            throw SessionFault(kind, error, in: source)
        }
    }
}

extension Statement {
    /// One call and nothing else: it changes the book at most once, as its last deed.
    fileprivate var isSingle: Bool {
        switch body {
        case .query, .keep, .assert, .explain, .help, .begin, .commit, .rollback, .parameter, .nothing: true
        case .dry, .finish, .use, .choose, .loop, .each, .attempt, .whatIf: false
        }
    }
}

extension Diagnostic {
    fileprivate static func notKept(_ fault: CommitFault, _ span: Span) -> Diagnostic {
        Diagnostic(
            fault.kind == .locked ? "book.locked" : "book.not-kept", "nothing was changed: \(fault.message)", at: span,
            hint: fault.hint)
    }
}
