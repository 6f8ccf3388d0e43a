import Diagnostics
import Syntax

/// A tree as brackets: `(stage where (argument (logical and …)))`. Leaves stand as they spell.
func dump(_ text: String, mode: Parser.Mode = .script) -> String {
    let tree = Tree(parsing: Source(name: "t", text: text), mode: mode)
    if !tree.diagnostics.isEmpty { return tree.diagnostics.map { "!\($0.code) \($0.message)" }.joined(separator: "\n") }
    return tree.children(tree.root).map { dump(tree, $0) }.joined(separator: " ; ")
}

func dump(_ tree: Tree, _ node: NodeID) -> String {
    let kind = tree.kind(node)
    var head = "\(kind)"
    switch kind {
    case .name: return tree.isQuoted(node) ? "`\(tree.text(node))`" : tree.text(node)
    case .typeName, .word: return tree.text(node)
    case .variable: return "$\(tree.text(node))"
    case .literal:
        switch tree.literalKind(node) {
        case .text, .rawText, .blockText: return "\"\(tree.text(node))\""
        default: return tree.text(node)
        }
    case .textPart: return "'\(tree.text(node))'"
    case .arithmetic, .comparison, .logical: head = tree.operation(node).map { "\($0)" } ?? "?"
    case .isNull: head = tree.isNegated(node) ? "isNotNull" : "isNull"
    case .asOf: head = tree.isKnownAt(node) ? "knownAt" : "asOf"
    default: break
    }
    let children = tree.children(node).map { dump(tree, $0) }
    return "(" + ([head] + children).joined(separator: " ") + ")"
}
