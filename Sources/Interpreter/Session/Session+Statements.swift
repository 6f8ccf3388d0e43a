// Does one statement. What has blocks runs on the machine, which asks for the statements inside them here.
import Columns
import Diagnostics
import Values

extension Session {
    enum Ending: Equatable { case through, finished, left(Statement.Way) }

    func execute(_ statement: Statement, in source: Source) throws(SessionFault) -> Ending {
        switch statement.body {
        case .query(let pipeline):
            let flow = try conclude(pipeline, statement, source)
            // What an action made is there for `let` and `it`; what it did was said.
            show(flow, printing: !pipeline.acts)
        case .keep(let slot, let pipeline):
            let flow = try conclude(pipeline, statement, source)
            keep(flow.frozen, in: slot)
        case .parameter(let slot, let expression):
            let value = try located(source) { () throws(Diagnostic) in try expression.value(context) }
            keep(.value(value), in: slot)
        case .assert(let condition, let said):
            try located(source) { () throws(Diagnostic) in try assert(condition, said) }
        case .dry(let inner): try suppose { () throws(SessionFault) in _ = try execute(inner, in: source) }
        case .whatIf(let inner): return try suppose { () throws(SessionFault) in try execute(inner, in: source) }
        case .explain(let pipeline):
            try located(source) { () throws(Diagnostic) in
                for line in try Explanation(pipeline, source, context).lines() { answers(line) }
            }
        case .help(let words): for line in HelpBook(registry, own: checker.definitions).page(words).lines() { answers(line) }
        case .begin:
            guard mode != .script else { throw SessionFault(.failed, .alreadyOpen(true, statement.span), in: source) }
            guard !group.isOpen else { throw SessionFault(.failed, .alreadyOpen(false, statement.span), in: source) }
            group.isOpen = true
            group.before = context.world.store
        case .commit:
            guard mode == .script || group.isOpen else {
                throw SessionFault(.failed, .notOpen("commit", statement.span), in: source)
            }
            try keep(source, statement.span)
        case .rollback:
            guard mode == .script || group.isOpen else {
                throw SessionFault(.failed, .notOpen("rollback", statement.span), in: source)
            }
            abandon()
        case .finish(let pipeline):
            let flow = try pipeline.map { pipeline throws(SessionFault) in try conclude(pipeline, statement, source) } ?? .nothing
            if isInside { given = flow } else { show(flow, printing: !(pipeline?.acts ?? true)) }
            return .finished
        case .use(let program):
            _ = try execute(program.statements, in: program.source)
        case .nothing: break
        case .choose, .loop, .each, .attempt: return try machine.run(statement, in: source)
        case .fail(let said):
            let text = try located(source) { () throws(Diagnostic) in try said.value(context).spelling ?? "" }
            throw SessionFault(.failed, .said(text, statement.span), in: source)
        case .leave(let way): return .left(way)
        }
        return .through
    }

    func execute(_ statements: [Statement], in source: Source) throws(SessionFault) -> Ending {
        for statement in statements {
            switch try execute(statement, in: source) {
            case .through: continue
            case .finished: return .finished
            case .left(let way): return .left(way)
            }
        }
        return .through
    }

    // MARK: queries

    private func conclude(_ pipeline: Pipeline, _ statement: Statement, _ source: Source) throws(SessionFault) -> Flow {
        try located(source) { () throws(Diagnostic) in
            switch try pipeline.outcome(context) {
            case .flow(let flow): return flow
            case .deed(let deed):
                guard let stage = pipeline.last else { return deed.result }
                return try perform(deed, stage) { source.text(statement.span) }
            }
        }
    }

    func show(_ flow: Flow, printing: Bool) {
        switch flow {
        case .nothing: return
        case .value(let value): checker.lastShape = .value(ExpressionType(of: value))
        case .rows(let relation): checker.lastShape = .rows(relation.shape)
        }
        if mode == .prompt { context.last = flow }
        if printing { context.prints(flow) }
        if printing, let note = context.takeRatesUsed() { context.says(note) }
    }

    func keep(_ flow: Flow, in slot: Int) {
        while context.variables.count <= slot { context.variables.append(.nothing) }
        context.variables[slot] = flow
    }

    // MARK: assert, suppose, try

    private func assert(_ condition: BoundExpression, _ said: BoundExpression?) throws(Diagnostic) {
        if try condition.value(context).isTrue { return }
        throw .assertion(try said?.value(context).spelling, condition.span)
    }

    /// Runs something whose changes are all taken back.
    private func suppose<Result>(_ body: () throws(SessionFault) -> Result) throws(SessionFault) -> Result {
        let mark = group.mark(context.world.store)
        hypotheses += 1
        defer {
            hypotheses -= 1
            takeBack(to: mark)
        }
        return try body()
    }
}

extension Flow {
    /// What a variable keeps: rows that no later change can reach.
    var frozen: Flow {
        switch self {
        case .rows(let relation): .rows(relation.frozen())
        case .nothing, .value: self
        }
    }
}

extension Value {
    var isTrue: Bool { self == .flag(true) }
}

extension Diagnostic {
    static let assertCode = "assert.failed"

    fileprivate static func assertion(_ said: String?, _ span: Span) -> Diagnostic {
        Diagnostic(assertCode, said.map { "assertion failed: \($0)" } ?? "this must be true, but it is not", at: span)
    }

    fileprivate static func alreadyOpen(_ isScript: Bool, _ span: Span) -> Diagnostic {
        Diagnostic(
            "transaction.open",
            isScript ? "a script is a transaction already" : "a transaction is open already", at: span,
            hint: "commit keeps it, rollback takes it back")
    }

    fileprivate static func notOpen(_ word: String, _ span: Span) -> Diagnostic {
        Diagnostic("transaction.none", "'\(word)' ends a transaction, but none is open", at: span,
            hint: "begin opens one; without it each statement is kept as it is done")
    }

    static func tooManySteps(_ limit: Int, _ span: Span) -> Diagnostic {
        Diagnostic(
            "limit.steps", "one statement may take \(limit) steps (turns of loops and calls), and this is one more", at: span,
            hint: "does its loop ever end?")
    }

    fileprivate static func said(_ text: String, _ span: Span) -> Diagnostic { Diagnostic("fail.said", text, at: span) }
}
