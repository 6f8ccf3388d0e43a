// A pseudo-terminal with someone at the keys: waits for text to appear, types, and keeps all that was shown.
import Glibc
import Synchronization
import Testing

/// All tests that type: one at a time, since signals and their flags belong to the process.
@Suite(.serialized) enum Keyboard {}

final class PseudoTerminal: Sendable {
    /// What the person does: waits until `text` has been shown (after what was awaited before), then types `keys`.
    struct Step: Sendable {
        var text: String
        var keys: String
        var act: (@Sendable () -> Void)?

        static func see(_ text: String, type keys: String) -> Step { Step(text: text, keys: keys) }
        static func see(_ text: String, _ act: @escaping @Sendable () -> Void) -> Step {
            Step(text: text, keys: "", act: act)
        }
    }

    let controller: Int32
    let terminal: Int32
    private let seen = Mutex<[UInt8]>([])

    init?(columns: Int, rows: Int) {
        // By its device and requests: the wrappers of the C library are not in Swift's view of it.
        let unlock: UInt = 0x4004_5431  // TIOCSPTLCK
        let number: UInt = 0x8004_5430  // TIOCGPTN
        let top = Glibc.open("/dev/ptmx", O_RDWR | O_NOCTTY)
        var locked: Int32 = 0
        var index: UInt32 = 0
        guard top >= 0, ioctl(top, unlock, &locked) == 0, ioctl(top, number, &index) == 0 else { return nil }
        controller = top
        terminal = Glibc.open("/dev/pts/\(index)", O_RDWR | O_NOCTTY)
        guard terminal >= 0 else { return nil }
        resize(columns: columns, rows: rows)
    }

    func resize(columns: Int, rows: Int) {
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(controller, UInt(TIOCSWINSZ), &size)
    }

    var shown: [UInt8] { seen.withLock { $0 } }

    /// Runs `body` while a thread plays the steps; hangs up after ten seconds so that nothing waits for ever.
    func play<Result>(_ steps: [Step], _ body: () -> Result) -> Result {
        let script = Script(terminal: self, steps: steps)
        var thread = pthread_t()
        let context = Unmanaged.passRetained(script).toOpaque()
        pthread_create(&thread, nil, { context in
            guard let context else { return nil }
            Unmanaged<Script>.fromOpaque(context).takeRetainedValue().run()
            return nil
        }, context)
        let result = body()
        script.isOver.withLock { $0 = true }
        pthread_join(thread, nil)
        return result
    }

    func close() {
        Glibc.close(controller)
        Glibc.close(terminal)
    }

    private final class Script: Sendable {
        let terminal: PseudoTerminal
        let steps: [Step]
        let isOver = Mutex(false)

        init(terminal: PseudoTerminal, steps: [Step]) {
            self.terminal = terminal
            self.steps = steps
        }

        func run() {
            // The runner blocks signals in its threads; here they may arrive.
            var set = sigset_t()
            sigemptyset(&set)
            sigaddset(&set, SIGINT)
            sigaddset(&set, SIGWINCH)
            pthread_sigmask(SIG_UNBLOCK, &set, nil)
            var position = 0
            var idle = 0
            var next = 0
            while true {
                var wait = pollfd(fd: terminal.controller, events: Int16(POLLIN), revents: 0)
                if poll(&wait, 1, 10) == 1 {
                    var space = [UInt8](repeating: 0, count: 4096)
                    let count = Glibc.read(terminal.controller, &space, space.count)
                    if count <= 0 { return }
                    terminal.seen.withLock { $0 += space.prefix(count) }
                    idle = 0
                } else {
                    idle += 1
                    if isOver.withLock({ $0 }) { return }
                    if idle == 1000 { type([0x03, 0x04]) }
                }
                while next < steps.count, let after = find(steps[next].text, from: position) {
                    position = after
                    type(Array(steps[next].keys.utf8))
                    steps[next].act?()
                    next += 1
                }
            }
        }

        private func type(_ bytes: [UInt8]) {
            if !bytes.isEmpty { _ = Glibc.write(terminal.controller, bytes, bytes.count) }
        }

        private func find(_ text: String, from: Int) -> Int? {
            let wanted = Array(text.utf8)
            let bytes = terminal.shown
            var at = from
            while at + wanted.count <= bytes.count {
                if bytes[at..<(at + wanted.count)].elementsEqual(wanted) { return at + wanted.count }
                at += 1
            }
            return nil
        }
    }
}
