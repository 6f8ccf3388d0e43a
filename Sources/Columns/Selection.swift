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
            if let base = room.baseAddress { fill(base, lane) }
            filled = count
        }
    }

    /// The same of several lanes, one lane after the other.
    package func lanes(_ all: [LaneSource]) -> [Int64] {
        [Int64](unsafeUninitializedCapacity: count * all.count) { room, filled in
            if let base = room.baseAddress {
                for place in all.indices { fill(base + place * count, all[place]) }
            }
            filled = count * all.count
        }
    }

    private func fill(_ out: UnsafeMutablePointer<Int64>, _ lane: LaneSource) {
        for from in stride(from: 0, to: count, by: Block.capacity) {
            read(lane, from: from, count: min(Block.capacity, count - from), into: out + from)
        }
    }

    /// The rows at these positions, in their order: what a sort or a grouping gave. Positions that do not exist are left out.
    package func picking(_ positions: [UInt32]) -> Selection {
        guard let rows else { return Selection(rows: positions.filter { Int($0) < count }) }
        return Selection(rows: positions.compactMap { Int($0) < rows.count ? rows[Int($0)] : nil })
    }
}
