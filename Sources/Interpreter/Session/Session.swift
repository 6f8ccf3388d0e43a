// One session: checks sources and runs them, for the prompt, a stream, a script, `-c`. Holds the variables and the open
// transaction. The world comes in through the context and the seams; nothing here touches a file or a terminal.
package import Columns
package import Diagnostics
import Syntax
import Values

/// `let session = Session(registry: registry, context: context, mode: .prompt)`, then `try session.run(session.check(source))`.
package final class Session {
    package enum Mode: Sendable {
        /// A person: each acting statement is a transaction, `it` is the last result, questions are asked.
        case prompt
        /// Statements as they arrive: each acting one is a transaction, nobody is asked.
        case stream
        /// The whole source is one transaction unless it says `commit`; nobody is asked.
        case script
    }

    package let registry: Registry
    package let context: Context
    package let mode: Mode
    /// Where changes are kept; without one they stay in memory.
    package var committer = Committer.memory()
    package var keys: KeyLedger?
    package var loads: ScriptLoader?
    /// Lines about what was done, on the output stream: "INV-2026-0311 …", "ok #12".
    package var answers: (String) -> Void = { _ in }
    /// The table a person looks at before saying yes.
    package var previews: (Relation) -> Void = { _ in }
    /// Actions are refused when the source is checked.
    package var isReadOnly = false
    /// Whether an act on many records tells each of them, as a program wants it.
    package var tellsAll = false
    /// What the last statement told in short, whole; nothing where it told everything.
    package internal(set) var whole: [String] = []
    /// How many acts were taken back when the last source stopped, though they had been told.
    package internal(set) var takenBack = 0
    /// Whether a commit before them kept something of the same source.
    package internal(set) var keptBefore = false
    /// Everything runs as if `dry` stood before it.
    package var isDry = false
    /// How many bytes one source may have.
    package var textLimit: Int {
        get { parser.limit }
        set { parser.limit = newValue }
    }

    let checker: Checker
    private(set) lazy var machine = Machine(self)
    var group = Group()
    /// How many `dry` and `whatif` are open.
    var hypotheses = 0 {
        didSet { context.isSupposing = hypotheses > 0 }
    }
    /// How far a statement may go.
    package var limits = Limits()
    /// Turns and calls of the statement that runs.
    var steps = 0
    /// Whether what runs stands in a definition, so that `return` gives to its caller.
    var isInside = false
    /// How many `try` are open around what runs.
    var attempts = 0
    /// What the definition that just ended gave.
    var given = Flow.nothing
    /// How often something was kept.
    var commits = 0
    private var parser = Parser()
    private var tree = Tree()
    private var forms = KnownForms()
    /// The scripts that wait for what they use: what each is called, and its file.
    private var loading: [(name: String, file: String)] = []
    private var used: Set<String> = []
    private var foreign: [Problem] = []

    package init(registry: Registry, context: Context, mode: Mode) {
        self.registry = registry
        self.context = context
        self.mode = mode
        context.isAtPrompt = mode == .prompt
        checker = Checker(registry)
        context.pending = { [unowned self] in group.changes }
        context.calls = { [unowned self] definition, arguments, span throws(Diagnostic) in
            try machine.call(definition, arguments, span)
        }
    }

    /// The names of variables that may be used now, for completion.
    package var variables: [String] { checker.names.all }

    /// Whether a `begin` waits for its `commit`.
    package var isTransactionOpen: Bool { group.isOpen }
    /// How many acts would be lost if what is open were taken back now.
    package var pendingActs: Int { group.lines.count }
    /// The store as it was when `begin` opened the transaction: what the book still holds.
    package var transactionBase: Store? { group.isOpen ? group.before : nil }

    // MARK: checking

    /// Parses, resolves and type-checks all of a source and what it uses. Runs nothing and finds every problem.
    package func check(_ source: Source, arguments: ScriptArguments = ScriptArguments()) -> Checked {
        checker.names.forgetMarks()
        let before = checker.names
        // Lines of a stream repeat themselves; who types or writes a script hears the same either way.
        let mayRepeat = mode == .stream && !isReadOnly
        if mayRepeat, let statement = forms.statement(source.bytes, before.mark) {
            return Checked(
                source: source, problems: [], program: Program(source: source, statements: [statement]), before: before)
        }
        let definitions = checker.definitions
        parser.parse(source.bytes, into: &tree, mode: mode == .prompt ? .prompt : .script)
        checker.isPrompt = mode == .prompt
        checker.isReadOnly = isReadOnly
        checker.refusesClashes = mode == .script
        checker.isUsed = false
        checker.arguments = arguments
        checker.depth = 0
        checker.loops = 0
        checker.inside = nil
        checker.broken.removeAll(keepingCapacity: true)
        checker.uses = { [unowned self] path, span throws(Diagnostic) in try use(path, span, from: source) }
        loading = [(source.name, source.name)]
        used = []
        foreign = []
        defer {
            checker.close()
            checker.uses = nil
        }
        if tree.isIncomplete, mode != .script {
            return Checked(
                source: source, problems: tree.diagnostics.map { Problem(diagnostic: $0, source: source) },
                program: Program(source: source, statements: []), before: before)
        }
        let (statements, found) = statements(of: tree, source)
        let problems = found.map { Problem(diagnostic: $0, source: source) } + foreign
        if !problems.isEmpty {
            checker.names.goBack(to: before)
            checker.definitions = definitions
        }
        if mayRepeat { remember(statements, problems) }
        return Checked(
            source: source, problems: problems, program: Program(source: source, statements: statements),
            before: before)
    }

    private func remember(_ statements: [Statement], _ problems: [Problem]) {
        let areQueries = statements.allSatisfy { if case .query = $0.body { true } else { false } }
        if !areQueries { forms.forget() }
        if problems.isEmpty { forms.learn(tree, statements) }
    }

    /// The statements of a tree and every problem, in the order of the text. A statement that does not parse is not
    /// checked further: its second problem would only follow from the first.
    private func statements(of tree: Tree, _ source: Source) -> ([Statement], [Diagnostic]) {
        checker.open(tree, source)
        checker.announce()
        var list: [Statement] = []
        for child in tree.children(tree.root) {
            let span = tree.span(child)
            if checker.problems.count >= Checker.maximumProblems {
                checker.problems.append(.manyProblems(span))
                break
            }
            if tree.diagnostics.contains(where: { span.contains($0.primary.span) }) {
                checker.skip(child)
                continue
            }
            if let statement = checker.attempt({ () throws(Diagnostic) in try checker.statement(child) }) {
                list.append(statement)
            }
        }
        guard !tree.diagnostics.isEmpty || !checker.problems.isEmpty else { return (list, []) }
        let all = (tree.diagnostics + checker.problems).enumerated().sorted {
            ($0.element.primary.span.lower, $0.offset) < ($1.element.primary.span.lower, $1.offset)
        }
        return (list, all.map(\.element))
    }

    private func use(_ path: String, _ span: Span, from outer: Source) throws(Diagnostic) -> Program {
        guard let loads else { throw .cannotUse(path, "no other script can be read here", span) }
        let source: Source
        let file: String
        do throws(CommitFault) { (source, file) = try loads(path, outer) } catch {
            throw .cannotUse(path, error.message, span)
        }
        if let at = loading.firstIndex(where: { $0.file == file || $0.name == source.name }) {
            throw .cycle(loading[at...].map(\.name) + [source.name], span)
        }
        guard used.insert(file).inserted else { return Program(source: source, statements: []) }
        guard loading.count < 32 else { throw .cannotUse(path, "scripts use each other more than 32 deep", span) }
        loading.append((source.name, file))
        let kept = checker.suspend()
        let outerUses = checker.uses
        checker.arguments = nil
        checker.isPrompt = false
        checker.isUsed = true
        checker.uses = { [unowned self] path, span throws(Diagnostic) in try use(path, span, from: source) }
        let (statements, problems) = statements(of: Tree(parsing: source), source)
        foreign += problems.map { Problem(diagnostic: $0, source: source) }
        checker.uses = outerUses
        checker.resume(kept)
        loading.removeLast()
        return Program(source: source, statements: statements)
    }
}

extension Diagnostic {
    fileprivate static func cannotUse(_ path: String, _ why: String, _ span: Span) -> Diagnostic {
        Diagnostic("use.unreadable", "'\(path)' cannot be used: \(why)", at: span)
    }

    fileprivate static func cycle(_ names: [String], _ span: Span) -> Diagnostic {
        Diagnostic(
            "use.cycle", "a script may not use itself, but this one does", at: span,
            notes: ["uses: \(names.joined(separator: " → "))"])
    }
}
