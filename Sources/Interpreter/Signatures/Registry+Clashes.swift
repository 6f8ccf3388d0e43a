// What must hold between all signatures so that every line has one reading. A test of the whole list calls this; nothing
// is checked at start-up.

extension Registry {
    /// Sentences about signatures that clash or contradict themselves; empty when all is well.
    package func clashes() -> [String] {
        names() + verbs.flatMap { parameters($0.parameters, of: $0.name) }
            + nouns.flatMap { parameters($0.parameters, of: $0.name) + columns($0) } + others()
    }

    /// Words that open a statement, so that no verb or noun may have them; `explain` may also be a verb.
    static let statementWords = [
        "let", "return", "dry", "help", "if", "while", "for", "try", "whatif", "def", "param", "use", "assert", "begin",
        "commit", "rollback", "version", "break", "continue", "fail",
    ]
    /// Words that stand between two expressions, or are values.
    static let infixWords = [
        "and", "or", "not", "in", "contains", "starts", "ends", "matches", "is", "mod", "as", "known", "null", "true",
        "false", "it", "me",
    ]

    private func names() -> [String] {
        var found: [String] = []
        var seen: [String] = []
        for name in verbs.map(\.name) + nouns.map(\.name) {
            if seen.contains(name) { found.append("'\(name)' is registered twice") }
            seen.append(name)
            let words = name.split(separator: " ").map(String.init)
            if words.isEmpty || words.count > 2 || !words.allSatisfy(Self.isPlain) {
                found.append("'\(name)' must be one or two plain words")
            }
            if let first = words.first, Self.statementWords.contains(first) {
                found.append("'\(name)' begins with a word that opens a statement")
            }
        }
        for (listed, own) in zip(lookup.listedNames, verbs.map(\.name) + nouns.map(\.name)) where listed != own {
            found.append("'\(own)' is listed as '\(listed)'")
        }
        for (listed, noun) in zip(lookup.listedTables, nouns) where listed != noun.table {
            found.append("'\(noun.name)' is listed with another table")
        }
        for noun in nouns where noun.name.contains(" ") { found.append("noun '\(noun.name)' must be one word") }
        for (place, function) in functions.enumerated() {
            if functions[..<place].contains(where: { $0.name == function.name }) {
                found.append("function '\(function.name)' is registered twice")
            }
        }
        for verb in verbs where verb.summary.isEmpty { found.append("'\(verb.name)' has no summary") }
        for noun in nouns where noun.summary.isEmpty { found.append("'\(noun.name)' has no summary") }
        return found
    }

    private func parameters(_ parameters: [Parameter], of name: String) -> [String] {
        var found: [String] = []
        var isOptional = false
        var isClosed = false
        for (place, parameter) in parameters.enumerated() {
            let before = parameters[..<place]
            if before.contains(where: { $0.name == parameter.name }) {
                found.append("'\(name)' has two parameters called '\(parameter.name)'")
            }
            var nouns = parameter.kind.pipedNouns
            if case .id(let noun) = parameter.kind { nouns.append(noun) }
            for noun in nouns where self.noun(noun)?.table == nil {
                found.append("'\(name)' takes ids of '\(noun)', which has no table")
            }
            guard let label = parameter.label else {
                if isClosed { found.append("'\(name)' has '\(parameter.name)' behind one that takes all the rest") }
                switch parameter.presence {
                case .required: if isOptional { found.append("'\(name)' needs '\(parameter.name)' behind one that may be left out") }
                case .repeated: isClosed = true
                case .optional, .defaulted: isOptional = true
                }
                if parameter.kind == .tokens { isClosed = true }
                if case .word(let words) = parameter.kind,
                    let word = words.first(where: { word in parameters.contains { $0.label == word } })
                {
                    found.append("'\(name)' reads '\(word)' both as a label and as '\(parameter.name)'")
                }
                continue
            }
            if before.contains(where: { $0.label == label }) { found.append("'\(name)' has the label '\(label)' twice") }
            if Self.infixWords.contains(label) { found.append("'\(name)' has the label '\(label)', which means something else") }
            if !Self.isPlain(label) { found.append("'\(name)' has the label '\(label)', which is no plain word") }
        }
        return found
    }

    private func columns(_ noun: Noun) -> [String] {
        var found: [String] = []
        for name in noun.shown where !noun.columns.contains(where: { $0.shape.name == name }) {
            found.append("'\(noun.name)' shows a column '\(name)' that it does not have")
        }
        for (place, column) in noun.columns.enumerated() {
            let name = column.shape.name
            if noun.columns[..<place].contains(where: { $0.shape.name == name }) {
                found.append("'\(noun.name)' has two columns called '\(name)'")
            }
            if !Self.isPlain(name) || Self.infixWords.contains(name) {
                found.append("'\(noun.name)' has a column '\(name)', which cannot be typed")
            }
        }
        return found
    }

    private func others() -> [String] {
        var found: [String] = []
        for habit in habits {
            let ours = habit.ours.split(separator: " ").first.map(String.init) ?? ""
            if verb(ours) == nil { found.append("the habit '\(habit.theirs)' becomes '\(habit.ours)', which is no verb") }
            let theirs = habit.theirs.split(separator: " ").first.map(String.init) ?? ""
            if verb(theirs) != nil || noun(theirs) != nil {
                found.append("the habit '\(habit.theirs)' begins with a word of ours")
            }
        }
        for (place, code) in codes.enumerated() where codes[..<place].contains(where: { $0.code == code.code }) {
            found.append("the code '\(code.code)' is explained twice")
        }
        return found
    }

    /// Lower-case letters, digits and underscores, a letter first.
    private static func isPlain(_ word: String) -> Bool {
        guard let first = word.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else { return false }
        return word.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || byte == UInt8(ascii: "_")
        }
    }
}
