// Queries: heads, stages, and the shape that each hands on.
import Columns
import Diagnostics
import Syntax
import Values

extension Checker {
    /// A query: a pipeline, a phrase, a dated expression or an expression.
    func query(_ node: NodeID) throws(Diagnostic) -> Pipeline {
        switch tree.kind(node) {
        case .pipeline: return try pipeline(node)
        case .phrase: return try phrase(node)
        case .dated: return try dated(node)
        case .it: return try last(tree.span(node))
        case .paren:
            guard let inner = tree.firstChild(node) else { throw .echo(tree.span(node)) }
            let found = try query(inner)
            return Pipeline(source: .query(found), stages: [], shape: found.shape, span: tree.span(node))
        case .name where !tree.isQuoted(node): return try head(node, arguments: nil, span: tree.span(node))
        case .variable: return try variable(node)
        case .fault: throw .echo(tree.span(node))
        case .script, .block, .let, .assign, .return, .dry, .explain, .help, .word, .if, .while, .for, .try, .whatIf,
            .def, .param, .use, .parameter, .typeName, .stage, .asOf, .argument, .named, .name, .literal,
            .interpolated, .textPart, .list, .record, .field, .call, .labelled, .index, .member, .convert, .calendar, .negate,
            .not, .arithmetic, .comparison, .isNull, .logical, .range, .coalesce:
            return try expression(node)
        }
    }

    private func expression(_ node: NodeID) throws(Diagnostic) -> Pipeline {
        if tree.kind(node) == .call, let found = try values.definition(of: node) {
            if case .value = found.definition.result {} else {
                if found.definition.state == .checking { throw .recursiveRows(found.definition.name, tree.span(node)) }
                return Pipeline(
                    source: .definition(found.definition, found.arguments), stages: [], shape: found.definition.result,
                    span: tree.span(node))
            }
        }
        let bound = try values.bind(node)
        return Pipeline(source: .expression(bound), stages: [], shape: .value(bound.type), span: tree.span(node))
    }

    private func variable(_ node: NodeID) throws(Diagnostic) -> Pipeline {
        guard let entry = names.find(tree.text(node)) else { return try expression(node) }
        if entry.isBroken { throw .echo(tree.span(node)) }
        reads.append(entry.slot)
        return Pipeline(
            source: .variable(slot: entry.slot), stages: [], shape: entry.shape, span: tree.span(node))
    }

    private func last(_ span: Span) throws(Diagnostic) -> Pipeline {
        guard isPrompt, let shape = lastShape else { throw .noLast(isPrompt, span) }
        return Pipeline(source: .it, stages: [], shape: shape, span: span)
    }

    // MARK: stages

    private func pipeline(_ node: NodeID) throws(Diagnostic) -> Pipeline {
        guard let first = tree.firstChild(node) else { throw .echo(tree.span(node)) }
        let head: Pipeline
        do throws(Diagnostic) { head = try query(first) } catch {
            throw rewritingHabits(error)
        }
        let span = tree.span(node)
        var next = tree.nextSibling(first)
        if next != nil, let action = head.action { throw .actionFirst(action.verb.name, action.call.headSpan) }
        if next != nil, case .definition(let own, _) = head.source, own.acts, own.origin != nil, let name = tree.firstChild(first) {
            throw .openRows(own, tree.span(name), rewritten(span, "\(own.name) (\(source.text(span).dropFirst(own.name.utf8.count + 1)))"))
        }
        if next != nil, head.acts { throw .actionFirst(tree.text(tree.firstChild(first) ?? first), span) }
        if next != nil, let last = head.stages.last, last.verb.role == .command {
            throw .commandPiped(last.verb.name, last.call.headSpan)
        }
        var stages = head.stages
        while let stage = next {
            next = tree.nextSibling(stage)
            let made: Stage
            do throws(Diagnostic) { made = try self.stage(stage, input: stages.last?.prepared.shape ?? head.shape) } catch {
                // In a survey the rows go on as they came.
                guard excuses(error) else { throw error }
                presume(stage)
                continue
            }
            if made.verb.role == .action, next != nil { throw .actionFirst(made.verb.name, made.call.headSpan) }
            if made.verb.role == .command { throw .commandPiped(made.verb.name, made.call.headSpan) }
            stages.append(made)
        }
        return Pipeline(source: head.source, stages: stages, shape: stages.last?.prepared.shape ?? head.shape, span: span)
    }

