// An expression as a person would say it: "overdue is more than 30 days and status is not paid". Read from its text alone, since
// what was written is what must be recognised. Knows no column and no verb; what it has no words for it repeats as it stands.
import Diagnostics
import Syntax

struct PlainWords {
    private let tree: Tree
    private let source: Source
    /// Whether `=` behind a name compares.
    private let isCondition: Bool

    /// What an argument says: an expression, a list of columns, a name and what it stands for.
    ///
    ///     PlainWords.of("overdue > 30d and balance > 0")     // overdue is more than 30 days and balance is more than 0
    static func of(_ text: String, isCondition: Bool = false) -> String {
        // As an argument, so that commas, names with `=` and directions are read as they were.
        let source = Source(name: "explain", text: "x " + text)
        let words = PlainWords(tree: Tree(parsing: source), source: source, isCondition: isCondition)
        guard words.tree.diagnostics.isEmpty, let phrase = words.tree.firstChild(words.tree.root), words.tree.kind(phrase) == .phrase else {
            return oneLine(text)
        }
        let arguments = Array(words.tree.children(phrase).dropFirst())
        guard !arguments.isEmpty, arguments.allSatisfy({ words.tree.kind($0) == .argument }) else { return oneLine(text) }
        return arguments.map { words.list(words.tree.children($0).map(words.item)) }.joined(separator: " ")
    }

    private static func oneLine(_ text: String) -> String {
        text.split { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\r" }.joined(separator: " ")
    }

    private func list(_ items: [String]) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return "\(items.dropLast().joined(separator: ", ")) and \(last)"
    }

    private func text(_ node: NodeID) -> String { Self.oneLine(source.text(tree.span(node))) }

    private func item(_ node: NodeID) -> String {
        switch tree.kind(node) {
        case .named:
            guard let name = tree.child(node, 0), let value = tree.child(node, 1) else { return text(node) }
            return isCondition ? "\(text(name)) is \(say(value))" : "\(text(name)) (\(say(value)))"
        case .negate: return tree.firstChild(node).map { "\(text($0)) from the largest down" } ?? text(node)
        default: return say(node)
        }
    }

    // MARK: expressions

    private func say(_ node: NodeID) -> String {
        switch tree.kind(node) {
        case .literal: return literal(node)
        case .paren: return tree.firstChild(node).map { tree.kind($0) == .pipeline ? text($0) : "(\(say($0)))" } ?? text(node)
        case .not: return tree.firstChild(node).map { "not \(say($0))" } ?? text(node)
        case .isNull:
            guard let value = tree.firstChild(node) else { return text(node) }
            return "\(say(value)) is \(tree.isNegated(node) ? "not " : "")empty"
        case .logical: return pair(node) { tree.operation(node) == .and ? "\($0) and \($1)" : "\($0) or \($1)" }
        case .coalesce: return pair(node) { "\($0), or \($1) where that is empty" }
        case .range: return pair(node) { "\($0) to \($1)" }
        case .comparison:
            guard let operation = tree.operation(node), let right = tree.child(node, 1) else { return text(node) }
            return pair(node) { "\($0) \(verb(operation, right)) \($1)" }
        default: return text(node)
        }
    }

    private func pair(_ node: NodeID, _ said: (String, String) -> String) -> String {
        guard let left = tree.child(node, 0), let right = tree.child(node, 1) else { return text(node) }
        return said(say(left), say(right))
    }

