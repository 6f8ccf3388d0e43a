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
        (steps, attempts, isInside) = (0, 0, false)
        context.ratesUsed = []
        (whole, takenBack) = ([], 0)
        if isDry { group.before = context.world.store }
        defer {
            if isDry { abandon() }
            hypotheses = 0
        }
        if mode == .script { try runWhole(checked) } else { try runEach(checked) }
    }

    /// A script: one transaction.
    private func runWhole(_ checked: Checked) throws(SessionFault) {
        let span = checked.program.statements.last?.span ?? Span(0, 0)
        let before = commits
        do throws(SessionFault) {
            for statement in checked.program.statements where try execute(statement, in: checked.source) == .finished {
                break
            }
            if !isDry { try keep(checked.source, span) }
        } catch {
            takenBack = group.lines.count
            keptBefore = commits > before
            abandon()
            throw error
        }
    }

    /// The prompt and a stream: each statement is a transaction unless `begin` opened one.
    private func runEach(_ checked: Checked) throws(SessionFault) {
        for statement in checked.program.statements {
            group.isSingle = !isDry && statement.isSingle
            group.inverse = nil
            let mark = group.mark(group.isSingle ? nil : context.world.store)
            let kept = commits
            do throws(SessionFault) {
                let ending = try execute(statement, in: checked.source)
                if !group.isOpen, !isDry { try keep(checked.source, statement.span) }
                if ending == .finished { return }
            } catch {
                // What was kept stays, whatever failed after it.
                if commits == kept {
                    takeBack(to: mark)
                    if !group.isOpen { group.clear() }
                }
                checker.names.goBack(to: statement.names)
                throw error
            }
        }
    }

    /// Takes back what was not kept.
    package func abandon() {
        if let before = group.before { context.world.store = before } else { invert() }
        group.clear()
    }

    /// Takes back what was done since a mark.
    func takeBack(to mark: Group.Mark) {
        if let store = mark.store { context.world.store = store } else { invert() }
        group.rollback(to: mark)
    }

    private func invert() {
        // Only a change that was just applied is inverted, so this cannot be refused.
        if let inverse = group.inverse { _ = try? context.world.store.apply(inverse) }
        group.inverse = nil
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
            actor: context.world.actor, key: group.key, undoes: group.undoes, script: mode == .script ? source : nil)
        let number: UInt64
        do throws(CommitFault) {
            number = try committer.commit(ChangeSet(group.changes), entry)
        } catch {
            throw SessionFault(error.kind, .notKept(error, span), in: source)
        }
        commits += 1
        for line in group.says { answers(line) }
        let departures = group.departures
        group.clear()
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
                default: error.isOfFiles ? .book : .failed
                }
            // What went wrong inside a definition stands in its text, not in that of the statement that called it.
            let place = context.faultPlace.flatMap { $0.isOf(error) ? $0.source : nil }
            context.faultPlace = nil
            throw SessionFault(kind, error, in: place ?? source)
        }
    }
}

extension Statement {
    /// One call and nothing else: it changes the book at most once, as its last deed.
    fileprivate var isSingle: Bool {
        switch body {
        case .query(let pipeline), .keep(_, let pipeline): pipeline.endsInAct || !pipeline.acts
        case .assert, .explain, .help, .begin, .commit, .rollback, .parameter, .nothing, .fail: true
        case .dry, .finish, .use, .choose, .loop, .each, .attempt, .whatIf, .leave: false
        }
    }
}

extension Diagnostic {
    fileprivate static func notKept(_ fault: CommitFault, _ span: Span) -> Diagnostic {
        Diagnostic(
            fault.kind == .locked ? "book.locked" : "book.not-kept",
            "\(fault.isUnsure ? "nobody can tell whether this was kept" : "nothing was changed"): \(fault.message)", at: span, hint: fault.hint)
    }
}
