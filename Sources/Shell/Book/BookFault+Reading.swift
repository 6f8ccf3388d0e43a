// A book's fault as the shell and the session tell it: a sentence, what to do, an exit code.
import Durability
import Files
import Interpreter

extension BookFault {
    var kind: SessionFault.Kind {
        switch self {
        case .locked: .locked
        case .disk, .missing, .exists, .notBook, .readOnly, .writingEnded, .newer, .damaged, .refused, .tooLarge, .notHeld: .book
        case .noGroup: .failed
        }
    }

    /// What a person can do about it.
    func hint(_ path: String) -> String? {
        switch self {
        case .missing: "recoup --new \(path) makes it"
        case .locked: "wait until that command has ended, or look what it is doing"
        case .disk(let fault) where fault.isFull: "make room on the disk and say it again"
        case .readOnly, .exists, .notBook, .disk, .writingEnded, .newer, .damaged, .refused, .tooLarge, .noGroup, .notHeld: nil
        }
    }
}

extension CommitFault {
    init(_ fault: BookFault) {
        var isUnsure = false
        if case .writingEnded = fault { isUnsure = true }
        self.init(fault.kind, fault.sentence, hint: fault.hint("BOOK"), isUnsure: isUnsure)
    }
}

extension ShellFault {
    init(_ fault: BookFault, _ path: String) {
        self.init(fault.kind.exitCode, fault.sentence, hint: fault.hint(path))
    }
}
