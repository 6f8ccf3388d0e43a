// The rows of one table on their way in: lanes of 4,096 rows, then blocks of a batch, so that an import of a million rows
// moves blocks. It also knows which ids came, to refuse one that comes twice. Applies nothing.
import Columns

// One thread fills it and no call comes back into it: checking its accesses at run time would cost more than a lane.
final class NewRows {
    let schema: TableSchema
    /// The number of the first row.
    let first: Int
    @exclusivity(unchecked) private(set) var count = 0
    @exclusivity(unchecked) private var columns: [BatchColumn]
    /// A column nobody sets holds this in every row.
    @exclusivity(unchecked) private var fixed: [Int64?]
    /// For each column the last block that held one value only, and that value.
    @exclusivity(unchecked) private var even: [(lane: Int64, block: BatchColumn)?]
    private let lanes: UnsafeMutablePointer<Int64>
    private let narrow: UnsafeMutableRawPointer
    @exclusivity(unchecked) private var filled = 0

    @exclusivity(unchecked) private var greatest = Int64.min
    @exclusivity(unchecked) private var ascends = true
    @exclusivity(unchecked) private var index: [Int64: UInt32]?

    /// `set` are the columns that get a lane in each row; the others are null, or 0 where null is not admitted.
    init(_ schema: TableSchema, in store: Store, set: Set<Int>) {
        self.schema = schema
        first = store.rowCount(schema.id)
        columns = schema.columns.map { BatchColumn($0.physical) }
        fixed = schema.columns.indices.map { set.contains($0) ? nil : schema.columns[$0].nullable ? Lane.null : 0 }
        even = Array(repeating: nil, count: schema.columns.count)
        lanes = .allocate(capacity: schema.columns.count * Block.capacity)
        narrow = .allocate(byteCount: Block.capacity * 8, alignment: 16)
    }

    deinit {
        lanes.deallocate()
        narrow.deallocate()
    }

    /// A column that holds the same in every row.
    func fix(_ column: Int, _ lane: Int64) { fixed[column] = lane }

    @inline(__always)
    func set(_ column: Int, _ lane: Int64) { lanes[(column &<< 12) &+ filled] = lane }

    /// Takes the row whose lanes were set; its number.
    @inline(__always)
    @discardableResult
    func take() -> UInt32 {
        let row = UInt32(truncatingIfNeeded: first &+ count)
        count &+= 1
        filled &+= 1
        if filled == Block.capacity { flush() }
        return row
    }

    /// Takes the row and notes its id, column 0, which no row before it may have.
    @inline(__always)
    @discardableResult
    func take(id key: Int64) -> UInt32 {
        set(0, key)
        if key > greatest { greatest = key } else { ascends = false }
        let row = take()
        index?[key] = row
        return row
    }

    /// The new row with this id.
    @inline(__always)
    func row(id key: Int64) -> UInt32? {
        if ascends, index == nil, key > greatest { return nil }
        return find(key)
    }

    private func find(_ key: Int64) -> UInt32? {
        if let index { return index[key] }
        var built = [Int64: UInt32](minimumCapacity: count * 2)
        let taken = columns[0].view.lanes()
        for (place, key) in taken.enumerated() { built[key] = UInt32(truncatingIfNeeded: first + place) }
        for place in 0..<filled { built[lanes[place]] = UInt32(truncatingIfNeeded: first + taken.count + place) }
        index = built
        return built[key]
    }

    /// The batch of all rows taken.
    func batch() -> ColumnBatch {
        flush()
        return ColumnBatch(columns: columns)
    }

    /// A lane of a row taken before, counted from the first new one.
    func lane(_ place: Int, _ column: Int) -> Int64 {
        if let lane = fixed[column] { return lane }
        let flushed = count - filled
        guard place >= flushed else { return columns[column].view[place] }
        return place < count ? lanes[(column << 12) + place - flushed] : Lane.null
    }

    /// All lanes of a column, once no row will come any more.
    func lanes(_ column: Int) -> [Int64] {
        flush()
        return columns[column].view.lanes()
    }

    private func flush() {
        guard filled > 0 else { return }
        for column in columns.indices {
            let room = lanes + (column << 12)
            if let lane = fixed[column] { for i in 0..<filled { room[i] = lane } }
            if filled == Block.capacity, isEven(room) {
                // Most optional columns are empty from end to end: all their blocks are one.
                if even[column]?.lane != room[0] {
                    var block = BatchColumn(columns[column].physical)
                    block.append(bytes: narrowed(column))
                    even[column] = (room[0], block)
                }
                if let block = even[column]?.block { columns[column].append(block) }
            } else {
                columns[column].append(bytes: narrowed(column))
            }
        }
        filled = 0
    }

    /// Whether a full block of lanes holds one value only.
    private func isEven(_ room: UnsafeMutablePointer<Int64>) -> Bool {
        let first = room[0]
        guard room[Block.capacity - 1] == first, room[Block.capacity / 2] == first else { return false }
        var differences: Int64 = 0
        for i in 0..<Block.capacity { differences |= room[i] ^ first }
        return differences == 0
    }

    private func narrowed(_ column: Int) -> UnsafeRawBufferPointer {
        let from = lanes + (column << 12)
        let physical = columns[column].physical
        switch physical {
        case .i64: return UnsafeRawBufferPointer(start: from, count: filled * 8)
        case .i32: pack(from, null: Int32.min)
        case .u32: pack(from, null: UInt32.max)
        case .u16: pack(from, null: UInt16.max)
        case .u8: pack(from, null: UInt8.max)
        }
        return UnsafeRawBufferPointer(start: narrow, count: filled * physical.width)
    }

    @inline(__always)
    private func pack<T: FixedWidthInteger>(_ from: UnsafeMutablePointer<Int64>, null: T) {
        let out = narrow.bindMemory(to: T.self, capacity: Block.capacity)
        for i in 0..<filled { out[i] = from[i] == Lane.null ? null : T(truncatingIfNeeded: from[i]) }
    }
}
