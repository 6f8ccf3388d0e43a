// The order in which texts are sorted for people: case-blind, then by bytes. Only the texts that occur are ranked.
import Values

package enum TextRanks {
    /// A rank for each code of the pool that occurs in the lane, for `SortKey.ranks`; texts that do not occur have the greatest.
    package static func of(_ selection: Selection, _ lane: LaneSource, in pool: TextPool) -> [UInt32] {
        var occurs = [UInt8](repeating: 0, count: pool.count)
        var codes: [UInt32] = []
        for code in selection.lanes(lane) where code >= 0 && code < Int64(occurs.count) && occurs[Int(code)] == 0 {
            occurs[Int(code)] = 1
            codes.append(UInt32(truncatingIfNeeded: code))
        }
        var ranks = [UInt32](repeating: .max, count: pool.count)
        for (rank, code) in ordered(codes, in: pool).enumerated() { ranks[Int(code)] = UInt32(truncatingIfNeeded: rank) }
        return ranks
    }

    /// Sorts by the first eight folded bytes as one number; only runs that agree in those are compared in full.
    private static func ordered(_ codes: [UInt32], in pool: TextPool) -> [UInt32] {
        var order = codes
        var folded: [UInt8] = []
        var words = codes.map { code -> UInt64 in
            folded.removeAll(keepingCapacity: true)
            CaseFold.fold(pool.bytes(code), into: &folded)
            var word: UInt64 = 0
            for i in 0..<8 { word = word << 8 | (i < folded.count ? UInt64(folded[i]) : 0) }
            return word
        }
        Radix.sort(&words, &order, bits: 64)
        var from = 0
        while from < words.count {
            var to = from + 1
            while to < words.count, words[to] == words[from] { to += 1 }
            if to - from > 1 { order[from..<to].sort { precedes($0, $1, in: pool) } }
            from = to
        }
        return order
    }

    private static func precedes(_ a: UInt32, _ b: UInt32, in pool: TextPool) -> Bool {
        switch CaseFold.compare(pool.bytes(a), pool.bytes(b)) {
        case .ascending: true
        case .descending: false
        case .equal: pool.bytes(a).lexicographicallyPrecedes(pool.bytes(b))
        }
    }
}
