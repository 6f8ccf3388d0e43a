// The changes of a book, as the shell lends them: heads for a list, one change with its before-images for taking it back.
// Closures only; nothing here knows the journal's format.
package import Columns
package import Interpreter
package import Values

/// The changes a book went through, newest last, numbered from 1 without a gap.
package struct ChangeHistory {
    /// One change as a list shows it.
    package struct Head: Sendable, Hashable {
        package var number: UInt64
        /// What was typed.
        package var line: String
        package var actor: String
        package var at: Moment?
        package var key: String
        /// The change this one took back; 0 for none.
        package var undoes: UInt64
        /// Rows inserted, updated or removed.
        package var rows: UInt64

        package init(
            number: UInt64, line: String, actor: String, at: Moment?, key: String = "", undoes: UInt64 = 0, rows: UInt64
        ) {
            self.number = number
            self.line = line
            self.actor = actor
            self.at = at
            self.key = key
            self.undoes = undoes
            self.rows = rows
        }
    }

    /// The number of the newest change; 0 for a book without any.
    package let latest: () -> UInt64
    /// The heads of a range of changes, ascending, as far as there are any.
    package let heads: (ClosedRange<UInt64>) throws(CommitFault) -> [Head]
    /// What a change did, in the codes of the store given.
    package let changes: (UInt64, inout Store) throws(CommitFault) -> ChangeSet

    package init(
        latest: @escaping () -> UInt64, heads: @escaping (ClosedRange<UInt64>) throws(CommitFault) -> [Head],
        changes: @escaping (UInt64, inout Store) throws(CommitFault) -> ChangeSet
    ) {
        self.latest = latest
        self.heads = heads
        self.changes = changes
    }
}

extension ChangeHistory.Head {
    /// What was typed in one short line: the first statement, and how many more there were.
    var title: String {
        let lines = line.split(separator: "\n")
        guard let first = lines.first else { return line }
        let isLong = first.count > 80
        let short = isLong ? first.prefix(77) : first
        if lines.count > 1 { return "\(short) … and \(lines.count - 1) more" }
        return isLong ? "\(short) …" : String(first)
    }
}

extension Context {
    /// The changes of the book; nil where nobody keeps them.
    package var history: ChangeHistory? { shell?.history }
}
