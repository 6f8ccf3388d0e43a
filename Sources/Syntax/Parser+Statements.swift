// Statements, blocks and what opens them.
import Diagnostics

extension Parsing {
    mutating func script() {
        let family = statements(inBlock: false)
        nodes[0].first = family.first
        nodes[0].height = family.height &+ 1
        nodes[0].upper = UInt32(clamping: bytes.count)
    }

    /// Statements up to the end, or up to the `}` of the block.
    private mutating func statements(inBlock: Bool) -> Family {
        var family = Family()
        while true {
            while take(.semicolon) {}
            if kind == .end { return family }
            if kind == .closeBrace, inBlock { return family }
            let start = at
            let outer = (brackets, inHeader, depth)
            do throws(Abandoned) {
                let statement = try statement()
                append(statement, to: &family)
                try endOfStatement()
            } catch {
                (brackets, inHeader, depth) = outer
                recover(from: start)
            }
        }
    }

    private mutating func endOfStatement() throws(Abandoned) {
        if kind == .closeBrace, blocks == 0 { throw fail(.unopened(bytes, token)) }
        if endsStatement { return }
        if isRefused { throw Abandoned() }
        switch kind {
        case .closeParen, .closeBracket: throw fail(.unopened(bytes, token))
        default: throw fail(.trailing(bytes, token, isExpression: tokens[at - 1].kind != .closeBrace))
        }
    }

    mutating func statement() throws(Abandoned) -> UInt32 {
        try enter()
        defer { depth -= 1 }
        let first = token
        let lower = first.lower
        switch kind {
        case .name:
            if let keyword = Keyword(self, first) { return try statement(keyword, from: lower) }
        case .variable where token(ahead: 1).kind == .equal && !isNewline(token(ahead: 1)):
            let variable = leaf(.variable)
            advance()
            return try make(.assign, from: lower, children: variable, query())
        case .pipe where mode == .prompt && brackets == 0 && blocks == 0:
            return try query()
        case .pipe:
            throw fail(.leadingPipe(token))
        case .closeBrace, .closeParen, .closeBracket:
            throw fail(.unopened(bytes, token))
        case _ where (kind != .name || Infix.isReserved(self, first) && !isWord(first, "not")) && Infix(self, at: 0, onAnyLine: true) != nil:
            throw fail(.leadingInfix(bytes, first, previous: at > 0 ? tokens[at - 1] : nil))
        default: break
        }
        return try query()
    }

    private mutating func statement(_ keyword: Keyword, from lower: UInt32) throws(Abandoned) -> UInt32 {
        advance()
        switch keyword {
        case .let:
            let name = try name("the name of a variable")
            guard take(.equal) else { throw expected("'='", hint: "let late = invoices | where overdue > 0d") }
            return try make(.let, from: lower, children: name, query())
        case .return:
            return endsStatement ? try make(.return, from: lower) : try make(.return, from: lower, children: query())
        case .dry, .explain:
            if endsStatement { throw expected("a statement") }
            return try make(keyword == .dry ? .dry : .explain, from: lower, children: statement())
        case .help:
            return try help(from: lower)
        case .if:
            return try conditional(from: lower)
        case .while:
            let condition = try header { (parsing: inout Parsing) throws(Abandoned) in try parsing.expression() }
            return try make(.while, from: lower, children: condition, block())
        case .for:
            let name = try name("the name of a variable")
            guard isWord(token, "in") else { throw expected("'in'", hint: "for d in debtors { … }") }
            advance()
            let rows = try header { (parsing: inout Parsing) throws(Abandoned) in try parsing.query() }
            return try make(.for, from: lower, children: name, rows, block())
        case .try:
            let body = try block()
            guard isWord(token, "catch"), !token.before.contains(.newline) else {
                return try make(.try, from: lower, children: body)
            }
            advance()
            let name = try name("a name for the error")
            return try make(.try, from: lower, children: body, name, block())
        case .whatif:
            return try make(.whatIf, from: lower, children: block())
        case .def:
            return try definition(from: lower)
        case .param:
            return try make(.param, from: lower, children: parameter())
        case .use:
            guard kind == .text || kind == .rawText else { throw expected("a text with the name of a file") }
            return try make(.use, from: lower, children: literal(kind == .text ? .text : .rawText))
        }
    }

