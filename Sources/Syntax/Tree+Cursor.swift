// Reading the flat tree: small questions about one node. A node of another tree reads as an empty fault.
package import Diagnostics

extension Tree {
    subscript(id: NodeID) -> Node {
        id.index < nodes.count ? nodes[Int(id.index)] : Node(kind: .fault, lower: 0, upper: 0)
    }

    package func kind(_ node: NodeID) -> NodeKind { self[node].kind }

    package func span(_ node: NodeID) -> Span {
        let node = self[node]
        return Span(node.lower, node.upper)
    }

    /// The node's bytes as they were typed.
    package func source(_ node: NodeID) -> ArraySlice<UInt8> {
        let node = self[node]
        let upper = min(Int(node.upper), bytes.count)
        return bytes[min(Int(node.lower), upper)..<upper]
    }

    /// What the node spells: a name without backticks and in our own spelling, a variable without `$`, a text literal
    /// or text part without quotes and with `{{` read as `{`; anything else as it was typed.
    package func text(_ node: NodeID) -> String { String(decoding: textBytes(node), as: UTF8.self) }

    // MARK: children

    package func children(_ node: NodeID) -> Children { Children(tree: self, upcoming: self[node].first) }

    package func firstChild(_ node: NodeID) -> NodeID? {
        let first = self[node].first
        return first == 0 ? nil : NodeID(first)
    }

    package func nextSibling(_ node: NodeID) -> NodeID? {
        let next = self[node].next
        return next == 0 ? nil : NodeID(next)
    }

    /// The child in a place counted from 0, or nil.
    package func child(_ node: NodeID, _ place: Int) -> NodeID? {
        var next = firstChild(node)
        var place = place
        while place > 0, let current = next {
            next = nextSibling(current)
            place -= 1
        }
        return next
    }

    package func childCount(_ node: NodeID) -> Int {
        var count = 0
        var next = self[node].first
        while next != 0 {
            count += 1
            next = nodes[Int(next)].next
        }
        return count
    }

    /// The first child of a kind: `first(.typeName, of: def)`.
    package func first(_ kind: NodeKind, of node: NodeID) -> NodeID? {
        children(node).first { self.kind($0) == kind }
    }

    // MARK: details

    /// Of an `arithmetic`, `comparison` or `logical` node.
    package func operation(_ node: NodeID) -> Operation? {
        switch kind(node) {
        case .arithmetic, .comparison, .logical: Operation(rawValue: self[node].detail)
        default: nil
        }
    }

    package func literalKind(_ node: NodeID) -> LiteralKind? {
        kind(node) == .literal ? LiteralKind(rawValue: self[node].detail) : nil
    }

    /// A name in backticks: a name or an id, never a label and never a function of the language.
    package func isQuoted(_ node: NodeID) -> Bool { kind(node) == .name && self[node].detail == 1 }

    /// `known at`, not `as of`.
    package func isKnownAt(_ node: NodeID) -> Bool { kind(node) == .asOf && self[node].detail == 1 }

    /// `is not null`.
    package func isNegated(_ node: NodeID) -> Bool { kind(node) == .isNull && self[node].detail == 1 }

    /// The operand that `NAME =` compares with where a `named` item stands for a condition: down the left side
    /// of `and` and `or`. `balance = 500 and late` has the expression `500 and late`, and its first operand is `500`.
    package func firstOperand(of named: NodeID) -> NodeID? {
        guard kind(named) == .named, var operand = child(named, 1) else { return nil }
        while kind(operand) == .logical, let left = firstChild(operand) { operand = left }
        return operand
    }

    /// An argument that is one bare word: what the binder asks before it looks for a label.
    package func bareWord(_ argument: NodeID) -> NodeID? {
        guard kind(argument) == .argument, let only = firstChild(argument), nextSibling(only) == nil,
            kind(only) == .name, !isQuoted(only)
        else { return nil }
        return only
    }
}

/// The children of a node, from the left.
package struct Children: Sequence, IteratorProtocol, Sendable {
    let tree: Tree
    var upcoming: UInt32

    package mutating func next() -> NodeID? {
        guard upcoming != 0 else { return nil }
        let current = NodeID(upcoming)
        upcoming = tree[current].next
        return current
    }
}
