// Control flow: blocks and their variables.
import Columns
import Diagnostics
import Syntax
import Values

extension Checker {
    func control(_ node: NodeID) throws(Diagnostic) -> Statement.Body {
        switch tree.kind(node) {
        case .if: return try choice(node)
        case .while:
            guard let condition = tree.child(node, 0), let body = tree.child(node, 1) else {
                throw .echo(tree.span(node))
            }
            let bound = attempt { () throws(Diagnostic) in try values.condition(condition) }
            let inner = turns { block(body) }
            guard let bound else { throw .echo(tree.span(node)) }
            return .loop(bound, inner)
        case .for: return try each(node)
        case .try: return attempted(node)
        case .whatIf:
            guard let body = tree.firstChild(node) else { throw .echo(tree.span(node)) }
            // What is supposed is a world of its own: no loop around it can be left from inside.
            let outer = loops
            loops = 0
            defer { loops = outer }
            return .whatIf(block(body))
        default: return try definition(node)
        }
    }

    /// Checks what a loop goes round.
    private func turns(_ body: () -> [Statement]) -> [Statement] {
        loops += 1
        defer { loops -= 1 }
        return body()
    }

    /// The statements of a block, with variables of its own.
    func block(_ node: NodeID, declaring: (() -> Void)? = nil) -> [Statement] {
        let mark = names.enter()
        depth += 1
        declaring?()
        let list = statements(of: node)
        depth -= 1
        names.leave(mark)
        return list
    }

    private func choice(_ node: NodeID) throws(Diagnostic) -> Statement.Body {
        guard let condition = tree.child(node, 0), let then = tree.child(node, 1) else { throw .echo(tree.span(node)) }
        let bound = attempt { () throws(Diagnostic) in try values.condition(condition) }
        let first = block(then)
        var otherwise: [Statement] = []
        if let other = tree.child(node, 2) {
            if tree.kind(other) == .if {
                if let chained = attempt({ () throws(Diagnostic) in try statement(other) }) { otherwise = [chained] }
            } else {
                otherwise = block(other)
            }
        }
        guard let bound else { throw .echo(tree.span(node)) }
        return .choose(bound, first, otherwise: otherwise)
    }

    private func each(_ node: NodeID) throws(Diagnostic) -> Statement.Body {
        guard let name = tree.child(node, 0), let over = tree.child(node, 1), let body = tree.child(node, 2) else {
            throw .echo(tree.span(node))
        }
        let known = reads.count
        let pipeline = attempt { () throws(Diagnostic) in try query(over) }
        pipeline?.reads = Array(reads[known...])
        if let action = pipeline?.action {
            problems.append(.actsInHeader(action.verb.name, action.call.headSpan))
        } else if let pipeline, pipeline.acts {
            problems.append(.actsInHeader(source.text(pipeline.span), pipeline.span))
        } else if let pipeline, !pipeline.shape.hasElements {
            problems.append(.nothingToGoOver(pipeline.shape, pipeline.span))
        }
        var slot = 0
        let inner = turns {
            block(body) {
                slot = self.names.declare(self.tree.text(name), pipeline?.shape.element ?? .nothing, isBroken: pipeline == nil)
            }
        }
        guard let pipeline else { throw .echo(tree.span(node)) }
        return .each(slot: slot, pipeline, inner)
    }

    private func attempted(_ node: NodeID) -> Statement.Body {
        let first = tree.child(node, 0).map { block($0) } ?? []
        guard let second = tree.child(node, 1) else { return .attempt(first, slot: nil, []) }
        if tree.kind(second) == .block { return .attempt(first, slot: nil, block(second)) }
        var slot = 0
        let body = tree.child(node, 2).map { body in
            block(body) { slot = self.names.declare(self.tree.text(second), .value(.record)) }
        }
        return .attempt(first, slot: slot, body ?? [])
    }
}

extension Shape {
    /// What one turn of a loop over this gets: rows of one column are values, others records.
    var element: Shape {
        switch self {
        case .nothing: .nothing
        case .value(.list(let element)): .value(element)
        case .value(.range(let bound)): .value(bound.whole)
        case .value(.period): .value(.day)
        case .value: self
        case .rows(let rows):
            if rows.shown.count == 1, let only = rows.shown.first, rows.columns.indices.contains(only) {
                .value(ExpressionType(rows.columns[only]))
            } else {
                .value(.record)
            }
        }
    }
}

extension Shape {
    /// Whether a loop can go over it: rows, a list, a range of whole numbers or days, a period.
    fileprivate var hasElements: Bool {
        switch self {
        case .nothing: false
        case .rows: true
        case .value(let type):
            switch type {
            case .list, .period, .any, .range(.number), .range(.day), .range(.any): true
            case .null, .flag, .number, .money, .percent, .day, .time, .moment, .days, .duration, .text, .word, .id,
                .reference, .currency, .range, .record:
                false
            }
        }
    }
}

extension ExpressionType {
    fileprivate var whole: ExpressionType {
        if case .number = self { return .number(scale: 0) }
        return self
    }
}

extension Diagnostic {
    fileprivate static func nothingToGoOver(_ shape: Shape, _ span: Span) -> Diagnostic {
        Diagnostic(
            "loop.over", "a loop goes over rows, a list, a range of whole numbers or days, but this is \(shape.said)", at: span,
            hint: "for n in 1..12 { … }, for d in debtors { … }")
    }

    fileprivate static func actsInHeader(_ verb: String, _ span: Span) -> Diagnostic {
        Diagnostic("act.place", "a loop goes over rows, but '\(verb)' acts", at: span)
    }
}