    private func verb(_ operation: Operation, _ right: NodeID) -> String {
        let isTime = isTime(right)
        switch operation {
        case .equal: return "is"
        case .notEqual: return "is not"
        case .less: return isTime ? "is before" : "is less than"
        case .lessEqual: return isTime ? "is not after" : "is at most"
        case .greater: return isTime ? "is after" : "is more than"
        case .greaterEqual: return isTime ? "is not before" : "is at least"
        case .in: return tree.kind(right) == .range ? "is from" : tree.kind(right) == .list ? "is one of" : "is in"
        case .notIn: return tree.kind(right) == .range ? "is not from" : tree.kind(right) == .list ? "is none of" : "is not in"
        case .contains: return "contains"
        case .notContains: return "does not contain"
        case .starts: return "starts with"
        case .notStarts: return "does not start with"
        case .ends: return "ends with"
        case .notEnds: return "does not end with"
        case .matches: return "looks like"
        case .notMatches: return "does not look like"
        case .exactly: return "is exactly"
        case .add, .subtract, .multiply, .divide, .modulo, .and, .or: return ""
        }
    }

    /// Days are before and after one another, not less and more.
    private func isTime(_ node: NodeID) -> Bool {
        switch tree.kind(node) {
        case .literal:
            switch tree.literalKind(node) {
            case .date, .month, .quarter, .time, .dateTime: return true
            case .number, .money, .percent, .duration, .id, .change, .text, .rawText, .blockText, nil: return false
            }
        case .calendar: return true
        case .name: return ["today", "yesterday", "tomorrow", "now"].contains(text(node))
        case .arithmetic: return tree.child(node, 0).map(isTime) ?? false
        default: return false
        }
    }

    private func literal(_ node: NodeID) -> String {
        let typed = text(node)
        guard tree.literalKind(node) == .duration else { return typed }
        let count = typed.prefix { $0.isNumber || $0 == "_" }
        let units = ["d": "day", "w": "week", "mo": "month", "y": "year", "h": "hour", "min": "minute", "wd": "working day"]
        guard let unit = units[String(typed.dropFirst(count.count))] else { return typed }
        return "\(count) \(unit)\(count == "1" ? "" : "s")"
    }
}

/// What `explain` says of a stage, written with its signature: `{count}` stands for what was given, `[by: …]` is said only where
/// `by` was given, `[!by: …]` only where it was not.
struct StageWords {
    /// The words of a call of a stage, from the text around it.
    static func of(_ call: Call, _ words: String, _ source: Source) -> String {
        var given: [String: String] = [:]
        for (place, parameter) in call.parameters.enumerated() {
            if call.arguments[place] != nil {
                var text = source.text(call.spans[place])
                if text.hasPrefix("("), text.hasSuffix(")") { text = String(text.dropFirst().dropLast()) }
                given[parameter.name] = parameter.kind == .rows ? text : PlainWords.of(text, isCondition: parameter.kind == .condition)
            } else if case .defaulted(let value) = parameter.presence {
                given[parameter.name] = value
            }
        }
        return fill(words[...], given)
    }

    private static func fill(_ words: Substring, _ given: [String: String]) -> String {
        var said = ""
        var rest = words
        while let mark = rest.firstIndex(where: { $0 == "{" || $0 == "[" }) {
            said += rest[..<mark]
            let isValue = rest[mark] == "{"
            let inner = rest[rest.index(after: mark)...]
            guard let end = inner.firstIndex(of: isValue ? "}" : "]") else { return said + rest[mark...] }
            let part = inner[..<end]
            rest = inner[inner.index(after: end)...]
            if isValue {
                said += given[String(part)] ?? ""
            } else if let colon = part.firstIndex(of: ":") {
                let name = part[..<colon]
                let isMissing = name.hasPrefix("!")
                if (given[String(isMissing ? name.dropFirst() : name)] == nil) == isMissing {
                    said += fill(part[part.index(after: colon)...], given)
                }
            }
        }
        return said + rest
    }

    /// The parameters that the words speak of.
    static func names(_ words: String) -> Set<String> {
        var names: Set<String> = []
        for part in words.split(whereSeparator: { $0 == "{" || $0 == "[" }).dropFirst(words.hasPrefix("{") || words.hasPrefix("[") ? 0 : 1) {
            let name = part.prefix { $0 != "}" && $0 != ":" }
            names.insert(String(name.hasPrefix("!") ? name.dropFirst() : name))
        }
        return names
    }
}
