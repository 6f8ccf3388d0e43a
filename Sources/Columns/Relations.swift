// The rows of a table by what one of its columns holds, built at first use and carried along under inserts.
// Everything else that touches the column drops it: the next use builds it again in one pass.

final class Relations {
    private var indexes: [Index?]

    private struct Index {
        let base: Adjacency
        /// Rows appended since, by value; ascending.
        var added: [Int64: [UInt32]] = [:]
        var addedCount = 0
    }

    init(columns: Int) { indexes = Array(repeating: nil, count: columns) }
    private init(_ indexes: [Index?]) { self.indexes = indexes }
    func copy() -> Relations { Relations(indexes) }

    /// Complete: what was appended since is merged first.
    func adjacency(_ column: Int, _ spine: Spine, _ live: LiveRows, targets: Int) -> Adjacency {
        if let index = indexes[column], index.addedCount == 0, index.base.targets >= targets { return index.base }
        let built = Adjacency(spine, live, targets: targets)
        indexes[column] = Index(base: built)
        return built
    }

    /// The live rows that hold `value`, ascending.
    func rows(_ column: Int, _ value: Int64, _ spine: Spine, _ live: LiveRows, targets: Int) -> [UInt32] {
        let index: Index
        if let known = indexes[column], known.addedCount * 8 <= spine.count + 4096 {
            index = known
        } else {
            index = Index(base: Adjacency(spine, live, targets: targets))
            indexes[column] = index
        }
        guard let target = Int(exactly: value) else { return [] }
        return Array(index.base.rows(of: target)) + (index.added[value] ?? [])
    }

    /// Notes a row appended to the table.
    func append(_ row: Int, _ cells: [Int64]) {
        for column in indexes.indices where indexes[column] != nil && cells[column] != Lane.null {
            indexes[column]?.added[cells[column], default: []].append(UInt32(truncatingIfNeeded: row))
            indexes[column]?.addedCount += 1
        }
    }

    func drop(_ column: Int) { indexes[column] = nil }
    func dropAll() { for column in indexes.indices { indexes[column] = nil } }
}

extension Adjacency {
    /// Two passes over the column: count, then place.
    convenience init(_ spine: Spine, _ live: LiveRows, targets: Int) {
        var starts = [UInt32](repeating: 0, count: targets + 1)
        var total = 0
        Adjacency.scan(spine, live, targets) { _, target in
            starts[target + 1] &+= 1
            total += 1
        }
        for i in 0..<targets { starts[i + 1] &+= starts[i] }
        var next = starts
        var rows = [UInt32](repeating: 0, count: total)
        Adjacency.scan(spine, live, targets) { row, target in
            rows[Int(next[target])] = UInt32(truncatingIfNeeded: row)
            next[target] &+= 1
        }
        self.init(starts: starts, rows: rows)
    }

    @inline(__always)
    private static func scan(_ spine: Spine, _ live: LiveRows, _ targets: Int, _ body: (Int, Int) -> Void) {
        let view = ColumnView(spine)
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: Block.capacity) { room in
            guard let lanes = room.baseAddress else { return }
            var from = 0
            while from < view.count {
                let step = min(Block.capacity, view.count - from)
                view.read(from: from, count: step, into: lanes)
                for i in 0..<step where lanes[i] >= 0 && lanes[i] < Int64(targets) && (live.allLive || live[from + i]) {
                    body(from + i, Int(lanes[i]))
                }
                from += step
            }
        }
    }
}
