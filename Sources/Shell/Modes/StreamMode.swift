// Statements as they arrive on standard input: each is checked, run, committed and answered before the next is looked at;
// the first that fails ends the run.
import Diagnostics
import Interpreter
import Syntax
import Terminal

struct StreamMode {
    let conversation: Conversation
    let input: Outside.Input

    func run() -> Int32 {
        defer { conversation.leave() }
        switch input {
        case .descriptor(let number):
            let stream = StatementStream(descriptor: number)
            return run({ stream.read(isComplete: { _ in true }) }, hasMore: { stream.hasLine })
        case .bytes(let bytes):
            var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)[...]
            return run({ lines.popFirst().map { .line(Array($0)) } ?? .end }, hasMore: { lines.count > 1 })
        }
    }

    private func run(_ read: () -> Reading, hasMore: () -> Bool) -> Int32 {
        var line = 0
        /// Where a statement of several lines began, and what there is of it.
        var first = 0
        var statement: [UInt8] = []
        while true {
            switch read() {
            case .line(let text):
                line += 1
                if statement.isEmpty {
                    if line == 1, text.starts(with: "#!".utf8) { continue }
                    first = line
                    statement = text
                } else {
                    statement.append(0x0A)
                    statement += text
                }
                conversation.isBatching = hasMore()
                switch take(statement, first) {
                case .incomplete: continue
                case .leave: return ExitCode.ok
                case .ended(ExitCode.ok): break
                case .ended(let code): return code
                }
                statement.removeAll(keepingCapacity: true)
                if let fault = conversation.batchFault { return fault.kind.exitCode }
                conversation.rest()
                if !conversation.isBatching { conversation.voice.out.flush() }
                if conversation.voice.out.isBroken { return ExitCode.ok }
            case .interrupted: return SessionFault.Kind.interrupted.exitCode
            case .end:
                guard !statement.isEmpty else { return ExitCode.ok }
                return conversation.run(Source(line: first, bytes: statement))
            case .terminated(let signal): return 128 + signal
            case .failed(let fault):
                conversation.voice.tell(fault.sentence)
                return ExitCode.book
            }
        }
    }

    private enum Taken {
        case ended(Int32)
        /// More of the statement must come.
        case incomplete
        case leave
    }

    private func take(_ statement: [UInt8], _ line: Int) -> Taken {
        switch ShellWord(statement) {
        case .leave?: return .leave
        case .last?: conversation.showLast()
        case .keys?: conversation.showKeys()
        case nil:
            if statement.allSatisfy(\.isBlank) { return .ended(ExitCode.ok) }
            return conversation.runIfWhole(Source(line: line, bytes: statement)).map { .ended($0) } ?? .incomplete
        }
        return .ended(ExitCode.ok)
    }
}
