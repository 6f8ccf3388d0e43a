// Which rows of one selection have the keys of which rows of another: one grouping of both, the second's rows listed by group.
// A row with a null among its keys matches none.

package struct Matching {
    /// Positions of the right side by group, and where each group's begin.
    private let places: [UInt32]
    private let starts: [Int]
    /// The group of each position of the left side; `none` for one that matches nothing.
    private let groups: [UInt32]
    private static let none = UInt32.max

    /// How many pairs match.
    package let pairs: Int

    /// `left` and `right` are lanes by position, one list for each key, in one order.
    package init(left: [[Int64]], right: [[Int64]]) {
        let (leftCount, rightCount) = (left.first?.count ?? 0, right.first?.count ?? 0)
        // The right side comes first, so that its groups have the lower numbers.
        let keys = zip(right, left).map { GroupKey(.dense(DenseLane($0 + $1))) }
        let all = Groups(Selection(count: rightCount + leftCount), by: keys).ordinals
        func isWhole(_ lanes: [[Int64]], _ place: Int) -> Bool { lanes.allSatisfy { $0[place] != Lane.null } }
        let known = (all.prefix(rightCount).max().map { Int($0) } ?? -1) + 1
        var starts = [Int](repeating: 0, count: known + 1)
        for place in 0..<rightCount where isWhole(right, place) { starts[Int(all[place]) + 1] += 1 }
        for group in 0..<known { starts[group + 1] += starts[group] }
        var places = [UInt32](repeating: 0, count: starts[known])
        var next = starts
        for place in 0..<rightCount where isWhole(right, place) {
            let group = Int(all[place])
            places[next[group]] = UInt32(truncatingIfNeeded: place)
            next[group] += 1
        }
        var groups = [UInt32](repeating: Self.none, count: leftCount)
        var pairs = 0
        for place in 0..<leftCount {
            let group = Int(all[rightCount + place])
            guard group < known, starts[group] < starts[group + 1], isWhole(left, place) else { continue }
            groups[place] = UInt32(truncatingIfNeeded: group)
            pairs += starts[group + 1] - starts[group]
        }
        self.places = places
        self.starts = starts
        self.groups = groups
        self.pairs = pairs
    }

    /// Positions of the left side that match something, or those that do not, ascending.
    package func left(matching: Bool) -> [UInt32] {
        groups.indices.compactMap { (groups[$0] != Self.none) == matching ? UInt32(truncatingIfNeeded: $0) : nil }
    }

    /// Every pair as positions of both sides, in the order of the left; with `keepingAll` also the left positions that match
    /// nothing, whose right position is null.
    package func all(keepingAll: Bool) -> (left: [UInt32], right: [Int64]) {
        var (left, right): ([UInt32], [Int64]) = ([], [])
        left.reserveCapacity(pairs + (keepingAll ? groups.count : 0))
        right.reserveCapacity(left.capacity)
        for place in groups.indices {
            guard groups[place] != Self.none else {
                if keepingAll {
                    left.append(UInt32(truncatingIfNeeded: place))
                    right.append(Lane.null)
                }
                continue
            }
            let group = Int(groups[place])
            for at in starts[group]..<starts[group + 1] {
                left.append(UInt32(truncatingIfNeeded: place))
                right.append(Int64(places[at]))
            }
        }
        return (left, right)
    }
}
