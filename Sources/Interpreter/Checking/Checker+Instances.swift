// Definitions that take tables. What their bodies may say depends on the columns of the rows, so each is checked anew for
// every shape of rows it is called with, and what is wrong is told at the call that brought those rows.
import Diagnostics
import Syntax
import Values

extension Checker {
    /// The definition for the rows of a call: one for each shape, made at its first call.
    func instance(of template: Definition, _ arguments: [BoundExpression], _ span: Span) throws(Diagnostic) -> Definition {
        guard template.takesTables, let text = template.text else { return template }
        if template.state == .checking { throw .recursiveTables(template.name, span) }
        var parameters = template.parameters
        for (place, argument) in arguments.enumerated() where parameters.indices.contains(place) {
            guard case .table(let query) = argument.form, case .rows(let rows) = query.shape.frozen else { continue }
            parameters[place].rows = rows
        }
        if let known = instances.first(where: { $0.origin === template && $0.isFor(parameters) }) { return known }
        let made = Definition(
            template.name, template.span, template.source, parameters, template.promise, start: template.start, header: template.header)
        made.origin = template
        instances.append(made)
        template.state = .checking
        defer { template.state = .announced }
        let isHere = announced.node(of: template) != nil
        let rows = arguments.first { if case .table = $0.form { true } else { false } }
        if let fault = faults(of: made, text, isHere) {
            instances.removeAll { $0 === made }
            throw .unfitRows(made, fault, isHere, rows?.span ?? span)
        }
        return made
    }

    /// The first problem of a body for the rows it is to be given.
    private func faults(of made: Definition, _ text: Definition.Text, _ isHere: Bool) -> Diagnostic? {
        let kept = suspend()
        if !isHere { open(text.tree, made.source) }
        problems.removeAll()
        defer { resume(kept) }
        do throws(Diagnostic) { try body(of: made, text.node) } catch { return error }
        return problems.first
    }

    /// How a variable that a definition cannot see is passed to it; nil for a name that is no variable outside.
    func passing(_ name: String) -> String? {
        guard let inside, let entry = inside.around.find(name) else { return nil }
        var type = ""
        if case .rows = entry.shape { type = ": table" }
        let own = inside.definition.name
        return "make it a parameter, def \(own)(…, \(name)\(type)), and pass it: \(own)(…, \(name): $\(name))"
    }
}

extension Definition {
    /// Whether it was made for rows of these columns.
    fileprivate func isFor(_ others: [Parameter]) -> Bool {
        zip(parameters, others).allSatisfy { mine, other in mine.rows?.columns == other.rows?.columns && mine.rows?.shown == other.rows?.shown }
    }
}

extension Diagnostic {
    fileprivate static func recursiveTables(_ name: String, _ span: Span) -> Diagnostic {
        Diagnostic(
            "def.recursive-rows", "a def that takes a table cannot call itself, but '\(name)' does", at: span,
            hint: "a loop that gathers ids, and one query at the end")
    }

    fileprivate static func unfitRows(_ made: Definition, _ fault: Diagnostic, _ isHere: Bool, _ span: Span) -> Diagnostic {
        if fault.code == echoCode { return fault }
        let inner = fault.primary.span
        let line = made.source.lines().line(at: Int(inner.lower)) + 1
        return Diagnostic(
            "def.unfit-rows", "'\(made.name)' cannot work with these rows: \(fault.message)", at: span,
            others: isHere ? [.init(inner, "here")] : [],
            notes: isHere ? fault.notes : ["at \(made.source.name):\(line): \(made.source.text(inner))"] + fault.notes, hint: fault.hint)
    }
}