    func stage(_ node: NodeID, input: Shape) throws(Diagnostic) -> Stage {
        guard tree.kind(node) == .stage, let head = tree.firstChild(node) else { throw .echo(tree.span(node)) }
        guard let (verb, arguments) = verb(head) else {
            throw unknownVerb(head, isStage: true)
        }
        return try bind(verb, head: head, from: arguments, input: input, span: tree.span(node))
    }

    /// The verb a head and perhaps its kind word name, and where the arguments begin.
    func verb(_ head: NodeID) -> (Verb, NodeID?)? {
        guard !tree.isQuoted(head) else { return nil }
        let first = tree.source(head)
        let argument = tree.nextSibling(head)
        if lookup.opensLonger(first), let argument, let kind = tree.bareWord(argument),
            let verb = lookup.verb(first, tree.source(kind))
        {
            return (verb, tree.nextSibling(argument))
        }
        // American spellings of our own words are spelt our way by the tree.
        return (lookup.verb(first) ?? lookup.verb(tree.textBytes(head))).map { ($0, argument) }
    }

    private func bind(
        _ verb: Verb, head: NodeID, from first: NodeID?, input: Shape, span: Span
    ) throws(Diagnostic) -> Stage {
        var headSpan = tree.span(head)
        // `add debtor` is one verb: faults point at both words.
        if let kind = tree.nextSibling(head), kind != first { headSpan = headSpan.union(tree.span(kind)) }
        if input != .nothing, let fault = prefix(head) { throw fault }
        try accept(verb, input, headSpan)
        let piped = verb.role == .action && input != .nothing
        var binder = ArgumentBinder(
            self, name: verb.name, parameters: verb.bindable, input: input, headSpan: headSpan)
        try binder.bind(from: first, piped: piped)
        if let date = binder.dates.first { throw .noDateHere(verb.name, tree.span(date)) }
        let call = Call(
            input: input, span: span, headSpan: headSpan, parameters: verb.bindable,
            arguments: binder.arguments, spans: binder.spans, lookup: lookup)
        let stage = Stage(verb: verb, call: call, prepared: try verb.prepare(call))
        if isReadOnly, stage.consequence >= .changes { throw .readOnly(verb.name, headSpan) }
        return stage
    }

    private func accept(_ verb: Verb, _ input: Shape, _ span: Span) throws(Diagnostic) {
        if case .rows(let rows) = input, rows.isOpen, !verb.takesOpenRows { throw .openRows(verb.name, span) }
        let flows: Accepts =
            switch input {
            case .nothing: .nothing
            case .value: .value
            case .rows: .rows
            }
        if verb.accepts.isSuperset(of: flows) { return }
        var fault = Diagnostic.wrongInput(verb, flows, span)
        fault.tryLine = habits.rewrite(statementNode, tree)
        if fault.tryLine != nil { fault.hint = nil }
        throw fault
    }

    // MARK: heads

    private func phrase(_ node: NodeID) throws(Diagnostic) -> Pipeline {
        guard let head = tree.firstChild(node) else { throw .echo(tree.span(node)) }
        return try self.head(head, arguments: tree.nextSibling(head), span: tree.span(node))
    }

    private func head(_ head: NodeID, arguments: NodeID?, span: Span) throws(Diagnostic) -> Pipeline {
        if tree.kind(head) == .fault { throw .echo(span) }
        if !tree.isQuoted(head), !definitions.isEmpty || !broken.isEmpty,
            let own = try definition(named: tree.text(head), at: span)
        {
            return try act(own, head: head, from: arguments, span: span)
        }
        let bytes = tree.source(head)
        if !tree.isQuoted(head), let named = lookup.noun(bytes) ?? lookup.noun(tree.textBytes(head)) {
            return try noun(named, head: head, from: arguments, span: span)
        }
        if let (verb, first) = verb(head) {
            let stage = try bind(verb, head: head, from: first, input: .nothing, span: span)
            return Pipeline(source: .nothing, stages: [stage], shape: stage.prepared.shape, span: span)
        }
        if arguments == nil {
            if tree.spells(head, "it") { return try last(span) }
            let name = tree.text(head)
            if isConstant(name) || tree.isQuoted(head) { return try expression(head) }
        }
        if tree.spells(head, "it"), let arguments, tree.kind(arguments) == .asOf { throw .datedVariable(tree.span(head)) }
        throw unknownVerb(head, isStage: false)
    }

