// Whether two trees say the same, wherever their words stand.

extension Tree {
    /// The same nodes in the same order, spelling the same; spans and layout do not count.
    package func means(_ other: Tree) -> Bool {
        var pairs: [(NodeID, NodeID)] = [(root, other.root)]
        while let (one, two) = pairs.popLast() {
            guard kind(one) == other.kind(two), childCount(one) == other.childCount(two) else { return false }
            if kind(one) == .textPart || firstChild(one) == nil {
                guard textBytes(one) == other.textBytes(two) || kind(one) == .script || kind(one) == .block else { return false }
            }
            if kind(one) != .textPart, self[one].detail != other[two].detail { return false }
            for pair in zip(children(one), other.children(two)) { pairs.append(pair) }
        }
        return true
    }
}
