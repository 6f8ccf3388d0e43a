// Groups by one table of all combinations of keys, where there are few enough: each row's keys make a place, each place taken
// gets the next ordinal. One pass over the rows, whatever the number of keys.

/// Places of one key: by the key itself, or, where the keys are few in a wide range (currencies), in the order first seen.
struct KeyPlaces {
    let lane: LaneSource
    private let low: Int64
    private let width: UInt64
    /// How many places there are; one of them stands for null and for keys out of range.
    private(set) var stride: Int
    /// By key, null last: its place, or `unseen`; empty where a key is its own place.
    private var learned: [UInt32] = []
    private var known: UInt32 = 0
    private static let unseen = UInt32.max
    static let mostLearned = 256

    /// Keys `low ..< low + width` and null, each at its own place.
    init(_ lane: LaneSource, low: Int64, width: Int) {
        self.lane = lane
        self.low = low
        self.width = UInt64(width)
        stride = width + 1
    }

    /// The same, their places learned: four at first.
    init(learning lane: LaneSource, low: Int64, width: Int) {
        self.init(lane, low: low, width: width)
        learned = Array(repeating: Self.unseen, count: width + 1)
        stride = 4
    }

    /// Room for four times as many, or false where that is too many.
    mutating func grow() -> Bool {
        guard !learned.isEmpty, stride < Self.mostLearned else { return false }
        stride *= 4
        return true
    }

    /// Moves `places` on by the keys of rows that lie in the order of the places: `place × stride + key`. False where keys
    /// turned up for which there is no room; the places are then worthless.
    @inline(__always)
    mutating func add<T: FixedWidthInteger>(
        _ keys: UnsafePointer<T>, _ count: Int, to places: UnsafeMutablePointer<UInt32>
    ) -> Bool {
        let stride = UInt32(truncatingIfNeeded: stride)
        if learned.isEmpty {
            for i in 0..<count {
                let key = UInt64(bitPattern: Int64(truncatingIfNeeded: keys[i]) &- low)
                places[i] = places[i] &* stride &+ UInt32(truncatingIfNeeded: key < width ? key : width)
            }
            return true
        }
        let (low, width) = (low, width)
        var known = known
        learned.withUnsafeMutableBufferPointer { learned in
            for i in 0..<count {
                let key = UInt64(bitPattern: Int64(truncatingIfNeeded: keys[i]) &- low)
                let inner = Int(truncatingIfNeeded: key < width ? key : width)
                if learned[inner] == Self.unseen {
                    learned[inner] = known
                    known &+= 1
                }
                places[i] = places[i] &* stride &+ learned[inner]
            }
        }
        self.known = known
        return known <= stride
    }

    /// The same for a block of a column in its kind at rest.
    mutating func add(_ chunk: Chunk, from: Int, _ count: Int, to places: UnsafeMutablePointer<UInt32>) -> Bool? {
        guard from + count <= chunk.count else { return nil }
        switch chunk {
        case .i64(let rows): return rows.baseAddress.map { add($0 + from, count, to: places) }
        case .i32(let rows): return rows.baseAddress.map { add($0 + from, count, to: places) }
        case .u32(let rows): return rows.baseAddress.map { add($0 + from, count, to: places) }
        case .u16(let rows): return rows.baseAddress.map { add($0 + from, count, to: places) }
        case .u8(let rows): return rows.baseAddress.map { add($0 + from, count, to: places) }
        }
    }
}

/// Which places are taken, by which group, how often.
final class GroupTable {
    /// By place: the group's ordinal and one in the lower half, its rows in the upper; 0 for none. Beside each other, since
    /// places are met in no order.
    private var cells: UnsafeMutablePointer<UInt64>
    private var size: Int
    private var places: [UInt32] = []
    private(set) var firsts: [UInt32] = []

    init(size: Int) {
        self.size = size
        cells = .allocate(capacity: size)
        cells.initialize(repeating: 0, count: size)
    }

    deinit { cells.deallocate() }

    /// The groups of rows `from ..< from + count`, whose places are given and lie within the size.
    func assign(_ at: UnsafePointer<UInt32>, _ count: Int, from: Int, into ordinals: UnsafeMutablePointer<UInt32>) {
        let cells = cells
        // Taken out while the loop runs, so that the loop alone holds them.
        var places: [UInt32] = []
        var firsts: [UInt32] = []
        swap(&places, &self.places)
        swap(&firsts, &self.firsts)
        defer {
            swap(&places, &self.places)
            swap(&firsts, &self.firsts)
        }
        for i in 0..<count {
            var cell = cells[Int(at[i])]
            if cell == 0 {
                places.append(at[i])
                firsts.append(UInt32(truncatingIfNeeded: from &+ i))
                cell = UInt64(truncatingIfNeeded: places.count)
            }
            cells[Int(at[i])] = cell &+ 1 << 32
            ordinals[i] = UInt32(truncatingIfNeeded: cell) &- 1
        }
    }

    /// The same groups at other places of a greater table.
    func move(size: Int, _ place: (UInt32) -> UInt32) {
        let moved = UnsafeMutablePointer<UInt64>.allocate(capacity: size)
        moved.initialize(repeating: 0, count: size)
        for group in places.indices {
            let next = place(places[group])
            moved[Int(next)] = cells[Int(places[group])]
            places[group] = next
        }
        cells.deallocate()
        cells = moved
        self.size = size
    }

    /// Rows of each group.
    var sizes: [UInt32] { places.map { UInt32(truncatingIfNeeded: cells[Int($0)] >> 32) } }
}
