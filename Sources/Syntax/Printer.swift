// The one way a script is laid out: what `recoup fmt` writes. It lays tokens out anew and keeps the author's lines,
// since where a pipeline breaks is a decision; a printer from the tree alone would lose comments and that.
package import Diagnostics

/// The text in the house layout: comments and line breaks kept, blanks and indentation ours, American spellings of
/// our own words turned into ours. Printing twice changes nothing, and the tree stays the same.
///
///     formatted(Source(name: "a", text: "invoices|take   3"))   // invoices | take 3
/// - Throws: the first problem of a text that does not parse.
package func formatted(_ source: Source) throws(Diagnostic) -> [UInt8] {
    let tree = Tree(parsing: source)
    if let fault = tree.diagnostics.first { throw fault }
    var printer = Printer(tree, TokenBuffer(lexing: source.bytes))
    printer.print()
    // A layout that changed what is meant would be worse than none.
    let again = Tree(parsing: Source(name: source.name, bytes: printer.out))
    return again.diagnostics.isEmpty && again.means(tree) ? printer.out : source.bytes
}

struct Printer {
    private let bytes: [UInt8]
    private let tokens: [Token]
    private let comments: [Span]
    /// Where blocks open: other braces are records.
    private var blockBraces: Set<UInt32> = []
    private var rawStretches: [Span] = []

    private(set) var out: [UInt8] = []
    private var nextComment = 0
    private var rawPlace = 0
    private var line = 0
    private var open: [Bracket] = []

    private struct Bracket {
        let isBlock: Bool
        let line: Int
        /// A new line began behind it, so what closes it stands on a line of its own.
        var breaks = false
    }

    init(_ tree: Tree, _ buffer: TokenBuffer) {
        bytes = tree.bytes
        tokens = buffer.tokens
        comments = buffer.comments
        for node in tree.nodes {
            if node.kind == .block { blockBraces.insert(node.lower) }
            if node.kind == .help { rawStretches.append(Span(node.lower, node.upper)) }
        }
        rawStretches.sort { $0.lower < $1.lower }
    }

    mutating func print() {
        var previous: Token?
        var carried: Token.Before = []
        for (place, token) in tokens.enumerated() {
            var token = token
            token.before.formUnion(carried)
            carried = []
            if token.kind == .semicolon, place + 1 < tokens.count, isIdle(token, before: tokens[place + 1], after: previous) {
                carried = token.before
                continue
            }
            if closes(token), open.last?.breaks == true { token.before.insert(.newline) }
            if let previous, opens(previous), token.before.contains(.newline) { open[open.count - 1].breaks = true }
            gap(previous, token)
            if token.kind == .end { break }
            write(token)
            previous = token
        }
        if !out.isEmpty, out.last != 0x0A { out.append(0x0A) }
    }

    /// A `;` where the line, or the block, separates anyway.
    private func isIdle(_ token: Token, before next: Token, after previous: Token?) -> Bool {
        guard let previous else { return true }
        return token.before.contains(.newline) || next.before.contains(.newline) || next.kind == .end
            || next.kind == .semicolon || next.kind == .closeBrace || previous.kind == .openBrace
            || previous.kind == .semicolon
    }

    // MARK: what stands between two tokens

    private mutating func gap(_ previous: Token?, _ token: Token) {
        var end = previous.map { Int($0.upper) } ?? 0
        var above = previous
        while nextComment < comments.count, comments[nextComment].upper <= token.lower {
            let comment = comments[nextComment]
            nextComment += 1
            let newlines = count(end..<Int(comment.lower))
            if newlines == 0, previous != nil, !out.isEmpty, out.last != 0x0A {
                out += [0x20, 0x20]
            } else {
                breakLine(newlines, after: above)
                indent(for: token, previous, isComment: true)
            }
            var text = bytes[comment.range]
            while let last = text.last, last.isBlank { text = text.dropLast() }
            out += text
            end = Int(comment.upper)
            above = nil
            if token.kind == .end || count(end..<Int(token.lower)) == 0 { newLine() }
        }
        guard token.kind != .end else { return }
        if token.before.contains(.newline), previous != nil || !out.isEmpty {
            if out.last != 0x0A { breakLine(count(end..<Int(token.lower)), after: above, before: token) }
            indent(for: token, previous, isComment: false)
        } else if out.last == 0x0A {
            indent(for: token, previous, isComment: false)
        } else if let previous, token.before.contains(.continuation) {
            out += [0x20, UInt8(ascii: "\\")]
            newLine()
            indent(for: token, previous, isComment: false)
            out += [0x20, 0x20]
        } else if let previous, blank(between: previous, token) {
            out.append(0x20)
        }
    }

