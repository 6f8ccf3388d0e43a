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
            return run { stream.read(isComplete: $0) }
        case .bytes(let bytes):
            var lines = HeldLines(bytes)
            return run { lines.read(isComplete: $0) }
        }
    }

    private func run(_ read: (([UInt8]) -> Bool) -> Reading) -> Int32 {
        let completeness = Completeness()
        var count = 0
        while true {
            switch read(completeness.isWhole) {
            case .line(let statement):
                count += 1
                if count == 1, statement.starts(with: "#!".utf8) { continue }
                guard let code = conversation.take(statement, as: "statement \(count)") else { return ExitCode.ok }
                if code != ExitCode.ok { return code }
                if conversation.voice.out.isBroken { return ExitCode.ok }
            case .interrupted: return SessionFault.Kind.interrupted.exitCode
            case .end: return ExitCode.ok
            case .terminated(let signal): return 128 + signal
            case .failed(let fault):
                conversation.voice.tell(fault.sentence)
                return ExitCode.book
            }
        }
    }
}

/// Bytes in hand, read as a stream is read.
struct HeldLines {
    private let bytes: [UInt8]
    private var start = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func read(isComplete: ([UInt8]) -> Bool) -> Reading {
        guard start < bytes.count else { return .end }
        var searched = start
        while let newline = bytes[searched...].firstIndex(of: 0x0A) {
            let statement = Array(bytes[start..<newline])
            if isComplete(statement) {
                start = newline + 1
                return .line(statement)
            }
            searched = newline + 1
        }
        let rest = Array(bytes[start...])
        start = bytes.count
        return .line(rest)
    }
}
