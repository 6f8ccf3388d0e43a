// A script: checked whole before anything runs, then one transaction unless it says `commit`.
import Diagnostics
import Interpreter
import Syntax

struct ScriptMode {
    let source: Source
    let arguments: ScriptArguments

    /// A script and the words behind it: names and values.
    init(_ source: Source, _ words: [String]) throws(ShellFault) {
        self.source = source
        let help = "recoup \(source.name) --help tells what it takes"
        guard words.count.isMultiple(of: 2) else {
            throw .usage("a script takes names and values, but '\(words.last ?? "")' has no value", hint: help)
        }
        let pairs = stride(from: 0, to: words.count, by: 2).map { (name: words[$0], value: words[$0 + 1]) }
        let known = ScriptParameter.all(in: source).map(\.name)
        if let unknown = pairs.first(where: { !known.contains($0.name) }) {
            let guess = nearest(unknown.name, among: known)
            throw .usage("\(source.name) takes no '\(unknown.name)'", hint: guess.map { "did you mean '\($0)'?" } ?? help)
        }
        arguments = ScriptArguments(pairs)
    }

    func run(_ conversation: Conversation) -> Int32 {
        defer { conversation.leave() }
        return conversation.run(source, arguments: arguments)
    }
}

/// A `param` of a script, for `recoup FILE.recoup --help`.
struct ScriptParameter {
    var name: String
    var type: String?
    var standard: String?
    /// The comment behind it.
    var remark: String

    static func all(in source: Source) -> [ScriptParameter] {
        let tree = Tree(parsing: source)
        return tree.children(tree.root).compactMap { node in
            guard tree.kind(node) == .param, let inner = tree.firstChild(node), let name = tree.firstChild(inner) else {
                return nil
            }
            var parameter = ScriptParameter(name: tree.text(name), remark: Self.remark(after: tree.span(node), source))
            for part in tree.children(inner) where part != name {
                if tree.kind(part) == .typeName {
                    parameter.type = tree.text(part)
                } else {
                    parameter.standard = source.text(tree.span(part))
                }
            }
            return parameter
        }
    }

    private static func remark(after span: Span, _ source: Source) -> String {
        let rest = source.bytes[min(Int(span.upper), source.bytes.count)...].prefix { $0 != 0x0A }
        guard let sign = rest.firstIndex(of: UInt8(ascii: "#")) else { return "" }
        return String(decoding: rest[(sign + 1)...].drop { $0 == 0x20 }, as: UTF8.self)
    }

    static func page(of source: Source) -> String {
        let all = all(in: source)
        if all.isEmpty { return "\(source.name) takes nothing\n" }
        var text = "recoup [BOOK.book] \(source.name) [NAME VALUE …]\n\n"
        for parameter in all {
            text += "  \(parameter.name)"
            if let type = parameter.type { text += ": \(type)" }
            if let standard = parameter.standard { text += " = \(standard)" }
            if !parameter.remark.isEmpty { text += "   \(parameter.remark)" }
            text += "\n"
        }
        return text
    }
}
