// What the shell lends the verbs that look after the book's file, and the settings of the session around it. Closures only:
// files, locks and screens stay above.
package import Interpreter

/// The book's file: `book info`, `book snapshot`, `book backup "DIR"`, and the file's half of `check book`.
package struct BookKeeping {
    /// Names and values for a person, in order: `("path", "books/acme.book")`.
    package let info: () throws(CommitFault) -> [(name: String, value: String)]
    /// Writes a snapshot and answers what it did in one line.
    package let snapshot: () throws(CommitFault) -> String
    /// Copies the book to a path that lies below the roots already, and answers what it did in one line.
    package let backup: (String) throws(CommitFault) -> String
    /// Reads every byte of the book again; one sentence for each thing found, none for a sound file.
    package let verify: () throws(CommitFault) -> [String]

    package init(
        info: @escaping () throws(CommitFault) -> [(name: String, value: String)],
        snapshot: @escaping () throws(CommitFault) -> String, backup: @escaping (String) throws(CommitFault) -> String,
        verify: @escaping () throws(CommitFault) -> [String]
    ) {
        self.info = info
        self.snapshot = snapshot
        self.backup = backup
        self.verify = verify
    }
}

/// Settings that last as long as the session: width, format, timing, theme.
package struct SessionSettings {
    package struct Setting: Sendable, Hashable {
        package var name: String
        package var value: String
        /// What it does, and which values it takes: "columns of the screen: a number, or auto".
        package var summary: String

        package init(_ name: String, _ value: String, _ summary: String) {
            self.name = name
            self.value = value
            self.summary = summary
        }
    }

    package let all: () -> [Setting]
    /// Sets one; false when the value is none that it takes.
    package let set: (_ name: String, _ value: String) -> Bool

    package init(all: @escaping () -> [Setting], set: @escaping (_ name: String, _ value: String) -> Bool) {
        self.all = all
        self.set = set
    }
}

extension Context {
    /// The book's file; nil for a book in memory.
    package var keeping: BookKeeping? { shell?.keeping }
}
