// What the machine needs of the session: variables, and the marks of `try`.
import Diagnostics
import Values

extension Session {
    func variable(_ slot: Int) -> Flow { context.variables.indices.contains(slot) ? context.variables[slot] : .nothing }

    func variables(_ slots: Range<Int>) -> [Flow] { slots.map { variable($0) } }

    func restore(_ flows: [Flow], _ slots: Range<Int>) {
        for (slot, flow) in zip(slots, flows) where slot < context.variables.count { context.variables[slot] = flow }
    }

    /// A `try` went well: what was done in it may be told.
    func settle(_ mark: Group.Mark) {
        attempts -= 1
        tell(mark)
    }

    /// A `try` failed: what was done in it is taken back.
    func takeBack(_ mark: Group.Mark) {
        attempts -= 1
        takeBack(to: mark)
        context.keptWork.drop()
        tell(mark)
    }

    private func tell(_ mark: Group.Mark) {
        guard saysAtOnce else { return }
        for line in group.says.dropFirst(mark.says) { answers(line) }
        group.says.removeLast(max(0, group.says.count - mark.says))
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
