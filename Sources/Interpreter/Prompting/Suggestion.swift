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

/// A record as it is named in a line.
package struct RecordName: Sendable, Hashable {
    package var noun: String
    package var id: String
}

/// A question for records to offer.
package struct RecordSearch {
    /// Nil for those of every noun.
    package var noun: String?
    /// How its id, or a word of its name, begins: `D-` or `har`.
    package var prefix: ArraySlice<UInt8>
    package var limit: Int
    /// Where it has any, only its own.
    package var owner: RecordName?
}

/// A setting as it is offered: its name, what it does, the words it takes.
package struct SettingWord: Sendable, Hashable {
    package var name: String
    package var summary: String
    package var values: [String]
    /// What holds where nobody set it.
    package var standard: String

    package init(name: String, summary: String, values: [String], standard: String) {
        self.name = name
        self.summary = summary
        self.values = values
        self.standard = standard
    }
}

/// What the prompt needs of the world beyond the language, lent by the floor above.
package struct PromptSources {
    package var records: (RecordSearch) -> [(id: String, name: String)]
    /// Whether a record of a noun (of any where it is nil) has this id.
    package var isRecord: (_ noun: String?, _ id: String) -> Bool
    /// Files and directories below the roots that a path may go on with.
    package var files: (_ path: String) -> [(path: String, detail: String)]
    /// Words the prompt itself knows: `quit`, `keys`.
    package var words: [(name: String, summary: String)]
    package var settings: () -> [SettingWord]

    package init(
        records: @escaping (RecordSearch) -> [(id: String, name: String)] = { _ in [] },
        isRecord: @escaping (String?, String) -> Bool = { _, _ in true },
        files: @escaping (String) -> [(path: String, detail: String)] = { _ in [] },
        words: [(name: String, summary: String)] = [],
        settings: @escaping () -> [SettingWord] = { [] }
    ) {
        self.records = records
        self.isRecord = isRecord
        self.files = files
        self.words = words
        self.settings = settings
    }
}
