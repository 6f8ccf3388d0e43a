// From bytes to a tree. Knows no verb by name: a phrase is a head and arguments side by side, and the binder gives them
// meaning. Knows every statement, also those nobody can run yet, so that the tree keeps its shape.
import Diagnostics

/// Keeps its buffers: one parser and one tree serve a stream of statements without allocating.
package struct Parser: Sendable {
    package enum Mode: Sendable {
        case script
        /// A statement may open with `|`: it continues the last result.
        case prompt
    }

    /// Longer texts are data, and data is imported.
    package static let maximumBytes = 64 << 20

    /// What this parser reads at most, in bytes.
    package var limit = Parser.maximumBytes

    private var buffer = TokenBuffer()

    package init() {}

    /// Parses everything there is; what is wrong stands in `tree.diagnostics`, and the parser goes on behind it.
    package mutating func parse(_ bytes: some Collection<UInt8>, into tree: inout Tree, mode: Mode = .script) {
        guard bytes.count <= limit else {
            tree.reset([])
            tree.diagnostics = [.tooLong(limit)]
            return
        }
        tree.reset(bytes)
        var text: [UInt8] = []
        swap(&text, &tree.bytes)
        text.withUnsafeBufferPointer { base in
            Lexer.lex(ByteView(base: base), into: &buffer)
            var parsing = Parsing(bytes: ByteView(base: base), mode: mode)
            swap(&parsing.tokens, &buffer.tokens)
            swap(&parsing.nodes, &tree.nodes)
            parsing.script()
            swap(&parsing.tokens, &buffer.tokens)
            swap(&parsing.nodes, &tree.nodes)
            if !buffer.diagnostics.isEmpty || !parsing.diagnostics.isEmpty {
                let lexical = buffer.diagnostics.filter { fault in
                    !parsing.rawStretches.contains { $0.contains(fault.primary.span) }
                }
                tree.diagnostics = (lexical + parsing.diagnostics)
                    .sorted { $0.primary.span.lower < $1.primary.span.lower }
            }
        }
        swap(&text, &tree.bytes)
    }
}

/// Thrown to leave a statement whose fault has been written down.
struct Abandoned: Error {}

/// One run over the tokens of one text.
struct Parsing {
    /// Statements given up beyond these end the run: recovery looks ahead, and hostile text must stay linear.
    static let maximumFailures = 100

    let bytes: ByteView
    let mode: Parser.Mode
    var tokens: [Token] = []
    var nodes: [Node] = []
    var diagnostics: [Diagnostic] = []
    /// What follows `help`: nothing in it can be wrong.
    var rawStretches: [Span] = []
    var at = 0
    /// Open `( [` and record braces: newlines are blank inside.
    var brackets = 0
    var blocks = 0
    /// In the header of `if while for` the first `{` outside brackets opens the block.
    var inHeader = false
    var depth = 0
    var failures = 0

    init(bytes: ByteView, mode: Parser.Mode) {
        self.bytes = bytes
        self.mode = mode
    }

    // MARK: tokens

    var token: Token { token(ahead: 0) }

    func token(ahead places: Int) -> Token {
        let place = at + places
        if place < tokens.count { return tokens[place] }
        let end = UInt32(clamping: bytes.count)
        return Token(kind: .end, before: [], lower: end, upper: end)
    }

    var kind: TokenKind { token.kind }

    /// Where the last token ended.
    var lastUpper: UInt32 { at > 0 && at <= tokens.count ? tokens[at - 1].upper : 0 }

    mutating func advance() { if at < tokens.count { at += 1 } }

    mutating func take(_ kind: TokenKind) -> Bool {
        guard self.kind == kind else { return false }
        advance()
        return true
    }

    func isWord(_ token: Token, _ word: StaticString) -> Bool {
        token.kind == .name && Int(token.upper - token.lower) == word.utf8CodeUnitCount
            && bytes.matches(word, at: Int(token.lower))
    }

    func touches(_ token: Token) -> Bool { !token.before.contains(.blank) }

    func isNewline(_ token: Token) -> Bool { brackets == 0 && token.before.contains(.newline) }

    /// A separator, or something that closes what we are in.
    var endsStatement: Bool {
        switch kind {
        case .end, .semicolon, .closeBrace: true
        default: isNewline(token)
        }
    }

    // MARK: nodes

    struct Family {
        var first: UInt32 = 0
        var last: UInt32 = 0
        var height: UInt16 = 0
    }

    mutating func append(_ child: UInt32, to family: inout Family) {
        if family.last == 0 { family.first = child } else { nodes[Int(family.last)].next = child }
        family.last = child
        family.height = max(family.height, nodes[Int(child)].height)
    }

    mutating func make(
        _ kind: NodeKind, from lower: UInt32, _ family: Family = Family(), detail: UInt8 = 0
    ) throws(Abandoned) -> UInt32 {
        guard Int(family.height) < Tree.maximumHeight else {
            throw fail(.tooDeep(Span(lower, lastUpper), limit: Tree.maximumHeight))
        }
        return add(Node(kind: kind, detail: detail, height: family.height + 1, lower: lower, upper: lastUpper, first: family.first))
    }

    mutating func add(_ node: Node) -> UInt32 {
        nodes.append(node)
        return UInt32(truncatingIfNeeded: nodes.count - 1)
    }

