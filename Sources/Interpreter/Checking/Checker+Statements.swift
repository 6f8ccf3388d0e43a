// Statements: what each declares, and what it runs as. Control flow is in Checker+Control.
import Diagnostics
import Syntax
import Values

extension Checker {
    /// Checks the statements of a script or block; problems are kept, and what had one is left out.
    func statements(of node: NodeID, giving: Bool = false) -> [Statement] {
        var list: [Statement] = []
        for child in tree.children(node) {
            if let before = list.last, before.leaves {
                problems.append(.unreachable(tree.span(child), before.span))
                break
            }
            if let statement = attempt({ () throws(Diagnostic) in try self.statement(child) }) { list.append(statement) }
        }
        if giving { give(&list) }
        return list
    }

    /// A definition gives its last statement: a query at the end becomes its result, also at the end of each branch.
    private func give(_ list: inout [Statement]) {
        guard var last = list.popLast() else { return }
        switch last.body {
        case .query(let pipeline):
            gives(pipeline.shape, pipeline.span)
            last.body = .finish(pipeline)
        case .choose(let condition, var then, var otherwise):
            give(&then)
            give(&otherwise)
            last.body = .choose(condition, then, otherwise: otherwise)
        case .attempt(var first, let slot, var second):
            give(&first)
            give(&second)
            last.body = .attempt(first, slot: slot, second)
        case .keep, .assert, .dry, .explain, .help, .begin, .commit, .rollback, .finish, .use, .parameter, .nothing,
            .loop, .each, .whatIf, .fail, .leave:
            break
        }
        list.append(last)
    }

    func statement(_ node: NodeID) throws(Diagnostic) -> Statement {
        let outer = (statement, statementNode)
        statement = tree.span(node)
        statementNode = node
        defer { (statement, statementNode) = outer }
        let before = names.mark
        let around = reads
        reads.removeAll()
        defer { reads = around + reads }
        let body = try body(node)
        return Statement(span: tree.span(node), body: body, names: before, reads: reads)
    }

    private func body(_ node: NodeID) throws(Diagnostic) -> Statement.Body {
        switch tree.kind(node) {
        case .phrase: return try phraseStatement(node)
        case .pipeline, .dated, .name, .variable, .literal, .interpolated, .textPart, .list, .record, .paren, .call,
            .index, .member, .convert, .calendar, .negate, .not, .arithmetic, .comparison, .isNull, .logical, .range, .coalesce,
            .it:
            return .query(try query(node))
        case .let, .assign: return try keeping(node)
        case .return:
            let pipeline = try tree.firstChild(node).map { node throws(Diagnostic) in try query(node) }
            if let pipeline { gives(pipeline.shape, pipeline.span) }
            return .finish(pipeline)
        case .dry:
            guard let inner = tree.firstChild(node) else { throw .echo(tree.span(node)) }
            return .dry(try statement(inner))
        case .explain: return try explaining(node)
        case .help: return .help(tree.children(node).map { tree.text($0) })
        case .param: return try parameter(node)
        case .use: return try using(node)
        case .if, .while, .for, .try, .whatIf, .def, .block: return try control(node)
        case .script, .word, .parameter, .typeName, .stage, .asOf, .argument, .named, .field, .labelled, .fault:
            throw .echo(tree.span(node))
        }
    }

    // MARK: words that are statements

    private func phraseStatement(_ node: NodeID) throws(Diagnostic) -> Statement.Body {
        guard let head = tree.firstChild(node), !tree.isQuoted(head) else { return .query(try query(node)) }
        let first = tree.nextSibling(head)
        if tree.spells(head, "assert") { return try assertion(node, first) }
        if tree.spells(head, "fail") { return try failing(node, first) }
        if tree.spells(head, "break") { return try leaving(.loop, head, first) }
        if tree.spells(head, "continue") { return try leaving(.turn, head, first) }
        if tree.spells(head, "version") { return try version(node, first) }
        let isBegin = tree.spells(head, "begin")
        let isCommit = tree.spells(head, "commit")
        guard isBegin || isCommit || tree.spells(head, "rollback") else { return .query(try query(node)) }
        if let first { throw .takesNothing(tree.text(head), tree.span(first)) }
        guard depth == 0 else { throw .transactionInside(tree.text(head), tree.span(head)) }
        return isBegin ? .begin : isCommit ? .commit : .rollback
    }