    private func isConstant(_ name: String) -> Bool {
        if name == "true" || name == "false" || name == "null" { return true }
        guard let function = lookup.function(name) else { return false }
        return function.parameters.isEmpty && function.aggregate == nil
    }

    private func noun(_ noun: Noun, head: NodeID, from first: NodeID?, span: Span) throws(Diagnostic) -> Pipeline {
        let headSpan = tree.span(head)
        var binder = ArgumentBinder(
            self, name: noun.name, parameters: noun.parameters, input: .nothing, headSpan: headSpan)
        try binder.bind(from: first, piped: false)
        let call = Call(
            input: .nothing, span: span, headSpan: headSpan, parameters: noun.parameters,
            arguments: binder.arguments, spans: binder.spans, lookup: lookup)
        let dates = try dates(binder.dates)
        let dated = DatedNoun(noun: noun, prepared: try noun.prepare(call), call: call, asOf: dates.asOf)
        let asked = Pipeline(source: .noun(dated), stages: [], shape: .rows(dated.prepared.shape), span: span)
        guard let known = dates.known else { return asked }
        return Pipeline(source: .dated(asked, Dates(known: known)), stages: [], shape: asked.shape, span: span)
    }

    // MARK: what did not fit

    private func rewritingHabits(_ fault: Diagnostic) -> Diagnostic {
        guard fault.tryLine == nil, let line = habits.rewrite(statementNode, tree) else { return fault }
        var fault = fault
        fault.tryLine = line
        return fault
    }

    private func unknownVerb(_ head: NodeID, isStage: Bool) -> Diagnostic {
        let word = tree.text(head)
        let span = tree.span(head)
        if let fault = prefix(head) { return fault }
        if names.isKnown(word) { return .bareVariable(word, span, rewritten(span, "$\(word)")) }
        if let line = habits.rewrite(statementNode, tree), let ours = habits.ours(word) {
            return .habit(word, ours, span, line)
        }
        if isStage, let own = definitions[word] { return .ownStage(own, span) }
        let verbs = lookup.verbs.filter { !isStage || $0.role != .command }.map(\.name)
        if isStage {
            if lookup.noun(tree.source(head)) != nil { return .nounAsStage(word, span) }
            if let fault = unknownKind(head, isStage: true) { return fault }
            let guess = nearest(word, among: verbs)
            return .unknownVerb(word, guess, span, guess.flatMap { rewritten(span, $0) })
        }
        if let fault = unknownKind(head, isStage: false) { return fault }
        if statementWords.contains(word) { return .statementInside(word, span) }
        if let function = lookup.function(word), !function.parameters.isEmpty { return .bareFunction(function, span) }
        let guess = nearest(word, among: lookup.nouns.map(\.name) + verbs + statementWords + definitions.keys.sorted())
        return .unknownHead(word, guess, span, guess.flatMap { rewritten(span, $0) })
    }

    /// A kind word that is no kind: `add debtro`, `chart pie`.
    private func unknownKind(_ head: NodeID, isStage: Bool) -> Diagnostic? {
        guard lookup.opensLonger(tree.source(head)) else { return nil }
        let word = tree.text(head)
        let kinds = lookup.verbs.filter { (!isStage || $0.role != .command) && $0.name.hasPrefix("\(word) ") }
            .map { String($0.name.dropFirst(word.count + 1)) }
        if kinds.isEmpty { return nil }
        let second = tree.nextSibling(head).flatMap { tree.bareWord($0) }
        let guess = second.flatMap { nearest(tree.text($0), among: kinds) }
        return .unknownKind(
            word, kinds, guess, second.map { tree.span($0) } ?? tree.span(head),
            second.flatMap { node in guess.flatMap { rewritten(tree.span(node), $0) } })
    }

    private var statementWords: [String] { ["assert", "begin", "commit", "rollback", "let", "help", "break", "continue", "fail"] }
}

extension Diagnostic {
    fileprivate static func openRows(_ own: Definition, _ span: Span, _ line: String?) -> Diagnostic {
        Diagnostic(
            "act.place", "'\(own.name)' acts, and what it acts on stands in parentheses where it is more than a name", at: span,
            tryLine: line)
    }

    fileprivate static func ownStage(_ own: Definition, _ span: Span) -> Diagnostic {
        Diagnostic(
            "def.call", "'\(own.name)' is a def of yours, and nothing is piped into one", at: span,
            hint: "rows are given to a parameter of the type table: \(own.usage)")
    }

