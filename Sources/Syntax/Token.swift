// The words of the language, as the lexer cuts them. Holds no text: a span into the bytes, and a kind.
package import Diagnostics

/// What a token is, as far as bytes alone can tell.
package enum TokenKind: UInt8, Sendable, CaseIterable, BitwiseCopyable {
    case name, quotedName, variable, id, change
    case number, money, percent, date, month, quarter, time, dateTime, duration
    /// A whole text without `{expr}`.
    case text, rawText, blockText
    /// The pieces of a text around its `{expr}`: `"Dear {`, `} and {`, `}."`.
    case textHead, textMiddle, textTail
    case pipe, comma, semicolon, colon, dot, range, coalesce, arrow
    case equal, equalEqual, notEqual, less, lessEqual, greater, greaterEqual
    case plus, minus, negate, star, slash
    case openParen, closeParen, openBracket, closeBracket, openBrace, closeBrace
    /// Refused already, with a diagnostic of its own.
    case bad
    case end
}

/// One token. Blanks and newlines are no tokens: each token remembers what stood before it.
package struct Token: Hashable, Sendable, BitwiseCopyable {
    package struct Before: OptionSet, Hashable, Sendable, BitwiseCopyable {
        package let rawValue: UInt8
        package init(rawValue: UInt8) { self.rawValue = rawValue }
        /// At least one blank, newline or comment.
        package static let blank = Before(rawValue: 1)
        /// At least one newline that no `\` took away.
        package static let newline = Before(rawValue: 2)
        /// A `\` at a line's end.
        package static let continuation = Before(rawValue: 4)
    }

    package var kind: TokenKind
    package var before: Before
    package var lower: UInt32
    package var upper: UInt32

    package var span: Span { Span(lower, upper) }
}
