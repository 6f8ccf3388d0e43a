// One statement as a person or a stream gives it: a word to the shell itself, or a source for the session.
import Diagnostics
import Interpreter

extension Conversation {
    /// Answers one statement and hands on what was printed. Its exit code, or nil when it asks to leave.
    func take(_ statement: [UInt8], as name: @autoclosure () -> String) -> Int32? {
        defer { voice.out.flush() }
        if statement.allSatisfy(\.isBlank) { return ExitCode.ok }
        switch ShellWord(statement) {
        case .leave?: return nil
        case .last?: showLast()
        case .timing(let on)?: isTiming = on
        case nil: return run(Source(name: name(), bytes: statement))
        }
        return ExitCode.ok
    }

    /// The last result, every row and column.
    func showLast() {
        switch session.context.last {
        case .nothing: voice.tell("there is no result yet")
        case .value, .rows: printer.print(session.context.last, in: session.context, whole: true)
        }
    }
}
