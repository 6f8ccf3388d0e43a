// Matches the arguments of one stage or phrase with a signature: places, labels, switches, piped rows, what is missing.
// Each misfit is a diagnostic on the exact argument. What one argument may be is in ArgumentBinder+Kinds.
// Knows no verb by name.
import Diagnostics
import Syntax
import Values

struct ArgumentBinder {
    let checker: Checker
    /// The verb or noun, as messages call it.
    let name: String
    let parameters: [Parameter]
    let input: Shape
    let headSpan: Span
    private(set) var arguments: [BoundArgument?]
    private(set) var spans: [Span]
    /// The `as of` and `known at` among the arguments.
    private(set) var dates: [NodeID] = []

    var tree: Tree { checker.tree }

    init(_ checker: Checker, name: String, parameters: [Parameter], input: Shape, headSpan: Span) {
        self.checker = checker
        self.name = name
        self.parameters = parameters
        self.input = input
        self.headSpan = headSpan
        arguments = Array(repeating: nil, count: parameters.count)
        spans = Array(repeating: headSpan, count: parameters.count)
    }

    /// Binds the arguments from a node on, and its siblings. `piped` says that rows fill the first place.
    mutating func bind(from first: NodeID?, piped: Bool) throws(Diagnostic) {
        var next = first
        var place = 0
        var isFaulty = false
        if piped {
            try checkPiped()
            arguments[0] = .items([.piped], headSpan)
            place = 1
        }
        while let argument = next {
            next = tree.nextSibling(argument)
            if tree.kind(argument) == .asOf {
                dates.append(argument)
                continue
            }
            let word = tree.bareWord(argument)
            if let word, let labelled = labelled(word) {
                let parameter = parameters[labelled]
                guard arguments[labelled] == nil else { throw .twice(parameter, tree.span(word)) }
                if parameter.kind == .toggle {
                    set(labelled, .toggle, tree.span(word))
                    continue
                }
                guard let value = next, tree.kind(value) == .argument else {
                    throw .nothingAfterLabel(name, parameter, tree.span(word))
                }
                next = tree.nextSibling(value)
                do throws(Diagnostic) { set(labelled, try bound(parameter, value), tree.span(value)) } catch {
                    guard checker.excuses(error) else { throw error }
                    isFaulty = true
                }
                continue
            }
            // No record is called so, and no act takes such a word.
            if let word, parameters.contains(ActionLabels.confirm), let fault = checker.prefix(word) { throw fault }
            while place < parameters.count, parameters[place].label != nil { place += 1 }
            guard place < parameters.count else {
                let fault = tooMany(argument)
                guard checker.excuses(fault) else { throw fault }
                isFaulty = true
                // What stands behind a label that is none belongs to it.
                if fault.code == "bind.unknown-label" { next = next.flatMap { tree.nextSibling($0) } }
                continue
            }
            let parameter = parameters[place]
            if parameter.kind == .tokens {
                set(place, rest(from: argument), tree.span(argument))
                return try missing()
            }
            let found: BoundArgument
            do throws(Diagnostic) { found = try bound(parameter, argument) } catch {
                let misspelt = misspelt(argument)
                let fault = misspelt ?? wantsLabel(argument, error)
                guard checker.excuses(fault) else { throw fault }
                isFaulty = true
                if misspelt != nil {
                    next = next.flatMap { tree.nextSibling($0) }
                } else {
                    place += 1
                }
                continue
            }
            if parameter.presence == .repeated, let joined = arguments[place]?.followed(by: found) {
                set(place, joined, spans[place].union(tree.span(argument)))
            } else {
                set(place, found, tree.span(argument))
                if parameter.presence != .repeated { place += 1 }
            }
        }
        // What is missing may still be typed.
        if isFaulty { throw .echo(headSpan) }
        try missing()
    }

    /// Rows that can name no record the first place takes are refused before anything runs.
    private func checkPiped() throws(Diagnostic) {
        guard case .rows(let shape) = input, let first = parameters.first else { return }
        let nouns = first.kind.pipedNouns.compactMap { checker.lookup.noun($0) }
        guard !nouns.isEmpty, shape.naming(nouns, through: first.standIns) == nil else { return }
        throw .otherRows(shape, nouns, headSpan)
    }

    private mutating func set(_ place: Int, _ argument: BoundArgument, _ span: Span) {
        arguments[place] = argument
        spans[place] = span
    }

    private func labelled(_ word: NodeID) -> Int? {
        let text = tree.text(word)
        for place in parameters.indices where parameters[place].label == text { return place }
        return nil
    }

    private func rest(from argument: NodeID) -> BoundArgument {
        var tokens: [String] = []
        var next: NodeID? = argument
        while let node = next {
            tokens.append(String(decoding: tree.source(node), as: UTF8.self))
            next = tree.nextSibling(node)
        }
        return .tokens(tokens)
    }

    private func missing() throws(Diagnostic) {
        for place in parameters.indices where arguments[place] == nil {
            switch parameters[place].presence {
            case .required, .repeated: throw .missing(name, parameters[place], parameters, headSpan)
            case .optional, .defaulted: continue
            }
        }
    }

    // MARK: what did not fit

