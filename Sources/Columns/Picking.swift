// The rows whose lane lies in an interval: one pass over a block in its kind at rest, no branch inside. Every row is written,
// and the next one overwrites it unless it was picked.

extension LaneSource {
    /// Writes the rows of `from ..< from + count` whose lane lies from `low` to `high`, both included, or with `outside` those
    /// whose lane does not; null is in neither. Answers how many. `out` has room for `count`, at most 4,096.
    ///
    ///     due.pick(from: 0, count: 4_096, low: 1, high: today, outside: false, into: rows)
    package func pick(
        from: Int, count: Int, low: Int64, high: Int64, outside: Bool, into out: UnsafeMutablePointer<UInt32>
    ) -> Int {
        let first = UInt32(truncatingIfNeeded: from)
        if case .column(let view) = self, from & (Block.capacity - 1) + count <= Block.capacity, from + count <= view.count {
            let inner = from & (Block.capacity - 1)
            let picked: Int?? = view.withChunk(from >> 12) { chunk in
                guard inner + count <= chunk.count else { return nil }
                return chunk.pick(inner, count, first, low, high, outside, out)
            }
            if let picked, let picked { return picked }
        }
        return withUnsafeTemporaryAllocation(of: Int64.self, capacity: max(1, count)) { room in
            guard let base = room.baseAddress else { return 0 }
            var picked = 0
            lanes(from: from, count: count, room: base) { lanes in
                picked = Pick(low: low, high: high, outside: outside, null: Lane.null).run(lanes, count, first, out)
            }
            return picked
        }
    }

    /// The same among named rows, in their order; `out` may be where they lie.
    package func pick(
        among rows: UnsafeBufferPointer<UInt32>, low: Int64, high: Int64, outside: Bool, into out: UnsafeMutablePointer<UInt32>
    ) -> Int {
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: max(1, rows.count)) { room in
            guard let lanes = room.baseAddress else { return 0 }
            gather(rows, into: lanes)
            return Pick(low: low, high: high, outside: outside, null: Lane.null).run(lanes, among: rows, out)
        }
    }
}

extension Selection {
    /// The rows of a selection whose lane lies in an interval, or with `outside` beyond it.
    package func picking(_ lane: LaneSource, low: Int64, high: Int64, outside: Bool) -> Selection {
        let all = named
        var kept = [UInt32](unsafeUninitializedCapacity: count) { rows, filled in
            guard let rows = rows.baseAddress else { return }
            for from in stride(from: 0, to: count, by: Block.capacity) {
                let step = Swift.min(Block.capacity, count - from)
                let out = rows + filled
                filled += all?.withUnsafeBufferPointer {
                    lane.pick(
                        among: UnsafeBufferPointer(rebasing: $0[from..<from + step]), low: low, high: high, outside: outside,
                        into: out)
                } ?? lane.pick(from: from, count: step, low: low, high: high, outside: outside, into: out)
            }
        }
        kept.giveBackRoom(of: count)
        return Selection(rows: kept)
    }
}

extension [UInt32] {
    /// A small answer should not hold on to room for a million rows.
    package mutating func giveBackRoom(of rows: Int) {
        if count * 4 < rows { self = withUnsafeBufferPointer { Array($0) } }
    }
}

extension Chunk {
    fileprivate func pick(
        _ from: Int, _ count: Int, _ first: UInt32, _ low: Int64, _ high: Int64, _ outside: Bool,
        _ out: UnsafeMutablePointer<UInt32>
    ) -> Int? {
        switch self {
        case .i64(let rows):
            guard let base = rows.baseAddress else { return nil }
            return Pick(low: low, high: high, outside: outside, null: Lane.null).run(base + from, count, first, out)
        case .i32(let rows): return Self.narrow(rows, .i32, Int32.min, from, count, first, low, high, outside, out)
        case .u32(let rows): return Self.narrow(rows, .u32, UInt32.max, from, count, first, low, high, outside, out)
        case .u16(let rows): return Self.narrow(rows, .u16, UInt16.max, from, count, first, low, high, outside, out)
        case .u8(let rows): return Self.narrow(rows, .u8, UInt8.max, from, count, first, low, high, outside, out)
        }
    }

    @inline(__always)
    private static func narrow<T: FixedWidthInteger>(
        _ rows: UnsafeBufferPointer<T>, _ physical: Physical, _ null: T, _ from: Int, _ count: Int, _ first: UInt32,
        _ low: Int64, _ high: Int64, _ outside: Bool, _ out: UnsafeMutablePointer<UInt32>
    ) -> Int? {
        guard let base = rows.baseAddress else { return nil }
        let (low, high) = (max(low, physical.range.lowerBound), min(high, physical.range.upperBound))
        // What no lane of this kind can be within is an interval that ends before it begins.
        let pick =
            low > high
            ? Pick<T>(low: 1, high: 0, outside: outside, null: null)
            : Pick(low: T(truncatingIfNeeded: low), high: T(truncatingIfNeeded: high), outside: outside, null: null)
        return pick.run(base + from, count, first, out)
    }
}

/// An interval of one kind of lane, empty where it ends before it begins.
private struct Pick<T: FixedWidthInteger> {
    let low: T
    let high: T
    let outside: Bool
    let null: T

    @inline(__always)
    func run(_ lanes: UnsafePointer<T>, _ count: Int, _ first: UInt32, _ out: UnsafeMutablePointer<UInt32>) -> Int {
        each(lanes, count, out) { first &+ UInt32(truncatingIfNeeded: $0) }
    }

    @inline(__always)
    func run(_ lanes: UnsafePointer<T>, among rows: UnsafeBufferPointer<UInt32>, _ out: UnsafeMutablePointer<UInt32>) -> Int {
        each(lanes, rows.count, out) { rows[$0] }
    }

    @inline(__always)
    private func each(
        _ lanes: UnsafePointer<T>, _ count: Int, _ out: UnsafeMutablePointer<UInt32>, _ row: (Int) -> UInt32
    ) -> Int {
        var n = 0
        let width = T.Magnitude(truncatingIfNeeded: high &- low)
        if low > high {
            if !outside { return 0 }
            for i in 0..<count {
                out[n] = row(i)
                n &+= lanes[i] != null ? 1 : 0
            }
        } else if outside {
            for i in 0..<count {
                out[n] = row(i)
                let isBeyond = T.Magnitude(truncatingIfNeeded: lanes[i] &- low) > width
                // Both answers as numbers: chosen between, they become a branch that nobody can foretell.
                n &+= (isBeyond ? 1 : 0) & (lanes[i] != null ? 1 : 0)
            }
        } else {
            for i in 0..<count {
                out[n] = row(i)
                n &+= T.Magnitude(truncatingIfNeeded: lanes[i] &- low) <= width ? 1 : 0
            }
        }
        return n
    }
}
