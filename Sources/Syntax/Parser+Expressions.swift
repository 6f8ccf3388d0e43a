// Expressions, by binding power in one loop, so that a thousand levels of the grammar are not a thousand frames.
import Diagnostics

extension Parsing {
    mutating func expression() throws(Abandoned) -> UInt32 { try expression(.or) }

    /// Everything that binds at least as tightly as `minimum`.
    mutating func expression(_ minimum: Binding) throws(Abandoned) -> UInt32 {
        var left = minimum <= .not && isWord(token, "not") ? try negation() : try unary()
        // What stands on the left of a comparison or a range is closed to a second one.
        var limit = Binding.unary
        while let infix = Infix(self, at: 0), infix.binding >= minimum {
            if infix.binding >= limit, infix.binding == .comparison || infix.binding == .range {
                throw fail(.chained(bytes, token, isRange: infix.binding == .range))
            }
            left = try combine(left, infix)
            limit = infix.binding
        }
        return left
    }

    private mutating func negation() throws(Abandoned) -> UInt32 {
        try enter()
        defer { depth -= 1 }
        let lower = token.lower
        advance()
        return try make(.not, from: lower, children: expression(.not))
    }

    private mutating func combine(_ left: UInt32, _ infix: Infix) throws(Abandoned) -> UInt32 {
        let lower = lower(left)
        let sign = token
        if infix.isTest { return try test(left) }
        for _ in 0..<infix.length { advance() }
        let right = try expression(infix.binding.next)
        let kind: NodeKind =
            switch infix.binding {
            case .or, .and: .logical
            case .comparison: .comparison
            case .range: .range
            case .coalesce: .coalesce
            case .not, .sum, .product, .unary: .arithmetic
            }
        if kind == .comparison, sign.kind == .notEqual || sign.kind == .equalEqual, isNull(right) {
            throw fail(.nullComparison(bytes, sign, nodes[Int(right)], isNegated: sign.kind == .notEqual))
        }
        return try make(kind, from: lower, children: left, right, detail: infix.operation?.rawValue ?? 0)
    }

    private func isNull(_ node: UInt32) -> Bool {
        let node = nodes[Int(node)]
        return node.kind == .name && node.upper - node.lower == 4 && bytes.matches("null", at: Int(node.lower))
    }

    /// `is null`, `is not null`, `is exactly "text"`.
    private mutating func test(_ left: UInt32) throws(Abandoned) -> UInt32 {
        let lower = lower(left)
        let word = token
        advance()
        if isWord(token, "exactly") {
            advance()
            return try make(
                .comparison, from: lower, children: left, expression(.range), detail: Operation.exactly.rawValue)
        }
        let isNegated = isWord(token, "not")
        if isNegated { advance() }
        guard isWord(token, "null") else {
            if isRefused { throw Abandoned() }
            if kind == .end { throw expected("'null' or 'exactly'") }
            throw fail(.isValue(bytes, Span(word.lower, lastUpper), isNegated: isNegated))
        }
        advance()
        return try make(.isNull, from: lower, children: left, detail: isNegated ? 1 : 0)
    }

    private mutating func unary() throws(Abandoned) -> UInt32 {
        guard kind == .negate else { return try post() }
        try enter()
        defer { depth -= 1 }
        let lower = token.lower
        advance()
        return try make(.negate, from: lower, children: unary())
    }

    /// A primary and the brackets, dots and conversions that follow it.
    private mutating func post() throws(Abandoned) -> UInt32 {
        var node = try primary()
        while true {
            let lower = lower(node)
            switch kind {
            case .openParen where touches(token):
                node = try call(node)
            case .openBracket where touches(token):
                let opener = token
                let index = try bracketed(opener, by: .closeBracket) { (parsing: inout Parsing) throws(Abandoned) in
                    try parsing.expression()
                }
                node = try make(.index, from: lower, children: node, index)
            case .dot where touches(token):
                advance()
                guard kind == .name || kind == .quotedName, touches(token) else {
                    throw expected("the name of a column or field")
                }
                node = try make(.member, from: lower, children: node, leaf(.name, detail: kind == .quotedName ? 1 : 0))
            case .name where isConversion:
                advance()
                node = try make(.convert, from: lower, children: node, leaf(.name))
            default:
                return node
            }
        }
    }

    /// `in` and three capitals.
    private var isConversion: Bool {
        guard isWord(token, "in"), !isNewline(token) else { return false }
        let code = token(ahead: 1)
        guard code.kind == .name, code.upper - code.lower == 3 else { return false }
        return (0..<3).allSatisfy { bytes[Int(code.lower) + $0].isUpper }
    }

