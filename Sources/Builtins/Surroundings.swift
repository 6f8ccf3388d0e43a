// What the shell lends the verbs beyond the world: files below the roots, and the book's history of changes. Closures and
// the disk seam come in from above; nothing here opens a file or knows the journal's format.
package import Columns
package import Files
package import Interpreter
package import Values

/// Set once for a session: `context.surroundings = Surroundings(…)`.
package struct Surroundings {
    package var disk: any Disk
    /// Where files named by a user may lie.
    package var roots: Roots
    /// Where a relative path begins.
    package var base: String
    /// The changes of the book; nil where there is no book.
    package var history: ChangeHistory?

    package init(disk: any Disk, roots: Roots, base: String, history: ChangeHistory? = nil) {
        self.disk = disk
        self.roots = roots
        self.base = base
        self.history = history
    }
}

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

extension Context {
    /// What the shell lent; nil in a session that has no shell around it.
    package var shell: Surroundings? { surroundings as? Surroundings }
}
