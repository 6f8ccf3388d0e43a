// What a script takes, read from its text alone: `recoup FILE.recoup --help`. May not check or run anything.
import Diagnostics
import Interpreter
import Syntax

/// A `param` of a script.
struct ScriptParameter {
    var name: String
    var type: String?
    var standard: String?
    /// The comment behind it, or the lines above it.
    var remark: String

    static func all(in source: Source) -> [ScriptParameter] {
        let tree = Tree(parsing: source)
        return tree.children(tree.root).compactMap { node in
            guard tree.kind(node) == .param, let inner = tree.firstChild(node), let name = tree.firstChild(inner) else {
                return nil
            }
            var parameter = ScriptParameter(name: tree.text(name), remark: Self.remark(on: tree.span(node), source))
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

    private static func remark(on span: Span, _ source: Source) -> String {
        let rest = source.bytes[min(Int(span.upper), source.bytes.count)...].prefix { $0 != 0x0A && $0 != 0x0D }
        guard let sign = rest.firstIndex(of: UInt8(ascii: "#")) else {
            return Comment.above(Int(span.lower), source).joined(separator: " ")
        }
        return String(decoding: rest[(sign + 1)...].drop { $0 == 0x20 }, as: UTF8.self)
    }

    static func page(of source: Source) -> String {
        let all = all(in: source)
        var text = Comment.opening(source).map { "\($0)\n" }.joined()
        if !text.isEmpty { text += "\n" }
        if all.isEmpty { return text + "\(source.name) takes nothing\n" }
        text += "usage: recoup [BOOK.book] \(source.name) [NAME VALUE …]\n\n"
        let left = all.map { parameter in parameter.type.map { "\(parameter.name): \($0)" } ?? parameter.name }
        let middle = all.map { $0.standard.map { "= \($0)" } ?? "must be given" }
        let widths = (left.map(\.count).max() ?? 0, middle.map(\.count).max() ?? 0)
        for (place, parameter) in all.enumerated() {
            var line = "  " + padded(left[place], widths.0) + "  "
            line += parameter.remark.isEmpty ? middle[place] : padded(middle[place], widths.1) + "  " + parameter.remark
            text += line + "\n"
        }
        return text
    }

    private static func padded(_ text: String, _ width: Int) -> String { text + String(repeating: " ", count: width - text.count) }
}
