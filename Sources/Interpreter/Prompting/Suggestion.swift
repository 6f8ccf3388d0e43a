// What may come next in a line, for a menu: words with what they mean, and the stretch they replace.
// Holds data only; how it is shown is for the floors above.

/// What a word of a line is, for whoever colours it.
package enum WordRole: Sendable, Hashable, CaseIterable {
    case verb, noun, label, column, function, keyword, variable
    case number, date, text, id, word, symbol, comment
}

/// A stretch of a line and what it is.
package struct Mark: Sendable, Hashable {
    package var range: Range<Int>
    package var role: WordRole
    /// Nothing is called that, or it cannot stand there.
    package var isUnknown = false
}

/// One thing that may stand at the cursor.
package struct Suggestion: Sendable, Hashable {
    /// What is put into the line.
    package var text: String
    package var detail: String
    package var role: WordRole
    /// What usually follows at once: a blank, `(`, a quote; empty where it depends.
    package var ending: String

    package init(_ text: String, _ detail: String = "", role: WordRole, ending: String = " ") {
        self.text = text
        self.detail = detail
        self.role = role
        self.ending = ending
    }
}

/// All that may stand at the cursor.
package struct Suggestions: Sendable, Hashable {
    /// Bytes of the line that the chosen one replaces.
    package var range: Range<Int>
    package var list: [Suggestion]

    package init(_ range: Range<Int>, _ list: [Suggestion] = []) {
        self.range = range
        self.list = list
    }
}

/// What the prompt needs of the world beyond the language, lent by the floor above.
package struct PromptSources {
    /// Records of a noun (of every noun where it is nil) whose id or name begins so: `D-` or `har`. At most so many.
    package var records: (_ noun: String?, _ prefix: ArraySlice<UInt8>, _ limit: Int) -> [(id: String, name: String)]
    /// Whether a record of a noun (of any where it is nil) has this id.
    package var isRecord: (_ noun: String?, _ id: String) -> Bool
    /// Files and directories below the roots that a path may go on with.
    package var files: (_ path: String) -> [(path: String, detail: String)]
    /// Words the prompt itself knows: `quit`, `keys`.
    package var words: [(name: String, summary: String)]
    /// Names of settings and what each takes.
    package var settings: () -> [(name: String, summary: String)]

    package init(
        records: @escaping (String?, ArraySlice<UInt8>, Int) -> [(id: String, name: String)] = { _, _, _ in [] },
        isRecord: @escaping (String?, String) -> Bool = { _, _ in true },
        files: @escaping (String) -> [(path: String, detail: String)] = { _ in [] },
        words: [(name: String, summary: String)] = [],
        settings: @escaping () -> [(name: String, summary: String)] = { [] }
    ) {
        self.records = records
        self.isRecord = isRecord
        self.files = files
        self.words = words
        self.settings = settings
    }
}
