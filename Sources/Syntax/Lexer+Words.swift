// Names, ids, variables and the hyphen, which belongs to a word, subtracts or negates by what stands around it.
import Diagnostics

extension Lexer {
    mutating func word(_ before: Token.Before) {
        let start = at
        let isUpper = bytes[at].isUpper
        var hasDigit = false
        var hasHyphen = false
        // Most of what a stream says passes here, so the place is kept at hand and not in the lexer.
        let bytes = bytes
        var next = at
        while true {
            let byte = bytes[next]
            if byte.isLetter || byte == UInt8(ascii: "_") {
                next &+= 1
            } else if byte.isDigit {
                hasDigit = true
                next &+= 1
            } else if byte == UInt8(ascii: "-"), bytes.wordLength(at: next &+ 1) != nil {
                hasHyphen = true
                next &+= 1
            } else if byte >= 0x80, let length = bytes.wordLength(at: next) {
                next &+= length
            } else {
                break
            }
        }
        at = next
        if isUpper && hasDigit {
            emit(.id, from: start, before)
        } else if hasHyphen, !isLoneWord(before) {
            refuse(from: start, before, .hyphenInWord(bytes, start..<at))
        } else {
            emit(.name, from: start, before)
        }
    }

    /// Whether a word with a hyphen may be one of an enumeration, `set rounding half-even`: it ends its stage and stands behind
    /// a word that is not the head. Anywhere else somebody subtracts, or names something we could not name.
    private func isLoneWord(_ before: Token.Before) -> Bool {
        guard before.contains(.blank), !before.contains(.newline), tokens.count > 1, tokens[tokens.count - 1].kind == .name else { return false }
        switch tokens[tokens.count - 2].kind {
        case .name, .id, .text, .number, .money, .date: break
        default: return false
        }
        var next = at
        while bytes[next].isBlank { next += 1 }
        return next >= bytes.count || bytes[next] == 0x0A || bytes[next] == UInt8(ascii: "|") || bytes[next] == UInt8(ascii: ";")
            || bytes[next] == UInt8(ascii: "}") || bytes[next] == UInt8(ascii: "#")
    }

    /// `$name`, or `$20`.
    mutating func dollar(_ before: Token.Before) {
        let start = at
        let next = bytes[at + 1]
        if next.isDigit { return moneyAfterSign(1, before) }
        at += 1
        let end = bytes.wordEnd(from: at)
        guard end > at else { return refuse(from: start, before, .loneDollar(bytes, start..<at)) }
        at = end
        if bytes.base[start..<end].contains(UInt8(ascii: "-")) {
            refuse(from: start, before, .hyphenInWord(bytes, start..<at))
        } else {
            emit(.variable, from: start, before)
        }
    }

    mutating func hyphen(_ before: Token.Before) {
        let start = at
        let next = bytes[at + 1]
        if next == UInt8(ascii: ">") {
            at += 2
            return emit(.arrow, from: start, before)
        }
        if next == UInt8(ascii: "-"), bytes.wordLength(at: at + 2) != nil {
            at = bytes.wordEnd(from: at + 2)
            return refuse(from: start, before, .flag(bytes, start..<at))
        }
        at += 1
        let blankBefore = before.contains(.blank) || tokens.isEmpty
        let blankAfter = at >= bytes.count || next.isBlank || next == 0x0A || next == UInt8(ascii: "\\")
        if blankAfter && blankBefore {
            emit(.minus, from: start, before)
        } else if !blankAfter && next != UInt8(ascii: "-") && (blankBefore || opensOperand(tokens.last?.kind ?? .end)) {
            emit(.negate, from: start, before)
        } else {
            refuse(from: start, before, .hyphenBlanks(bytes, start..<at))
        }
    }

    /// After these an operand begins, so a touching hyphen can only negate: `(-5)`, `1..-3`.
    private func opensOperand(_ kind: TokenKind) -> Bool {
        switch kind {
        case .openParen, .openBracket, .openBrace, .comma, .semicolon, .colon, .pipe, .range, .coalesce, .textHead,
            .textMiddle, .equal, .equalEqual, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .plus, .star,
            .slash, .minus, .negate, .arrow:
            true
        case .name, .quotedName, .variable, .id, .change, .number, .money, .percent, .date, .month, .quarter, .time,
            .dateTime, .duration, .text, .rawText, .blockText, .textTail, .dot, .closeParen, .closeBracket,
            .closeBrace, .bad, .end:
            false
        }
    }
}

extension Diagnostic {
    fileprivate static func hyphenInWord(_ bytes: ByteView, _ range: Range<Int>) -> Diagnostic {
        let word = bytes.excerpt(range)
        let spaced = word.split(separator: "-", omittingEmptySubsequences: false).joined(separator: " - ")
        return Diagnostic(
            "lex.hyphen-in-name", "a name has no hyphen, but here is '\(word)'", at: Span(range),
            label: "a blank on both sides subtracts",
            notes: ["an id begins with a capital letter and has a digit: D-17", "another name goes in backticks: `\(word)`"],
            tryLine: range.count > 40 ? nil : bytes.line(replacing: range, with: spaced))
    }

    fileprivate static func hyphenBlanks(_ bytes: ByteView, _ range: Range<Int>) -> Diagnostic {
        var wide = range
        while bytes[wide.lowerBound - 1].isBlank { wide = (wide.lowerBound - 1)..<wide.upperBound }
        while bytes[wide.upperBound].isBlank { wide = wide.lowerBound..<(wide.upperBound + 1) }
        return Diagnostic(
            "lex.hyphen", "a hyphen has a blank on both sides to subtract, or only before it to negate",
            at: Span(range), label: "neither",
            tryLine: bytes.line(replacing: wide, with: wide.lowerBound == 0 ? "-" : " - "))
    }

    fileprivate static func flag(_ bytes: ByteView, _ range: Range<Int>) -> Diagnostic {
        let word = bytes.excerpt(range.lowerBound + 2..<range.upperBound)
        var end = range.upperBound
        if bytes[end] == UInt8(ascii: "=") { end += 1 }
        let replacement = end > range.upperBound ? word + " " : word
        return Diagnostic(
            "lex.flag", "labels are bare words, but here is the flag '--\(word)'", at: Span(range),
            label: "no hyphens before a label",
            tryLine: bytes.line(replacing: range.lowerBound..<end, with: replacement))
    }

    fileprivate static func loneDollar(_ bytes: ByteView, _ range: Range<Int>) -> Diagnostic {
        Diagnostic(
            "lex.dollar", "'$' must touch the name of a variable or an amount", at: Span(range),
            label: "nothing touches it", hint: "write $name or $20")
    }
}
