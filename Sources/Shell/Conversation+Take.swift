// One statement as a person or a stream gives it: a word to the shell itself, or a source for the session.
import Diagnostics
import Interpreter
import Terminal

extension Conversation {
    /// Answers one statement and hands on what was printed. Its exit code, or nil when it asks to leave.
    func take(_ statement: [UInt8], as name: @autoclosure () -> String) -> Int32? {
        paging?.begin()
        defer {
            voice.out.flush()
            paging?.end()
        }
        if statement.allSatisfy(\.isBlank) { return ExitCode.ok }
        switch ShellWord(statement) {
        case .leave?: return nil
        case .last?: showLast()
        case .keys?: showKeys()
        case nil: return run(Source(name: name(), bytes: statement))
        }
        return ExitCode.ok
    }

    /// The last result, every row and column.
    func showLast() {
        guard session.whole.isEmpty else {
            for line in session.whole { voice.out.write(line: line) }
            return
        }
        switch session.context.last {
        case .nothing: voice.tell("there is no result yet")
        case .value, .rows: printer.print(session.context.last, in: session.context, whole: true)
        }
    }

    /// The keys of the prompt: as they are bound now where someone sits there, else as they would be.
    func showKeys() {
        let keys = liveKeys?() ?? KeyDescription.all
        let width = keys.reduce(0) { max($0, $1.key.utf8.count) }
        for key in keys {
            voice.out.write("\(key.key)\(String(repeating: " ", count: width - key.key.utf8.count))  \(key.does)\n")
        }
    }
}
