// Which rows of a table live. Most tables have no tombstone, and then there is no bitmap at all.

package struct LiveRows {
    /// Rows, tombstones included.
    package private(set) var count: Int
    /// Bit r set: row r is a tombstone. Empty where there is none; else ⌈count / 64⌉ words.
    package private(set) var dead: [UInt64]
    package private(set) var deadCount: Int

    package init(count: Int = 0) {
        self.count = max(0, count)
        dead = []
        deadCount = 0
    }

    /// From a snapshot's words: missing words mean live, surplus bits are ignored.
    package init(count: Int, dead words: [UInt64]) {
        self.init(count: count)
        guard words.contains(where: { $0 != 0 }) else { return }
        let wanted = (self.count + 63) / 64
        dead = Array(words.prefix(wanted))
        dead += Array(repeating: 0, count: wanted - dead.count)
        if self.count & 63 != 0, let last = dead.indices.last { dead[last] &= (1 << UInt64(self.count & 63)) - 1 }
        deadCount = dead.reduce(0) { $0 + $1.nonzeroBitCount }
        if deadCount == 0 { dead = [] }
    }

    package var liveCount: Int { count - deadCount }
    package var allLive: Bool { deadCount == 0 }

    package subscript(row: Int) -> Bool {
        guard row >= 0, row < count else { return false }
        return dead.isEmpty || dead[row >> 6] & (1 << UInt64(row & 63)) == 0
    }

    /// The live rows in order.
    package func rows() -> [UInt32] {
        [UInt32](unsafeUninitializedCapacity: liveCount) { out, filled in
            var n = 0
            for row in 0..<count where dead.isEmpty || dead[row >> 6] & (1 << UInt64(row & 63)) == 0 {
                out[n] = UInt32(truncatingIfNeeded: row)
                n &+= 1
            }
            filled = n
        }
    }

    mutating func grow(to rows: Int) {
        count = max(count, rows)
        if !dead.isEmpty { dead += Array(repeating: 0, count: (count + 63) / 64 - dead.count) }
    }

    mutating func truncate(to rows: Int) {
        guard rows < count else { return }
        self = LiveRows(count: rows, dead: dead)
    }

    mutating func kill(_ row: Int) {
        guard self[row] else { return }
        if dead.isEmpty { dead = Array(repeating: 0, count: (count + 63) / 64) }
        dead[row >> 6] |= 1 << UInt64(row & 63)
        deadCount += 1
    }

    mutating func revive(_ row: Int) {
        guard row >= 0, row < count, !self[row] else { return }
        dead[row >> 6] &= ~(1 << UInt64(row & 63))
        deadCount -= 1
        if deadCount == 0 { dead = [] }
    }
}
