// What is counted over groups or over everything: sums in 128 bits, least, greatest, medians, distinct values. Nulls are skipped.

/// Sums and how many lanes they have: what an average divides.
package struct GroupSums {
    package internal(set) var sums: [Int128]
    /// Lanes that are not null, by group.
    package internal(set) var counts: [UInt32]

    /// The sums as lanes, null for a group without a lane; `overflow` is the first group that 64 bits cannot hold.
    package func lanes() -> (lanes: [Int64], overflow: Int?) {
        var overflow: Int?
        let lanes = sums.indices.map { i -> Int64 in
            if counts[i] == 0 { return Lane.null }
            if let lane = Int64(exactly: sums[i]), lane != Lane.null { return lane }
            overflow = overflow ?? i
            return Lane.null
        }
        return (lanes, overflow)
    }
}

package enum Totals {
    /// Sums by group. Additions run in 64 bits while the blocks' greatest values prove that they fit.
    package static func sum(_ selection: Selection, _ lane: LaneSource, by groups: Groups) -> GroupSums {
        var wide = [Int128](repeating: 0, count: groups.count)
        var near = [Int64](repeating: 0, count: groups.count)
        var counts = groups.sizes
        var used: UInt64 = 0
        scan(selection, lane) { lanes, from, step in
            var bits: Int64 = 0
            var nulls = 0
            for i in 0..<step {
                let isNull = lanes[i] == Lane.null
                nulls &+= isNull ? 1 : 0
                let amount = isNull ? 0 : lanes[i]
                lanes[i] = amount
                bits |= amount ^ (amount >> 63)
            }
            // A second reading finds which were null; few blocks have any.
            if nulls > 0 { countNulls(selection, lane, from, step, groups, &counts) }
            groups.ordinals.withUnsafeBufferPointer { ordinals in
                if bits < 1 << 44 {
                    used &+= 1 << 56
                    near.withUnsafeMutableBufferPointer { near in
                        for i in 0..<step { near[Int(ordinals[from &+ i])] &+= lanes[i] }
                    }
                } else {
                    for i in 0..<step { wide[Int(ordinals[from &+ i])] += Int128(lanes[i]) }
                }
            }
            if used >= 1 << 62 {
                for g in near.indices {
                    wide[g] += Int128(near[g])
                    near[g] = 0
                }
                used = 0
            }
        }
        for g in near.indices { wide[g] += Int128(near[g]) }
        return GroupSums(sums: wide, counts: counts)
    }

    /// The sum of everything and how many lanes it has.
    package static func sum(_ selection: Selection, _ lane: LaneSource) -> (sum: Int128, count: Int) {
        var total: Int128 = 0
        var nulls = 0
        scan(selection, lane) { lanes, _, step in
            var block: Int128 = 0
            for i in 0..<step {
                let isNull = lanes[i] == Lane.null
                nulls &+= isNull ? 1 : 0
                block &+= Int128(isNull ? 0 : lanes[i])
            }
            total += block
        }
        return (total, selection.count - nulls)
    }

    /// The least and greatest lane, or nil where all are null.
    package static func range(_ selection: Selection, _ lane: LaneSource) -> (min: Int64, max: Int64)? {
        var least = Int64.max
        var most = Int64.min
        scan(selection, lane) { lanes, _, step in
            for i in 0..<step {
                most = Swift.max(most, lanes[i])
                least = Swift.min(least, lanes[i] == Lane.null ? Int64.max : lanes[i])
            }
        }
        return most == Lane.null ? nil : (least, most)
    }

    /// The least lane by group, null where it has none.
    package static func min(_ selection: Selection, _ lane: LaneSource, by groups: Groups) -> [Int64] {
        var best = [Int64](repeating: Lane.null, count: groups.count)
        scan(selection, lane) { lanes, from, step in
            for i in 0..<step where lanes[i] != Lane.null {
                let group = Int(groups.ordinals[from &+ i])
                if best[group] == Lane.null || lanes[i] < best[group] { best[group] = lanes[i] }
            }
        }
        return best
    }

    /// The greatest lane by group, null where it has none.
    package static func max(_ selection: Selection, _ lane: LaneSource, by groups: Groups) -> [Int64] {
        var best = [Int64](repeating: Lane.null, count: groups.count)
        scan(selection, lane) { lanes, from, step in
            // Null is the least lane, so it never wins.
            for i in 0..<step {
                let group = Int(groups.ordinals[from &+ i])
                if lanes[i] > best[group] { best[group] = lanes[i] }
            }
        }
        return best
    }

    /// How many different lanes each group has, null apart.
    package static func distinct(_ selection: Selection, _ lane: LaneSource, by groups: Groups) -> [UInt32] {
        var split = groups
        split.refine(selection, by: [GroupKey(lane)])
        var counts = [UInt32](repeating: 0, count: groups.count)
        let values = selection.picking(split.firsts).lanes(lane)
        for (i, first) in split.firsts.enumerated() where values[i] != Lane.null {
            counts[Int(groups.ordinals[Int(first)])] &+= 1
        }
        return counts
    }

    /// The two middle lanes of each group, the same one twice where their number is odd; null where there is none.
    package static func median(_ selection: Selection, _ lane: LaneSource, by groups: Groups) -> [(lower: Int64, upper: Int64)] {
        quantile(selection, lane, by: groups) { count in ((count - 1) / 2, count / 2) }
    }

    /// The lane at rank ⌈share × n⌉ of each group, the share in hundredths of a percent (the nearest-rank percentile; 0 gives the
    /// least). It is always one of the lanes.
    package static func percentile(_ selection: Selection, _ lane: LaneSource, _ share: Int, by groups: Groups) -> [Int64] {
        let share = Swift.max(0, Swift.min(10_000, share))
        return quantile(selection, lane, by: groups) { count in
            let rank = Swift.max(1, (share * count + 9_999) / 10_000) - 1
            return (rank, rank)
        }.map(\.lower)
    }

    /// How many lanes are not null.
    package static func present(_ selection: Selection, _ lane: LaneSource) -> Int {
        var nulls = 0
        scan(selection, lane) { lanes, _, step in
            for i in 0..<step { nulls &+= lanes[i] == Lane.null ? 1 : 0 }
        }
        return selection.count - nulls
    }

    private static func quantile(
        _ selection: Selection, _ lane: LaneSource, by groups: Groups, _ ranks: (Int) -> (Int, Int)
    ) -> [(lower: Int64, upper: Int64)] {
        let values = selection.lanes(lane)
        let ordinals = LaneSource.dense(DenseLane(groups.ordinals.map { Int64($0) }))
        let positions = Selection(count: selection.count)
        let order = Sorting.order(positions, by: [SortKey(ordinals), SortKey(.dense(DenseLane(values)))])
        var result = [(lower: Int64, upper: Int64)](repeating: (Lane.null, Lane.null), count: groups.count)
        var at = 0
        for group in result.indices {
            let size = Int(groups.sizes[group])
            // Nulls sort last within their group.
            var present = size
            while present > 0, values[Int(order[at + present - 1])] == Lane.null { present -= 1 }
            if present > 0 {
                let (lower, upper) = ranks(present)
                result[group] = (values[Int(order[at + lower])], values[Int(order[at + upper])])
            }
            at += size
        }
        return result
    }

    private static func countNulls(
        _ selection: Selection, _ lane: LaneSource, _ from: Int, _ step: Int, _ groups: Groups, _ counts: inout [UInt32]
    ) {
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: step) { room in
            guard let lanes = room.baseAddress else { return }
            selection.read(lane, from: from, count: step, into: lanes)
            for i in 0..<step where lanes[i] == Lane.null { counts[Int(groups.ordinals[from &+ i])] &-= 1 }
        }
    }

    /// Blocks of at most 4,096 lanes, which `body` may overwrite.
    @inline(__always)
    private static func scan(
        _ selection: Selection, _ lane: LaneSource, _ body: (UnsafeMutablePointer<Int64>, _ from: Int, _ count: Int) -> Void
    ) {
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: Block.capacity) { room in
            guard let lanes = room.baseAddress else { return }
            for from in stride(from: 0, to: selection.count, by: Block.capacity) {
                let step = Swift.min(Block.capacity, selection.count - from)
                selection.read(lane, from: from, count: step, into: lanes)
                body(lanes, from, step)
            }
        }
    }
}
