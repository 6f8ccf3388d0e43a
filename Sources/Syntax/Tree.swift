// The parsed text as contiguous arrays, reset and used again: no statement allocates once the buffers have grown.
// It knows no verb and gives names no meaning.
package import Diagnostics

/// A script, or one statement, with everything wrong in it.
///
///     let tree = Tree(parsing: Source(name: "prompt", text: "invoices | take 3"))
///     for statement in tree.children(tree.root) { tree.kind(statement) }   // pipeline
package struct Tree: Sendable {
    /// Nesting beyond this is refused, so every recursive walk of a tree is safe.
    package static let maximumHeight = 250

    /// The text the spans cut.
    package internal(set) var bytes: [UInt8] = []
    /// In the order of the text. Empty means the tree may be bound.
    package internal(set) var diagnostics: [Diagnostic] = []
    var nodes: [Node] = [Node(kind: .script, lower: 0, upper: 0)]

    package init() {}

    /// Parses a whole source; for many statements keep one `Parser` and one `Tree`.
    package init(parsing source: Source, mode: Parser.Mode = .script) {
        var parser = Parser()
        parser.parse(source.bytes, into: &self, mode: mode)
    }

    /// The `script` node.
    package var root: NodeID { NodeID(0) }

    /// Only more text is missing: the prompt continues on the next line.
    package var isIncomplete: Bool { !diagnostics.isEmpty && diagnostics.allSatisfy(\.isIncomplete) }

    mutating func reset(_ newBytes: some Collection<UInt8>) {
        bytes.removeAll(keepingCapacity: true)
        bytes.append(contentsOf: newBytes)
        diagnostics.removeAll(keepingCapacity: true)
        nodes.removeAll(keepingCapacity: true)
        nodes.append(Node(kind: .script, lower: 0, upper: UInt32(clamping: bytes.count)))
    }
}
