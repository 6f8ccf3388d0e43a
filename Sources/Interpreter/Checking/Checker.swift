// Resolves and type-checks statements before any of them runs; one serves a whole session and remembers its variables.
// Collects every problem it finds. May not run anything and knows no verb by name, only the words that are statements.
import Columns
import Diagnostics
import Syntax
import Values

final class Checker {
    let registry: Registry
    var lookup: Lookup { registry.lookup }
    private(set) lazy var habits = Habits(registry.habits)
    /// The tree under the checker; set by `open`.
    private(set) var tree = Tree()
    /// The statement under the checker: what `try:` lines rewrite.
    var statement = Span(0, 0)
    var statementNode: NodeID?
    var names = Names()
    /// What `it` was last, where there is a prompt.
    var lastShape: Shape?
    var isPrompt = false
    var isReadOnly = false
    /// Names of a script mean one thing in all that it uses; at the prompt the later one counts.
    var refusesClashes = false
    /// Whether the source under the checker is used by another.
    var isUsed = false
    /// How deep blocks are nested, and whether one is a loop.
    var depth = 0
    /// The variables that the statement reads, in the order they were met.
    var reads: [Int] = []
    /// How many loops are open around the statement.
    var loops = 0
    /// The definitions that may be called, by name; those of the prompt stay for the lines that follow.
    var definitions: [String: Definition] = [:]
    /// The definitions of the open tree and their nodes.
    var announced = Announced()
    /// Definitions that take tables, as they are for the rows they were called with.
    var instances: [Definition] = []
    /// Names of definitions that had a problem of their own: whoever calls one gets no second one.
    var broken: Set<String> = []
    /// The definition whose body is under the checker.
    var inside: Inside?
    /// The text under the checker.
    private(set) var source = Source(name: "", bytes: [])
    /// Problems of the source under the checker.
    var problems: [Diagnostic] = []
    /// After so many the rest is not looked at: each costs a search for near names, and nobody reads more at once.
    static let maximumProblems = 100
    /// While a line is typed every problem of a statement is of interest, not only the first: one that is noted stops nothing, and
    /// what it stands for may be anything.
    var isSurveying = false {
        didSet { if !isSurveying { presumed = [] } }
    }
    private var presumed: Set<String> = []
    /// What `use` and `param` need from the session.
    var uses: ((String, Span) throws(Diagnostic) -> Program)?
    var arguments: ScriptArguments?
    private var base: Scope?
    private var isScopeCurrent = false
    private let noTree = Tree()

    init(_ registry: Registry) {
        self.registry = registry
    }

    /// Starts on a tree. Call `close` when done, so that its buffers can be used again.
    func open(_ tree: Tree, _ source: Source) {
        self.tree = tree
        self.source = source
        statementNode = nil
        problems.removeAll(keepingCapacity: true)
        isScopeCurrent = false
    }

    func close() {
        // Nobody may share the buffers that the next source is parsed into.
        tree = noTree
        statementNode = nil
        base?.tree = noTree
        isScopeCurrent = false
    }

    /// Exchanges the source under the checker, as `use` does; give what it returns to `resume`.
    func suspend() -> Suspended {
        Suspended(
            tree: tree, source: source, statement: statement, problems: problems, isPrompt: isPrompt, depth: depth,
            announced: announced, isUsed: isUsed)
    }

    func resume(_ kept: Suspended) {
        tree = kept.tree
        source = kept.source
        announced = kept.announced
        statement = kept.statement
        statementNode = nil
        problems = kept.problems
        isPrompt = kept.isPrompt
        depth = kept.depth
        isUsed = kept.isUsed
        isScopeCurrent = false
    }

    struct Suspended {
        var tree: Tree
        var source: Source
        var statement: Span
        var problems: [Diagnostic]
        var isPrompt: Bool
        var depth: Int
        var announced: Announced
        var isUsed: Bool
    }

    // MARK: scopes

    /// Binds expressions that see no rows.
    var values: ExpressionBinder { ExpressionBinder(scope) }

    /// Binds expressions over what flows in.
    func binder(over input: Shape) -> ExpressionBinder {
        guard case .rows(let rows) = input else { return values }
        return ExpressionBinder(scope.with(row: rows))
    }

    /// Without rows. Its closures are made once; the tree in it is that of the source under the checker.
    var scope: Scope {
        var scope = base ?? closures()
        if !isScopeCurrent {
            scope.tree = tree
            base = scope
            isScopeCurrent = true
        }
        return scope
    }

    private func closures() -> Scope {
        Scope(
            tree: tree,
            variable: { [unowned self] name in
                guard let entry = names.find(name) else { return nil }
                reads.append(entry.slot)
                return (entry.slot, entry.shape)
            },
            variableNames: { [unowned self] in names.all },
            passing: { [unowned self] name in passing(name) },
            function: { [unowned self] name in lookup.function(name) },
            functionNames: { [unowned self] in registry.functions.map(\.name) + definitions.keys.sorted() },
            definition: { [unowned self] name, span throws(Diagnostic) in try function(named: name, at: span) },
            instance: { [unowned self] definition, arguments, span throws(Diagnostic) in try instance(of: definition, arguments, span) },
            linked: { [unowned self] table in linked(table) },
            query: { [unowned self] node throws(Diagnostic) in try innerQuery(node) },
            rewrite: { [unowned self] span, text in rewritten(span, text) },
            excuses: { [unowned self] in excuses($0) })
    }