    private func tooMany(_ argument: NodeID) -> Diagnostic {
        if let fault = tree.bareWord(argument).flatMap({ checker.prefix($0) }) { return fault }
        if let fault = misspelt(argument) { return fault }
        if let line = checker.habits.rewrite(checker.statementNode, tree) {
            var fault = Diagnostic.tooMany(name, parameters, tree.span(argument))
            fault.tryLine = line
            return fault
        }
        if let word = tree.bareWord(argument), let verb = checker.lookup.verb(tree.text(word)), verb.role != .command {
            let span = tree.span(word)
            return .missingPipe(verb.name, span, checker.rewritten(span, "| \(verb.name)"))
        }
        // A word with something behind it was meant for a label.
        if let word = tree.bareWord(argument), tree.nextSibling(argument) != nil,
            parameters.contains(where: { $0.label != nil && $0.kind != .toggle })
        {
            let label = meant(by: argument)
            return .unknownLabel(
                name, tree.text(word), label, parameters, tree.span(word),
                label.flatMap { checker.rewritten(tree.span(word), $0) })
        }
        return .tooMany(name, parameters, tree.span(argument))
    }

    /// Whether a label may have what stands behind this word.
    private func takesNext(_ label: String, _ word: NodeID) -> Bool {
        guard let place = parameters.firstIndex(where: { $0.label == label }), parameters[place].kind != .toggle,
            let value = tree.nextSibling(word), tree.kind(value) == .argument
        else { return false }
        return checker.strictly { (try? bound(parameters[place], value)) != nil }
    }

    /// The label that must still be given and takes what stands behind this word.
    private func meant(by word: NodeID) -> String? {
        guard let value = tree.nextSibling(word), tree.kind(value) == .argument else { return nil }
        for place in parameters.indices where arguments[place] == nil && parameters[place].presence == .required {
            guard let label = parameters[place].label else { continue }
            if checker.strictly({ (try? bound(parameters[place], value)) != nil }) { return label }
        }
        return nil
    }

    /// An id in a place for something else belongs behind `id`, where the verb has that label.
    private func wantsLabel(_ argument: NodeID, _ fault: Diagnostic) -> Diagnostic {
        guard fault.code == "bind.wrong-type", let item = tree.firstChild(argument), tree.literalKind(item) == .id,
            parameters.contains(where: { $0.label == "id" })
        else { return fault }
        var fault = fault
        let id = String(decoding: tree.source(item), as: UTF8.self)
        fault.hint = "its id stands behind a label: \(name) … id \(id)"
        return fault
    }

    /// A bare word close to a label.
    private func misspelt(_ argument: NodeID) -> Diagnostic? {
        guard let word = tree.bareWord(argument), tree.nextSibling(argument) != nil else { return nil }
        let text = tree.text(word)
        guard let near = nearest(text, among: parameters.compactMap(\.label)) else { return nil }
        // What stands behind it tells better than the letters: `of D-1` is no misspelt `on`.
        let label = takesNext(near, argument) ? near : meant(by: argument) ?? near
        return .unknownLabel(
            name, text, label, parameters, tree.span(word), checker.rewritten(tree.span(word), label))
    }
}

extension Diagnostic {
    fileprivate static func twice(_ parameter: Parameter, _ span: Span) -> Diagnostic {
        Diagnostic("bind.twice", "'\(parameter.label ?? parameter.name)' was given before", at: span)
    }

    fileprivate static func nothingAfterLabel(_ name: String, _ parameter: Parameter, _ span: Span) -> Diagnostic {
        Diagnostic(
            "bind.missing-argument",
            "after '\(parameter.label ?? parameter.name)' must stand \(parameter.kind.wanted), but nothing does",
            at: span, notes: parameter.summary.isEmpty ? [] : ["\(parameter.name): \(parameter.summary)"],
            isIncomplete: false)
    }

    fileprivate static func missing(
        _ name: String, _ parameter: Parameter, _ parameters: [Parameter], _ span: Span
    ) -> Diagnostic {
        let wanted = parameter.kind.wanted
        let said = parameter.label.map { "'\($0)' and \(wanted)" } ?? wanted
        let meaning = parameter.summary.isEmpty ? [] : ["\(parameter.name): \(parameter.summary)"]
        return Diagnostic(
            "bind.missing-argument", "'\(name)' needs \(said)", at: span,
            notes: meaning + ["usage: \(Usage.line(name, parameters))"])
    }

    fileprivate static func tooMany(_ name: String, _ parameters: [Parameter], _ span: Span) -> Diagnostic {
        let message =
            parameters.allSatisfy { $0.label != nil }
            ? "'\(name)' takes nothing here, but this stands behind it"
            : "'\(name)' has all its arguments already, and this is one more"
        return Diagnostic("bind.too-many", message, at: span, notes: ["usage: \(Usage.line(name, parameters))"])
    }

    fileprivate static func missingPipe(_ verb: String, _ span: Span, _ line: String?) -> Diagnostic {
        Diagnostic("bind.missing-pipe", "a stage stands behind a |, but before '\(verb)' is none", at: span, tryLine: line)
    }

    fileprivate static func unknownLabel(
        _ name: String, _ word: String, _ label: String?, _ parameters: [Parameter], _ span: Span, _ line: String?
    ) -> Diagnostic {
        let own = parameters.filter { !ActionLabels.all.contains($0) }.compactMap(\.label)
        return Diagnostic(
            "bind.unknown-label", "'\(name)' has no label '\(word)'", at: span,
            label: label.map { "did you mean '\($0)'?" } ?? "",
            notes: [
                "labels: \(own.joined(separator: ", "))", "usage: \(Usage.line(name, parameters))",
            ], tryLine: line)
    }
}
