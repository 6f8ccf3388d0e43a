import Columns
import Testing

@Suite struct SortingTests {
    /// Stable, null last either way.
    private static func naive(_ count: Int, _ keys: [([Int64], Bool)]) -> [UInt32] {
        (0..<count).sorted { a, b in
            for (lanes, descending) in keys where lanes[a] != lanes[b] {
                if lanes[a] == Lane.null || lanes[b] == Lane.null { return lanes[b] == Lane.null }
                return descending ? lanes[a] > lanes[b] : lanes[a] < lanes[b]
            }
            return a < b
        }.map { UInt32($0) }
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func orderAndTopAgainstSorted(seed: UInt64) {
        var random = Seeded(seed)
        let count = 3_000 + random.below(2_000)
        let columns = [
            random.lanes(count, in: 0...9), random.lanes(count, in: -100_000...100_000, extremes: seed % 2 == 0 ? 3 : 0),
            random.lanes(count, in: Int64.min + 1...Int64.max), [Int64](repeating: 4, count: count),
            [Int64](repeating: Lane.null, count: count),
        ]
        for keys in [[0], [1], [2], [3], [4], [0, 1], [3, 4, 0], [0, 2, 1], [2, 1], [1, 2]] {
            for flip in [false, true] {
                let wanted = keys.enumerated().map { (columns[$1], flip != ($0 % 2 == 1)) }
                let sortKeys = wanted.map { SortKey(.dense(DenseLane($0.0)), descending: $0.1) }
                let expected = Self.naive(count, wanted)
                let order = Sorting.order(Selection(count: count), by: sortKeys)
                #expect(order == expected, "seed \(seed) \(keys) \(flip)")
                for n in [0, 1, 7, 100, count / 8, count, count + 5] {
                    #expect(Sorting.top(Selection(count: count), by: sortKeys, n) == Array(expected.prefix(n)), "seed \(seed) \(keys) top \(n)")
                }
            }
        }
        let picked = Selection(rows: (0..<UInt32(count)).reversed())
        let key = SortKey(.dense(DenseLane(columns[0])))
        let back = picked.picking(Sorting.order(picked, by: [key]))
        #expect(back.lanes(.dense(DenseLane(columns[0]))).first == 0)
        #expect(back.rowNumbers().first == columns[0].lastIndex(of: 0).map { UInt32($0) })
    }

    @Test func textsSortCaseBlindThenByBytes() {
        var pool = TextPool()
        let words = ["zebra", "Acme Ltd", "acme", "ACME", "", "acme limited", "Ärger", "acme ltd", "longer than eight", "longer thaN a word"]
        let lanes = words.map { Int64(pool.intern($0)) } + [Lane.null, 99_999]
        let selection = Selection(count: lanes.count)
        let lane = LaneSource.dense(DenseLane(lanes))
        let ranks = TextRanks.of(selection, lane, in: pool)
        let order = Sorting.order(selection, by: [SortKey(lane, ranks: ranks)])
        let sorted = order.prefix(words.count).map { words[Int($0)] }
        #expect(sorted == ["", "ACME", "acme", "acme limited", "Acme Ltd", "acme ltd", "longer thaN a word", "longer than eight", "zebra", "Ärger"])
        #expect(Array(order.suffix(2)) == [10, 11])
    }
}
