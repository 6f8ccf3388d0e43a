// What opening a book found, so that nothing is ever skipped in silence. Data and sentences; whoever opens prints them.

package struct RecoveryReport: Hashable, Sendable {
    /// The last change in the store.
    package var group: UInt64 = 0
    /// The snapshot it began from; nil when every change was replayed.
    package var snapshot: UInt64?
    /// Changes replayed after it.
    package var replayed: UInt64 = 0
    package var findings: [Finding] = []

    /// Why the book cannot be written to; nil when it can.
    package var damage: Finding? { findings.first { $0.endsWriting } }
}

package enum Finding: Hashable, Sendable {
    /// Bytes after the last complete change belong to none: work that was never confirmed. `movedTo` is where they were set
    /// aside; nil when the book was opened only to be read, and they were left where they are.
    case tornTail(file: String, offset: Int, bytes: Int, movedTo: String?)
    /// The journal ends before the size it was made with. Every change up to `group` is there.
    case shortened(file: String, size: Int, group: UInt64)
    /// An ack mark was unreadable and nothing else: no change is lost.
    case mark(file: String, offset: Int)
    /// The first copy of a journal's header was unreadable and the second was used.
    case header(file: String)
    /// A snapshot was damaged and an older one, with the journals since, used instead.
    case snapshotUnused(file: String, section: String)
    /// Confirmed changes are lost. The book is open for reading at the change before `first`.
    case lost(file: String, offset: Int, first: UInt64, last: UInt64, sequences: ClosedRange<UInt64>?)
    /// A journal that should be there is not, or begins with another change than the one before it ended.
    case missing(file: String, first: UInt64)
    /// A change is whole and sound, but what it says does not fit.
    case nonsense(file: String, section: String, offset: Int, group: UInt64)

    /// Whether the book may not be written to until it is repaired.
    package var endsWriting: Bool {
        switch self {
        case .tornTail, .shortened, .mark, .header, .snapshotUnused: false
        case .lost, .missing, .nonsense: true
        }
    }

    /// Whether something was harmed. Work that nobody was told was done is what a kill leaves behind; the next change sets it aside.
    package var isDamage: Bool {
        if case .tornTail = self { false } else { true }
    }

    /// One line without a full stop.
    package var sentence: String {
        switch self {
        case .tornTail(let file, let offset, let bytes, let movedTo):
            "\(file) had \(bytes) bytes of unconfirmed work after byte \(offset)"
                + (movedTo.map { "; they are set aside in \($0)" } ?? "; they are not read")
        case .shortened(let file, let size, let group):
            "\(file) was cut short at byte \(size); changes up to #\(group) are there"
        case .mark(let file, let offset):
            "\(file) has an unreadable mark at byte \(offset); no change is lost"
        case .header(let file): "the header of \(file) is damaged; its second copy was used"
        case .snapshotUnused(let file, let section):
            "\(file) is damaged (\(section)); an older snapshot and the journals since were used, and no change is lost"
        case .lost(let file, let offset, let first, let last, let sequences):
            "\(file) is damaged at byte \(offset): "
                + (first == last ? "change #\(first) is lost" : "changes #\(first) to #\(last) are lost")
                + (sequences.map { " (frames \($0.lowerBound) to \($0.upperBound))" } ?? "")
                + "; the book is open for reading as it was before"
        case .missing(let file, let first):
            "\(file) is missing or does not begin with change #\(first); the book is open for reading as it was before"
        case .nonsense(let file, let section, let offset, let group):
            "\(file) is damaged: change #\(group) makes no sense (\(section), byte \(offset)); the book is open for reading as it "
                + "was before"
        }
    }
}
