// What each word of a line is: literals as the lexer cut them, names as the signatures and the flow of columns give them
// meaning. Says of a name that it is unknown only where the checker does, or where no verb, noun or record can be meant.
import Columns
import Diagnostics
import Syntax

struct Marker {
    let checker: Checker
    let sources: PromptSources
    private var roles: [UInt32: WordRole] = [:]
    private(set) var unknown: [Span] = []
    var tree: Tree { checker.tree }

    init(_ checker: Checker, _ sources: PromptSources) {
        self.checker = checker
        self.sources = sources
    }

    /// The marks of a line's tokens, those from `end` on by their bytes alone.
    func marks(_ buffer: TokenBuffer, bytes: [UInt8]) -> [Mark] {
        var marks: [Mark] = []
        marks.reserveCapacity(buffer.tokens.count + buffer.comments.count)
        for token in buffer.tokens where token.kind != .end {
            guard let role = roles[token.lower] ?? Self.role(token, bytes) else { continue }
            marks.append(Mark(range: token.span.range, role: role))
        }
        for comment in buffer.comments { marks.append(Mark(range: comment.range, role: .comment)) }
        return marks
    }

    private static func role(_ token: Token, _ bytes: [UInt8]) -> WordRole? {
        switch token.kind {
        case .name: isInfix(bytes[token.span.range]) ? .keyword : nil
        case .quotedName, .id, .change: .id
        case .variable: .variable
        case .number, .money, .percent, .duration: .number
        case .date, .month, .quarter, .time, .dateTime: .date
        case .text, .rawText, .blockText, .textHead, .textMiddle, .textTail: .text
        case .pipe, .comma, .semicolon, .colon, .dot, .range, .coalesce, .arrow, .equal, .equalEqual, .notEqual, .less,
            .lessEqual, .greater, .greaterEqual, .plus, .minus, .negate, .star, .slash, .openParen, .closeParen, .openBracket,
            .closeBracket, .openBrace, .closeBrace:
            .symbol
        case .bad: bytes[Int(token.lower)] == UInt8(ascii: "\"") || bytes[Int(token.lower)] == UInt8(ascii: "'") ? .text : nil
        case .end: nil
        }
    }

    private static func isInfix(_ word: ArraySlice<UInt8>) -> Bool {
        ["and", "or", "not", "in", "is", "mod", "contains", "starts", "ends", "matches"].contains { word.elementsEqual($0.utf8) }
    }

    // MARK: the tree

    mutating func visit(_ node: NodeID, _ row: RowShape? = nil) {
        switch tree.kind(node) {
        case .script:
            for child in tree.children(node) {
                visit(child)
                checker.declare(child)
            }
        case .let, .assign, .return, .dry, .explain, .if, .while, .for, .try, .whatIf, .def, .param, .use:
            if tree.kind(node) != .assign { set(node, .keyword) }
            visitChildren(node, row)
        case .help: set(node, .keyword)
        case .pipeline:
            guard let first = tree.firstChild(node) else { return }
            visit(first, row)
            var next = tree.nextSibling(first)
            var flow = quietly { next.flatMap { checker.flow(into: $0, of: node) } }
            while let stage = next {
                self.stage(stage, flow)
                next = tree.nextSibling(stage)
                // Behind a stage that is wrong the rows go on as they came.
                if let input = flow, next != nil, let made = quietly({ try? checker.stage(stage, input: input) }) { flow = made.prepared.shape }
            }
        case .phrase: phrase(node, row)
        case .stage: stage(node, nil)
        case .name: name(node, row)
        case .call:
            if let head = tree.firstChild(node) {
                let name = tree.text(head)
                if checker.lookup.function(name) != nil || checker.definitions[name] != nil { set(head, .function) }
                for child in tree.children(node) where child != head { visit(child, row) }
            }
        case .member:
            if let base = tree.firstChild(node) { visit(base, row) }
            if let member = tree.child(node, 1) { set(member, .column) }
        case .convert:
            if let base = tree.firstChild(node) { visit(base, row) }
            if let code = tree.child(node, 1) { set(code, .number) }
        case .calendar: for word in tree.children(node) { set(word, .date) }
        case .asOf:
            set(node, .keyword)
            visitChildren(node, row)
        case .block, .parameter, .typeName, .word, .it, .dated, .argument, .named, .variable, .literal, .interpolated, .textPart,
            .list, .record, .field, .paren, .labelled, .index, .negate, .not, .arithmetic, .comparison, .isNull, .logical,
            .range, .coalesce, .fault:
            visitChildren(node, row)
        }
    }

