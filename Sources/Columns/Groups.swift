// Grouping: each position of a selection gets the ordinal of its group, groups numbered in the order first seen.
// Dense keys (references, words, days) use an array by key; only what is not dense is hashed. No dictionary.

package struct GroupKey {
    package let lane: LaneSource
    /// Keys are known to be `0 ..< cardinality` (or null); nil where they may be anything.
    package let cardinality: Int?
    package init(_ lane: LaneSource, cardinality: Int? = nil) {
        self.lane = lane
        self.cardinality = cardinality
    }
}

package struct Groups {
    /// How many groups.
    package var count: Int { sizes.count }
    /// The group of each position.
    package fileprivate(set) var ordinals: [UInt32]
    /// Each group's first position: where its keys are read from.
    package fileprivate(set) var firsts: [UInt32] = []
    /// Rows of each group.
    package fileprivate(set) var sizes: [UInt32] = []

    /// Groups by all keys together; null is a key like any other. With no key, one group of all rows, or none where there is
    /// no row.
    package init(_ selection: Selection, by keys: [GroupKey]) {
        ordinals = Array(repeating: 0, count: selection.count)
        if selection.count > 0 {
            firsts = [0]
            sizes = [UInt32(truncatingIfNeeded: selection.count)]
        }
        for key in keys where selection.count > 0 { refine(selection, key) }
    }

    /// Splits the groups by one more key.
    mutating func refine(_ selection: Selection, _ key: GroupKey) {
        var low: Int64 = 0
        var width = key.cardinality ?? 0
        if key.cardinality == nil {
            guard let range = Totals.range(selection, key.lane) else { return }
            let (span, overflow) = range.max.subtractingReportingOverflow(range.min)
            low = range.min
            width = overflow || span >= 1 << 40 ? Int.max / 2 : Int(span) + 1
        }
        let (cells, overflow) = (width + 1).multipliedReportingOverflow(by: count)
        let limit = Swift.max(1 << 20, selection.count * 2)
        if !overflow, cells <= limit {
            dense(selection, key.lane, low, width)
        } else if width <= 1 << 16, let few = Few(selection, key.lane, low, width, most: limit / count - 2) {
            dense(selection, key.lane, low, width, few)
        } else {
            hashed(selection, key.lane)
        }
    }

    /// Few different keys in a wide range, as currencies are: each one's place among them.
    private struct Few {
        /// By key, with null and keys out of range last.
        var places: [UInt32]
        var count: Int

        /// Nil where there are more than `most`.
        init?(_ selection: Selection, _ lane: LaneSource, _ low: Int64, _ width: Int, most: Int) {
            var places = [UInt32](repeating: .max, count: width + 1)
            var count: UInt32 = 0
            withUnsafeTemporaryAllocation(of: Int64.self, capacity: Block.capacity) { room in
                guard let lanes = room.baseAddress else { return }
                for from in stride(from: 0, to: selection.count, by: Block.capacity) {
                    let step = min(Block.capacity, selection.count - from)
                    selection.read(lane, from: from, count: step, into: lanes)
                    places.withUnsafeMutableBufferPointer { places in
                        for i in 0..<step {
                            let key = UInt64(bitPattern: lanes[i] &- low)
                            let inner = key < UInt64(width) ? Int(truncatingIfNeeded: key) : width
                            if places[inner] == .max {
                                places[inner] = count
                                count &+= 1
                            }
                        }
                    }
                    if Int(count) > most { return }
                }
            }
            guard count > 0, Int(count) <= most else { return nil }
            self.places = places
            self.count = Int(count)
        }
    }

    /// Groups by an array of (group so far, key): the last place of each stands for null and for keys out of range.
    private mutating func dense(_ selection: Selection, _ lane: LaneSource, _ low: Int64, _ width: Int, _ few: Few? = nil) {
        let single = count == 1
        let stride = (few?.count ?? width) + 1
        let ranks = few?.places ?? []
        var places = [UInt32](repeating: .max, count: count * stride)
        let most = Swift.min(places.count, selection.count)
        var firsts = [UInt32](repeating: 0, count: most)
        var sizes = [UInt32](repeating: 0, count: most)
        var found = 0
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: Block.capacity) { room in
            guard let lanes = room.baseAddress else { return }
            for from in Swift.stride(from: 0, to: selection.count, by: Block.capacity) {
                let step = min(Block.capacity, selection.count - from)
                selection.read(lane, from: from, count: step, into: lanes)
                if !ranks.isEmpty { Self.rank(lanes, step, low, width, ranks) }
                let low = ranks.isEmpty ? low : 0
                let width = ranks.isEmpty ? width : stride - 1
                places.withUnsafeMutableBufferPointer { places in
                    ordinals.withUnsafeMutableBufferPointer { ordinals in
                        sizes.withUnsafeMutableBufferPointer { sizes in
                            for i in 0..<step {
                                let key = UInt64(bitPattern: lanes[i] &- low)
                                let inner = key < UInt64(width) ? Int(truncatingIfNeeded: key) : width
                                let place = single ? inner : Int(ordinals[from &+ i]) &* stride &+ inner
                                var group = places[place]
                                if group == .max {
                                    group = UInt32(truncatingIfNeeded: found)
                                    places[place] = group
                                    firsts[found] = UInt32(truncatingIfNeeded: from &+ i)
                                    found &+= 1
                                }
                                ordinals[from &+ i] = group
                                sizes[Int(group)] &+= 1
                            }
                        }
                    }
                }
            }
        }
        self.firsts = Array(firsts[..<found])
        self.sizes = Array(sizes[..<found])
    }

    /// Replaces keys by their places among few.
    private static func rank(_ lanes: UnsafeMutablePointer<Int64>, _ count: Int, _ low: Int64, _ width: Int, _ ranks: [UInt32]) {
        ranks.withUnsafeBufferPointer { ranks in
            for i in 0..<count {
                let key = UInt64(bitPattern: lanes[i] &- low)
                lanes[i] = Int64(ranks[key < UInt64(width) ? Int(truncatingIfNeeded: key) : width])
            }
        }
    }

    /// Groups by a hash of (group so far, key).
    private mutating func hashed(_ selection: Selection, _ lane: LaneSource) {
        var table = PairTable()
        var seen: [UInt32] = []
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: Block.capacity) { room in
            guard let lanes = room.baseAddress else { return }
            for from in stride(from: 0, to: selection.count, by: Block.capacity) {
                let step = min(Block.capacity, selection.count - from)
                selection.read(lane, from: from, count: step, into: lanes)
                for i in 0..<step {
                    let place = table.place(ordinals[from &+ i], lanes[i])
                    if Int(place) == seen.count { seen.append(UInt32(truncatingIfNeeded: from &+ i)) }
                    ordinals[from &+ i] = place
                }
            }
        }
        firsts = seen
        measure()
    }

    private mutating func measure() {
        sizes = Array(repeating: 0, count: firsts.count)
        sizes.withUnsafeMutableBufferPointer { sizes in
            ordinals.withUnsafeBufferPointer { ordinals in
                for i in 0..<ordinals.count { sizes[Int(ordinals[i])] &+= 1 }
            }
        }
    }
}

