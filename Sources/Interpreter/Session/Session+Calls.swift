// Running a definition: its variables are its own, and what a call left of them is there again when it returns.
import Diagnostics
import Values

extension Session {
    /// What a definition gives for these arguments.
    func call(_ definition: Definition, _ arguments: [Value], _ span: Span) throws(Diagnostic) -> Flow {
        steps += 1
        if steps > limits.steps { throw .tooManySteps(limits.steps, span) }
        guard calls < limits.depth else { throw .tooDeep(limits.depth, definition.name, span) }
        try context.checkInterrupt(span)
        for (parameter, value) in zip(definition.parameters, arguments) where !parameter.wanted.holds(value) {
            throw .wrongType(
                parameter.name, ExpressionType.name(of: parameter.wanted), ExpressionType(of: value).name, span)
        }
        while context.variables.count < definition.slots.upperBound { context.variables.append(.nothing) }
        let outer = Array(context.variables[definition.slots])
        for (slot, value) in zip(definition.slots, arguments) { context.variables[slot] = .value(value) }
        calls += 1
        defer {
            calls -= 1
            for (slot, flow) in zip(definition.slots, outer) { context.variables[slot] = flow }
        }
        given = .nothing
        do throws(SessionFault) { _ = try execute(definition.body, in: definition.source) } catch {
            context.faultPlace = FaultPlace(
                source: error.source, code: error.diagnostic.code, span: error.diagnostic.primary.span)
            throw error.diagnostic
        }
        let result = given
        given = .nothing
        return try definition.checked(result, span)
    }
}

extension Definition {
    /// What a type promised only when it ran is looked at here.
    fileprivate func checked(_ flow: Flow, _ span: Span) throws(Diagnostic) -> Flow {
        if case .nothing = result { return .nothing }
        guard case .value(let wanted) = promise, case .value(let value) = flow, !wanted.holds(value) else { return flow }
        throw .otherResult(name, ExpressionType.name(of: wanted), ExpressionType(of: value).name, span)
    }
}

extension ValueType {
    /// Whether a value may stand where a definition asks for this type; null always may.
    func holds(_ value: Value) -> Bool {
        if case .null = value { return true }
        return takes(ExpressionType(of: value))
    }
}

extension Diagnostic {
    static func tooDeep(_ limit: Int, _ name: String, _ span: Span) -> Diagnostic {
        Diagnostic(
            "limit.depth", "calls may wait for one another \(limit) deep, and this one of '\(name)' is deeper", at: span,
            hint: "does it ever come to an end?")
    }
}
