// What is no token: operators of other languages, typographic quotes, foreign digits, things that cannot be seen.
import Diagnostics

extension Lexer {
    /// An ASCII byte that opens no token.
    mutating func strange(_ before: Token.Before) {
        let start = at
        let byte = bytes[at]
        let next = bytes[at + 1]
        at += 1
        switch byte {
        case UInt8(ascii: "&"):
            if next == byte { at += 1 }
            refuse(from: start, before, .word("and", "lex.and", bytes, start..<at))
        case UInt8(ascii: "|"):
            at += 1
            refuse(from: start, before, .word("or", "lex.or", bytes, start..<at))
        case UInt8(ascii: "!"):
            refuse(from: start, before, .word("not", "lex.not", bytes, start..<at))
        case UInt8(ascii: "%"):
            refuse(from: start, before, .word("mod", "lex.percent", bytes, start..<at))
        case UInt8(ascii: "#"):
            refuse(from: start, before, .hash(bytes, start..<at))
        case UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: ":"), UInt8(ascii: "+"), UInt8(ascii: "*"):
            at += 1
            refuse(from: start, before, .foreignOperator(bytes, start..<at))
        case UInt8(ascii: "\\") where restIsBlank:
            at = bytes.count
            refuse(from: start, before, .continuation(start..<start + 1))
        case _ where byte.isControl:
            while at < bytes.count, bytes[at].isControl, !bytes[at].isBlank, bytes[at] != 0x0A { at += 1 }
            refuse(from: start, before, .control(bytes, start..<at))
        default:
            refuse(from: start, before, .character(bytes, start..<at))
        }
    }

    private var restIsBlank: Bool {
        var next = at
        while next < bytes.count, bytes[next].isBlank { next += 1 }
        return next >= bytes.count
    }

    mutating func leadingDot(_ before: Token.Before) {
        let start = at
        at = bytes.digitsEnd(from: at + 1)
        refuse(from: start, before, .leadingDot(bytes, start..<at))
    }

    mutating func beyondASCII(_ before: Token.Before) {
        let start = at
        if bytes.matches("£", at: at) { return moneyAfterSign(2, before) }
        if bytes.matches("€", at: at) { return moneyAfterSign(3, before) }
        guard let (scalar, length) = bytes.scalar(at: at) else {
            while at < bytes.count, bytes[at] >= 0x80, bytes.scalar(at: at) == nil { at += 1 }
            return refuse(from: start, before, .notUTF8(start..<at))
        }
        at += length
        if scalar.properties.isAlphabetic {
            at = start
            return word(before)
        }
        if scalar.properties.generalCategory == .decimalNumber {
            var digits = ""
            at = start
            while let (next, length) = bytes.scalar(at: at), length > 1, let digit = next.decimalDigit {
                digits.append(digit)
                at += length
            }
            if at == start { at += length }
            return refuse(from: start, before, .foreignDigits(digits, bytes, start..<at))
        }
        if scalar.isTypographicQuote {
            return refuseTypographicQuotes(from: start, before)
        }
        if let plain = scalar.plainLookalike {
            return refuse(from: start, before, .lookalike(plain, scalar, bytes, start..<at))
        }
        switch scalar.properties.generalCategory {
        case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator:
            refuse(from: start, before, .control(bytes, start..<at))
        default:
            refuse(from: start, before, .character(bytes, start..<at))
        }
    }

    /// From one typographic quote to the next on the line: one fault, not two and the words between.
    private mutating func refuseTypographicQuotes(from start: Int, _ before: Token.Before) {
        let opened = at
        while at < bytes.count, bytes[at] != 0x0A {
            guard let (scalar, length) = bytes.scalar(at: at) else { break }
            at += length
            if scalar.isTypographicQuote || scalar == "\"" {
                return refuse(from: start, before, .typographicQuotes(bytes, start..<at))
            }
        }
        at = opened
        refuse(from: start, before, .typographicQuotes(bytes, start..<at))
    }
}

extension Unicode.Scalar {
    fileprivate var isTypographicQuote: Bool {
        switch value {
        case 0x2018...0x201F, 0xAB, 0xBB, 0x2039, 0x203A, 0x300C...0x300F, 0xFF02: true
        default: false
        }
    }

    /// ASCII that a person who typed this meant.
    fileprivate var plainLookalike: String? {
        switch value {
        case 0x2010...0x2015, 0x2212: " - "
        case 0x2264: "<="
        case 0x2265: ">="
        case 0x2260: "!="
        case 0x2026: ".."
        case 0xD7: "*"
        case 0xF7: "/"
        case 0x2192: "->"
        default: nil
        }
    }

    /// The ASCII digit of the same value.
    fileprivate var decimalDigit: Character? {
        guard properties.generalCategory == .decimalNumber, let number = properties.numericValue,
            let digit = (0...9).first(where: { Double($0) == number })
        else { return nil }
        return Character(String(digit))
    }
}

/// `U+0007`.
func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
}

