// Groups and totals against dictionaries.
import Columns
import Testing

@Suite struct GroupTests {
    struct Case { let lanes: [[Int64]], values: [Int64], selection: Selection, rows: [Int] }

    static func sample(_ seed: UInt64, extremes: Int) -> (Case, Seeded) {
        var random = Seeded(seed)
        let count = 9_000
        let keys = [
            random.lanes(count, in: 0...30), random.lanes(count, in: -5...5, nulls: 20),
            random.lanes(count, in: -(1 << 50)...(1 << 50), nulls: 1, extremes: 99),
        ]
        let values = random.lanes(count, in: -1_000...1_000, extremes: extremes)
        var rows = (0..<count).filter { _ in random.chance(70) }
        if seed % 2 == 0 { rows.shuffle(using: &random) }
        return (Case(lanes: keys, values: values, selection: Selection(rows: rows.map { UInt32($0) }), rows: rows), random)
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64], [0, 1])
    func againstDictionaries(seed: UInt64, extremes: Int) {
        let (sample, _) = Self.sample(seed, extremes: extremes * 20)
        let sources = sample.lanes.map { LaneSource.dense(DenseLane($0)) }
        let keySets: [[GroupKey]] = [
            [], [GroupKey(sources[0], cardinality: 31)], [GroupKey(sources[0])], [GroupKey(sources[1])], [GroupKey(sources[2])],
            [GroupKey(sources[0], cardinality: 31), GroupKey(sources[1])], [GroupKey(sources[1]), GroupKey(sources[2]), GroupKey(sources[0])],
        ]
        let used = [[], [0], [0], [1], [2], [0, 1], [1, 2, 0]]
        for (keys, columns) in zip(keySets, used) {
            let groups = Groups(sample.selection, by: keys)
            var model: [[Int64]: Int] = [:]
            var members: [[Int]] = []
            var firsts: [UInt32] = []
            var agree = true
            for (position, row) in sample.rows.enumerated() {
                let key = columns.map { sample.lanes[$0][row] }
                if model[key] == nil {
                    model[key] = members.count
                    members.append([])
                    firsts.append(UInt32(position))
                }
                let group = model[key] ?? 0
                members[group].append(row)
                if groups.ordinals[position] != UInt32(group) { agree = false }
            }
            #expect(agree, "seed \(seed) \(columns)")
            #expect(groups.firsts == firsts && groups.sizes == members.map { UInt32($0.count) })
            check(sample, groups, members, "seed \(seed) \(columns)")
        }
    }

    /// Keys that lie far apart: a few, more than were expected at first, too many to be learned, and one of them twice.
    @Test(arguments: [1, 3, 4, 5, 16, 17, 60, 250, 256, 257, 400, 5_000])
    func fewKeysInAWideRange(different: Int) {
        var random = Seeded(UInt64(different))
        let count = 20_000
        // In the order of rows new keys turn up late.
        let wide = (0..<count).map { row -> Int64 in
            random.chance(3) ? Lane.null : Int64(min(random.below(different), row / 3)) * 65_000 / Int64(different)
        }
        let dense = (0..<count).map { _ in Int64(random.below(500)) }
        var column = BatchColumn(.u16)
        for lane in wide where !column.append(lane) { Issue.record("\(lane) does not fit") }
        let (wideKey, denseKey) = (GroupKey(.column(column.view)), GroupKey(.dense(DenseLane(dense))))
        let rows = (0..<count).filter { $0 % 7 != 0 }
        for (selection, places) in [
            (Selection(count: count), Array(0..<count)), (Selection(rows: rows.map { UInt32($0) }), rows),
        ] {
            for (keys, of) in [
                ([wideKey], { row in [wide[row]] }), ([denseKey, wideKey], { row in [dense[row], wide[row]] }),
                ([wideKey, denseKey, wideKey], { row in [wide[row], dense[row]] }),
            ] as [([GroupKey], (Int) -> [Int64])] {
                let groups = Groups(selection, by: keys)
                var model: [[Int64]: UInt32] = [:]
                var sizes: [UInt32] = []
                var agree = true
                for (position, row) in places.enumerated() {
                    let group = model[of(row)] ?? UInt32(sizes.count)
                    if Int(group) == sizes.count {
                        model[of(row)] = group
                        sizes.append(0)
                        agree = agree && groups.firsts[Int(group)] == UInt32(position)
                    }
                    sizes[Int(group)] += 1
                    agree = agree && groups.ordinals[position] == group
                }
                #expect(agree && groups.sizes == sizes, "\(different) keys, \(keys.count) columns")
            }
        }
    }

    private func check(_ sample: Case, _ groups: Groups, _ members: [[Int]], _ label: String) {
        let source = LaneSource.dense(DenseLane(sample.values))
        let present = members.map { rows in rows.map { sample.values[$0] }.filter { $0 != Lane.null }.sorted() }
        let sums = Totals.sum(sample.selection, source, by: groups)
        #expect(sums.sums == present.map { $0.reduce(Int128(0)) { $0 + Int128($1) } }, "sums, \(label)")
        #expect(sums.counts == present.map { UInt32($0.count) }, "counts, \(label)")
        let lanes = sums.lanes()
        #expect(lanes.overflow == sums.sums.firstIndex { Int64(exactly: $0) == nil })
        #expect(Totals.min(sample.selection, source, by: groups) == present.map { $0.first ?? Lane.null }, "min, \(label)")
        #expect(Totals.max(sample.selection, source, by: groups) == present.map { $0.last ?? Lane.null }, "max, \(label)")
        #expect(Totals.distinct(sample.selection, source, by: groups) == present.map { UInt32(Set($0).count) }, "distinct, \(label)")
        let medians = Totals.median(sample.selection, source, by: groups)
        #expect(medians.map(\.lower) == present.map { $0.isEmpty ? Lane.null : $0[($0.count - 1) / 2] }, "median, \(label)")
        #expect(medians.map(\.upper) == present.map { $0.isEmpty ? Lane.null : $0[$0.count / 2] }, "median, \(label)")
        let top = Totals.percentile(sample.selection, source, 9_000, by: groups)
        #expect(top == present.map { $0.isEmpty ? Lane.null : $0[max(1, (90 * $0.count + 99) / 100) - 1] }, "percentile, \(label)")
        let all = Totals.sum(sample.selection, source)
        #expect(all.sum == sums.sums.reduce(0, +) && all.count == present.reduce(0) { $0 + $1.count })
        let range = Totals.range(sample.selection, source)
        #expect(range?.min == present.compactMap(\.first).min() && range?.max == present.compactMap(\.last).max())
    }

    @Test func keysOutsideTheirCardinalityCountAsNull() {
        let lane = LaneSource.dense(DenseLane([0, 5, -3, Lane.null, 1, Int64.max]))
        let groups = Groups(Selection(count: 6), by: [GroupKey(lane, cardinality: 2)])
        #expect(groups.ordinals == [0, 1, 1, 1, 2, 1])
    }

    @Test func nothingHasNoGroups() {
        let groups = Groups(Selection(count: 0), by: [GroupKey(.rowNumber)])
        #expect(groups.count == 0)
        #expect(Totals.sum(Selection(count: 0), .rowNumber, by: groups).sums.isEmpty)
        #expect(Totals.range(Selection(count: 3), .constant(Lane.null)) == nil)
    }
}
