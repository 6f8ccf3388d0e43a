// How a run ends, as a number that a program behind it can act on. Documented in the manual; never renumbered.
import Interpreter

package enum ExitCode {
    static let ok: Int32 = 0
    static let usage: Int32 = 2
    static let book = SessionFault.Kind.book.exitCode
}

extension SessionFault.Kind {
    /// The kinds are numbered as the exit codes are.
    var exitCode: Int32 { Int32(rawValue) }
}

/// Why the program ends before or beside a session: one line, and the exit code.
struct ShellFault: Error {
    var code: Int32
    var message: String
    var hint: String?

    init(_ code: Int32, _ message: String, hint: String? = nil) {
        self.code = code
        self.message = message
        self.hint = hint
    }

    static func usage(_ message: String, hint: String? = "recoup --help tells the command line") -> ShellFault {
        ShellFault(ExitCode.usage, message, hint: hint)
    }
}
