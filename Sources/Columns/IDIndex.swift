// From an id's key to its row. Rows whose keys ascend from the first on need no index at all; the rest share a hash of row
// numbers, kept in blocks like any column so that a fork copies only what it writes.

/// Says nothing about tombstones: whoever asks checks the row found.
final class IDIndex {
    /// Rows from the first on with strictly ascending keys.
    @exclusivity(unchecked) private(set) var ascending: Int
    /// The greatest key of those; nil until read.
    @exclusivity(unchecked) private var greatest: Int64?
    /// Row + 1 or 0, a power of two of them; empty until the first look-up that needs it.
    @exclusivity(unchecked) private var slots = Spine(.u32)
    @exclusivity(unchecked) private var filled = 0
    @exclusivity(unchecked) private var isBuilt: Bool
    /// Greatest number met beyond the ascending rows, by pattern, and up to which row it was looked for.
    private var highest: [UInt32: (number: UInt32, through: Int)] = [:]

    init(ascending: Int, rows: Int) {
        self.ascending = max(0, min(ascending, rows))
        isBuilt = self.ascending == rows
    }

    private init(_ other: IDIndex) {
        ascending = other.ascending
        greatest = other.greatest
        slots = other.slots
        filled = other.filled
        isBuilt = other.isBuilt
        highest = other.highest
    }

    func copy() -> IDIndex { IDIndex(self) }

    /// The live row with this key.
    func row(_ key: Int64, _ column: Spine, _ live: LiveRows) -> Int? {
        if let row = search(key, column), live[row] { return row }
        if !isBuilt { build(column) }
        return probe(key, column) { live[$0] }
    }

    /// Makes the hash if there must be one: before rows it does not know are appended.
    func prepare(_ column: Spine) { if !isBuilt { build(column) } }

    /// Whether the key of the next row is greater than all before it.
    private func ascends(_ key: Int64, _ row: Int, _ column: Spine) -> Bool { row == ascending && (row == 0 || key > last(column)) }

    /// Notes the next rows as long as their keys ascend; how many did.
    func extend(_ keys: UnsafeBufferPointer<Int64>, at row: Int, _ column: Spine) -> Int {
        guard row == ascending else { return 0 }
        var last = row == 0 ? -1 : last(column)
        var n = 0
        while n < keys.count, keys[n] > last {
            last = keys[n]
            n &+= 1
        }
        if n > 0 {
            ascending += n
            greatest = last
        }
        return n
    }

    /// Notes the row just appended to the column.
    func append(_ key: Int64, _ row: Int, _ column: Spine) {
        if ascends(key, row, column) {
            ascending += 1
            greatest = key
            return
        }
        if !isBuilt { return }
        place(key, row, column)
    }

    /// Forgets rows from `rows` on. Their slots stay: a row that is gone, or came back with another key, is passed over.
    func truncate(to rows: Int) {
        if rows < ascending {
            ascending = rows
            greatest = nil
        }
        highest = [:]
    }

    /// The key of `row` changed: the ascending rows end before it and the hash is built anew when needed.
    func rekey(_ row: Int, count: Int) {
        truncate(to: row)
        slots = Spine(.u32)
        filled = 0
        isBuilt = ascending == count
    }

    /// The greatest number a pattern has among rows and tombstones.
    func highest(_ pattern: UInt32, _ column: Spine) -> UInt32? {
        if ascending == column.count, ascending > 0 {
            let key = IDKey(bits: last(column))
            if key.bits >= 0, key.pattern == pattern { return key.number }
        }
        var best: UInt32?
        let bound = lowerBound(IDKey(pattern: pattern, number: .max).bits, column)
        for row in [bound, bound - 1] where row >= 0 && row < ascending {
            let key = IDKey(bits: column[row])
            if key.bits >= 0, key.pattern == pattern { best = max(best ?? 0, key.number) }
        }
        let known = highest[pattern]
        var found = known?.number
        let from = max(ascending, known?.through ?? 0)
        for row in from..<max(column.count, from) {
            let key = IDKey(bits: column[row])
            if key.bits >= 0, key.pattern == pattern { found = max(found ?? 0, key.number) }
        }
        if let found {
            highest[pattern] = (found, column.count)
            best = max(best ?? 0, found)
        }
        return best
    }

    private func last(_ column: Spine) -> Int64 {
        if let greatest { return greatest }
        let key = ascending == 0 ? Int64.min : column[ascending - 1]
        greatest = key
        return key
    }

    /// The row of a key among the ascending ones.
    private func search(_ key: Int64, _ column: Spine) -> Int? {
        guard ascending > 0, key >= 0, key <= last(column) else { return nil }
        // Automatic ids leave no gaps: the row is the distance from the first.
        let (guess, overflow) = key.subtractingReportingOverflow(column[0])
        if !overflow, guess >= 0, guess < Int64(ascending), column[Int(guess)] == key { return Int(guess) }
        var low = 0
        var high = ascending
        while low < high {
            let middle = (low + high) / 2
            let found = column[middle]
            if found == key { return middle }
            // The same holds from any row of the pattern, which is met after a few halvings.
            if found >= 0, let near = near(middle, key - found, low..<high), column[near] == key { return near }
            if found < key { low = middle + 1 } else { high = middle }
        }
        return nil
    }

    /// The row that lies as far from `row` as its number does, if it lies within.
    private func near(_ row: Int, _ away: Int64, _ rows: Range<Int>) -> Int? {
        guard away.magnitude < UInt64(rows.count) else { return nil }
        let near = row + Int(away)
        return rows.contains(near) ? near : nil
    }

    private func lowerBound(_ key: Int64, _ column: Spine) -> Int {
        var low = 0
        var high = ascending
        while low < high {
            let middle = (low + high) / 2
            if column[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low
    }

    // MARK: the hash of the rest

    private func start(_ key: Int64) -> Int {
        Int(truncatingIfNeeded: TextHash.fold(UInt64(bitPattern: key) ^ 0x9E37_79B9_7F4A_7C15, 0xD1B5_4A32_D192_ED03))
    }

    private func probe(_ key: Int64, _ column: Spine, _ wanted: (Int) -> Bool) -> Int? {
        guard slots.count > 0 else { return nil }
        let mask = slots.count - 1
        var at = start(key) & mask
        while true {
            let slot = slots[at]
            if slot <= 0 { return nil }
            let row = Int(slot) - 1
            if row < column.count, column[row] == key, wanted(row) { return row }
            at = (at + 1) & mask
        }
    }

    private func place(_ key: Int64, _ row: Int, _ column: Spine) {
        if (filled + 1) * 2 > slots.count {
            resize(filled + 1)
            fill(column, through: row)
        }
        let mask = slots.count - 1
        var at = start(key) & mask
        while slots[at] > 0 { at = (at + 1) & mask }
        slots.put(Int64(row) + 1, at: at)
        filled += 1
    }

    private func build(_ column: Spine) {
        resize(column.count - ascending)
        fill(column, through: column.count)
        isBuilt = true
    }

    private func resize(_ rows: Int) {
        var size = 64
        while size < rows * 3 { size *= 2 }
        slots = Spine(.u32)
        slots.appendZeros(size)
        filled = 0
    }

    private func fill(_ column: Spine, through end: Int) {
        let mask = slots.count - 1
        for row in ascending..<max(end, ascending) {
            var at = start(column[row]) & mask
            while slots[at] > 0 { at = (at + 1) & mask }
            slots.put(Int64(row) + 1, at: at)
            filled += 1
        }
    }
}
