// Ctrl-C, hang-up and window changes as flags, set by signal handlers and polled by whoever works for long.
// It ends nothing itself, but for a disk error under a mapped page, which cannot be continued from.

/// Raised by Ctrl-C (SIGINT). An evaluator polls it every few thousand rows; the shell clears it when a statement starts
/// and when it has told that one was stopped. While it is raised, reading gives `.interrupted` at once.
package enum Interrupt {
    package static var isRaised: Bool { CBridge.isInterrupted }
    package static func clear() { CBridge.setInterrupted(false) }
    package static func raise() { CBridge.setInterrupted(true) }
    /// The number of the SIGTERM or SIGHUP that came, or nil: finish the statement in hand, save, and leave.
    package static var termination: Int32? {
        let number = CBridge.termination
        return number == 0 ? nil : number
    }
}

/// What the process tells the system about signals, once, before anything else.
package enum ProcessSafety {
    /// Handlers for the flags of `Interrupt`, no core files, and a fixed last line for a disk error under a mapping.
    package static func install() throws(TerminalFault) {
        CBridge.keepFreedMemory()
        for code in [CBridge.installSignals(), CBridge.reportBusError(busErrorLine), CBridge.forbidCoreFiles()]
        where code != 0 {
            throw .system(code: code)
        }
    }

    static let busErrorLine: StaticString = "the disk failed while the book was being read; nothing was changed\n"
}
