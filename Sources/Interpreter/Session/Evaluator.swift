// Walks checked statements, control flow included. Plain recursion over the program: depth is bounded by the parser.
import Columns
import Diagnostics
import Values

extension Session {
    enum Ending { case through, finished }

    /// Turns of all loops of one statement beyond this are refused.
    static let turnLimit = 10_000_000

    func execute(_ statement: Statement, in source: Source) throws(SessionFault) -> Ending {
        switch statement.body {
        case .query(let pipeline):
            let flow = try conclude(pipeline, statement, source)
            // What an action made is there for `let` and `it`; what it did was said.
            show(flow, printing: pipeline.action == nil)
        case .keep(let slot, let pipeline):
            let flow = try conclude(pipeline, statement, source)
            keep(flow.frozen, in: slot)
        case .parameter(let slot, let expression):
            let value = try located(source) { () throws(Diagnostic) in try expression.value(context) }
            keep(.value(value), in: slot)
        case .assert(let condition, let said):
            try located(source) { () throws(Diagnostic) in try assert(condition, said) }
        case .dry(let inner): try suppose(inner.names) { () throws(SessionFault) in _ = try execute(inner, in: source) }
        case .whatIf(let inner): try suppose(nil) { () throws(SessionFault) in _ = try execute(inner, in: source) }
        case .explain(let pipeline):
            try located(source) { () throws(Diagnostic) in
                for line in try Explanation(pipeline, source, context).lines() { answers(line) }
            }
        case .help(let words): for line in HelpBook(registry).page(words).lines() { answers(line) }
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
            if let pipeline { show(try conclude(pipeline, statement, source), printing: pipeline.action == nil) }
            return .finished
        case .use(let program):
            for inner in program.statements where try execute(inner, in: program.source) == .finished { break }
        case .nothing: break
        case .choose(let condition, let then, let otherwise):
            let isTrue = try located(source) { () throws(Diagnostic) in try condition.value(context).isTrue }
            return try execute(isTrue ? then : otherwise, in: source)
        case .loop(let condition, let inner):
            var turns = 0
            while try located(source, { () throws(Diagnostic) in try condition.value(context).isTrue }) {
                try turn(&turns, statement.span, source)
                if try execute(inner, in: source) == .finished { return .finished }
            }
        case .each(let slot, let pipeline, let inner):
            let flow = try located(source) { () throws(Diagnostic) in try pipeline.flow(context) }
            var turns = 0
            for value in elements(flow) {
                try turn(&turns, statement.span, source)
                keep(.value(value), in: slot)
                if try execute(inner, in: source) == .finished { return .finished }
            }
        case .attempt(let first, let slot, let second): return try attempt(first, slot, second, source)
        }
        return .through
    }

    private func execute(_ statements: [Statement], in source: Source) throws(SessionFault) -> Ending {
        for statement in statements where try execute(statement, in: source) == .finished { return .finished }
        return .through
    }

    private func turn(_ turns: inout Int, _ span: Span, _ source: Source) throws(SessionFault) {
        turns += 1
        if turns > Self.turnLimit { throw SessionFault(.failed, .tooManyTurns(span), in: source) }
        try located(source) { () throws(Diagnostic) in try context.checkInterrupt(span) }
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

    private func show(_ flow: Flow, printing: Bool) {
        switch flow {
        case .nothing: return
        case .value(let value): checker.lastShape = .value(ExpressionType(of: value))
        case .rows(let relation): checker.lastShape = .rows(relation.shape)
        }
        if mode == .prompt { context.last = flow }
        if printing { context.prints(flow) }
    }

    private func keep(_ flow: Flow, in slot: Int) {
        while context.variables.count <= slot { context.variables.append(.nothing) }
        context.variables[slot] = flow
    }

    private func elements(_ flow: Flow) -> [Value] {
        switch flow {
        case .nothing: return []
        case .value(.list(let list)): return list
        case .value(let value): return [value]
        case .rows(let relation):
            let codec = context.codec
            if relation.shape.shown.count == 1, let only = relation.shape.shown.first {
                return relation.values(of: only, codec)
            }
            let columns = relation.shape.shown.map { relation.values(of: $0, codec) }
            let names = relation.shape.shown.map { relation.shape.columns[$0].name }
            return (0..<relation.rowCount).map { row in
                .record(names.indices.map { Field(names[$0], columns[$0][row]) })
            }
        }
    }

    // MARK: assert, suppose, try

    private func assert(_ condition: BoundExpression, _ said: BoundExpression?) throws(Diagnostic) {
        if try condition.value(context).isTrue { return }
        throw .assertion(try said?.value(context).spelling, condition.span)
    }

    /// Runs something whose changes are all taken back.
    private func suppose(_ names: Names?, _ body: () throws(SessionFault) -> Void) throws(SessionFault) {
        let mark = group.mark(context.world.store)
        hypotheses += 1
        defer {
            hypotheses -= 1
            context.world.store = mark.store
            group.rollback(to: mark)
        }
        try body()
    }

    private func attempt(
        _ first: [Statement], _ slot: Int?, _ second: [Statement], _ source: Source
    ) throws(SessionFault) -> Ending {
        let mark = group.mark(context.world.store)
        do throws(SessionFault) { return try execute(first, in: source) } catch {
            // A stop is a stop, and what was kept cannot be taken back.
            if error.kind == .interrupted { throw error }
            context.world.store = mark.store
            group.rollback(to: mark)
            if let slot {
                keep(
                    .value(
                        .record([
                            Field("message", .text(error.diagnostic.message)), Field("code", .text(error.diagnostic.code)),
                        ])), in: slot)
            }
            return try execute(second, in: source)
        }
    }
}

extension Flow {
    /// What a variable keeps: rows that no later change can reach.
    fileprivate var frozen: Flow {
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

    fileprivate static func tooManyTurns(_ span: Span) -> Diagnostic {
        Diagnostic("limit.turns", "a loop may turn \(Session.turnLimit) times, and this one turned more often", at: span)
    }
}
