// Where the cursor is, in the terms of the grammar and the signatures: what may stand there, most likely first.
// Says which kinds of words, not which words.
import Columns
import Diagnostics
import Syntax
import Values

/// One kind of words that may stand at the cursor.
enum Offer {
    /// The first word of a statement or query; of one in an expression with the columns that flow there.
    case heads(isStatement: Bool)
    /// Verbs behind a `|` that take what flows in.
    case stages(Shape?)
    /// The second words of a verb: `add` … `debtor`.
    case kinds(of: String)
    case labels([Parameter])
    case argument(Parameter, input: Shape?)
    /// Columns, functions and constants; `like` is the type of what it is compared with.
    case expression(row: RowShape?, like: ExpressionType?)
    case aggregates
    case members([ColumnShape])
    case topics
    case days
    case currencies
    /// Words between two operands.
    case infix
    /// Nouns, variables and parentheses: rows from elsewhere.
    case rows
}

/// The signature that the cursor is in, and which of its parameters is being typed.
struct OpenSignature {
    var name: String
    var usage: String
    var parameter: Parameter?
}

struct Place {
    var offers: [Offer] = []
    /// A record named earlier in the same act, whose own records are the likeliest: `from D-17 for` …
    var owner: RecordName?
    /// The bare word before it in the same call: `theme` of `set theme` …
    var before: String?
    var entry: OpenSignature?

    static let none = Place()
}

/// Finds the place of the placeholder in a parsed line. The checker must be open on the tree.
struct PlaceFinder {
    let checker: Checker
    let mark: Int
    var tree: Tree { checker.tree }
    /// From the script down to the placeholder.
    private let path: [NodeID]

    init(_ checker: Checker, mark: Int) {
        self.checker = checker
        self.mark = mark
        var path = [checker.tree.root]
        let tree = checker.tree
        while let last = path.last,
            let next = tree.children(last).first(where: { node in
                let span = tree.span(node)
                return Int(span.lower) <= mark && mark < Int(span.upper)
            })
        { path.append(next) }
        self.path = path
    }

    /// Statements before the one with the cursor, at every depth: they declare what may be named.
    var statementsBefore: [NodeID] {
        var found: [NodeID] = []
        for (place, node) in path.enumerated() where tree.kind(node) == .script || tree.kind(node) == .block {
            let inner = path.count > place + 1 ? path[place + 1] : nil
            for child in tree.children(node) {
                if child == inner { break }
                found.append(child)
            }
        }
        return found
    }

    func place() -> Place {
        guard let leaf = path.last else { return .none }
        // What stands behind `help` is raw: `where.unknown-column` is one word of it.
        if tree.kind(leaf) == .word { return Place(offers: [.topics]) }
        guard isPlaceholder(leaf) else { return .none }
        return place(of: path.count - 1)
    }

    private func isPlaceholder(_ node: NodeID) -> Bool { Int(tree.span(node).lower) == mark }

    private func place(of depth: Int) -> Place {
        guard depth > 0 else { return Place(offers: [.heads(isStatement: true)]) }
        let node = path[depth]
        let parent = path[depth - 1]
        let isFirst = tree.firstChild(parent) == node
        switch tree.kind(parent) {
        case .script, .block, .dry: return Place(offers: [.heads(isStatement: true)])
        case .explain: return Place(offers: [.heads(isStatement: true), .argument(Self.anyRecord, input: nil)])
        case .let, .assign, .return: return isFirst && tree.kind(parent) == .let ? .none : Place(offers: [.heads(isStatement: true)])
        case .for: return isFirst ? .none : Place(offers: [.heads(isStatement: false)])
        case .pipeline: return place(of: depth - 1)
        case .phrase:
            return isFirst ? place(of: depth - 1) : .none
        case .stage:
            return isFirst ? Place(offers: [.stages(flow(into: parent, depth - 1))]) : .none
        case .argument: return argument(depth)
        case .help: return Place(offers: [.topics])
        case .asOf: return Place(offers: [.days])
        case .member: return isFirst ? inside(depth - 1) : Place(offers: [.members(columns(of: tree.firstChild(parent)))])
        case .paren:
            var place = inside(depth - 1)
            place.offers.append(.heads(isStatement: false))
            return place
        case .convert: return Place(offers: [.currencies])
        case .if, .while: return Place(offers: [.expression(row: nil, like: nil), .heads(isStatement: false)])
        case .use: return Place(offers: [.argument(Self.script, input: nil)])
        case .try, .whatIf, .def, .param, .parameter, .typeName, .word, .it, .dated, .fault, .name, .literal, .variable:
            return .none
        case .named, .interpolated, .textPart, .list, .record, .field, .call, .labelled, .index, .calendar, .negate,
            .not, .arithmetic, .comparison, .isNull, .logical, .range, .coalesce:
            return inside(depth)
        }
    }

