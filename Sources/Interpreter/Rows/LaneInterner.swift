// Small dense numbers for lanes: the first lane seen is 0, the next new one 1. Groups and distinct rows stand on it.
// Lanes that are themselves small (rows, codes, words) are looked up in an array, others by hashing.
import Columns

/// Numbers lanes in first-seen order.
struct LaneInterner {
    private static let direct = 1 << 22
    private var small: [Int32] = []
    private var slots: [Int32] = []
    private var mask = 0
    private(set) var lanes: [Int64] = []

    var count: Int { lanes.count }

    mutating func ordinal(_ lane: Int64) -> Int32 {
        // Null is far below zero, so it takes the hashed way and is a group like any other.
        if lane >= 0, lane < Int64(Self.direct) {
            let at = Int(lane)
            if at >= small.count {
                small += Array(repeating: -1, count: max(256, at + 1 - small.count + min(small.count, Self.direct / 4)))
            }
            let known = small[at]
            if known >= 0 { return known }
            let new = Int32(truncatingIfNeeded: lanes.count)
            small[at] = new
            lanes.append(lane)
            return new
        }
        return hashed(lane)
    }

    private mutating func hashed(_ lane: Int64) -> Int32 {
        if lanes.count * 2 >= slots.count { grow() }
        var at = Self.hash(lane) & mask
        while slots[at] >= 0 {
            if lanes[Int(slots[at])] == lane { return slots[at] }
            at = (at + 1) & mask
        }
        let new = Int32(truncatingIfNeeded: lanes.count)
        slots[at] = new
        lanes.append(lane)
        return new
    }

    private mutating func grow() {
        let size = max(64, slots.count * 4)
        slots = Array(repeating: -1, count: size)
        mask = size - 1
        for (i, lane) in lanes.enumerated() where lane < 0 || lane >= Int64(Self.direct) {
            var at = Self.hash(lane) & mask
            while slots[at] >= 0 { at = (at + 1) & mask }
            slots[at] = Int32(truncatingIfNeeded: i)
        }
    }

    static func hash(_ lane: Int64) -> Int {
        var x = UInt64(bitPattern: lane) &* 0x9E37_79B9_7F4A_7C15
        x ^= x >> 29
        x = x &* 0xBF58_476D_1CE4_E5B9
        return Int(truncatingIfNeeded: x ^ (x >> 32))
    }
}

/// Numbers rows of several keys: each key is interned, then pairs of ordinals are.
struct RowInterner {
    private var keys: [LaneInterner]
    private var pairs: [LaneInterner]
    /// The ordinals of each key for each group, flattened: `members[group * keys + k]`.
    private(set) var members: [Int32] = []
    private(set) var count = 0

    init(keys: Int) {
        self.keys = Array(repeating: LaneInterner(), count: keys)
        pairs = Array(repeating: LaneInterner(), count: max(0, keys - 1))
    }

    /// Ordinals of the groups of a batch. `lanes[k]` holds key k for each of `rows` rows.
    mutating func ordinals(_ lanes: [UnsafeMutablePointer<Int64>], rows: Int, into out: UnsafeMutablePointer<Int32>) {
        let width = keys.count
        guard width > 0 else {
            out.update(repeating: 0, count: rows)
            if rows > 0 { count = 1 }
            return
        }
        for i in 0..<rows { out[i] = keys[0].ordinal(lanes[0][i]) }
        var k = 1
        while k < width {
            for i in 0..<rows {
                let second = keys[k].ordinal(lanes[k][i])
                // A second key with few values (currencies) keeps the pair small enough for the array.
                let pair = second < 8 ? Int64(out[i]) << 3 | Int64(second) : (Int64(out[i]) << 32 | Int64(second)) | 1 << 62
                out[i] = pairs[k - 1].ordinal(pair)
            }
            k += 1
        }
        count = width == 1 ? keys[0].count : pairs[width - 2].count
    }

    /// The lane of one key in each group, in group order.
    func lanes(ofKey key: Int) -> [Int64] {
        guard !keys.isEmpty else { return [] }
        let last = keys.count - 1
        return (0..<count).map { group in
            var ordinal = group
            var level = last
            while level > 0 {
                let pair = pairs[level - 1].lanes[ordinal]
                let wide = pair & (1 << 62) != 0
                let first = Int(wide ? (pair & ~(1 << 62)) >> 32 : pair >> 3)
                let second = Int(wide ? pair & 0xFFFF_FFFF : pair & 7)
                if level == key { return keys[level].lanes[second] }
                ordinal = first
                level -= 1
            }
            return keys[0].lanes[ordinal]
        }
    }
}
