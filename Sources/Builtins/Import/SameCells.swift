// New rows that say the same in some columns as a row before them, of the book or new as well. Nearly all rows say what no other
// says, so a map of bits sorts those out first: it is small enough to stay near the processor, where a table of a million rows
// would be waited for at each. Only what is left is compared, cell by cell.
import Columns

struct SameCells {
    /// A new row and the row that is as it: of the book, or new as well and earlier.
    struct Pair {
        var row: Int
        var other: Int
    }

    private(set) var pairs: [Pair] = []
    private let fresh: [ColumnView]
    private let first: Int
    private let count: Int

    /// `columns` of the rows in `rows`, of which no more will come.
    init(_ rows: NewRows, _ columns: [Int], _ store: Store) {
        fresh = columns.map { rows.view($0) }
        (first, count) = (rows.first, rows.count)
        var seen = BitMap(for: count)
        var wanted: Set<UInt32> = []
        let hashes = Self.hashes(fresh, count)
        for hash in hashes where seen.insert(hash) { wanted.insert(hash) }
        var known: [(row: Int, hash: UInt32)] = []
        let old = columns.map { store.view(rows.schema.id, $0) }
        if first > 0 {
            let live = store.live(rows.schema.id)
            for (row, hash) in Self.hashes(old, first).enumerated() where seen.contains(hash) && live[row] {
                known.append((row, hash))
                wanted.insert(hash)
            }
        }
        guard !wanted.isEmpty else { return }
        let places = alike(hashes, wanted)
        for (row, hash) in known {
            if let place = places[hash]?.first(where: { isSame($0, old, row) }) { pairs.append(Pair(row: first + place, other: row)) }
        }
    }

    /// Where the new rows stand that have a hash more than one row may have, after noting those that say the same.
    private mutating func alike(_ hashes: [UInt32], _ wanted: Set<UInt32>) -> [UInt32: [Int]] {
        var sieve = BitMap(for: wanted.count)
        for hash in wanted { sieve.insert(hash) }
        var places: [UInt32: [Int]] = [:]
        for (row, hash) in hashes.enumerated() where sieve.contains(hash) && wanted.contains(hash) {
            if let earlier = places[hash]?.first(where: { isSame($0, fresh, row) }) {
                pairs.append(Pair(row: first + row, other: first + earlier))
            } else {
                places[hash, default: []].append(row)
            }
        }
        return places
    }

    private func isSame(_ place: Int, _ columns: [ColumnView], _ row: Int) -> Bool {
        zip(fresh, columns).allSatisfy { $0[place] == $1[row] }
    }

    /// A hash of the cells of each row, made block by block.
    private static func hashes(_ columns: [ColumnView], _ count: Int) -> [UInt32] {
        [UInt32](unsafeUninitializedCapacity: count) { hashes, made in
            withUnsafeTemporaryAllocation(of: Int64.self, capacity: Block.capacity) { lanes in
                withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Block.capacity) { mixed in
                    guard let room = lanes.baseAddress else { return }
                    for from in stride(from: 0, to: count, by: Block.capacity) {
                        let rows = min(Block.capacity, count - from)
                        for i in 0..<rows { mixed[i] = 0 }
                        for column in columns {
                            column.read(from: from, count: rows, into: room)
                            for i in 0..<rows {
                                let product = (mixed[i] ^ UInt64(bitPattern: lanes[i])) &* 0x9E37_79B9_7F4A_7C15
                                mixed[i] = product ^ (product >> 32)
                            }
                        }
                        for i in 0..<rows { hashes[from + i] = UInt32(truncatingIfNeeded: mixed[i] >> 24) }
                        made = from + rows
                    }
                }
            }
        }
    }

    /// Which hashes came, by their low bits: it may say one came that did not, never the other way round.
    private struct BitMap {
        private var words: [UInt64]
        private let mask: UInt32

        init(for count: Int) {
            var bits = 10
            while bits < 28, 1 << bits < count * 16 { bits += 1 }
            words = [UInt64](repeating: 0, count: 1 << (bits - 6))
            mask = UInt32(truncatingIfNeeded: (1 << bits) - 1)
        }

        @inline(__always)
        func contains(_ hash: UInt32) -> Bool {
            let bit = hash & mask
            return words[Int(bit >> 6)] & (1 << UInt64(bit & 63)) != 0
        }

        /// Whether it, or one like it, was there.
        @inline(__always)
        @discardableResult
        mutating func insert(_ hash: UInt32) -> Bool {
            let bit = hash & mask
            let one: UInt64 = 1 << UInt64(bit & 63)
            let was = words[Int(bit >> 6)]
            words[Int(bit >> 6)] = was | one
            return was & one != 0
        }
    }
}
