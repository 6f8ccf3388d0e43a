// What can go wrong with a terminal or a stream, told in one line.

package enum TerminalFault: Error, Equatable, Sendable {
    case system(code: Int32)
    /// One statement on standard input is longer than the reader will hold.
    case statementTooLong(limit: Int)

    package var sentence: String {
        switch self {
        case .system(let code): "the terminal cannot be read: \(CBridge.describe(code))"
        case .statementTooLong(let limit): "a statement on standard input is longer than \(limit) bytes"
        }
    }
}