    private mutating func primary() throws(Abandoned) -> UInt32 {
        let lower = token.lower
        switch kind {
        case .name:
            guard !Infix.isReserved(self, token) else { throw expected("a value") }
            if let (term, words) = calendarTerm() { return try calendar(term, words) }
            return leaf(.name)
        case .quotedName: return leaf(.name, detail: 1)
        case .variable: return leaf(.variable)
        case .id: return literal(.id)
        case .change: return literal(.change)
        case .number: return literal(.number)
        case .money: return literal(.money)
        case .percent: return literal(.percent)
        case .date: return literal(.date)
        case .month: return literal(.month)
        case .quarter: return literal(.quarter)
        case .time: return literal(.time)
        case .dateTime: return literal(.dateTime)
        case .duration: return literal(.duration)
        case .text: return literal(.text)
        case .rawText: return literal(.rawText)
        case .blockText: return literal(.blockText)
        case .textHead: return try interpolated()
        case .bad: return leaf(.fault)
        case .openParen:
            let query = try bracketed(token, by: .closeParen) { (parsing: inout Parsing) throws(Abandoned) in
                try parsing.query()
            }
            return try make(.paren, from: lower, children: query)
        case .openBracket:
            return try elements(of: .list, by: .closeBracket) { (parsing: inout Parsing) throws(Abandoned) in
                try parsing.expression()
            }
        case .openBrace where !inHeader:
            return try elements(of: .record, by: .closeBrace) { (parsing: inout Parsing) throws(Abandoned) in
                try parsing.field()
            }
        case .textMiddle, .textTail, .pipe, .comma, .semicolon, .colon, .dot, .range, .coalesce, .arrow, .equal,
            .equalEqual, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .plus, .minus, .negate, .star, .slash,
            .closeParen, .closeBracket, .openBrace, .closeBrace, .end:
            throw expected("a value")
        }
    }

    mutating func literal(_ kind: LiteralKind) -> UInt32 { leaf(.literal, detail: kind.rawValue) }

    // MARK: brackets

    /// Newlines are blank inside, and a `{` opens a record again.
    private mutating func bracketed(
        _ opener: Token, by closer: TokenKind, _ parse: (inout Parsing) throws(Abandoned) -> UInt32
    ) throws(Abandoned) -> UInt32 {
        try enter()
        defer { depth -= 1 }
        let outer = open()
        let node = try parse(&self)
        try close(opener, closer, outer)
        return node
    }

    private mutating func elements(
        of node: NodeKind, by closer: TokenKind, _ parse: (inout Parsing) throws(Abandoned) -> UInt32
    ) throws(Abandoned) -> UInt32 {
        try enter()
        defer { depth -= 1 }
        let opener = token
        let outer = open()
        var family = Family()
        while kind != closer {
            append(try parse(&self), to: &family)
            if !take(.comma) { break }
        }
        try close(opener, closer, outer)
        return try make(node, from: opener.lower, family)
    }

    private mutating func open() -> Bool {
        advance()
        brackets += 1
        let outer = inHeader
        inHeader = false
        return outer
    }

    private mutating func close(_ opener: Token, _ closer: TokenKind, _ outerHeader: Bool) throws(Abandoned) {
        guard kind == closer else {
            throw unclosed(opener, by: closer == .closeParen ? ")" : closer == .closeBracket ? "]" : "}")
        }
        advance()
        brackets -= 1
        inHeader = outerHeader
    }

    private mutating func call(_ callee: UInt32) throws(Abandoned) -> UInt32 {
        try enter()
        defer { depth -= 1 }
        let lower = lower(callee)
        let opener = token
        let outer = open()
        var family = Family()
        append(callee, to: &family)
        while kind != .closeParen {
            append(try callArgument(), to: &family)
            if !take(.comma) { break }
        }
        if kind == .pipe { throw fail(.pipelineInCall(token)) }
        try close(opener, .closeParen, outer)
        return try make(.call, from: lower, family)
    }

    private mutating func callArgument() throws(Abandoned) -> UInt32 {
        guard kind == .name, token(ahead: 1).kind == .colon else { return try expression() }
        let lower = token.lower
        let name = leaf(.name)
        advance()
        return try make(.labelled, from: lower, children: name, expression())
    }

    private mutating func field() throws(Abandoned) -> UInt32 {
        let lower = token.lower
        let key: UInt32
        switch kind {
        case .name, .quotedName: key = leaf(.name, detail: kind == .quotedName ? 1 : 0)
        case .text: key = literal(.text)
        case .rawText: key = literal(.rawText)
        default: throw expected("a key", hint: "{ id: number, name: \"text\" }")
        }
        guard take(.colon) else { throw expected("':'", hint: "{ id: number, name: \"text\" }") }
        return try make(.field, from: lower, children: key, expression())
    }

    // MARK: texts