    private static let anyRecord = Parameter("record", .record)
    private static let script = Parameter("file", .path)

    // MARK: inside an expression

    /// The place of an operand: what it is compared with, the call around it, the argument it belongs to.
    private func inside(_ depth: Int) -> Place {
        var like: ExpressionType?
        var entry: OpenSignature?
        var isOfCall = false
        // `balance in` may go on with a currency.
        var converts = false
        var at = depth
        while at > 0 {
            let node = path[at]
            let parent = path[at - 1]
            switch tree.kind(parent) {
            case .comparison where like == nil && !isOfCall:
                if let left = tree.firstChild(parent), left != node {
                    like = type(of: left)
                    if case .money? = like, at == depth, tree.operation(parent) == .in { converts = true }
                }
            // In a condition `status = …` compares; elsewhere it names, and no column is called so yet.
            case .named where like == nil && !isOfCall && tree.firstOperand(of: parent) == path[depth]:
                if let name = tree.firstChild(parent), row(at - 1)?.index(of: tree.text(name)) != nil { like = type(of: name) }
            case .call:
                if tree.firstChild(parent) != node, entry == nil, let head = tree.firstChild(parent),
                    let function = checker.lookup.function(tree.text(head))
                {
                    entry = OpenSignature(name: function.name, usage: "\(Usage.line(function))  \(function.summary)")
                    isOfCall = true
                }
            case .argument:
                var place = argument(at)
                if like != nil || isOfCall {
                    place.offers = [.expression(row: row(at), like: like)]
                } else if at != depth {
                    place.offers.removeAll { if case .labels = $0 { true } else { false } }
                    place.offers.removeAll { if case .infix = $0 { true } else { false } }
                }
                if let entry { place.entry = entry }
                if converts { place.offers.insert(.currencies, at: 0) }
                return place
            case .stage, .phrase, .script, .block: return Place(offers: [.expression(row: nil, like: like)], entry: entry)
            default: break
            }
            at -= 1
        }
        return Place(offers: [.expression(row: nil, like: like)], entry: entry)
    }

    /// The rows that flow where an argument is.
    private func row(_ depth: Int) -> RowShape? {
        guard depth > 1, tree.kind(path[depth - 2]) == .stage, case .rows(let row)? = flow(into: path[depth - 2], depth - 2)
        else { return nil }
        return row
    }

    private func type(of node: NodeID) -> ExpressionType? {
        for depth in path.indices.reversed() where tree.kind(path[depth]) == .argument {
            let binder = checker.binder(over: row(depth + 1).map { .rows($0) } ?? .nothing)
            return (try? binder.bind(node))?.type
        }
        return (try? checker.values.bind(node))?.type
    }

    private func columns(of base: NodeID?) -> [ColumnShape] {
        guard let base, case .reference(let table)? = type(of: base) else { return [] }
        return checker.lookup.noun(of: table)?.shape.columns ?? []
    }

    // MARK: arguments

    /// The shape that flows into a stage, as the checker finds it; nil where something before it is wrong.
    private func flow(into stage: NodeID, _ depth: Int) -> Shape? {
        guard depth > 0, tree.kind(path[depth - 1]) == .pipeline else { return nil }
        return checker.flow(into: stage, of: path[depth - 1])
    }

    /// Labels not used yet, the value a label waits for, the parameter whose place it is.
    private func argument(_ depth: Int) -> Place {
        guard depth > 1 else { return .none }
        let argument = path[depth - 1]
        let holder = path[depth - 2]
        guard let head = tree.firstChild(holder) else { return .none }
        let isStage = tree.kind(holder) == .stage
        let input = isStage ? flow(into: holder, depth - 2) : .nothing
        let isWhole = tree.kind(path[depth]) == .name && tree.firstChild(argument) == path[depth]
            && tree.nextSibling(path[depth]) == nil
        if !isStage, let found = checker.lookup.noun(tree.source(head)) {
            var place = slots(found.name, found.parameters, from: tree.nextSibling(head), to: argument, isWhole, input, piped: false)
            if isWhole { place.offers.append(.labels([Self.asOf, Self.knownAt])) }
            return place
        }
        guard let (verb, first) = checker.verb(head) else {
            return isWhole && tree.nextSibling(head) == argument ? Place(offers: [.kinds(of: tree.text(head))]) : .none
        }
        let piped = verb.role == .action && input != .nothing
        var place = slots(verb.name, verb.bindable, from: first, to: argument, isWhole, input, piped: piped)
        if isWhole, tree.nextSibling(head) == argument, checker.lookup.opensLonger(tree.source(head)) {
            place.offers.insert(.kinds(of: tree.text(head)), at: 0)
        }
        return place
    }