    private func count(_ range: Range<Int>) -> Int {
        range.lowerBound <= range.upperBound ? bytes[range.clamped(to: 0..<bytes.count)].count { $0 == 0x0A } : 0
    }

    /// One newline, or two where the author left lines empty.
    private mutating func breakLine(_ newlines: Int, after previous: Token?, before next: Token? = nil) {
        guard previous != nil || !out.isEmpty else { return }
        if out.last != 0x0A { newLine() }
        let isEdge = previous.map(opens) ?? false || next.map(closes) ?? false
        if newlines > 1, !isEdge { newLine() }
    }

    private mutating func newLine() {
        out.append(0x0A)
        line += 1
    }

    private mutating func indent(for token: Token, _ previous: Token?, isComment: Bool) {
        var brackets = open[...]
        if !isComment, closes(token), let closed = brackets.popLast() {
            while brackets.last?.line == closed.line { brackets.removeLast() }
        }
        var depth = 0
        var last = -1
        for bracket in brackets where bracket.line != last {
            depth += 1
            last = bracket.line
        }
        let isFree = !closes(token) && brackets.last?.isBlock ?? true
        if isFree, token.kind == .pipe || previous.map(goesOn) ?? false { depth += 1 }
        out += [UInt8](repeating: 0x20, count: depth * 2)
    }

    private func opens(_ token: Token) -> Bool {
        token.kind == .openParen || token.kind == .openBracket || token.kind == .openBrace
    }

    private func closes(_ token: Token) -> Bool {
        token.kind == .closeParen || token.kind == .closeBracket || token.kind == .closeBrace
    }

    /// A line that ends with this goes on in the next.
    private func goesOn(_ token: Token) -> Bool {
        switch token.kind {
        case .comma, .pipe: true
        case .name: ["and", "or", "mod", "in", "is", "not"].contains(String(decoding: bytes[token.span.range], as: UTF8.self))
        default: isOperator(token.kind)
        }
    }

    private func isOperator(_ kind: TokenKind) -> Bool {
        switch kind {
        case .equal, .equalEqual, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .plus, .minus, .star, .slash,
            .coalesce, .range, .arrow:
            true
        default: false
        }
    }

    private mutating func blank(between previous: Token, _ token: Token) -> Bool {
        while rawPlace < rawStretches.count, rawStretches[rawPlace].upper <= previous.lower { rawPlace += 1 }
        if rawPlace < rawStretches.count, rawStretches[rawPlace].contains(previous.span), rawStretches[rawPlace].contains(token.span) {
            return token.before.contains(.blank)
        }
        switch (previous.kind, token.kind) {
        case (.openBrace, .closeBrace): return false
        case (.openParen, _), (.openBracket, _), (.textHead, _), (.textMiddle, _), (.negate, _), (.dot, _): return false
        case (_, .closeParen), (_, .closeBracket), (_, .comma), (_, .semicolon), (_, .colon), (_, .dot), (_, .textMiddle),
            (_, .textTail):
            return false
        case (.range, _): return rangeIsWide(previous, token)
        case (_, .range): return token.before.contains(.blank)
        case (_, .openParen), (_, .openBracket): return token.before.contains(.blank) || isOperator(previous.kind) || previous.kind == .comma || previous.kind == .colon || previous.kind == .pipe
        default: return true
        }
    }

    /// A range keeps the author's blanks, but the same on both sides.
    private func rangeIsWide(_ range: Token, _ next: Token) -> Bool { range.before.contains(.blank) }

    private mutating func write(_ token: Token) {
        if closes(token) { _ = open.popLast() }
        let typed = bytes[token.span.range]
        let isRaw = rawPlace < rawStretches.count && rawStretches[rawPlace].contains(token.span)
        out += token.kind == .name && !isRaw ? ourSpelling(of: typed) : typed
        line += typed.count { $0 == 0x0A }
        if opens(token) { open.append(Bracket(isBlock: blockBraces.contains(token.lower), line: line)) }
    }
}
