// Masks, selections and lane sources against naive loops.
import Columns
import Testing

@Suite struct MaskTests {
    static let comparisons: [Comparison] = [.equal, .notEqual, .less, .atMost, .greater, .atLeast]

    static func naive(_ a: Int64, _ comparison: Comparison, _ b: Int64) -> Bool {
        let present = a != Lane.null && b != Lane.null
        switch comparison {
        case .equal: return present && a == b
        case .notEqual: return a != b
        case .less: return present && a < b
        case .atMost: return present && a <= b
        case .greater: return present && a > b
        case .atLeast: return present && a >= b
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func comparingLanes(seed: UInt64) {
        var random = Seeded(seed)
        let a = random.lanes(5_000, in: -20...20, extremes: 5)
        let b = random.lanes(5_000, in: -20...20, extremes: 5)
        for comparison in Self.comparisons {
            var mask = [UInt8](repeating: 9, count: a.count)
            Masks.compare(a, comparison, b, a.count, into: &mask)
            #expect(mask == zip(a, b).map { Self.naive($0, comparison, $1) ? 1 : 0 }, "seed \(seed) \(comparison)")
            for constant in [-3, 0, 7, Int64.max, Int64.min + 1, Lane.null] {
                Masks.compare(a, comparison, constant, a.count, into: &mask)
                #expect(mask == a.map { Self.naive($0, comparison, constant) ? 1 : 0 }, "seed \(seed) \(comparison) \(constant)")
            }
        }
        var mask = [UInt8](repeating: 9, count: a.count)
        Masks.between(a, Lane.null, 5, a.count, into: &mask)
        #expect(mask == a.map { $0 != Lane.null && $0 <= 5 ? 1 : 0 })
        Masks.member(a, of: [0, 1, 1, 0, 1], a.count, into: &mask)
        #expect(mask == a.map { [1, 2, 4].contains($0) ? 1 : 0 })
        Masks.isNull(a, a.count, into: &mask)
        var other = mask
        Masks.not(&other, a.count)
        #expect(zip(mask, other).allSatisfy { $0 + $1 == 1 })
        Masks.or(&other, mask, a.count)
        #expect(other.allSatisfy { $0 == 1 })
        Masks.and(&other, mask, a.count)
        #expect(other == mask)
    }

    @Test(arguments: Physical.allCases)
    func filteringEveryKindAtRest(physical: Physical) {
        var random = Seeded(UInt64(physical.rawValue))
        var column = BatchColumn(physical)
        var lanes = random.lanes(10_000, in: physical.range.clamped(to: -40...40), nulls: 8)
        lanes[17] = physical.range.upperBound
        lanes[9_999] = physical.range.lowerBound
        for lane in lanes where !column.append(lane) { Issue.record("\(lane) does not fit \(physical)") }
        #expect(!physical.holds(physical.range.upperBound &+ 1) || physical == .i64)
        let all = Selection(count: lanes.count)
        let source = LaneSource.column(column.view)
        #expect(all.lanes(source) == lanes)
        for comparison in Self.comparisons {
            for constant in [-3, 0, 7, 1 << 40, physical.range.upperBound, Lane.null] {
                let rows = all.filter(source, comparison, constant).rowNumbers()
                let expected = lanes.indices.filter { Self.naive(lanes[$0], comparison, constant) }.map { UInt32($0) }
                #expect(rows == expected, "\(comparison) \(constant)")
            }
        }
        let some = Selection(rows: [9_999, 3, 17, 3, 12_345])
        #expect(some.lanes(source) == [lanes[9_999], lanes[3], lanes[17], lanes[3], Lane.null])
        #expect(some.filter(source, .equal, lanes[17]).rowNumbers().contains(17))
        #expect(column.view.blockBounds(0)?.min == lanes[..<4096].filter { $0 != Lane.null }.min())
        #expect(column.view.blockBounds(9) == nil)
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
