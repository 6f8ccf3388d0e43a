// A line that is still being typed: its tokens, the unfinished word at the cursor, and the same line with that word
// exchanged for a name and every bracket closed, so that the parser can say what stands where the cursor is.
// Knows no name of the language.
import Diagnostics
import Syntax

struct TypedLine {
    /// What the cursor stands in.
    enum Inside: Equatable {
        case code
        case comment
        /// A text whose quote is at this place.
        case text(quote: Int)
    }

    /// Stands in the parsed text where the unfinished word stands in the line. No name of ours begins with it.
    static let placeholder = Array("zz__here".utf8)

    let bytes: [UInt8]
    let cursor: Int
    let buffer: TokenBuffer
    let inside: Inside
    /// Where the unfinished word begins; the cursor where there is none.
    let start: Int

    init(_ bytes: [UInt8], cursor: Int) {
        self.bytes = bytes
        self.cursor = max(0, min(cursor, bytes.count))
        buffer = TokenBuffer(lexing: bytes)
        inside = Self.inside(bytes, self.cursor, buffer)
        switch inside {
        case .code: start = Self.wordStart(bytes, self.cursor)
        case .comment: start = self.cursor
        case .text(let quote): start = min(quote + 1, self.cursor)
        }
    }

    /// The unfinished word, up to the cursor.
    var partial: ArraySlice<UInt8> { bytes[start..<cursor] }

    /// Where the placeholder stands in `cut`.
    var mark: Int {
        if case .text(let quote) = inside { return quote }
        return start
    }

    /// The line up to the unfinished word, the placeholder, and what closes every open bracket.
    var cut: [UInt8] {
        var text = Array(bytes[..<mark])
        let isText = inside != .code && inside != .comment
        if isText { text.append(UInt8(ascii: "\"")) }
        text += Self.placeholder
        if isText { text.append(UInt8(ascii: "\"")) }
        return text + closers
    }

    /// Whether nothing but blanks stands behind the cursor.
    var isAtEnd: Bool { bytes[cursor...].allSatisfy { $0 <= 0x20 } }

    /// The line with every bracket closed that is open at its end.
    var closed: [UInt8] { bytes + Self.closers(buffer.tokens[...]) }

    private var closers: [UInt8] { Self.closers(buffer.tokens.prefix { Int($0.upper) <= mark }) }

    private static func closers(_ tokens: ArraySlice<Token>) -> [UInt8] {
        var open: [UInt8] = []
        for token in tokens {
            switch token.kind {
            case .openParen: open.append(UInt8(ascii: ")"))
            case .openBracket: open.append(UInt8(ascii: "]"))
            case .openBrace: open.append(UInt8(ascii: "}"))
            case .textHead: open.append(UInt8(ascii: "\""))
            case .closeParen, .closeBracket, .closeBrace, .textTail: _ = open.popLast()
            default: break
            }
        }
        var text: [UInt8] = []
        for closer in open.reversed() {
            if closer == UInt8(ascii: "\"") { text.append(UInt8(ascii: "}")) }
            text.append(closer)
        }
        return text
    }

    private static func inside(_ bytes: [UInt8], _ cursor: Int, _ buffer: TokenBuffer) -> Inside {
        if buffer.comments.contains(where: { Int($0.lower) < cursor && cursor <= Int($0.upper) }) { return .comment }
        guard let token = buffer.tokens.last(where: { Int($0.lower) < cursor }), cursor <= Int(token.upper) else {
            return .code
        }
        let quote = bytes[Int(token.lower)]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return .code }
        let isClosed = token.kind != .bad && cursor == Int(token.upper)
        return isClosed ? .code : .text(quote: Int(token.lower))
    }

    /// Letters, digits, `_`, and a hyphen between or behind them: `last_p`, `D-`, `2026-1`, `$lat`.
    private static func wordStart(_ bytes: [UInt8], _ cursor: Int) -> Int {
        var at = cursor
        while at > 0 {
            let byte = bytes[at - 1]
            if isWordByte(byte) {
                at -= 1
            } else if byte == UInt8(ascii: "-"), at > 1, isWordByte(bytes[at - 2]) {
                at -= 1
            } else {
                if byte == UInt8(ascii: "$") { at -= 1 }
                break
            }
        }
        return at
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...0xFF:
            true
        default: false
        }
    }
}