    /// Asks the checker for a shape; problems are what it says of whole statements, with all that was declared before them.
    private func quietly<Result>(_ body: () -> Result) -> Result {
        let known = checker.problems.count
        defer { checker.problems.removeLast(max(0, checker.problems.count - known)) }
        return body()
    }

    private mutating func visitChildren(_ node: NodeID, _ row: RowShape?) {
        for child in tree.children(node) { visit(child, row) }
    }

    private mutating func set(_ node: NodeID, _ role: WordRole) { roles[tree.span(node).lower] = role }

    private mutating func name(_ node: NodeID, _ row: RowShape?) {
        guard !tree.isQuoted(node) else { return }
        let text = tree.text(node)
        if row?.index(of: text) != nil {
            set(node, .column)
        } else if checker.lookup.function(text) != nil {
            set(node, .function)
        } else if ["true", "false", "null"].contains(text) {
            set(node, .keyword)
        } else if checker.lookup.noun(text.utf8) != nil {
            set(node, .noun)
        } else if row != nil {
            set(node, .word)
        }
    }

    // MARK: heads and arguments

    private mutating func phrase(_ node: NodeID, _ row: RowShape?) {
        guard let head = tree.firstChild(node) else { return }
        if checker.definitions[tree.text(head)] != nil {
            set(head, .verb)
            for child in tree.children(node) where child != head { visit(child) }
        } else if let noun = checker.lookup.noun(tree.source(head)) {
            set(head, .noun)
            arguments(from: tree.nextSibling(head), noun.parameters, nil)
        } else if checker.verb(head) != nil {
            stage(node, .nothing)
        } else if ["begin", "commit", "rollback", "assert", "version"].contains(tree.text(head)) {
            set(head, .keyword)
            for child in tree.children(node) where child != head { visit(child) }
        } else if tree.nextSibling(head) == nil {
            name(head, row)
        } else {
            for child in tree.children(node) where child != head { visit(child) }
        }
    }

    private mutating func stage(_ node: NodeID, _ input: Shape?) {
        guard let head = tree.firstChild(node) else { return }
        var row: RowShape?
        if case .rows(let rows)? = input { row = rows }
        guard let (verb, first) = checker.verb(head) else {
            for child in tree.children(node) where child != head { visit(child, row) }
            return
        }
        set(head, .verb)
        if let kind = tree.nextSibling(head), kind != first { set(kind, .verb) }
        arguments(from: first, verb.bindable, row)
    }

    private mutating func arguments(from first: NodeID?, _ parameters: [Parameter], _ row: RowShape?) {
        var awaiting: Parameter?
        var at = 0
        var next = first
        while let argument = next {
            next = tree.nextSibling(argument)
            if tree.kind(argument) != .argument {
                visit(argument, row)
                continue
            }
            if awaiting == nil, let word = tree.bareWord(argument),
                let found = parameters.first(where: { $0.label == tree.text(word) })
            {
                set(word, .label)
                if found.kind != .toggle { awaiting = found }
                continue
            }
            while at < parameters.count, parameters[at].label != nil { at += 1 }
            let parameter = awaiting ?? (at < parameters.count ? parameters[at] : nil)
            if awaiting == nil, let parameter, parameter.presence != .repeated { at += 1 }
            awaiting = nil
            given(argument, for: parameter, row)
        }
    }

    private mutating func given(_ argument: NodeID, for parameter: Parameter?, _ row: RowShape?) {
        for item in tree.children(argument) {
            if tree.kind(item) == .named, let label = tree.firstChild(item) {
                set(label, .column)
                if let value = tree.nextSibling(label) { visit(value, row) }
                continue
            }
            switch parameter?.kind {
            case .word?, .name?, .wordOrValue?:
                if tree.kind(item) == .name { set(item, .word) } else { visit(item, row) }
            case .id(let noun)?, .ids(let noun)?: record(item, of: [noun])
            case .records(let nouns)?: record(item, of: nouns)
            case .record?: record(item, of: [nil])
            default: visit(item, row)
            }
        }
    }

    private mutating func record(_ item: NodeID, of nouns: [String?]) {
        guard tree.literalKind(item) == .id || tree.isQuoted(item) else { return visit(item) }
        if !nouns.contains(where: { sources.isRecord($0, tree.text(item)) }) { unknown.append(tree.span(item)) }
    }
}

extension Checker {
    /// Checks a statement of a line that is being typed, so that later ones may name what it keeps.
    func declare(_ node: NodeID) {
        let span = tree.span(node)
        if tree.diagnostics.contains(where: { span.contains($0.primary.span) }) { return skip(node) }
        _ = attempt { () throws(Diagnostic) in try statement(node) }
    }
}