    private func linked(_ table: TableID) -> LinkedNoun? {
        guard let noun = lookup.noun(of: table) else { return nil }
        return LinkedNoun(shape: noun.shape, find: { store, spelling in noun.row(spelling, in: store) }) { context, day throws(Diagnostic) in
            let request = NounRequest(context: context, asOf: day)
            return try noun.allRows(request)
                ?? Relation(shape: noun.shape, columns: [], baseCount: 0)
        }
    }

    /// A query inside an expression, or a noun that stands for a value.
    private func innerQuery(_ node: NodeID) throws(Diagnostic) -> PreparedQuery {
        let known = reads.count
        let pipeline = try query(node)
        if pipeline.consequence > .reads { throw .actionInside(pipeline.span) }
        return PreparedQuery(shape: pipeline.shape, reads: Array(reads[known...]), course: Course(pipeline)) { context throws(Diagnostic) in try pipeline.flow(context) }
    }

    /// Rows from elsewhere, for a stage that joins.
    func rowsQuery(_ node: NodeID) throws(Diagnostic) -> PreparedQuery { try innerQuery(node) }

    /// The statement with one stretch of it written otherwise, on one line; nil where that would be long.
    func rewritten(_ span: Span, _ text: String) -> String? {
        guard statement.contains(span), statement.count < 240 else { return nil }
        let bytes = tree.bytes
        guard Int(statement.upper) <= bytes.count else { return nil }
        let before = bytes[Int(statement.lower)..<Int(span.lower)]
        let after = bytes[Int(span.upper)..<Int(statement.upper)]
        let line = Array(before) + Array(text.utf8) + Array(after)
        return String(decoding: line.map { $0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
    }

    /// Where a word that stands before a statement stands inside it.
    func prefix(_ word: NodeID) -> Diagnostic? {
        guard tree.spells(word, "dry") || tree.spells(word, "explain") else { return nil }
        return .prefixPlace(tree.text(word), tree.span(word), prefixed(word))
    }

    /// The statement with a word taken out of it and put before all of it, on one line.
    private func prefixed(_ word: NodeID) -> String? {
        let span = tree.span(word)
        guard statement.contains(span), let line = rewritten(span, ""), let head = rewritten(Span(span.lower, statement.upper), "")
        else { return nil }
        func trimmed(_ text: Substring.UTF8View) -> String {
            var text = text
            while text.first == 0x20 { text.removeFirst() }
            while text.last == 0x20 { text.removeLast() }
            return String(Substring(text))
        }
        var before = trimmed(head.utf8[...])
        let after = trimmed(line.utf8.dropFirst(head.utf8.count))
        if after.isEmpty, before.utf8.last == UInt8(ascii: "|") { before = trimmed(before.utf8.dropLast()) }
        return [tree.text(word), before, after].filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// A statement that did not parse still declares its variable, so that nobody who names it is blamed.
    func skip(_ node: NodeID) {
        guard tree.kind(node) == .let || tree.kind(node) == .param else { return }
        var target = tree.firstChild(node)
        if let inner = target, tree.kind(inner) == .parameter { target = tree.firstChild(inner) }
        if let target, tree.kind(target) == .name { _ = names.declare(tree.text(target), .value(.any), isBroken: true) }
    }

    /// Tries something whose failure is no problem, only an answer.
    func strictly<Result>(_ body: () -> Result) -> Result {
        let (before, names) = (isSurveying, presumed)
        isSurveying = false
        defer { (isSurveying, presumed) = (before, names) }
        return body()
    }

    /// Notes a problem in a survey, which goes on; false where the check must stop.
    func excuses(_ problem: Diagnostic) -> Bool {
        guard isSurveying else { return false }
        let isPresumed = problem.code == "where.unknown-column" && presumed.contains(source.text(problem.primary.span))
        if problem.code != Diagnostic.echoCode, !isPresumed, !isToldBefore(problem) { problems.append(problem) }
        return true
    }

    /// Columns that a stage with a problem would have made: whoever names one is not blamed.
    func presume(_ stage: NodeID) {
        guard isSurveying else { return }
        for argument in tree.children(stage) {
            for item in tree.children(argument) where tree.kind(item) == .named {
                if let name = tree.firstChild(item) { presumed.insert(tree.text(name)) }
            }
        }
    }

    /// Who forgot the $ of a name forgot it everywhere.
    private func isToldBefore(_ fault: Diagnostic) -> Bool {
        fault.code == Diagnostic.bareVariableCode && problems.contains { $0.code == fault.code && $0.message == fault.message }
    }

    /// Runs a check and keeps its problem; nil where there was one.
    func attempt<Result>(_ check: () throws(Diagnostic) -> Result) -> Result? {
        do throws(Diagnostic) { return try check() } catch {
            if error.code != Diagnostic.echoCode, !isToldBefore(error) { problems.append(error) }
            return nil
        }
    }
}

extension Diagnostic {
    /// A problem that only follows from another, which was reported: it is never shown.
    static let echoCode = "echo"

    static func echo(_ span: Span) -> Diagnostic { Diagnostic(echoCode, "", at: span) }

    fileprivate static func prefixPlace(_ word: String, _ span: Span, _ line: String?) -> Diagnostic {
        Diagnostic(
            "bind.prefix", "'\(word)' stands before the whole statement, but here it stands inside it", at: span, tryLine: line)
    }

    static func manyProblems(_ span: Span) -> Diagnostic {
        Diagnostic(
            "check.too-many", "a script may have \(Checker.maximumProblems) problems at a time, but this one has more", at: span,
            label: "from here on nothing was looked at", hint: "mend those above first")
    }

    fileprivate static func actionInside(_ span: Span) -> Diagnostic {
        Diagnostic(
            "act.place", "an action stands as a statement or as its last stage, but this stands inside an expression",
            at: span, hint: "let x = … takes what an action gives")
    }
}
