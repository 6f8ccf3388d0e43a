// Grouping: each position of a selection gets the ordinal of its group, groups numbered in the order first seen.
// Dense keys (references, words, days) use an array by key; only what is not dense is hashed. No dictionary.

package struct GroupKey {
    package let lane: LaneSource
    /// Keys are known to be `0 ..< cardinality` (or null); nil where they may be anything.
    package let cardinality: Int?
    package init(_ lane: LaneSource, cardinality: Int? = nil) {
        self.lane = lane.made
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
        refine(selection, by: keys)
    }

    /// Splits the groups by more keys: as many at once as one table holds, and by hash what no table does.
    mutating func refine(_ selection: Selection, by keys: [GroupKey]) {
        guard selection.count > 0 else { return }
        // A key that comes twice splits nothing more: the currency of an amount beside the column of currencies.
        var left: [GroupKey] = []
        for key in keys where !left.contains(where: { $0.lane.isSame(as: key.lane) }) { left.append(key) }
        var spreads = left[...].map { Spread(selection, $0) }
        while !left.isEmpty {
            var pieces: [KeyPlaces] = []
            var cells = count
            for (key, spread) in zip(left, spreads) {
                guard let piece = spread.places(key.lane, beside: cells, within: Self.limit(selection)) else { break }
                pieces.append(piece)
                cells *= piece.stride
            }
            if pieces.isEmpty {
                hashed(selection, left[0].lane)
                left.removeFirst()
                spreads.removeFirst()
            } else if let tooMany = split(selection, &pieces) {
                spreads[tooMany].isWide = true
            } else {
                left.removeFirst(pieces.count)
                spreads.removeFirst(pieces.count)
            }
        }
    }

    /// Where a key's lanes lie.
    private struct Spread {
        var low: Int64 = 0
        /// Nil where they are too far apart for a table.
        var width: Int? = 0
        /// Whether there are too many different ones to be learned.
        var isWide = false

        init(_ selection: Selection, _ key: GroupKey) {
            if let cardinality = key.cardinality {
                width = cardinality
                return
            }
            // What is known beforehand may be wider than need be, which only a small selection would feel.
            guard let range = Self.near(key.lane.bounds, selection.count) ?? Totals.range(selection, key.lane) else { return }
            let (span, overflow) = range.max.subtractingReportingOverflow(range.min)
            low = range.min
            width = overflow || span >= 1 << 30 ? nil : Int(span) + 1
        }

        private static func near(_ bounds: (min: Int64, max: Int64)?, _ rows: Int) -> (min: Int64, max: Int64)? {
            guard let bounds else { return nil }
            let (span, overflow) = bounds.max.subtractingReportingOverflow(bounds.min)
            return !overflow && span >= 0 && span < Swift.max(4_096, Int64(rows)) ? bounds : nil
        }

        /// Its places beside `cells` combinations of other keys: its own where they are few, else learned, else its own again.
        func places(_ lane: LaneSource, beside cells: Int, within limit: Int) -> KeyPlaces? {
            guard let width else { return nil }
            let (all, overflow) = (width + 1).multipliedReportingOverflow(by: cells)
            if !overflow, all <= 1 << 14 { return KeyPlaces(lane, low: low, width: width) }
            if !isWide, width <= 1 << 16, cells * 4 <= limit { return KeyPlaces(learning: lane, low: low, width: width) }
            return !overflow && all <= limit ? KeyPlaces(lane, low: low, width: width) : nil
        }
    }

    /// How large a table may be.
    private static func limit(_ selection: Selection) -> Int { Swift.max(1 << 18, selection.count * 2) }

    /// Splits the groups by a table of (group so far, keys). Where a learned key has too many places nothing is changed, and the
    /// answer is which one.
    private mutating func split(_ selection: Selection, _ keys: inout [KeyPlaces]) -> Int? {
        let before = count
        let table = GroupTable(size: keys.reduce(before) { $0 * $1.stride })
        var result = [UInt32](unsafeUninitializedCapacity: selection.count) { _, filled in filled = selection.count }
        var failed: Int?
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: Block.capacity) { lanes in
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Block.capacity) { places in
                result.withUnsafeMutableBufferPointer { result in
                    guard let lanes = lanes.baseAddress, let places = places.baseAddress, let result = result.baseAddress
                    else { return }
                    for from in stride(from: 0, to: selection.count, by: Block.capacity) {
                        let step = Swift.min(Block.capacity, selection.count - from)
                        while true {
                            for i in 0..<step { places[i] = before == 1 ? 0 : ordinals[from &+ i] }
                            guard let crowded = keys.indices.first(where: { k in
                                !Self.add(&keys[k], selection, from, step, lanes, to: places)
                            }) else { break }
                            let old = keys.map(\.stride)
                            guard keys[crowded].grow(), keys.reduce(before, { $0 * $1.stride }) <= Self.limit(selection) else {
                                failed = crowded
                                return
                            }
                            let new = keys.map(\.stride)
                            table.move(size: new.reduce(before, *)) { Self.moved($0, old, new) }
                        }
                        table.assign(places, step, from: from, into: result + from)
                    }
                }
            }
        }
        if let failed { return failed }
        ordinals = result
        firsts = table.firsts
        sizes = table.sizes
        return nil
    }

    private static func add(
        _ key: inout KeyPlaces, _ selection: Selection, _ from: Int, _ count: Int, _ room: UnsafeMutablePointer<Int64>,
        to places: UnsafeMutablePointer<UInt32>
    ) -> Bool {
        if selection.isIdentity, case .column(let view) = key.lane {
            let added: Bool?? = view.withChunk(from >> 12) { key.add($0, from: from & (Block.capacity - 1), count, to: places) }
            if let added, let added { return added }
        }
        selection.read(key.lane, from: from, count: count, into: room)
        return key.add(UnsafePointer(room), count, to: places)
    }

    /// A place by other strides.
    private static func moved(_ place: UInt32, _ old: [Int], _ new: [Int]) -> UInt32 {
        var rest = Int(place)
        var (result, scale) = (0, 1)
        for k in old.indices.reversed() {
            result += rest % old[k] * scale
            rest /= old[k]
            scale *= new[k]
        }
        return UInt32(truncatingIfNeeded: result + rest * scale)
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