extension Diagnostic {
    fileprivate static func word(_ word: String, _ code: String, _ bytes: ByteView, _ range: Range<Int>) -> Diagnostic {
        let typed = bytes.text(range)
        var replacement = word
        if range.lowerBound > 0, !bytes[range.lowerBound - 1].isBlank, bytes[range.lowerBound - 1] != UInt8(ascii: "(") {
            replacement = " " + replacement
        }
        if !bytes[range.upperBound].isBlank { replacement += " " }
        return Diagnostic(
            code, "'\(typed)' is no operator here: write the word '\(word)'", at: Span(range), label: "write \(word)",
            tryLine: bytes.line(replacing: range, with: replacement))
    }

    fileprivate static func hash(_ bytes: ByteView, _ range: Range<Int>) -> Diagnostic {
        Diagnostic(
            "lex.hash", "'#' must have a blank before it to begin a comment, or a digit after it to name a change",
            at: Span(range), label: "neither", tryLine: bytes.line(replacing: range, with: " #"))
    }

    fileprivate static func foreignOperator(_ bytes: ByteView, _ range: Range<Int>) -> Diagnostic {
        let typed = bytes.text(range)
        let ours =
            switch typed {
            case "<>": "!="
            case "=>": ">="
            case "=<": "<="
            case ":=": "="
            default: typed.hasPrefix("*") ? "*" : "+"
            }
        return Diagnostic(
            "lex.operator", "'\(typed)' is no operator here", at: Span(range), label: "did you mean '\(ours)'?",
            tryLine: bytes.line(replacing: range, with: ours))
    }

    fileprivate static func control(_ bytes: ByteView, _ range: Range<Int>) -> Diagnostic {
        let name = bytes.scalar(at: range.lowerBound).map { hexadecimal($0.scalar.value) } ?? "?"
        return Diagnostic(
            "lex.control", "a script holds what can be seen, but here is \(name)", at: Span(range),
            label: "cannot be seen", tryLine: bytes.line(replacing: range, with: " "))
    }

    fileprivate static func character(_ bytes: ByteView, _ range: Range<Int>) -> Diagnostic {
        let name = bytes.scalar(at: range.lowerBound).map { hexadecimal($0.scalar.value) } ?? "?"
        return Diagnostic(
            "lex.character", "no word begins with '\(bytes.text(range))' (\(name))", at: Span(range),
            label: "means nothing here", hint: "put text in quotes and odd names in backticks")
    }

    fileprivate static func continuation(_ range: Range<Int>) -> Diagnostic {
        Diagnostic(
            "lex.continuation", "a line that ends with '\\' goes on in the next, but the text ends", at: Span(range),
            label: "no line follows", isIncomplete: true)
    }

    fileprivate static func leadingDot(_ bytes: ByteView, _ range: Range<Int>) -> Diagnostic {
        Diagnostic(
            "lex.leading-dot", "a number has a digit before its point", at: Span(range), label: "write 0 before it",
            tryLine: bytes.line(replacing: range, with: "0" + bytes.text(range)))
    }

    fileprivate static func notUTF8(_ range: Range<Int>) -> Diagnostic {
        Diagnostic(
            "lex.utf8", "a script must be UTF-8, but these bytes are not", at: Span(range), label: "not a character",
            hint: "save the file as UTF-8")
    }

    fileprivate static func foreignDigits(_ digits: String, _ bytes: ByteView, _ range: Range<Int>) -> Diagnostic {
        Diagnostic(
            "lex.digit", "numbers are written with the digits 0 to 9", at: Span(range), label: "other digits",
            tryLine: bytes.line(replacing: range, with: digits))
    }

    fileprivate static func typographicQuotes(_ bytes: ByteView, _ range: Range<Int>) -> Diagnostic {
        let inner = String(String.UnicodeScalarView(bytes.text(range).unicodeScalars.filter { !$0.isTypographicQuote }))
        return Diagnostic(
            "lex.smart-quote", "texts stand between straight quotes, but these are typographic", at: Span(range),
            label: "write \" for them", tryLine: bytes.line(replacing: range, with: "\"\(inner.filter { $0 != "\"" })\""))
    }

    fileprivate static func lookalike(
        _ plain: String, _ scalar: Unicode.Scalar, _ bytes: ByteView, _ range: Range<Int>
    ) -> Diagnostic {
        var wide = range
        if plain.hasPrefix(" ") {
            if bytes[wide.lowerBound - 1].isBlank { wide = (wide.lowerBound - 1)..<wide.upperBound }
            if bytes[wide.upperBound].isBlank { wide = wide.lowerBound..<(wide.upperBound + 1) }
        }
        return Diagnostic(
            "lex.lookalike", "'\(scalar)' (\(hexadecimal(scalar.value))) is no operator", at: Span(range),
            label: "did you mean '\(plain.filter { $0 != " " })'?", tryLine: bytes.line(replacing: wide, with: plain))
    }
}
