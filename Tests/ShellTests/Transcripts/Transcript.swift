// The format of a transcript: lines whose first characters say what they are, gathered into sections and steps.
// Parsing keeps every line number, so that a file can be written anew with other expectations.

//  # words        a section with a fresh book; the words name the test
//  @ directive    for this section; `@each directive` before the first section is for all of them
//  > text         what is typed; `. text` goes on with it
//  . text         directly below `@ file NAME`: a line of that file; behind the name may stand how it is written: latin1,
//                 utf16, bom, crlf, nul (for the sign \u{2400}), zip (behind the mark of a workbook)
//  ! text         expected on the error stream
//  ? N            the exit status, when not 0
//  \text          text, whatever it begins with
//  ...            any number of lines
//  text           expected on the output; before the first step of a section it is prose

struct Transcript {
    struct Section {
        var title: String
        var line: Int
        var directives: [Directive] = []
        var steps: [Step] = []

        /// Whether `@ skip` says that nobody plays it.
        var isSkipped: Bool { directives.contains { $0.words.first == "skip" } }
    }

    struct Directive {
        var words: [String]
        var line: Int
        /// The lines of `@ file NAME`.
        var content: [String] = []
        /// How many steps stand before it.
        var place = 0
    }

    struct Step {
        var typed: String
        var line: Int
        /// The lines below the typed ones, up to the next step, directive or section.
        var expected: Range<Int>
    }

    /// How the file is called in messages.
    var name: String
    var lines: [String]
    var sections: [Section] = []

    init(name: String, text: String, defaults: [[String]] = []) {
        self.name = name
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var each = defaults.map { Directive(words: $0, line: 1) }
        var section: Section?
        var at = 0
        while at < lines.count {
            let line = lines[at]
            let here = at
            at += 1
            if line.hasPrefix("# ") {
                if let section { sections.append(section) }
                section = Section(title: String(line.dropFirst(2)), line: here, directives: each)
            } else if line.hasPrefix("@each ") {
                let directive = Directive(words: Self.words(line.dropFirst(6)), line: here)
                if section == nil { each.append(directive) } else { section?.directives.append(directive) }
            } else if line.hasPrefix("@ ") {
                var directive = Directive(words: Self.words(line.dropFirst(2)), line: here)
                directive.place = section?.steps.count ?? 0
                while directive.words.first == "file", at < lines.count, lines[at].hasPrefix(". ") || lines[at] == "." {
                    directive.content.append(String(lines[at].dropFirst(2)))
                    at += 1
                }
                if section == nil { section = Section(title: name, line: here, directives: each) }
                section?.directives.append(directive)
            } else if line.hasPrefix("> ") || line == ">" {
                var typed = String(line.dropFirst(2))
                while at < lines.count, lines[at].hasPrefix(". ") || lines[at] == "." {
                    typed += "\n" + lines[at].dropFirst(2)
                    at += 1
                }
                let first = at
                while at < lines.count, !Self.opens(lines[at]) { at += 1 }
                if section == nil { section = Section(title: name, line: here, directives: each) }
                section?.steps.append(Step(typed: typed, line: here, expected: first..<at))
            }
        }
        if let section { sections.append(section) }
    }

    private static func opens(_ line: String) -> Bool {
        line == ">" || ["> ", "# ", "@ ", "@each "].contains { line.hasPrefix($0) }
    }

    private static func words(_ text: Substring) -> [String] { text.split(separator: " ").map { String($0) } }

    /// What is expected of a step, without the blank lines that only part it from the next.
    func expectation(of step: Step) -> [String] {
        var expected = Array(lines[step.expected])
        while let last = expected.last, last.isEmpty { expected.removeLast() }
        return expected
    }

    /// The file with what was printed in place of what was expected. Steps that were met, by a `...` too, stay.
    func rewritten(_ answers: [Int: [String]]) -> String {
        var out: [String] = []
        var at = 0
        for section in sections {
            for step in section.steps {
                guard let answer = answers[step.line] else { continue }
                out += lines[at..<step.expected.lowerBound]
                out += answer
                let kept = expectation(of: step).count
                at = step.expected.lowerBound + kept
            }
        }
        return (out + lines[at...]).joined(separator: "\n")
    }
}

/// Whether what was printed is what was expected, `...` standing for any number of lines.
func meets(_ printed: ArraySlice<String>, _ expected: ArraySlice<String>) -> Bool {
    guard let first = expected.first else { return printed.isEmpty }
    if first == "..." {
        let rest = expected.dropFirst()
        return (printed.startIndex...printed.endIndex).contains { meets(printed[$0...], rest) }
    }
    guard let line = printed.first, line == first else { return false }
    return meets(printed.dropFirst(), expected.dropFirst())
}

/// Lines as a transcript writes them: the error stream marked, and what would be read as something else escaped.
func written(_ text: String, isError: Bool) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines.map { line in
        if isError { return line.isEmpty ? "!" : "! " + line }
        let isMark = ["# ", "@ ", "@each ", "> ", ". ", "! ", "? ", "\\"].contains { line.hasPrefix($0) }
        return isMark || [">", ".", "!", "..."].contains(line) ? "\\" + line : line
    }
}