    private static let asOf = Parameter("as of", .value(.day), label: "as of", summary: "what was true on that day")

    private static let knownAt = Parameter("known at", .value(.moment), label: "known at", summary: "what the book said then")

    private func slots(
        _ name: String, _ parameters: [Parameter], from first: NodeID?, to argument: NodeID, _ isWhole: Bool,
        _ input: Shape?, piped: Bool
    ) -> Place {
        var used: Set<String> = []
        var at = piped ? 1 : 0
        var awaiting: Parameter?
        var before: NodeID?
        var owner: RecordName?
        var next = first
        while let node = next, node != argument {
            next = tree.nextSibling(node)
            before = node
            if let parameter = awaiting {
                owner = record(node, parameter) ?? owner
                awaiting = nil
                continue
            }
            if let word = tree.bareWord(node), let found = parameters.first(where: { $0.label == tree.text(word) }) {
                used.insert(found.name)
                if found.kind != .toggle { awaiting = found }
                continue
            }
            while at < parameters.count, parameters[at].label != nil { at += 1 }
            if at < parameters.count { owner = record(node, parameters[at]) ?? owner }
            if at < parameters.count, parameters[at].presence != .repeated, parameters[at].kind != .tokens { at += 1 }
        }
        while at < parameters.count, parameters[at].label != nil { at += 1 }
        let positional = at < parameters.count ? parameters[at] : nil
        let current = awaiting ?? positional
        var place = Place(entry: OpenSignature(name: name, usage: Usage.line(name, parameters), parameter: current))
        place.owner = owner
        place.before = before.flatMap { tree.bareWord($0) }.map { tree.text($0) }
        if let awaiting {
            place.offers = [.argument(awaiting, input: input)]
        } else {
            if isWhole, let before, isAmount(before) { place.offers.append(.currencies) }
            let operators = isWhole && before != nil ? self.operators(parameters) : nil
            if case .condition? = operators { place.offers.append(.infix) }
            let labels = Offer.labels(parameters.filter { $0.label != nil && !used.contains($0.name) })
            // One more of what may be repeated is less likely than what was not said yet.
            let isMore = positional?.presence == .repeated && before != nil
            if isWhole, isMore { place.offers.append(labels) }
            if let positional { place.offers.append(.argument(positional, input: input)) }
            if isWhole, !isMore { place.offers.append(labels) }
            if let operators, operators != .condition { place.offers.append(.infix) }
        }
        return place
    }

    /// The record an argument names, where its parameter takes one.
    private func record(_ argument: NodeID, _ parameter: Parameter) -> RecordName? {
        guard case .id(let noun) = parameter.kind, let item = tree.firstChild(argument), tree.literalKind(item) == .id else {
            return nil
        }
        return RecordName(noun: noun, id: tree.text(item))
    }

    /// A number just before the cursor may still become money.
    private func isAmount(_ argument: NodeID) -> Bool {
        tree.firstChild(argument).map { tree.literalKind($0) == .number } ?? false
    }

    /// The kind of a first argument that may go on with an infix word; a condition most likely does.
    private func operators(_ parameters: [Parameter]) -> ParameterKind? {
        guard let kind = parameters.first(where: { $0.label == nil })?.kind else { return nil }
        switch kind {
        case .condition, .expression, .named: return kind
        case .value, .count, .word, .id, .ids, .records, .record, .wordOrValue, .name, .path, .columns, .sortKeys, .aggregates,
            .tallies, .rows, .toggle, .tokens:
            return nil
        }
    }
}

extension Checker {
    /// What flows into a stage of a pipeline; nil where something before it is wrong.
    func flow(into stage: NodeID, of pipeline: NodeID) -> Shape? {
        guard let first = tree.firstChild(pipeline), var shape = try? query(first).shape else { return nil }
        var next = tree.nextSibling(first)
        while let node = next, node != stage {
            next = tree.nextSibling(node)
            guard let made = try? self.stage(node, input: shape) else { return nil }
            shape = made.prepared.shape
        }
        return shape
    }
}
