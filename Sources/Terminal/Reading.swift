// What asking for a statement can give, whichever way lines are read.

package enum Reading: Equatable, Sendable {
    /// One whole statement, UTF-8 at a terminal, newlines inside, none at the end.
    case line([UInt8])
    /// Ctrl-C: the line is dropped and the session goes on.
    case interrupted
    /// Ctrl-D on an empty line, or the end of the stream.
    case end
    /// SIGTERM or SIGHUP: save and leave with 128 plus this number.
    case terminated(signal: Int32)
    case failed(TerminalFault)
}

/// Text before the line. Control characters in it are not shown.
package struct Prompt: Equatable, Sendable {
    package enum Tint: Sendable { case none, bold, dim }

    package var text: String
    package var tint: Tint

    package init(_ text: String, tint: Tint = .none) {
        self.text = text
        self.tint = tint
    }
}
