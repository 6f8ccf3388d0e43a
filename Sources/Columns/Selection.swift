// Which rows a stage works on, in which order. Kernels speak of positions in a selection, 0 ..< count, and read lanes through it.

package struct Selection {
    package let count: Int
    /// Row numbers by position; nil where position and row are the same.
    private let rows: [UInt32]?

    /// All live rows of a table.
    package init(live: LiveRows) {
        rows = live.allLive ? nil : live.rows()
        count = live.liveCount
    }

    /// Rows 0 ..< count.
    package init(count: Int) {
        self.count = max(0, count)
        rows = nil
    }

    package init(rows: [UInt32]) {
        self.rows = rows
        count = rows.count
    }

    /// Row numbers by position, where they are not the positions themselves.
    package var named: [UInt32]? { rows }
    package var isIdentity: Bool { rows == nil }

    /// The row at a position, which must exist.
    package subscript(position: Int) -> UInt32 { rows?[position] ?? UInt32(truncatingIfNeeded: position) }

    package func rowNumbers() -> [UInt32] { rows ?? (0..<UInt32(truncatingIfNeeded: count)).map { $0 } }

    /// The lanes at positions `from ..< from + count`, which must exist.
    package func read(_ lane: LaneSource, from: Int, count wanted: Int, into out: UnsafeMutablePointer<Int64>) {
        guard let rows else { return lane.read(from: from, count: wanted, into: out) }
        rows.withUnsafeBufferPointer { all in
            lane.gather(UnsafeBufferPointer(rebasing: all[from..<(from + wanted)]), into: out)
        }
    }

    /// All lanes of the selection, in its order.
    package func lanes(_ lane: LaneSource) -> [Int64] {
        [Int64](unsafeUninitializedCapacity: count) { room, filled in
            if let base = room.baseAddress {
                for from in stride(from: 0, to: count, by: Block.capacity) {
                    read(lane, from: from, count: min(Block.capacity, count - from), into: base + from)
                }
            }
            filled = count
        }
    }

    /// The rows at these positions, in their order: what a sort or a grouping gave. Positions that do not exist are left out.
    package func picking(_ positions: [UInt32]) -> Selection {
        guard let rows else { return Selection(rows: positions.filter { Int($0) < count }) }
        return Selection(rows: positions.compactMap { Int($0) < rows.count ? rows[Int($0)] : nil })
    }

    /// The rows where the mask is 1. `fill` is asked for 4,096 positions at a time and writes a byte, 0 or 1, for each.
    package func filter(_ fill: (_ from: Int, _ count: Int, _ mask: UnsafeMutablePointer<UInt8>) -> Void) -> Selection {
        var kept = [UInt32](unsafeUninitializedCapacity: count) { room, filled in
            var n = 0
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Block.capacity) { bytes in
                guard let mask = bytes.baseAddress else { return }
                for from in stride(from: 0, to: count, by: Block.capacity) {
                    let step = min(Block.capacity, count - from)
                    fill(from, step, mask)
                    compact(from, step, mask, room, &n)
                }
            }
            filled = n
        }
        // A small answer should not hold on to room for a million rows.
        if kept.count * 4 < count { kept = kept.withUnsafeBufferPointer { Array($0) } }
        return Selection(rows: kept)
    }

    /// Writes the chosen rows without a branch: a row that is not chosen is overwritten by the next.
    private func compact(
        _ from: Int, _ count: Int, _ mask: UnsafeMutablePointer<UInt8>, _ out: UnsafeMutableBufferPointer<UInt32>, _ n: inout Int
    ) {
        guard let target = out.baseAddress else { return }
        var next = n
        if let rows {
            rows.withUnsafeBufferPointer { all in
                for i in 0..<count {
                    target[next] = all[from &+ i]
                    next &+= Int(mask[i] & 1)
                }
            }
        } else {
            for i in 0..<count {
                target[next] = UInt32(truncatingIfNeeded: from &+ i)
                next &+= Int(mask[i] & 1)
            }
        }
        n = next
    }

    /// The rows whose lane compares so with a constant: `filter(due, .less, today)`.
    package func filter(_ lane: LaneSource, _ comparison: Comparison, _ constant: Int64) -> Selection {
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: Block.capacity) { room in
            guard let lanes = room.baseAddress else { return self }
            return filter { from, count, mask in
                if rows == nil, case .column(let view) = lane, from + count <= view.count,
                    view.compare(block: from >> 12, count: count, comparison, constant, into: mask)
                {
                    return
                }
                read(lane, from: from, count: count, into: lanes)
                Masks.compare(lanes, comparison, constant, count, into: mask)
            }
        }
    }
}
