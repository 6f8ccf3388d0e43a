// What the shell lends the verbs beyond the world: files below the roots, and the book's history of changes. Closures and
// the disk seam come in from above; nothing here opens a file or knows the journal's format.
package import Files
package import Interpreter

/// Set once for a session: `context.surroundings = Surroundings(…)`.
package struct Surroundings {
    package var disk: any Disk
    /// Where files named by a user may lie.
    package var roots: Roots
    /// Where a relative path begins.
    package var base: String
    /// The changes of the book; nil where there is no book.
    package var history: ChangeHistory?
    /// What the shell can do with the book's file; nil in memory.
    package var keeping: BookKeeping?
    /// The settings of this session, which no book keeps.
    package var settings: SessionSettings?
    /// The configuration and the terminal, as `config doctor` tells them; nil where nobody looks.
    package var doctor: (() -> [DoctorFinding])?
    /// Whether what is drawn must be ASCII: for drawings that are kept in a column.
    package var drawsASCII: () -> Bool

    package init(
        disk: any Disk, roots: Roots, base: String, history: ChangeHistory? = nil, keeping: BookKeeping? = nil,
        settings: SessionSettings? = nil, doctor: (() -> [DoctorFinding])? = nil,
        drawsASCII: @escaping () -> Bool = { false }
    ) {
        self.disk = disk
        self.roots = roots
        self.base = base
        self.history = history
        self.keeping = keeping
        self.settings = settings
        self.doctor = doctor
        self.drawsASCII = drawsASCII
    }
}

extension Context {
    /// What the shell lent; nil in a session that has no shell around it.
    package var shell: Surroundings? { surroundings as? Surroundings }
}
