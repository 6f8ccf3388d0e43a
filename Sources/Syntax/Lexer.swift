// From bytes to tokens, in one pass and linear time.
package import Diagnostics

/// Tokens, comments and faults of a text. Blanks are what lies between.
package struct TokenBuffer: Sendable {
    /// Ends with a token of kind `end`.
    package internal(set) var tokens: [Token] = []
    package internal(set) var comments: [Span] = []
    package internal(set) var diagnostics: [Diagnostic] = []

    package init() {}

    /// Cuts a text that may be unfinished or wrong: nothing is lost, and nothing is refused twice.
    package init(lexing bytes: [UInt8]) {}
}