    private mutating func interpolated() throws(Abandoned) -> UInt32 {
        try enter()
        defer { depth -= 1 }
        let lower = token.lower
        let isBlock = bytes.matches("\"\"\"", at: Int(lower))
        var family = Family()
        var parts: [UInt32] = []
        part(TextPart(token, opening: isBlock ? 3 : 1, closing: 1), isBlock, &family, &parts)
        while true {
            let outer = (brackets, inHeader)
            advance()
            (brackets, inHeader) = (brackets + 1, false)
            if kind == .textMiddle || kind == .textTail { throw fail(.emptyInterpolation(token)) }
            append(try expression(), to: &family)
            guard kind == .textMiddle || kind == .textTail else {
                throw isRefused || kind == .end ? Abandoned() : fail(.interpolation(bytes, token))
            }
            (brackets, inHeader) = outer
            if kind == .textTail { break }
            part(TextPart(token, opening: 1, closing: 1), isBlock, &family, &parts)
        }
        part(TextPart(token, opening: 1, closing: isBlock ? 3 : 1), isBlock, &family, &parts)
        advance()
        if isBlock { layOut(parts) }
        return try make(.interpolated, from: lower, family)
    }

    private struct TextPart {
        let lower: UInt32
        let upper: UInt32

        init(_ token: Token, opening: UInt32, closing: UInt32) {
            lower = min(token.lower + opening, token.upper)
            upper = max(lower, token.upper - min(closing, token.upper))
        }
    }

    private mutating func part(_ part: TextPart, _ isBlock: Bool, _ family: inout Family, _ parts: inout [UInt32]) {
        guard part.upper > part.lower || isBlock else { return }
        let node = add(Node(kind: .textPart, height: 1, lower: part.lower, upper: part.upper))
        append(node, to: &family)
        if isBlock { parts.append(node) }
    }

    /// Tells each piece of a block how far the block is indented, and which pieces are its ends.
    private mutating func layOut(_ parts: [UInt32]) {
        guard let first = parts.first, let last = parts.last else { return }
        func piece(_ node: UInt32) -> UnsafeBufferPointer<UInt8> {
            UnsafeBufferPointer(rebasing: bytes.base[Int(nodes[Int(node)].lower)..<Int(nodes[Int(node)].upper)])
        }
        guard BlockText.opensWithNewline(piece(first)) else { return }
        let indent = BlockText.closingIndent(piece(last))
        for node in parts {
            var layout = BlockText(indent: UInt8(min(indent ?? 0, 60)))
            layout.isFirst = node == first
            layout.isLast = node == last && indent != nil
            nodes[Int(node)].detail = layout.detail
        }
    }
}

extension Diagnostic {
    fileprivate static func chained(_ bytes: ByteView, _ token: Token, isRange: Bool) -> Diagnostic {
        Diagnostic(
            "parse.chained", isRange ? "a range has two ends, but a third follows" : "a comparison has two sides, but a third follows",
            at: token.span, label: "one too many", hint: isRange ? "write two ranges" : "write a < b and b < c")
    }

    fileprivate static func nullComparison(_ bytes: ByteView, _ sign: Token, _ null: Node, isNegated: Bool) -> Diagnostic {
        var lower = Int(sign.lower)
        while lower > 0, bytes[lower - 1].isBlank { lower -= 1 }
        return Diagnostic(
            "parse.null-comparison", "whether a value is missing is asked with 'is'", at: Span(sign.lower, null.upper),
            label: "never true or false",
            tryLine: bytes.line(replacing: lower..<Int(null.upper), with: isNegated ? " is not null" : " is null"))
    }

    fileprivate static func isValue(_ bytes: ByteView, _ span: Span, isNegated: Bool) -> Diagnostic {
        Diagnostic(
            "parse.is", "'is' asks for null or exactly; other values are compared with '='", at: span,
            label: "neither follows",
            tryLine: bytes.line(replacing: span.range, with: isNegated ? "!=" : "="))
    }

    fileprivate static func pipelineInCall(_ token: Token) -> Diagnostic {
        Diagnostic(
            "parse.pipeline-in-call", "a call takes expressions, but here is a pipeline", at: token.span,
            label: "not inside a call", hint: "put the pipeline in parentheses of its own: worst((invoices | take 3))")
    }

    fileprivate static func emptyInterpolation(_ token: Token) -> Diagnostic {
        Diagnostic(
            "parse.empty-interpolation", "braces in a text hold an expression, but these are empty",
            at: Span(token.lower > 0 ? token.lower - 1 : 0, token.lower + 1), label: "nothing inside",
            hint: "a brace itself is written {{")
    }

    fileprivate static func interpolation(_ bytes: ByteView, _ token: Token) -> Diagnostic {
        Diagnostic(
            "parse.interpolation", "braces in a text hold one expression, but '\(bytes.excerpt(token.span.range))' follows it",
            at: token.span, label: "cannot stand here", notes: ["a brace itself is written {{"])
    }
}
