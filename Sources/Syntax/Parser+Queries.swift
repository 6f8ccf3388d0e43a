// Pipelines, phrases and their arguments. The first word is the head; what follows are items side by side.
import Diagnostics

extension Parsing {
    mutating func query() throws(Abandoned) -> UInt32 {
        let lower = token.lower
        var family = Family()
        if kind == .pipe, mode == .prompt {
            append(add(Node(kind: .it, height: 1, lower: lower, upper: lower)), to: &family)
        } else {
            let first = try isHead ? phrase() : datedExpression()
            guard kind == .pipe else { return first }
            append(first, to: &family)
        }
        while kind == .pipe {
            let start = at
            let outer = (brackets, inHeader, depth)
            do throws(Abandoned) {
                advance()
                let stage = try stage()
                append(stage, to: &family)
            } catch {
                (brackets, inHeader, depth) = outer
                failures += 1
                guard failures < Parsing.maximumFailures, let next = nextPipe(from: start + 1) else { throw error }
                at = next
                append(add(Node(kind: .fault, height: 1, lower: lower, upper: lower)), to: &family)
            }
        }
        return try make(.pipeline, from: lower, family)
    }

    /// A first word is the head of a phrase unless an infix follows or a bracket or dot touches it.
    private var isHead: Bool {
        guard kind == .name, !Infix.isReserved(self, token) else { return false }
        let next = token(ahead: 1)
        switch next.kind {
        case .openParen, .openBracket, .dot: if touches(next) { return false }
        default: break
        }
        return Infix(self, at: 1) == nil && calendarTerm() == nil
    }

    private mutating func phrase() throws(Abandoned) -> UInt32 {
        let lower = token.lower
        var family = Family()
        append(leaf(.name), to: &family)
        while !endsArguments {
            append(try isAsOf ? asOf() : argument(), to: &family)
        }
        return try make(.phrase, from: lower, family)
    }

    private mutating func stage() throws(Abandoned) -> UInt32 {
        guard kind == .name else { throw expected("a verb", hint: "a stage begins with a verb: | where …") }
        let lower = token.lower
        var family = Family()
        append(leaf(.name), to: &family)
        switch kind {
        case .openParen, .openBracket, .dot:
            if touches(token) { throw fail(.stageCall(bytes, head: tokens[at - 1], closer: closer(of: at))) }
        default: break
        }
        while !endsArguments {
            if isAsOf { throw fail(.asOfInStage(bytes, token)) }
            append(try argument(), to: &family)
        }
        return try make(.stage, from: lower, family)
    }

    /// The `)` of a `(` in the next few tokens, for advice.
    private func closer(of opener: Int) -> Token? {
        var open = 0
        for place in opener..<min(opener + 50, tokens.count) {
            if tokens[place].kind == .openParen { open += 1 }
            if tokens[place].kind == .closeParen { open -= 1 }
            if open == 0 { return tokens[place].kind == .closeParen ? tokens[place] : nil }
        }
        return nil
    }

    private var endsArguments: Bool {
        switch kind {
        case .end, .semicolon, .closeBrace, .closeParen, .closeBracket, .pipe, .textMiddle, .textTail: true
        case .openBrace where inHeader: true
        default: isNewline(token)
        }
    }

    private var isAsOf: Bool {
        isWord(token, "as") && isWord(token(ahead: 1), "of") || isWord(token, "known") && isWord(token(ahead: 1), "at")
    }

    private mutating func asOf() throws(Abandoned) -> UInt32 {
        let lower = token.lower
        let isKnownAt = isWord(token, "known")
        advance()
        advance()
        return try make(.asOf, from: lower, children: expression(.sum), detail: isKnownAt ? 1 : 0)
    }

    private mutating func datedExpression() throws(Abandoned) -> UInt32 {
        let lower = token.lower
        let inner = try expression()
        guard isAsOf, !isNewline(token) else { return inner }
        var family = Family()
        append(inner, to: &family)
        while isAsOf, !isNewline(token) { append(try asOf(), to: &family) }
        return try make(.dated, from: lower, family)
    }

    private mutating func argument() throws(Abandoned) -> UInt32 {
        let lower = token.lower
        var family = Family()
        repeat { append(try item(), to: &family) } while take(.comma)
        if kind == .colon { throw fail(.labelColon(bytes, token)) }
        return try make(.argument, from: lower, family)
    }

    private mutating func item() throws(Abandoned) -> UInt32 {
        let next = token(ahead: 1)
        guard kind == .name || kind == .quotedName, next.kind == .equal, !isNewline(next) else { return try expression() }
        let lower = token.lower
        let name = leaf(.name, detail: kind == .quotedName ? 1 : 0)
        advance()
        return try make(.named, from: lower, children: name, expression())
    }
}

extension Diagnostic {
    fileprivate static func stageCall(_ bytes: ByteView, head: Token, closer: Token?) -> Diagnostic {
        let name = bytes.excerpt(head.span.range)
        var tryLine: String?
        let open = Int(head.upper)
        if let closer, bytes[open] == UInt8(ascii: "(") {
            let inner = bytes.text(open + 1..<Int(closer.lower))
            tryLine = bytes.line(replacing: Int(head.lower)..<Int(closer.upper), with: "\(name) \(inner)")
        }
        return Diagnostic(
            "parse.stage-call", "a stage begins with its verb and a blank, but here is '\(name)\(bytes.text(open..<open + 1))'",
            at: head.span, label: "a verb, not a function", tryLine: tryLine)
    }

    fileprivate static func asOfInStage(_ bytes: ByteView, _ token: Token) -> Diagnostic {
        Diagnostic(
            "parse.as-of-stage", "'\(bytes.matches("as", at: Int(token.lower)) ? "as of" : "known at")' belongs to the noun, but here it follows a stage", at: token.span,
            label: "too late in the pipeline", hint: "invoices as of 2026-06-30 | where overdue > 0d")
    }

    fileprivate static func labelColon(_ bytes: ByteView, _ token: Token) -> Diagnostic {
        Diagnostic(
            "parse.label-colon", "labels of a verb take no colon", at: token.span, label: "only call arguments do",
            tryLine: bytes.line(replacing: token.span.range, with: bytes[Int(token.upper)].isBlank ? "" : " "))
    }
}