    private mutating func help(from lower: UInt32) throws(Abandoned) -> UInt32 {
        var family = Family()
        let words = token.lower
        while !endsStatement {
            var word = Node(kind: .word, height: 1, lower: token.lower, upper: token.upper)
            advance()
            while !endsStatement, touches(token) {
                word.upper = token.upper
                advance()
            }
            append(add(word), to: &family)
        }
        if lastUpper > words { rawStretches.append(Span(words, lastUpper)) }
        return try make(.help, from: lower, family)
    }

    private mutating func conditional(from lower: UInt32) throws(Abandoned) -> UInt32 {
        try enter()
        defer { depth -= 1 }
        let condition = try header { (parsing: inout Parsing) throws(Abandoned) in try parsing.expression() }
        let body = try block()
        guard isWord(token, "else") else { return try make(.if, from: lower, children: condition, body) }
        if token.before.contains(.newline) { diagnostics.append(.lonelyElse(token)) }
        advance()
        if isWord(token, "if") {
            let inner = token.lower
            advance()
            return try make(.if, from: lower, children: condition, body, conditional(from: inner))
        }
        return try make(.if, from: lower, children: condition, body, block())
    }

    /// What stands between `if` and its `{`. A fault in it does not hide those of the block.
    private mutating func header(_ parse: (inout Parsing) throws(Abandoned) -> UInt32) throws(Abandoned) -> UInt32 {
        let (outer, start, openBrackets, outerDepth) = (inHeader, at, brackets, depth)
        inHeader = true
        defer { inHeader = outer }
        do throws(Abandoned) {
            let node = try parse(&self)
            if kind != .openBrace, !isRefused { throw expected("'{'") }
            return node
        } catch {
            (brackets, depth) = (openBrackets, outerDepth)
            failures += 1
            var place = at
            while place < tokens.count, tokens[place].kind != .openBrace {
                if place > start, tokens[place].before.contains(.newline) { throw error }
                place += 1
            }
            guard place < tokens.count, failures < Parsing.maximumFailures else { throw error }
            at = place
            return add(Node(kind: .fault, height: 1, lower: lastUpper, upper: lastUpper))
        }
    }

    mutating func block() throws(Abandoned) -> UInt32 {
        let opener = token
        guard take(.openBrace) else { throw expected("'{'") }
        let (outerBrackets, outerHeader) = (brackets, inHeader)
        (brackets, inHeader) = (0, false)
        blocks += 1
        let family = statements(inBlock: true)
        blocks -= 1
        (brackets, inHeader) = (outerBrackets, outerHeader)
        guard take(.closeBrace) else { throw fail(.unclosed(bytes, opener, token, by: "}")) }
        return try make(.block, from: opener.lower, family)
    }

    private mutating func definition(from lower: UInt32) throws(Abandoned) -> UInt32 {
        var family = Family()
        append(try name("a name"), to: &family)
        let opener = token
        guard take(.openParen) else { throw expected("'('", hint: "def worst(n: number = 10) { … }") }
        brackets += 1
        while kind != .closeParen {
            append(try parameter(), to: &family)
            if !take(.comma) { break }
        }
        guard take(.closeParen) else { throw unclosed(opener, by: ")") }
        brackets -= 1
        if take(.arrow) { append(try typeName(), to: &family) }
        append(try block(), to: &family)
        return try make(.def, from: lower, family)
    }

    private mutating func parameter() throws(Abandoned) -> UInt32 {
        let lower = token.lower
        var family = Family()
        append(try name("the name of a parameter"), to: &family)
        if take(.colon) { append(try typeName(), to: &family) }
        if take(.equal) { append(try expression(), to: &family) }
        return try make(.parameter, from: lower, family)
    }

