// Lane sources, selections and what they pick, against naive loops.
import Columns
import Testing

@Suite struct LaneTests {
    private static let null = Lane.null

    /// Rows of a run, and of a list with repetitions in no order, by a naive loop.
    private func check(_ source: LaneSource, _ lanes: [Int64], _ low: Int64, _ high: Int64, _ label: String) {
        let some = lanes.indices.reversed().filter { $0 % 3 != 1 }.map { UInt32($0) }
        for outside in [false, true] {
            func holds(_ row: Int) -> Bool { lanes[row] != Lane.null && (lanes[row] >= low && lanes[row] <= high) != outside }
            let run = Selection(count: lanes.count).picking(source, low: low, high: high, outside: outside)
            #expect(run.rowNumbers() == lanes.indices.filter(holds).map { UInt32($0) }, "\(label) \(low)...\(high) \(outside)")
            let named = Selection(rows: some).picking(source, low: low, high: high, outside: outside)
            #expect(named.rowNumbers() == some.filter { holds(Int($0)) }, "\(label) \(low)...\(high) \(outside), named")
        }
    }

    private static let intervals: [(Int64, Int64)] = [
        (-3, 7), (0, 0), (7, -3), (1, .max), (Lane.null + 1, -1), (1 << 40, 1 << 41), (.max, .max), (Lane.null + 1, .max),
    ]

    @Test(arguments: Physical.allCases)
    func pickingEveryKindAtRest(physical: Physical) {
        var random = Seeded(UInt64(physical.rawValue))
        var column = BatchColumn(physical)
        var lanes = random.lanes(10_000, in: physical.range.clamped(to: -40...40), nulls: 8)
        lanes[17] = physical.range.upperBound
        lanes[9_999] = physical.range.lowerBound
        for lane in lanes where !column.append(lane) { Issue.record("\(lane) does not fit \(physical)") }
        #expect(!physical.holds(physical.range.upperBound &+ 1) || physical == .i64)
        let source = LaneSource.column(column.view)
        #expect(Selection(count: lanes.count).lanes(source) == lanes)
        for (low, high) in Self.intervals { check(source, lanes, low, high, "\(physical)") }
        let end = (physical.range.upperBound, Int64.max)
        check(source, lanes, end.0, end.1, "\(physical)")
        let some = Selection(rows: [9_999, 3, 17, 3, 12_345])
        #expect(some.lanes(source) == [lanes[9_999], lanes[3], lanes[17], lanes[3], Lane.null])
        #expect(some.picking(source, low: lanes[17], high: lanes[17], outside: false).rowNumbers().contains(17))
        #expect(column.view.blockBounds(0)?.min == lanes[..<4096].filter { $0 != Lane.null }.min())
        #expect(column.view.blockBounds(9) == nil)
        let present = lanes.filter { $0 != Lane.null }
        #expect(source.bounds?.min == present.min() && source.bounds?.max == present.max())
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func pickingWhatIsNoColumn(seed: UInt64) {
        var random = Seeded(seed)
        let lanes = random.lanes(9_000, in: -20...20, extremes: 5)
        let computer = LaneComputer(count: lanes.count) { from, count, out in
            for i in 0..<count { out[i] = lanes[from + i] }
        }
        let small = lanes.map { $0 == Lane.null || $0.magnitude > 20 ? Lane.null : $0 }
        var days = BatchColumn(.i32)
        for lane in small where !days.append(lane) { Issue.record("\(lane) is no day") }
        for (low, high) in Self.intervals {
            check(.dense(DenseLane(lanes)), lanes, low, high, "dense, seed \(seed)")
            check(.computed(computer), lanes, low, high, "computed, seed \(seed)")
            check(
                .difference(5, .column(days.view)), small.map { $0 == Lane.null ? Lane.null : 5 - $0 }, low, high,
                "difference, seed \(seed)")
        }
        #expect(LaneSource.difference(5, .column(days.view)).bounds?.max == 5 - (small.filter { $0 != Lane.null }.min() ?? 0))
        #expect(LaneSource.computed(computer).bounds == nil)
    }

    @Test func pickedRowsAreRowsOfTheirOwn() {
        let lane = LaneSource.dense(DenseLane([10, 20, 30, 40]))
        let picked = LaneSource.picked(lane, RowList([3, 1, 1]))
        #expect(Selection(count: 3).lanes(picked) == [40, 20, 20])
        #expect(Selection(count: 5).lanes(picked) == [40, 20, 20, Lane.null, Lane.null])
        #expect(Selection(rows: [2, 0, 9]).lanes(picked) == [20, 40, Lane.null])
        #expect(Selection(count: 3).lanes(.picked(.rowNumber, RowList([7, 5, 6]))) == [7, 5, 6])
        #expect(Selection(count: 0).lanes(.picked(lane, RowList([]))) == [])
    }

    @Test func aSmallAnswerGivesBackItsRoom() {
        var rows = [UInt32](unsafeUninitializedCapacity: 100_000) { $1 = 0 }
        rows.append(7)
        rows.giveBackRoom(of: 100_000)
        #expect(rows == [7] && rows.capacity < 1_000)
    }

    @Test func lanesReachThroughReferences() {
        let target = LaneSource.dense(DenseLane([10, 20, 30]))
        let by = LaneSource.dense(DenseLane([2, 0, Lane.null, 7, -1, 1, Int64(UInt32.max)]))
        let all = Selection(count: 7)
        let null = Lane.null
        #expect(all.lanes(.through(target, by: by)) == [30, 10, null, null, null, 20, null])
        #expect(all.lanes(.through(.constant(5), by: by)) == [5, 5, null, 5, null, 5, null])
        #expect(Selection(rows: [5, 0]).lanes(.through(target, by: by)) == [20, 30])
        #expect(Selection(rows: [5, 0]).lanes(.rowNumber) == [5, 0])
        let computer = LaneComputer(count: 5_000) { from, count, out in for i in 0..<count { out[i] = Int64(from + i) * 2 } }
        #expect(Selection(rows: [4_999, 5_000, 1]).lanes(.computed(computer)) == [9_998, null, 2])
        #expect(Selection(count: 4_100).lanes(.computed(computer)).last == 8_198)
    }

    @Test func aSelectionOfLiveRowsLeavesTombstonesOut() {
        var words = [UInt64](repeating: 0, count: 2)
        words[0] = 0b101
        words[1] = ~0
        let live = LiveRows(count: 70, dead: words)
        #expect(live.deadCount == 8 && live.liveCount == 62)
        #expect(Selection(live: live).rowNumbers() == [1] + (3..<64).map { UInt32($0) })
    }
}
