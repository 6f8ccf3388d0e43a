// Stable sorting of positions by keys: keys become small unsigned numbers, packed into one word with the position where they
// fit, and sorted by radix from the least digit. Null sorts last in either direction.

package struct SortKey {
    package let lane: LaneSource
    package let descending: Bool
    /// For texts: what a code sorts as (`TextRanks`); a code beyond it sorts as null.
    package let ranks: [UInt32]?

    package init(_ lane: LaneSource, descending: Bool = false, ranks: [UInt32]? = nil) {
        self.lane = lane
        self.descending = descending
        self.ranks = ranks
    }
}

package enum Sorting {
    /// The positions of a selection in order; equal rows keep theirs.
    package static func order(_ selection: Selection, by keys: [SortKey]) -> [UInt32] {
        let count = selection.count
        let identity = { (0..<UInt32(truncatingIfNeeded: count)).map { $0 } }
        if count < 2 || keys.isEmpty { return identity() }
        let columns = keys.map { Normal(selection, $0) }
        let bits = columns.reduce(0) { $0 + $1.bits }
        let indexBits = 64 - UInt64(count - 1).leadingZeroBitCount
        if bits + indexBits <= 64 {
            var words = pack(columns, count)
            for i in 0..<count { words[i] = words[i] << UInt64(indexBits) | UInt64(i) }
            Radix.sort(&words, from: indexBits, bits: bits)
            let mask: UInt64 = (1 << UInt64(indexBits)) - 1
            return words.map { UInt32(truncatingIfNeeded: $0 & mask) }
        }
        var order = identity()
        if bits <= 64 {
            var words = pack(columns, count)
            Radix.sort(&words, &order, bits: bits)
            return order
        }
        for column in columns.reversed() {
            var words = order.map { column.words[Int($0)] }
            Radix.sort(&words, &order, bits: column.bits)
        }
        return order
    }

    /// The first `n` positions of that order, without sorting the rest.
    package static func top(_ selection: Selection, by keys: [SortKey], _ n: Int) -> [UInt32] {
        guard n > 0, let key = keys.first, let candidates = candidates(selection, key, n, isOnlyKey: keys.count == 1) else {
            return Array(order(selection, by: keys).prefix(Swift.max(0, n)))
        }
        let order = order(selection.picking(candidates), by: keys)
        return order.prefix(n).map { candidates[Int($0)] }
    }

    /// Ascending positions that hold the first `n` of any order whose first key is this one, and few more; nil where `n` is so
    /// great a part of all that sorting all costs no more.
    package static func candidates(_ selection: Selection, _ key: SortKey, _ n: Int, isOnlyKey: Bool) -> [UInt32]? {
        n > 0 && n < selection.count / 8 ? TopCandidates.positions(selection, key, n, isOnlyKey: isOnlyKey) : nil
    }

    /// The keys side by side in one word, the first uppermost.
    private static func pack(_ columns: [Normal], _ count: Int) -> [UInt64] {
        guard var words = columns.first?.words else { return [] }
        for column in columns.dropFirst() {
            for i in 0..<count { words[i] = words[i] << UInt64(column.bits) | column.words[i] }
        }
        return words
    }
}

/// A key's lanes as unsigned numbers from 0 in the order wanted, null the greatest.
struct Normal {
    let words: [UInt64]
    /// How many bits the greatest of them has.
    let bits: Int

    init(_ selection: Selection, _ key: SortKey) {
        var lanes = selection.lanes(key.lane)
        if let ranks = key.ranks {
            for i in lanes.indices {
                lanes[i] = lanes[i] >= 0 && lanes[i] < Int64(ranks.count) ? Int64(ranks[Int(lanes[i])]) : Lane.null
            }
        }
        var least = Int64.max
        var most = Int64.min
        for lane in lanes {
            most = max(most, lane)
            least = min(least, lane == Lane.null ? Int64.max : lane)
        }
        if most == Lane.null {
            words = Array(repeating: 0, count: lanes.count)
            bits = 0
            return
        }
        let null = UInt64(bitPattern: most &- least) &+ 1
        let (low, high) = (least, most)
        words = [UInt64](unsafeUninitializedCapacity: lanes.count) { out, filled in
            if key.descending {
                for i in 0..<lanes.count { out[i] = lanes[i] == Lane.null ? null : UInt64(bitPattern: high &- lanes[i]) }
            } else {
                for i in 0..<lanes.count { out[i] = lanes[i] == Lane.null ? null : UInt64(bitPattern: lanes[i] &- low) }
            }
            filled = lanes.count
        }
        bits = 64 - null.leadingZeroBitCount
    }
}
