// From bytes to tokens, in one pass and linear time. It gives words no meaning and refuses what is no token,
// each with its own advice; a refused stretch becomes one `bad` token, so nothing is reported twice.
package import Diagnostics

/// Tokens, comments and faults of a text. Blanks are what lies between.
package struct TokenBuffer: Sendable {
    /// Ends with a token of kind `end`.
    package internal(set) var tokens: [Token] = []
    package internal(set) var comments: [Span] = []
    package internal(set) var diagnostics: [Diagnostic] = []

    package init() {}

    /// Cuts a text that may be unfinished or wrong: every byte is in a token, in a comment or blank.
    ///
    ///     TokenBuffer(lexing: Array("take 3".utf8)).tokens.map(\.kind)   // [.name, .number, .end]
    package init(lexing bytes: [UInt8]) {
        _ = bytes.withUnsafeBufferPointer { Lexer.lex(ByteView(base: $0), into: &self) }
    }
}

struct Lexer {
    /// Faults beyond these are counted as bad tokens but no longer described.
    static let maximumFaults = 100

    var bytes: ByteView
    var at = 0
    var tokens: [Token]
    var comments: [Span]
    var diagnostics: [Diagnostic]
    /// Texts whose `{expr}` we are in, outermost first.
    var openTexts: [OpenText] = []
    /// Bytes looked at by the main loops; the tests hold it against the length.
    var steps = 0

    struct OpenText {
        let start: Int
        let isBlock: Bool
        /// Braces open inside the expression.
        var braces = 0
    }

    @discardableResult
    static func lex(_ bytes: ByteView, into buffer: inout TokenBuffer) -> Int {
        var lexer = Lexer(bytes: bytes, tokens: [], comments: [], diagnostics: [])
        swap(&lexer.tokens, &buffer.tokens)
        swap(&lexer.comments, &buffer.comments)
        lexer.tokens.removeAll(keepingCapacity: true)
        lexer.comments.removeAll(keepingCapacity: true)
        lexer.run()
        swap(&lexer.tokens, &buffer.tokens)
        swap(&lexer.comments, &buffer.comments)
        buffer.diagnostics = lexer.diagnostics
        return lexer.steps
    }

    private mutating func run() {
        if bytes.matches("\u{FEFF}", at: 0) { at = 3 }
        while true {
            let before = skipBlanks()
            guard at < bytes.count else {
                if let text = openTexts.first { endOpenText(text) }
                emit(.end, from: bytes.count, before)
                return
            }
            let start = at
            token(before)
            // Every branch below moves on; should one not, the byte is refused rather than read for ever.
            if at <= start {
                at = start + 1
                emit(.bad, from: start, before)
            }
            steps += at - start
        }
    }

    /// Blanks, newlines, comments and `\` at a line's end.
    private mutating func skipBlanks() -> Token.Before {
        var before: Token.Before = []
        while at < bytes.count {
            let byte = bytes[at]
            if byte == 0x20 || byte == 0x09 || byte == 0x0D {
                before.insert(.blank)
            } else if byte == 0x0A {
                if let text = openTexts.last, !text.isBlock { endOpenText(text) }
                before.formUnion([.blank, .newline])
            } else if byte == UInt8(ascii: "#"), !before.isEmpty || at == 0, !bytes[at + 1].isDigit {
                let start = at
                while at < bytes.count, bytes[at] != 0x0A { at += 1 }
                comments.append(Span(start..<at))
                before.insert(.blank)
                continue
            } else if byte == UInt8(ascii: "\\"), let next = continuationEnd(after: at) {
                before.formUnion([.blank, .continuation])
                at = next
                continue
            } else {
                break
            }
            at += 1
        }
        return before
    }

    private func continuationEnd(after backslash: Int) -> Int? {
        var next = backslash + 1
        while bytes[next].isBlank { next += 1 }
        return bytes[next] == 0x0A ? next + 1 : nil
    }

    mutating func emit(_ kind: TokenKind, from lower: Int, _ before: Token.Before) {
        tokens.append(Token(kind: kind, before: before, lower: UInt32(clamping: lower), upper: UInt32(clamping: at)))
    }

    /// One refused stretch, from `lower` to where we stand.
    mutating func refuse(from lower: Int, _ before: Token.Before, _ fault: Diagnostic) {
        emit(.bad, from: lower, before)
        report(fault)
    }

    mutating func report(_ fault: Diagnostic) {
        if diagnostics.count < Lexer.maximumFaults { diagnostics.append(fault) } else { bytes.isQuiet = true }
    }

    private mutating func token(_ before: Token.Before) {
        let start = at
        let byte = bytes[at]
        let next = bytes[at + 1]
        func one(_ kind: TokenKind, _ length: Int = 1) {
            at = start + length
            emit(kind, from: start, before)
        }
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"):
            word(before)
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            number(before)
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"):
            quoted(before)
        case UInt8(ascii: "$"):
            dollar(before)
        case UInt8(ascii: "#") where next.isDigit:
            at = bytes.digitsEnd(from: at + 1)
            emit(.change, from: start, before)
        case UInt8(ascii: "|") where next != byte: one(.pipe)
        case UInt8(ascii: ","): one(.comma)
        case UInt8(ascii: ";"): one(.semicolon)
        case UInt8(ascii: ":") where next != UInt8(ascii: "="): one(.colon)
        case UInt8(ascii: "."):
            if next == byte { one(.range, 2) } else if next.isDigit { leadingDot(before) } else { one(.dot) }
        case UInt8(ascii: "?") where next == byte: one(.coalesce, 2)
        case UInt8(ascii: "=") where next == byte: one(.equalEqual, 2)
        case UInt8(ascii: "=") where next != UInt8(ascii: ">") && next != UInt8(ascii: "<"): one(.equal)
        case UInt8(ascii: "!") where next == UInt8(ascii: "="): one(.notEqual, 2)
        case UInt8(ascii: "<") where next == UInt8(ascii: "="): one(.lessEqual, 2)
        case UInt8(ascii: "<") where next != UInt8(ascii: ">"): one(.less)
        case UInt8(ascii: ">"): if next == UInt8(ascii: "=") { one(.greaterEqual, 2) } else { one(.greater) }
        case UInt8(ascii: "+") where next != byte && next != UInt8(ascii: "="): one(.plus)
        case UInt8(ascii: "*") where next != byte: one(.star)
        case UInt8(ascii: "/"): one(.slash)
        case UInt8(ascii: "-"): hyphen(before)
        case UInt8(ascii: "("): one(.openParen)
        case UInt8(ascii: ")"): one(.closeParen)
        case UInt8(ascii: "["): one(.openBracket)
        case UInt8(ascii: "]"): one(.closeBracket)
        case UInt8(ascii: "{"):
            if !openTexts.isEmpty { openTexts[openTexts.count - 1].braces += 1 }
            one(.openBrace)
        case UInt8(ascii: "}"):
            guard let text = openTexts.last else { return one(.closeBrace) }
            if text.braces == 0 { return resumeText(before) }
            openTexts[openTexts.count - 1].braces -= 1
            one(.closeBrace)
        case 0x80...0xFF:
            beyondASCII(before)
        default:
            strange(before)
        }
    }
}