    mutating func make(
        _ kind: NodeKind, from lower: UInt32, children: UInt32..., detail: UInt8 = 0
    ) throws(Abandoned) -> UInt32 {
        var family = Family()
        for child in children { append(child, to: &family) }
        return try make(kind, from: lower, family, detail: detail)
    }

    /// A node of exactly the token that stands next.
    mutating func leaf(_ kind: NodeKind, detail: UInt8 = 0) -> UInt32 {
        let token = token
        advance()
        return add(Node(kind: kind, detail: detail, height: 1, lower: token.lower, upper: token.upper))
    }

    func lower(_ node: UInt32) -> UInt32 { nodes[Int(node)].lower }

    // MARK: faults and recovery

    mutating func fail(_ fault: Diagnostic) -> Abandoned {
        diagnostics.append(fault)
        return Abandoned()
    }

    /// What was refused by the lexer is not refused again by what it breaks.
    var isRefused: Bool { kind == .bad || (at > 0 && at <= tokens.count && tokens[at - 1].kind == .bad) }

    /// Something must stand here and does not.
    mutating func expected(_ what: String, hint: String? = nil) -> Abandoned {
        if isRefused { return Abandoned() }
        return fail(.expected(what, bytes, token, isIncomplete: wantsMore, hint: hint))
    }

    /// At the end of the text, where another line would be read on: inside brackets and blocks, after a comma or an infix.
    var wantsMore: Bool {
        guard kind == .end else { return false }
        if brackets > 0 || blocks > 0 { return true }
        guard at > 0, at <= tokens.count else { return false }
        switch tokens[at - 1].kind {
        case .pipe, .comma, .equal, .equalEqual, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .plus, .minus,
            .star, .slash, .range, .coalesce:
            return true
        default:
            return Infix.isWord(self, tokens[at - 1])
        }
    }

    mutating func enter() throws(Abandoned) {
        depth += 1
        guard depth <= Tree.maximumHeight else {
            throw fail(.tooDeep(token.span, limit: Tree.maximumHeight))
        }
    }

    /// Goes to the next separator outside brackets opened since `start`; where they never close, to the next line.
    mutating func recover(from start: Int) {
        failures += 1
        guard failures < Parsing.maximumFailures else {
            at = max(0, tokens.count - 1)
            return
        }
        let margin = start < tokens.count ? column(tokens[start]) : 0
        if at == start { advance() }
        let failed = at
        var open = 0
        for place in start..<min(failed, tokens.count) { count(tokens[place].kind, in: &open) }
        while kind != .end {
            if open == 0, kind == .semicolon || kind == .closeBrace && blocks > 0 || token.before.contains(.newline) { return }
            if looksLikeStatement(token, margin) { return }
            count(kind, in: &open)
            advance()
        }
        guard open > 0 else { return }
        at = failed
        while kind != .end, !token.before.contains(.newline) { advance() }
    }

    /// A line no further in than the statement before it, that closes nothing: a bracket left open ends here at the latest.
    private func looksLikeStatement(_ token: Token, _ margin: Int) -> Bool {
        guard token.before.contains(.newline) else { return false }
        switch token.kind {
        case .name, .variable, .id, .quotedName: return column(token) <= margin
        default: return false
        }
    }

    /// Bytes before a token on its line; no more than 100 are counted.
    private func column(_ token: Token) -> Int {
        var column = 0
        while column < 100, Int(token.lower) - column > 0, bytes[Int(token.lower) - column - 1] != 0x0A { column += 1 }
        return column
    }

    /// The place of the next `|` of this statement, or nil.
    func nextPipe(from start: Int) -> Int? {
        var open = 0
        for place in start..<min(at, tokens.count) { count(tokens[place].kind, in: &open) }
        var place = at
        while place < tokens.count, place < at + 10_000 {
            let token = tokens[place]
            if open == 0 {
                if token.kind == .pipe { return place }
                if token.kind == .semicolon || token.kind == .end || token.before.contains(.newline) { return nil }
                if token.kind == .closeBrace || token.kind == .closeParen { return nil }
            } else if looksLikeStatement(token, 0) {
                return nil
            }
            count(token.kind, in: &open)
            place += 1
        }
        return nil
    }

    private func count(_ kind: TokenKind, in open: inout Int) {
        switch kind {
        case .openParen, .openBracket, .openBrace: open += 1
        case .closeParen, .closeBracket, .closeBrace: open = max(0, open - 1)
        default: break
        }
    }
}

extension Diagnostic {
    fileprivate static func expected(
        _ what: String, _ bytes: ByteView, _ token: Token, isIncomplete: Bool, hint: String?
    ) -> Diagnostic {
        let found = token.kind == .end ? "the text ends" : "here is '\(bytes.excerpt(token.span.range))'"
        return Diagnostic(
            "parse.expected", "\(what) must stand here, but \(found)", at: token.span, label: "expected \(what)",
            hint: hint, isIncomplete: isIncomplete)
    }

    fileprivate static func tooDeep(_ span: Span, limit: Int) -> Diagnostic {
        Diagnostic(
            "parse.too-deep", "nesting and chains of operators go \(limit) levels deep at most", at: span,
            label: "deeper than that", hint: "name a part with let")
    }

    fileprivate static func tooLong(_ limit: Int) -> Diagnostic {
        let most = limit >> 20 > 0 ? "\(limit >> 20) MB" : "\(limit) bytes"
        return Diagnostic("parse.too-long", "a script has \(most) at most, but this one has more", at: Span(0, 0), label: "begins a longer one",
            hint: "split it, or import what is data")
    }
}
