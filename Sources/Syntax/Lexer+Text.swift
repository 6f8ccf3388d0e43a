// Texts, raw texts, blocks of text and names in backticks. A text with `{expr}` is cut into head, middles and tail.
import Diagnostics

extension Lexer {
    mutating func quoted(_ before: Token.Before) {
        let start = at
        let quote = bytes[at]
        if quote == UInt8(ascii: "\"") {
            let isBlock = bytes.matches("\"\"\"", at: at)
            at += isBlock ? 3 : 1
            return textPiece(from: start, OpenText(start: start, isBlock: isBlock), isHead: true, before)
        }
        at += 1
        while at < bytes.count, bytes[at] != quote, bytes[at] != 0x0A { step(inTextFrom: start) }
        guard bytes[at] == quote, at < bytes.count else {
            return refuse(
                from: start, before,
                quote == UInt8(ascii: "`") ? .backtickEnd(bytes, start..<at) : .textEnd(bytes, start..<at, quote: "'"))
        }
        at += 1
        if quote == UInt8(ascii: "'"), let meant = MeantText(bytes, from: start, closing: at - 1) {
            at = meant.upper
            return refuse(from: start, before, meant.fault(bytes, start..<at))
        }
        if quote == UInt8(ascii: "`"), at - start == 2 {
            return refuse(from: start, before, .emptyName(start..<at))
        }
        emit(quote == UInt8(ascii: "`") ? .quotedName : .rawText, from: start, before)
    }

    /// Behind the `}` that ends an expression inside a text.
    mutating func resumeText(_ before: Token.Before) {
        let start = at
        guard let text = openTexts.popLast() else { return }
        at += 1
        textPiece(from: start, text, isHead: false, before)
    }

    private mutating func textPiece(from start: Int, _ text: OpenText, isHead: Bool, _ before: Token.Before) {
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: "\""), !text.isBlock || bytes.matches("\"\"\"", at: at) {
                if !text.isBlock, let meant = MeantText(bytes, from: start, closing: at) {
                    at = meant.upper
                    return refuse(from: start, before, meant.fault(bytes, start..<at))
                }
                at += text.isBlock ? 3 : 1
                // A block may end in quotes of its own: the last three close it.
                if text.isBlock, bytes[at] == byte { at += 1 }
                if text.isBlock, bytes[at] == byte { at += 1 }
                return emit(isHead ? (text.isBlock ? .blockText : .text) : .textTail, from: start, before)
            }
            if byte == UInt8(ascii: "{") {
                if bytes[at + 1] == byte {
                    at += 2
                    continue
                }
                at += 1
                openTexts.append(OpenText(start: text.start, isBlock: text.isBlock))
                return emit(isHead ? .textHead : .textMiddle, from: start, before)
            }
            if byte == 0x0A, !text.isBlock { break }
            step(inTextFrom: start)
        }
        openTexts.removeAll()
        refuse(
            from: start, before,
            text.isBlock
                ? .blockEnd(bytes, text.start..<text.start + 3) : .textEnd(bytes, text.start..<at, quote: "\""))
    }

    /// A text whose expression was not closed before the line, or everything, ended.
    mutating func endOpenText(_ text: OpenText) {
        openTexts.removeAll()
        report(.interpolationEnd(bytes, text.start..<at, isBlock: text.isBlock))
    }

    /// One character of a text. What cannot be seen or read is reported and stepped over.
    private mutating func step(inTextFrom start: Int) {
        let byte = bytes[at]
        if byte < 0x80 {
            at += 1
            if byte.isControl, byte != 0x09, byte != 0x0A, byte != 0x0D {
                report(.controlInText(byte, at - 1..<at))
            }
        } else if let (_, length) = bytes.scalar(at: at) {
            at += length
        } else {
            let lower = at
            while at < bytes.count, bytes[at] >= 0x80, bytes.scalar(at: at) == nil { at += 1 }
            report(.notUTF8InText(lower..<at))
        }
    }
}

extension Diagnostic {
    fileprivate static func textEnd(_ bytes: ByteView, _ range: Range<Int>, quote: String) -> Diagnostic {
        Diagnostic(
            "lex.text-end", "a text must end on its line with \(quote)", at: Span(range), label: "never ends",
            notes: ["a text over several lines stands between \"\"\" and \"\"\""],
            tryLine: bytes.line(replacing: range.upperBound..<range.upperBound, with: quote))
    }

    fileprivate static func blockEnd(_ bytes: ByteView, _ range: Range<Int>) -> Diagnostic {
        Diagnostic(
            "lex.block-end", "a text that begins with \"\"\" must end with \"\"\"", at: Span(range),
            label: "never ends", isIncomplete: true)
    }

    fileprivate static func interpolationEnd(_ bytes: ByteView, _ range: Range<Int>, isBlock: Bool) -> Diagnostic {
        Diagnostic(
            "lex.interpolation-end", "'{' inside a text must be closed with '}'", at: Span(range),
            label: "an expression in here never ends", notes: ["a brace itself is written {{"], isIncomplete: isBlock)
    }

    fileprivate static func backtickEnd(_ bytes: ByteView, _ range: Range<Int>) -> Diagnostic {
        Diagnostic(
            "lex.backtick-end", "a name in backticks must end on its line with a backtick", at: Span(range),
            label: "never ends", tryLine: bytes.line(replacing: range.upperBound..<range.upperBound, with: "`"))
    }

    fileprivate static func emptyName(_ range: Range<Int>) -> Diagnostic {
        Diagnostic(
            "lex.empty-name", "backticks must hold a name or an id, but they hold nothing", at: Span(range),
            label: "empty", hint: "write it as it is spelled: `Invoice No`")
    }

    fileprivate static func controlInText(_ byte: UInt8, _ range: Range<Int>) -> Diagnostic {
        Diagnostic(
            "lex.control-in-text", "a text holds what can be seen, but here is control character \(hexadecimal(UInt32(byte)))",
            at: Span(range), label: "not a visible character", hint: "delete it")
    }

    fileprivate static func notUTF8InText(_ range: Range<Int>) -> Diagnostic {
        Diagnostic(
            "lex.utf8-in-text", "a text must be UTF-8, but these bytes are not", at: Span(range),
            label: "not a character", hint: "save the file as UTF-8")
    }
}
