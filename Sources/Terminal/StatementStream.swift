// Statements from a descriptor that is no terminal: bytes as they arrive, no prompt, no escape sequence.
// It knows no language; the caller says when a statement is whole.
import Glibc

/// Reads lines and joins them until the caller calls them a statement; at the end gives what is left, whole or not.
package final class StatementStream {
    private let descriptor: Int32
    private let limit: Int
    private var bytes: [UInt8] = []
    /// Where the next statement starts in `bytes`.
    private var start = 0
    private var hasEnded = false

    /// `limit` bounds one statement, so that an endless line is an error and not all of memory.
    package init(descriptor: Int32, limit: Int = 64 << 20) {
        self.descriptor = descriptor
        self.limit = limit
    }

    /// Where the next line that was read already ends, once it was looked for.
    private var ending: Int?

    /// Whether a whole line has been read already, so that reading on waits for nobody.
    package var hasLine: Bool {
        if ending == nil { ending = newline(from: start) }
        return ending != nil
    }

    private func newline(from place: Int) -> Int? {
        bytes.withUnsafeBytes { all in
            guard place < all.count, let base = all.baseAddress, let found = memchr(base + place, 0x0A, all.count - place)
            else { return nil }
            return UnsafeRawPointer(found) - base
        }
    }

    package func read(isComplete: ([UInt8]) -> Bool) -> Reading {
        var searched = start
        while true {
            let known = ending
            ending = nil
            if let newline = known ?? newline(from: searched) {
                var statement = Array(bytes[start..<newline])
                if statement.last == 0x0D { statement.removeLast() }
                if isComplete(statement) {
                    start = newline + 1
                    return .line(statement)
                }
                searched = newline + 1
                continue
            }
            searched = bytes.count
            if hasEnded {
                guard start < bytes.count else { return .end }
                let rest = Array(bytes[start...])
                start = bytes.count
                return .line(rest)
            }
            guard bytes.count - start <= limit else { return .failed(.statementTooLong(limit: limit)) }
            if start > 0 {
                bytes.removeFirst(start)
                searched -= start
                start = 0
            }
            if let ending = fill() { return ending }
        }
    }

    /// Nil when there are more bytes or the stream has ended.
    private func fill() -> Reading? {
        while true {
            if let signal = Interrupt.termination { return .terminated(signal: signal) }
            if Interrupt.isRaised { return .interrupted }
            switch CBridge.waitForInput(descriptor) {
            case .woken: continue
            case .failed(let code): return .failed(.system(code: code))
            case .ready: break
            }
            let count = CBridge.read(descriptor, appendingTo: &bytes, atMost: 1 << 16)
            if count < 0 { return .failed(.system(code: Int32(truncatingIfNeeded: 0 &- count))) }
            if count == 0 { hasEnded = true }
            return nil
        }
    }
}
