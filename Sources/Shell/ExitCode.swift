// How a run ends, as a number that a program behind it can act on. Documented in the manual; never renumbered.
import Interpreter

package enum ExitCode {
    static let ok: Int32 = 0
    static let usage: Int32 = 2
    static let book = SessionFault.Kind.book.exitCode

    /// Each with what it means, for the help and the man page.
    static let all: [(code: String, meaning: String)] = [
        ("0", "all is well"), ("1", "a statement failed"), ("2", "the command line is wrong, or what a script was given"),
        ("3", "the check found problems, and nothing ran"), ("4", "trouble with the book or a file"),
        ("5", "the book is locked by somebody else, who is named"), ("6", "an assert failed"),
        ("7", "a confirmation was missing, or its count was another"), ("130", "interrupted"),
    ]
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
