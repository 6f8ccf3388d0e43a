// Meets the habits of SQL and of the shell with the whole statement rewritten: `select … from`, `order by`, `limit`.
// The words are data of the registry; only the order of the clauses of a select is known here.
import Diagnostics
import Syntax

struct Habits {
    private let list: [(words: [String], ours: String)]

    init(_ habits: [Habit]) {
        list = habits.map { habit in
            (habit.theirs.split(separator: " ").map(String.init), habit.ours)
        }
    }

    /// What a foreign first word is called here.
    func ours(_ word: String) -> String? {
        list.first { $0.words.first == word }?.ours
    }

    /// The statement as one line of our own words, or nil where no habit was met.
    func rewrite(_ statement: NodeID?, _ tree: Tree) -> String? {
        guard let statement, tree.span(statement).count < 400 else { return nil }
        var met = false
        var pieces: [String] = []
        var segments: [NodeID] = []
        if tree.kind(statement) == .pipeline { segments += tree.children(statement) } else { segments = [statement] }
        for segment in segments {
            switch tree.kind(segment) {
            case .phrase, .stage:
                let clauses = clauses(segment, tree, met: &met)
                for clause in clauses {
                    let text = clause.text
                    if !text.isEmpty { pieces.append(text) }
                }
            default: pieces.append(source(segment, tree))
            }
        }
        return met ? pieces.joined(separator: " | ") : nil
    }

    /// One part of a foreign phrase: its words in our language, and its place among the stages.
    private struct Clause {
        var head: String
        var rest: [String]
        var rank: Int

        var text: String {
            if head.isEmpty { return rest.joined(separator: " ") }
            if rest == ["*"] { return "" }
            return ([head] + rest).joined(separator: " ")
        }
    }

    private func clauses(_ segment: NodeID, _ tree: Tree, met: inout Bool) -> [Clause] {
        let words = Array(tree.children(segment))
        let texts = words.map { source($0, tree) }
        let isSelect = texts.first == "select" && texts.dropFirst().contains("from")
        var clauses: [Clause] = []
        var index = 0
        while index < texts.count {
            let isBare = index == 0 || tree.bareWord(words[index]) != nil
            if isBare, let habit = list.first(where: { matches($0.words, texts, index) }) {
                met = true
                clauses.append(Clause(head: habit.ours, rest: [], rank: rank(habit.words[0])))
                index += habit.words.count
                continue
            }
            if isBare, isSelect, texts[index] == "from" {
                met = true
                clauses.append(Clause(head: "", rest: [], rank: 0))
            } else if isBare, isSelect, texts[index] == "where" || texts[index] == "select" {
                clauses.append(Clause(head: texts[index], rest: [], rank: rank(texts[index])))
            } else if clauses.isEmpty {
                clauses.append(Clause(head: texts[index], rest: [], rank: 0))
            } else if texts[index] == "desc" || texts[index] == "asc" {
                let last = clauses.count - 1
                if texts[index] == "desc", let key = clauses[last].rest.popLast() {
                    clauses[last].rest.append(descending(key))
                }
            } else {
                clauses[clauses.count - 1].rest.append(texts[index])
            }
            index += 1
        }
        return isSelect ? sorted(clauses) : clauses
    }

    private func matches(_ words: [String], _ texts: [String], _ index: Int) -> Bool {
        guard index + words.count <= texts.count else { return false }
        return words.indices.allSatisfy { words[$0] == texts[index + $0] }
    }

    /// Where each clause of a select stands once the source goes first.
    private func rank(_ word: String) -> Int {
        switch word {
        case "where", "having": 1
        case "group": 2
        case "select": 4
        case "order": 3
        default: 5
        }
    }

    private func sorted(_ clauses: [Clause]) -> [Clause] {
        clauses.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }.map(\.element)
    }

    /// `due` of `order by a, due desc` is the last of the list.
    private func descending(_ keys: String) -> String {
        guard let comma = keys.utf8.lastIndex(of: UInt8(ascii: ",")) else { return "-\(keys)" }
        let head = keys[...comma]
        let last = keys[keys.index(after: comma)...].drop { $0 == " " }
        return "\(head) -\(last)"
    }

    private func source(_ node: NodeID, _ tree: Tree) -> String {
        String(decoding: tree.source(node).map { $0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
    }
}
