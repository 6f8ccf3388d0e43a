// What libedit says of its key map, read back: which keys are bound to what now, `.editrc` and all. `keys` prints it.
// libedit writes `"^A"   ->  ed-move-to-beg`, a range as `"^A" to "^C"`, and a command as its name with a sentence behind it.

struct KeyMapReading {
    let descriptions: [KeyDescription]

    /// Bound to half the keyboard, or to nothing: not worth a line.
    private static let plain: Set<String> = [
        "ed-insert", "ed-unassigned", "ed-sequence-lead-in", "ed-ignore", "ed-digit", "ed-argument-digit", "ed-quoted-insert",
        "em-meta-next", "undefined",
    ]

    init(keys told: String, commands: String) {
        let meanings = Self.meanings(commands)
        var standard: [(key: String, command: String)] = []
        var alternate: [(key: String, command: String)] = []
        var section = ""
        for line in told.split(separator: "\n") {
            if line.hasSuffix("bindings") {
                section = String(line)
                continue
            }
            guard let (keys, command) = Self.binding(line), !Self.plain.contains(command) else { continue }
            if section.hasPrefix("Alternative") {
                alternate.append((keys, command))
            } else if !section.hasPrefix("Arrow") {
                standard.append((keys, command))
            }
        }
        guard !standard.isEmpty else {
            descriptions = KeyDescription.all
            return
        }
        var found: [KeyDescription] = []
        var told: Set<String> = []
        func tell(_ bindings: [(key: String, command: String)], _ command: String, _ does: String) {
            var names: [String] = []
            for binding in bindings where binding.command == command && !names.contains(binding.key) { names.append(binding.key) }
            // What has a name of its own is read first.
            names = names.filter { !$0.contains("-") } + names.filter { $0.contains("-") }
            if !names.isEmpty { found.append(KeyDescription(key: names.joined(separator: ", "), does: does)) }
        }
        for command in EditorCommand.allCases {
            tell(standard, command.entry.name, command.entry.does)
            told.insert(command.entry.name)
        }
        found += KeyDescription.always
        for (_, command) in standard where told.insert(command).inserted { tell(standard, command, meanings[command] ?? command) }
        if !alternate.isEmpty {
            found.append(KeyDescription(key: "behind Esc:", does: "vi's command mode"))
            told = []
            for (_, command) in alternate where told.insert(command).inserted {
                let own = EditorCommand.allCases.first { $0.entry.name == command }?.entry.does
                tell(alternate, command, own ?? meanings[command] ?? command)
            }
        }
        descriptions = found
    }

    /// `"^A" to "^C" -> ed-insert` is `Ctrl-A to Ctrl-C` and the command; a text in quotes is typed instead.
    private static func binding(_ line: Substring) -> (keys: String, command: String)? {
        guard let arrow = line.range(of: "->") else { return nil }
        let left = line[..<arrow.lowerBound].split(separator: "\"", omittingEmptySubsequences: true).map(String.init)
            .filter { !$0.allSatisfy { $0 == " " } || $0 == " " }
        let command = line[arrow.upperBound...].drop { $0 == " " }
        guard let first = left.first, !command.isEmpty else { return nil }
        let name = command.hasPrefix("\"") ? "types \(command)" : command.hasPrefix("is ") ? "undefined" : String(command)
        if left.count > 2, left[1].contains("to") {
            let last = left[2]
            let isPair = first.utf8.last.map { Int($0) + 1 } == last.utf8.last.map { Int($0) }
            return ("\(shown(first))\(isPair ? ", " : " to ")\(shown(last))", name)
        }
        return (shown(first), name)
    }

    private static let names = [
        "^M": "Enter", "^J": "Enter", "^I": "Tab", "^?": "Backspace", "^H": "Backspace", "^[[A": "Up", "^[[B": "Down", "^[[C": "Right",
        "^[[D": "Left", "^[OA": "Up", "^[OB": "Down", "^[OC": "Right", "^[OD": "Left", "^[[H": "Home", "^[[F": "End", "^[OH": "Home",
        "^[OF": "End", "^[[1~": "Home", "^[[4~": "End", "^[[3~": "Delete", "^[[1;5C": "Ctrl-Right", "^[[1;5D": "Ctrl-Left",
        "^[[1;3C": "Alt-Right", "^[[1;3D": "Alt-Left", "^[OP": "F1", "^[[11~": "F1", "^[[[A": "F1", "^[[200~": "(paste)", " ": "Space",
        "^[^M": "Alt-Enter", "^[^J": "Alt-Enter", "^[^?": "Alt-Backspace", "^[^H": "Alt-Backspace", "^\\": "Esc",
    ]

    /// `^[f` is `Alt-F`.
    static func shown(_ key: String) -> String {
        if let name = names[key] { return name }
        if key.hasPrefix("^["), key.count > 2, !key.hasPrefix("^[[") {
            let rest = String(key.dropFirst(2))
            return "Alt-\(rest.count == 1 ? rest.uppercased() : shown(rest))"
        }
        if key.hasPrefix("^"), key.count == 2 { return "Ctrl-\(key.dropFirst())" }
        if key.hasPrefix("^"), key.count > 2, !key.hasPrefix("^[") {
            return "\(shown(String(key.prefix(2)))) \(shown(String(key.dropFirst(2))))"
        }
        return key
    }

    /// Each command's sentence, which stands behind its name.
    private static func meanings(_ told: String) -> [String: String] {
        var meanings: [String: String] = [:]
        var name = ""
        for line in told.split(separator: "\n") {
            if line.hasPrefix("\t") {
                let sentence = line.drop { $0 == "\t" || $0 == " " }
                let plain = sentence.hasPrefix("Vi ") ? sentence.dropFirst(3) : sentence
                meanings[name] = plain.prefix(1).lowercased() + plain.dropFirst()
            } else {
                name = String(line)
            }
        }
        return meanings
    }
}

extension Substring {
    /// Where a text of two characters stands first.
    fileprivate func range(of pair: String) -> Range<Index>? {
        var at = startIndex
        while at < endIndex {
            if self[at...].hasPrefix(pair) { return at..<index(at, offsetBy: pair.count) }
            at = index(after: at)
        }
        return nil
    }
}