    private func assertion(_ node: NodeID, _ first: NodeID?) throws(Diagnostic) -> Statement.Body {
        guard let first, let item = tree.firstChild(first), tree.nextSibling(first) == nil else {
            throw .assertForm(tree.span(node))
        }
        let condition = tree.kind(item) == .named ? try values.namedCondition(item) : try values.condition(item)
        guard let second = tree.nextSibling(item) else { return .assert(condition, said: nil) }
        guard tree.nextSibling(second) == nil else { throw .assertForm(tree.span(second)) }
        let said = try values.bind(second)
        guard ParameterKind.value(.text).fits(said.type) else {
            throw .wrongType("message", "text", said.type.name, said.span)
        }
        return .assert(condition, said: said)
    }

    private func failing(_ node: NodeID, _ first: NodeID?) throws(Diagnostic) -> Statement.Body {
        guard let first, let item = tree.firstChild(first), tree.nextSibling(first) == nil, tree.nextSibling(item) == nil
        else { throw .failForm(tree.span(node)) }
        let said = try values.bind(item).asValue
        guard ParameterKind.value(.text).fits(said.type) else { throw .wrongType("fail", "text", said.type.name, said.span) }
        return .fail(said)
    }

    private func leaving(_ way: Statement.Way, _ head: NodeID, _ first: NodeID?) throws(Diagnostic) -> Statement.Body {
        if let first { throw .takesNothing(tree.text(head), tree.span(first)) }
        guard loops > 0 else { throw .outsideLoop(tree.text(head), tree.span(head)) }
        return .leave(way)
    }

    private func version(_ node: NodeID, _ first: NodeID?) throws(Diagnostic) -> Statement.Body {
        guard let first, let item = tree.firstChild(first),
            case .number(let number)? = try values.bind(item).constant, number.whole == 1
        else { throw .unknownVersion(tree.span(node)) }
        return .nothing
    }

    // MARK: variables

    private func keeping(_ node: NodeID) throws(Diagnostic) -> Statement.Body {
        guard let target = tree.child(node, 0), let value = tree.child(node, 1) else { throw .echo(tree.span(node)) }
        let name = tree.text(target)
        statementNode = value
        guard let pipeline = attempt({ () throws(Diagnostic) in try query(value) }) else {
            if tree.kind(node) == .let { _ = names.declare(name, .value(.any), isBroken: true) }
            throw .echo(tree.span(node))
        }
        let shape = pipeline.shape.frozen
        if tree.kind(node) == .let { return .keep(slot: names.declare(name, shape), pipeline) }
        guard let entry = names.find(name) else {
            if let hint = passing(name) { throw .outerVariable(name, tree.span(target), hint) }
            throw .unknownTarget(name, names.all, tree.span(target), rewritten(tree.span(target), "let \(name)"))
        }
        if entry.isBroken { throw .echo(tree.span(node)) }
        guard entry.shape.takes(shape) else { throw .otherShape(name, entry.shape, shape, pipeline.span) }
        return .keep(slot: entry.slot, pipeline)
    }

    // MARK: other scripts

    private func using(_ node: NodeID) throws(Diagnostic) -> Statement.Body {
        guard let path = tree.firstChild(node) else { throw .echo(tree.span(node)) }
        guard depth == 0 else { throw .usePlace(tree.span(node)) }
        guard let uses else { throw .noFiles(tree.span(path)) }
        return .use(try uses(tree.text(path), tree.span(path)))
    }
}

