// Why a session stopped: what a person reads, where it stands, and which kind of failure it is for the exit code.
package import Diagnostics

package struct SessionFault: Error, Sendable {
    /// The kinds that a program behind a script must be able to tell apart. The numbers are the exit codes.
    package enum Kind: Int, Sendable, CaseIterable {
        case failed = 1
        case check = 3
        case book = 4
        case locked = 5
        case assertion = 6
        case confirmation = 7
        case interrupted = 130
    }

    package var kind: Kind
    package var diagnostic: Diagnostic
    /// The text its spans cut.
    package var source: Source

    package init(_ kind: Kind, _ diagnostic: Diagnostic, in source: Source) {
        self.kind = kind
        self.diagnostic = diagnostic
        self.source = source
    }
}

/// One problem that checking found.
package struct Problem: Sendable {
    package var diagnostic: Diagnostic
    package var source: Source

    package init(diagnostic: Diagnostic, source: Source) {
        self.diagnostic = diagnostic
        self.source = source
    }
}

/// Why something could not be kept: the floor that writes the book knows no spans.
package struct CommitFault: Error, Sendable {
    package var kind: SessionFault.Kind
    package var message: String
    package var hint: String?
    /// What was to be kept may be on the disk all the same: a sync that failed tells nothing of what it wrote.
    package var isUnsure: Bool

    package init(_ kind: SessionFault.Kind, _ message: String, hint: String? = nil, isUnsure: Bool = false) {
        self.kind = kind
        self.isUnsure = isUnsure
        self.message = message
        self.hint = hint
    }
}
