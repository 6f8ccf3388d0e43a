// What names and texts spell.

extension Tree {
    /// The bytes of `text(_:)`.
    package func textBytes(_ node: NodeID) -> [UInt8] { Array(source(node)) }

    /// Whether a name spells a word, without making a String of it: `tree.spells(head, "take")`.
    package func spells(_ node: NodeID, _ word: StaticString) -> Bool { false }
}