extension Shape {
    /// What a variable holds after `let`: a copy, no longer rows of a table.
    var frozen: Shape {
        guard case .rows(var rows) = self else { return self }
        rows.table = nil
        return .rows(rows)
    }

    /// Whether a variable of this shape may be given another.
    func takes(_ other: Shape) -> Bool {
        switch (self, other) {
        case (.nothing, .nothing): true
        case (.value(.any), .value), (.value, .value(.any)), (.value, .value(.null)), (.value(.null), .value): true
        case (.value(let mine), .value(let theirs)):
            mine == theirs
                || mine.name == theirs.name
        case (.rows(let mine), .rows(let theirs)): mine.columns == theirs.columns
        case (.nothing, _), (.value, _), (.rows, _): false
        }
    }

    var said: String {
        switch self {
        case .nothing: "nothing"
        case .value(let type): type.name
        case .rows: "rows"
        }
    }
}

extension Diagnostic {
    fileprivate static func takesNothing(_ word: String, _ span: Span) -> Diagnostic {
        Diagnostic("bind.too-many", "'\(word)' stands alone, but this stands behind it", at: span)
    }

    fileprivate static func transactionInside(_ word: String, _ span: Span) -> Diagnostic {
        Diagnostic("transaction.place", "'\(word)' stands between statements, but this is inside a block", at: span)
    }

    fileprivate static func assertForm(_ span: Span) -> Diagnostic {
        Diagnostic("assert.form", "assert takes a condition and perhaps a text", at: span,
            tryLine: "assert (invoices | count) < 5000, \"unusual volume\"")
    }

    fileprivate static func failForm(_ span: Span) -> Diagnostic {
        Diagnostic("fail.form", "fail takes one text that says why", at: span, tryLine: "fail \"the file is older than a week\"")
    }

    fileprivate static func outsideLoop(_ word: String, _ span: Span) -> Diagnostic {
        Diagnostic("loop.outside", "'\(word)' stands in a loop, but there is none around it", at: span,
            hint: word == "break" ? "return ends a def or a script" : nil)
    }

    fileprivate static func unreachable(_ span: Span, _ before: Span) -> Diagnostic {
        Diagnostic("check.unreachable", "this is never reached", at: span, others: [.init(before, "leaves before it")])
    }

    fileprivate static func unknownVersion(_ span: Span) -> Diagnostic {
        Diagnostic("language.version", "this program knows version 1 of the language only", at: span,
            tryLine: "version 1")
    }

    fileprivate static func unknownTarget(_ name: String, _ known: [String], _ span: Span, _ line: String?) -> Diagnostic {
        Diagnostic(
            "expression.unknown-variable", "no variable $\(name) was set before this", at: span,
            label: nearest(name, among: known).map { "did you mean $\($0)?" } ?? "", tryLine: line)
    }

    fileprivate static func otherShape(_ name: String, _ mine: Shape, _ other: Shape, _ span: Span) -> Diagnostic {
        Diagnostic("assign.other-shape", "$\(name) holds \(mine.said), but this gives \(other.said)", at: span,
            hint: "let \(name) = … makes a new variable")
    }

    static func unknownType(_ name: String, _ span: Span) -> Diagnostic {
        let known = [
            "number", "money", "percent", "date", "period", "time", "moment", "duration", "text", "word", "id", "flag", "list", "range",
            "record", "any", "table",
        ]
        return Diagnostic(
            "param.unknown-type", "no type is called '\(name)'", at: span,
            label: nearest(name, among: known).map { "did you mean '\($0)'?" } ?? "",
            notes: ["types: \(known.joined(separator: ", "))"])
    }

    fileprivate static func usePlace(_ span: Span) -> Diagnostic {
        Diagnostic("use.place", "use stands between statements, but this is inside a block", at: span)
    }

    fileprivate static func noFiles(_ span: Span) -> Diagnostic {
        Diagnostic("use.unreadable", "no other script can be read here", at: span)
    }
}