    private mutating func typeName() throws(Abandoned) -> UInt32 {
        guard kind == .name, !isNewline(token) else { throw expected("the name of a type") }
        return leaf(.typeName)
    }

    mutating func name(_ what: String) throws(Abandoned) -> UInt32 {
        guard kind == .name || kind == .quotedName, !isNewline(token) else { throw expected(what) }
        return leaf(.name, detail: kind == .quotedName ? 1 : 0)
    }

    mutating func unclosed(_ opener: Token, by closer: String) -> Abandoned {
        isRefused ? Abandoned() : fail(.unclosed(bytes, opener, token, by: closer))
    }
}

/// Words that open a statement of their own; they are ordinary words in every other place.
enum Keyword {
    case `let`, `return`, dry, explain, help, `if`, `while`, `for`, `try`, whatif, def, param, use

    init?(_ parsing: Parsing, _ token: Token) {
        func spells(_ word: StaticString) -> Bool { parsing.isWord(token, word) }
        switch token.upper - token.lower {
        case 2 where spells("if"): self = .if
        case 3 where spells("let"): self = .let
        case 3 where spells("dry"): self = .dry
        case 3 where spells("for"): self = .for
        case 3 where spells("try"): self = .try
        case 3 where spells("def"): self = .def
        case 3 where spells("use"): self = .use
        case 4 where spells("help"): self = .help
        case 5 where spells("while"): self = .while
        case 5 where spells("param"): self = .param
        case 6 where spells("return"): self = .return
        case 6 where spells("whatif"): self = .whatif
        case 7 where spells("explain"): self = .explain
        default: return nil
        }
    }
}

extension Diagnostic {
    fileprivate static func unclosed(_ bytes: ByteView, _ opener: Token, _ found: Token, by closer: String) -> Diagnostic {
        let typed = bytes.text(opener.span.range)
        return Diagnostic(
            "parse.unclosed", "'\(typed)' must be closed with '\(closer)'", at: opener.span, label: "opened here",
            others: found.kind == .end ? [] : [Label(found.span, "not closed before this")],
            isIncomplete: found.kind == .end)
    }

    fileprivate static func unopened(_ bytes: ByteView, _ token: Token) -> Diagnostic {
        Diagnostic(
            "parse.unopened", "'\(bytes.text(token.span.range))' closes nothing", at: token.span,
            label: "nothing is open here", tryLine: bytes.line(replacing: token.span.range, with: ""))
    }

    fileprivate static func trailing(_ bytes: ByteView, _ token: Token, isExpression: Bool) -> Diagnostic {
        let typed = bytes.excerpt(token.span.range)
        var fault = Diagnostic(
            "parse.trailing", "a statement ends with its line or ';', but '\(typed)' follows", at: token.span,
            label: "cannot stand here", hint: "begin a new line, or put an operator or '|' before it")
        if token.kind == .colon { fault.hint = "labels take no colon: by email" }
        if token.kind == .negate {
            fault.hint = "a hyphen subtracts only with a blank on both sides"
            fault.tryLine = bytes.line(replacing: token.span.range, with: "- ")
        }
        return fault
    }

    fileprivate static func leadingPipe(_ token: Token) -> Diagnostic {
        Diagnostic(
            "parse.leading-pipe", "a pipeline begins with a noun, but here is '|'", at: token.span,
            label: "nothing comes before it", hint: "a stage on its own line continues the line above it; at the prompt, '|' means 'it |'")
    }

    fileprivate static func leadingInfix(_ bytes: ByteView, _ token: Token, previous: Token?) -> Diagnostic {
        let typed = bytes.text(token.span.range)
        return Diagnostic(
            "parse.leading-operator", "a statement cannot begin with '\(typed)'", at: token.span,
            label: "needs something before it", hint: "to go on over lines, end the line above with '\(typed)'")
    }

    fileprivate static func lonelyElse(_ token: Token) -> Diagnostic {
        Diagnostic(
            "parse.else-line", "'else' stands on the line of the '}' before it", at: token.span, label: "on a line of its own",
            tryLine: "} else {")
    }
}
