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

/// Settings that last as long as the session: timing, theme, rows of a table.
package struct SessionSettings {
    package struct Setting: Sendable, Hashable {
        package var name: String
        package var value: String
        /// What holds where nobody set it.
        package var standard: String
        /// The words it takes, for completion; `COUNT` stands for a number.
        package var values: [String]
        package var summary: String

        package init(_ name: String, _ value: String, standard: String, values: [String], _ summary: String) {
            self.name = name
            self.value = value
            self.standard = standard
            self.values = values
            self.summary = summary
        }

        /// `on or off`, `auto, all or a number`
        package var taken: String {
            let words = values.map { $0 == Self.count ? "a number" : $0 }
            return words.count > 1 ? "\(words.dropLast().joined(separator: ", ")) or \(words.last ?? "")" : words.joined()
        }

        package static let count = "COUNT"
    }

    package let all: () -> [Setting]
    /// Sets one; false when the value is none that it takes.
    package let set: (_ name: String, _ value: String) -> Bool

    package init(all: @escaping () -> [Setting], set: @escaping (_ name: String, _ value: String) -> Bool) {
        self.all = all
        self.set = set
    }
}

/// What `config doctor` finds: where the configuration lies, what was read, what the terminal can do.
package struct DoctorFinding: Sendable, Hashable {
    package var name: String
    package var value: String
    /// What is wrong with it and how it is mended; nil where nothing is.
    package var problem: String?

    package init(_ name: String, _ value: String, problem: String? = nil) {
        self.name = name
        self.value = value
        self.problem = problem
    }
}

extension Context {
    /// The book's file; nil for a book in memory.
    package var keeping: BookKeeping? { shell?.keeping }
}
