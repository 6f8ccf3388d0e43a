// From the words of a command line to an invocation. Options may stand anywhere; words are the book, then a script, then
// what the script takes.
import Diagnostics

extension Invocation {
    init(parsing words: [String]) throws(ShellFault) {
        var plain: [String] = []
        var onlyWords = false
        var next = words.startIndex
        while next < words.endIndex {
            let word = words[next]
            next += 1
            if onlyWords || !word.hasPrefix("-") || word == "-" || Self.isNumber(word) {
                plain.append(word)
                continue
            }
            if word == "--" {
                onlyWords = true
                continue
            }
            let cut = word.hasPrefix("--") ? word.firstIndex(of: "=") : nil
            let name = Self.spelled(cut.map { String(word[..<$0]) } ?? word)
            guard let option = Option.all.first(where: { $0.name == name }) else {
                let guess = nearest(name, among: Option.all.map(\.name))
                throw .usage("there is no option '\(name)'", hint: guess.map { "did you mean '\($0)'?" } ?? "recoup --help lists them")
            }
            var value = cut.map { String(word[word.index(after: $0)...]) } ?? ""
            if !option.takes.isEmpty, cut == nil {
                guard next < words.endIndex else { throw .usage("\(name) must be followed by \(option.takes)") }
                value = words[next]
                next += 1
            }
            guard option.note(&self, value) else {
                throw .usage(
                    option.takes.isEmpty
                        ? "\(name) takes no value, but '\(value)' stands behind it"
                        : "\(name) takes \(option.summary), but '\(value)' is not that")
            }
        }
        try place(plain)
    }

    /// `-5` behind a script is a value of its own.
    private static func isNumber(_ word: String) -> Bool {
        word.utf8.dropFirst().first.map { $0 &- 0x30 < 10 } ?? false
    }

    private static func spelled(_ name: String) -> String { name == "-h" ? "--help" : name == "--colour" ? "--color" : name }

    private mutating func place(_ words: [String]) throws(ShellFault) {
        var rest = words[...]
        if task == .version { return }
        if rest.first == "check" || rest.first == "fmt" {
            let files = Array(rest.dropFirst())
            if wantsScriptHelp {
                task = .help
                return
            }
            guard !files.isEmpty else { throw .usage("\(rest.first ?? "check") takes one or more files") }
            task = rest.first == "check" ? .check(files) : .format(files)
            return
        }
        if rest.first == "manual" {
            guard rest.dropFirst().isEmpty || Array(rest.dropFirst()) == ["man"] else { throw .usage("manual takes nothing, or man") }
            task = wantsScriptHelp ? .help : .manual(isManPage: rest.count == 2)
            return
        }
        if let task = try Self.subcommand(words) {
            self.task = task
            return
        }
        if let first = rest.first, first != "-", !Self.isScript(first) {
            book = first
            rest = rest.dropFirst()
        }
        if let script = rest.first {
            guard case .converse = task else {
                throw .usage("-c and a script cannot both be run, but '\(script)' stands there too")
            }
            guard script == "-" || Self.isScript(script) else {
                throw .usage("a script's name ends in .recoup, but '\(script)' does not")
            }
            task = .script(script)
            scriptArguments = Array(rest.dropFirst())
        } else if wantsScriptHelp {
            task = .help
        }
        if inMemory, book != nil { throw .usage("--memory makes a book that has no name, but '\(book ?? "")' stands there too") }
        if makesBook, book == nil { throw .usage("--new needs the name of the book to make") }
        if makesBook, readOnly { throw .usage("--new and --read-only contradict each other") }
    }

    /// `config doctor`, `completions fish`, `editor-files vim`. A word alone is a book of that name.
    private static func subcommand(_ words: [String]) throws(ShellFault) -> Task? {
        guard let first = words.first, words.count <= 2 else { return nil }
        let second = words.count == 2 ? words[1] : ""
        func refuse(_ known: [String]) -> ShellFault {
            .usage(
                "recoup \(first) takes \(known.joined(separator: " or "))\(second.isEmpty ? "" : ", but not '\(second)'")",
                hint: nearest(second, among: known).map { "did you mean '\($0)'?" })
        }
        switch first {
        case "config":
            guard second == "doctor" else { throw refuse(["doctor"]) }
            return .doctor
        case "completions":
            guard let kind = ShellCompletion.Kind(rawValue: second) else { throw refuse(ShellCompletion.Kind.allCases.map(\.rawValue)) }
            return .completions(kind)
        case "editor-files":
            guard let kind = EditorGrammar.Kind(rawValue: second) else { throw refuse(EditorGrammar.Kind.allCases.map(\.rawValue)) }
            return .grammar(kind)
        default: return nil
        }
    }

    static func isScript(_ word: String) -> Bool { word.hasSuffix(".recoup") }
}