    static func openRows(_ name: String, _ span: Span) -> Diagnostic {
        Diagnostic(
            "pivot.open", "'\(name)' needs to know every column, but those of this pivot are known only when it runs", at: span,
            hint: "list them: … across month in [1, 2, 3]")
    }

    static func noDateHere(_ verb: String, _ span: Span) -> Diagnostic {
        Diagnostic("bind.no-date", "a noun is asked as of a date, but '\(verb)' is a verb", at: span)
    }

    fileprivate static func noLast(_ isPrompt: Bool, _ span: Span) -> Diagnostic {
        isPrompt
            ? Diagnostic("bind.no-result", "there is no last result yet", at: span)
            : Diagnostic("bind.no-result", "the last result is known only at the prompt, but this is a script", at: span,
                hint: "let x = … keeps a result")
    }

    fileprivate static func actionFirst(_ verb: String, _ span: Span) -> Diagnostic {
        Diagnostic("act.place", "an action is the last stage, but another comes after '\(verb)'", at: span,
            hint: "let x = … takes what an action gives")
    }

    fileprivate static func commandPiped(_ verb: String, _ span: Span) -> Diagnostic {
        Diagnostic("act.place", "'\(verb)' is a statement by itself, but here it stands in a pipeline", at: span)
    }

    static func readOnly(_ verb: String, _ span: Span) -> Diagnostic {
        Diagnostic("act.read-only", "the book was opened to be read only, but '\(verb)' changes it", at: span)
    }

    fileprivate static func wrongInput(_ verb: Verb, _ found: Accepts, _ span: Span) -> Diagnostic {
        let comes =
            switch found {
            case .nothing: "nothing comes in"
            case .value: "a value comes in"
            default: "rows come in"
            }
        let wants =
            switch verb.accepts {
            case .nothing: "stands by itself"
            case .value: "works on a value"
            default: "works on rows"
            }
        var fault = Diagnostic("verb.wrong-input", "'\(verb.name)' \(wants), but \(comes)", at: span)
        if found == .nothing { fault.hint = "begin with a noun: … | \(verb.name)" }
        return fault
    }

    fileprivate static func habit(_ word: String, _ ours: String, _ span: Span, _ line: String) -> Diagnostic {
        Diagnostic("verb.unknown", "no verb is called '\(word)'", at: span, label: "here it is '\(ours)'", tryLine: line)
    }

    fileprivate static func nounAsStage(_ word: String, _ span: Span) -> Diagnostic {
        Diagnostic("verb.unknown", "a noun begins a query, but '\(word)' stands behind a |", at: span,
            hint: "begin a new statement with it")
    }

    fileprivate static func unknownVerb(_ word: String, _ guess: String?, _ span: Span, _ line: String?) -> Diagnostic {
        Diagnostic(
            "verb.unknown", "no verb is called '\(word)'", at: span,
            label: guess.map { "did you mean '\($0)'?" } ?? "", hint: guess == nil ? "help verbs lists them" : nil,
            tryLine: line)
    }

    fileprivate static func unknownKind(
        _ word: String, _ kinds: [String], _ guess: String?, _ span: Span, _ line: String?
    ) -> Diagnostic {
        Diagnostic(
            "verb.unknown", "'\(word)' needs one of its kinds behind it", at: span,
            label: guess.map { "did you mean '\($0)'?" } ?? "", notes: ["kinds: \(kinds.joined(separator: ", "))"],
            tryLine: line)
    }

    fileprivate static func statementInside(_ word: String, _ span: Span) -> Diagnostic {
        Diagnostic(
            "transaction.place", "'\(word)' stands between statements, but this is inside one", at: span,
            hint: "give it a line of its own")
    }

    fileprivate static func bareFunction(_ function: Function, _ span: Span) -> Diagnostic {
        let given = function.parameters.map { $0.name.uppercased() }.joined(separator: ", ")
        return Diagnostic(
            "name.unknown", "a statement begins with a noun or a verb, but '\(function.name)' is a function", at: span,
            hint: "its arguments stand in parentheses that touch it: \(function.name)(\(given))")
    }

    fileprivate static func unknownHead(_ word: String, _ guess: String?, _ span: Span, _ line: String?) -> Diagnostic {
        Diagnostic(
            "name.unknown", "nothing is called '\(word)'", at: span,
            label: guess.map { "did you mean '\($0)'?" } ?? "",
            hint: guess == nil ? "help lists nouns and verbs; variables begin with $" : nil, tryLine: line)
    }
}