/// Open addressing over pairs of a small number and a lane; each new pair gets the next ordinal.
struct PairTable {
    private var slots: [UInt32] = Array(repeating: 0, count: 1024)
    private var groups: [UInt32] = []
    private var lanes: [Int64] = []

    private static func hash(_ group: UInt32, _ lane: Int64) -> Int {
        let mixed = TextHash.fold(UInt64(bitPattern: lane) ^ 0x9E37_79B9_7F4A_7C15, 0xD1B5_4A32_D192_ED03)
        return Int(truncatingIfNeeded: TextHash.fold(mixed ^ UInt64(group), 0xA24B_AED4_963E_E407))
    }

    mutating func place(_ group: UInt32, _ lane: Int64) -> UInt32 {
        var at = Self.hash(group, lane) & (slots.count &- 1)
        while slots[at] != 0 {
            let found = Int(slots[at] &- 1)
            if lanes[found] == lane, groups[found] == group { return UInt32(truncatingIfNeeded: found) }
            at = (at &+ 1) & (slots.count &- 1)
        }
        groups.append(group)
        lanes.append(lane)
        slots[at] = UInt32(truncatingIfNeeded: lanes.count)
        if lanes.count * 2 > slots.count { grow() }
        return UInt32(truncatingIfNeeded: lanes.count - 1)
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 4)
        for i in lanes.indices {
            var at = Self.hash(groups[i], lanes[i]) & (slots.count - 1)
            while slots[at] != 0 { at = (at + 1) & (slots.count - 1) }
            slots[at] = UInt32(truncatingIfNeeded: i + 1)
        }
    }
}
