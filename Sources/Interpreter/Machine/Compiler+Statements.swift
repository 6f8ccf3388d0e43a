// Statements: blocks, branches, loops, `try`. What is no control flow is done by the session, except a value that is set or
// given.
import Diagnostics
import Values

extension Compiler {
    func block(_ statements: [Statement]) { for one in statements { statement(one) } }

    func statement(_ statement: Statement) {
        let outer = span
        span = statement.span
        defer { span = outer }
        let pile = free
        defer { free = pile }
        switch statement.body {
        case .nothing: return
        case .choose(let condition, let then, let otherwise):
            let away = jump(unless: condition)
            block(then)
            if otherwise.isEmpty {
                land(away)
            } else {
                let end = leap(.jump)
                land(away)
                block(otherwise)
                land([end])
            }
        case .loop(let condition, let inner):
            // The condition stands at the end of each turn, so that a turn costs one jump.
            let away = jump(unless: condition)
            let start = words.count
            loops.append(Loop(attempts: attempts))
            block(inner)
            land(loops.last?.continues ?? [])
            let out = jump(unless: condition)
            leap(.turn, to: start)
            land(away + out)
            land(loops.popLast()?.breaks ?? [])
        case .each(let slot, let pipeline, let inner): each(slot, pipeline, inner)
        case .attempt(let first, let slot, let second):
            let error = slot.flatMap { register(of: $0) } ?? take()
            let handler = leap(.attempt, error)
            attempts += 1
            block(first)
            attempts -= 1
            emit(.settle)
            let end = leap(.jump)
            land([handler])
            block(second)
            land([end])
        case .leave(let way):
            guard let loop = loops.last else { return }
            settle(attempts - loop.attempts)
            let place = leap(.jump)
            switch way {
            case .loop: loops[loops.count - 1].breaks.append(place)
            case .turn: loops[loops.count - 1].continues.append(place)
            }
        case .keep(let slot, let pipeline):
            guard let target = register(of: slot), keep(pipeline, target) else { return callOut(statement) }
        case .query(let pipeline):
            guard let value = value(pipeline) else { return callOut(statement) }
            emit(.show, value, pipeline.acts ? 1 : 0)
        case .finish(let pipeline):
            guard unit.definition != nil else { return callOut(statement) }
            guard let pipeline else {
                settle(attempts)
                return emit(.giveNothing)
            }
            guard let value = value(pipeline) else { return callOut(statement) }
            if case .value(let type) = pipeline.shape, case .any = type { emit(.promise, value) }
            settle(attempts)
            emit(.give, value)
        case .assert, .dry, .explain, .help, .begin, .commit, .rollback, .use, .parameter, .whatIf, .fail: callOut(statement)
        }
    }

    private func callOut(_ statement: Statement) {
        callOut(.statement, 0, .statement(statement), reads: statement.reads, writes: statement.writes)
    }

    /// Closes the `try`s that are left by a jump.
    private func settle(_ count: Int) { for _ in 0..<max(0, count) { emit(.settle) } }

    private func each(_ slot: Int, _ pipeline: Pipeline, _ inner: [Statement]) {
        guard let target = register(of: slot) else { return }
        let state = take(2)
        let outer = span
        span = pipeline.span
        if case .range(let low, let high)? = pipeline.plain?.form {
            compile(low, into: state)
            compile(high, into: state + 1)
            emit(.range, state)
        } else if let value = value(pipeline) {
            if value != state { emit(.move, state, value) }
            emit(.elements, state)
        } else {
            callOut(.evaluate, state, .flow(pipeline), reads: pipeline.reads)
            emit(.elements, state)
        }
        span = outer
        let first = leap(.jump)
        let start = words.count
        loops.append(Loop(attempts: attempts))
        block(inner)
        land([first] + (loops.last?.continues ?? []))
        leap(.next, state, target, to: start)
        land(loops.popLast()?.breaks ?? [])
    }

    // MARK: values

    /// Sets a variable to a value or to what a definition gives; false where only the session can.
    private func keep(_ pipeline: Pipeline, _ target: Int) -> Bool {
        if let plain = pipeline.plain {
            compile(plain, into: target)
            return true
        }
        guard case .value = pipeline.shape, let value = value(pipeline) else { return false }
        if value != target { emit(.move, target, value) }
        return true
    }

    /// The register of a value, or of what a definition gives; nil where only the session can tell.
    private func value(_ pipeline: Pipeline) -> Int? {
        if let plain = pipeline.plain { return compile(plain) }
        guard pipeline.stages.isEmpty else { return nil }
        switch pipeline.source {
        case .definition(let definition, let arguments): return call(definition, arguments, pipeline.span)
        case .variable(let slot): return register(of: slot)
        case .query(let inner): return value(inner)
        case .nothing, .noun, .expression, .it, .dated: return nil
        }
    }
}

extension Pipeline {
    /// The expression it is, where it is nothing else.
    var plain: BoundExpression? {
        guard stages.isEmpty else { return nil }
        switch source {
        case .expression(let expression): return expression
        case .query(let inner): return inner.plain
        case .nothing, .noun, .variable, .it, .definition, .dated: return nil
        }
    }
}
