// Did you mean: the nearest of some names. Work is bounded whatever is asked.

/// The candidate nearest to a name, if it is near: at most a third of the letters inserted, deleted, replaced or
/// swapped with their neighbour. Case does not count. Never the name itself: who typed that did not misspell it. Of equally near ones the first. Names beyond 48 letters and
/// candidates beyond the first 20,000 are not looked at.
///
///     nearest("balnace", among: ["id", "amount", "balance"])   // "balance"
package func nearest(_ name: String, among candidates: some Sequence<String>) -> String? {
    guard let typed = letters(name), typed.count > 1 else { return nil }
    var limit = max(1, typed.count / 3)
    var best: String?
    for candidate in candidates.prefix(20_000) {
        guard candidate != name, let letters = letters(candidate), !letters.isEmpty, abs(letters.count - typed.count) <= limit else { continue }
        let distance = edits(typed, letters)
        if distance < limit || distance == limit && best == nil {
            (best, limit) = (candidate, distance)
        }
    }
    return best
}

private func letters(_ name: String) -> [Unicode.Scalar]? {
    var result: [Unicode.Scalar] = []
    for scalar in name.unicodeScalars {
        guard result.count < 48 else { return nil }
        // ASCII alone: names of ours are ASCII, and case mapping of others may change their length.
        let isUpper = (0x41...0x5A).contains(scalar.value)
        result.append(isUpper ? Unicode.Scalar(UInt8(scalar.value + 32)) : scalar)
    }
    return result
}

/// Optimal string alignment: insertions, deletions, replacements and swaps of neighbours.
private func edits(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Int {
    var beforeLast = [Int](repeating: 0, count: other.count + 1)
    var last = Array(0...other.count)
    for i in one.indices {
        var row = [i + 1]
        for j in other.indices {
            var best = min(last[j + 1] + 1, row[j] + 1, last[j] + (one[i] == other[j] ? 0 : 1))
            if i > 0, j > 0, one[i] == other[j - 1], one[i - 1] == other[j] { best = min(best, beforeLast[j - 1] + 1) }
            row.append(best)
        }
        (beforeLast, last) = (last, row)
    }
    return last[other.count]
}
