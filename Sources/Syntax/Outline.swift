// The tokens of one text with its literals left blank: what two lines of the same form have in common. It parses nothing and
// gives no word a meaning; whoever compares two outlines knows what the first was parsed to.
package import Diagnostics
package import Values

/// Keeps its buffers: one outline serves a stream of statements without allocating.
///
///     var one = Outline(), two = Outline()
///     one.cut(Array("take 3".utf8)) == two.cut(Array("take 40".utf8))   // true, and one.hasForm(of: two)
package struct Outline: Sendable {
    /// Longer texts are no lines that come again and again.
    package static let longest = 1 << 10

    private var buffer = TokenBuffer()
    private var bytes: [UInt8] = []

    package init() {}

    /// Cuts a text. The answer is the same for texts of the same form; nil where something in it is refused.
    package mutating func cut(_ text: [UInt8]) -> Int? {
        guard text.count <= Self.longest else { return nil }
        bytes = text
        text.withUnsafeBufferPointer { _ = Lexer.lex(ByteView(base: $0), into: &buffer) }
        guard buffer.diagnostics.isEmpty else { return nil }
        var hash = 0x4bf2_9ce4
        for token in buffer.tokens {
            hash = (hash ^ Int(token.kind.rawValue) ^ Int(token.before.rawValue) << 8) &* 0x100_0193
            if token.kind.isWritten {
                for byte in text[Int(token.lower)..<Int(token.upper)] { hash = (hash ^ Int(byte)) &* 0x100_0193 }
            }
        }
        return hash
    }

    /// Whether both have the same tokens in the same layout, but for what their literals spell.
    package func hasForm(of other: Outline) -> Bool {
        guard buffer.tokens.count == other.buffer.tokens.count else { return false }
        return buffer.tokens.withUnsafeBufferPointer { mine in
            other.buffer.tokens.withUnsafeBufferPointer { theirs in
                for place in 0..<mine.count {
                    let (one, two) = (mine[place], theirs[place])
                    guard one.kind == two.kind, one.before == two.before else { return false }
                    if one.kind.isWritten, !Self.spellsTheSame(bytes, one, other.bytes, two) { return false }
                }
                return true
            }
        }
    }

    private static func spellsTheSame(_ bytes: [UInt8], _ one: Token, _ others: [UInt8], _ two: Token) -> Bool {
        let count = one.upper &- one.lower
        guard count == two.upper &- two.lower, Int(one.upper) <= bytes.count, Int(two.upper) <= others.count else { return false }
        return bytes.withUnsafeBufferPointer { bytes in
            others.withUnsafeBufferPointer { others in
                for place in 0..<count where bytes[Int(one.lower &+ place)] != others[Int(two.lower &+ place)] { return false }
                return true
            }
        }
    }

    // MARK: places

    /// The places of its literals.
    package var literals: [Int] { buffer.tokens.indices.filter { buffer.tokens[$0].kind.literal != nil } }

    package func span(_ place: Int) -> Span {
        buffer.tokens.indices.contains(place) ? buffer.tokens[place].span : Span(0, 0)
    }

    /// The tokens a span begins and ends with; nil where it cuts one.
    package func stretch(_ span: Span) -> ClosedRange<Int>? {
        guard let first = buffer.tokens.firstIndex(where: { $0.lower == span.lower }),
            let last = buffer.tokens.firstIndex(where: { $0.upper == span.upper }), first <= last
        else { return nil }
        return first...last
    }

    /// What `stretch` was made from, in this text.
    package func span(_ stretch: ClosedRange<Int>) -> Span { Span(span(stretch.lowerBound).lower, span(stretch.upperBound).upper) }

    /// Writes where each of these stretches stands in this text, which has the form of the one they were made from.
    package func place(_ stretches: [ClosedRange<Int>], in spans: inout [Span]) {
        buffer.tokens.withUnsafeBufferPointer { tokens in
            spans.withUnsafeMutableBufferPointer { spans in
                for place in 0..<min(stretches.count, spans.count) {
                    let (first, last) = (stretches[place].lowerBound, stretches[place].upperBound)
                    if first >= 0, last < tokens.count { spans[place] = Span(tokens[first].lower, tokens[last].upper) }
                }
            }
        }
    }

    /// The value of a literal as the tree gives it; nil where it is none, or none that can be read.
    package func value(_ place: Int) -> Value? {
        guard buffer.tokens.indices.contains(place) else { return nil }
        let token = buffer.tokens[place]
        guard let kind = token.kind.literal else { return nil }
        return try? kind.value(source(token))
    }

    private func source(_ token: Token) -> ArraySlice<UInt8> { bytes[Int(token.lower)..<Int(token.upper)] }
}

extension TokenKind {
    /// Whether its bytes belong to the form of a text: all but literals, and signs that their kind tells.
    fileprivate var isWritten: Bool {
        switch self {
        case .name, .quotedName, .variable, .rawText, .blockText, .textHead, .textMiddle, .textTail, .bad: true
        case .id, .change, .number, .money, .percent, .date, .month, .quarter, .time, .dateTime, .duration, .text, .pipe, .comma,
            .semicolon, .colon, .dot, .range, .coalesce, .arrow, .equal, .equalEqual, .notEqual, .less, .lessEqual, .greater,
            .greaterEqual, .plus, .minus, .negate, .star, .slash, .openParen, .closeParen, .openBracket, .closeBracket, .openBrace,
            .closeBrace, .end:
            false
        }
    }

    /// What the parser makes of it, where that is a literal that may differ within one form.
    fileprivate var literal: LiteralKind? {
        switch self {
        case .id: .id
        case .change: .change
        case .number: .number
        case .money: .money
        case .percent: .percent
        case .date: .date
        case .month: .month
        case .quarter: .quarter
        case .time: .time
        case .dateTime: .dateTime
        case .duration: .duration
        case .text: .text
        case .name, .quotedName, .variable, .rawText, .blockText, .textHead, .textMiddle, .textTail, .pipe, .comma, .semicolon,
            .colon, .dot, .range, .coalesce, .arrow, .equal, .equalEqual, .notEqual, .less, .lessEqual, .greater, .greaterEqual,
            .plus, .minus, .negate, .star, .slash, .openParen, .closeParen, .openBracket, .closeBracket, .openBrace, .closeBrace,
            .bad, .end:
            nil
        }
    }
}
