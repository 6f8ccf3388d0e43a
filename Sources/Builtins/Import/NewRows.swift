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
    @exclusivity(unchecked) private var filled = 0
    /// Texts that wait for their codes, for columns that get texts rather than lanes.
    @exclusivity(unchecked) private var texts: [WaitingTexts?]
    /// Rows of the lanes whose texts have their codes.
    @exclusivity(unchecked) private var settled = 0
    /// Whether so many bytes wait that they should not wait for the block.
    @exclusivity(unchecked) private var isHeavy = false

    @exclusivity(unchecked) private var greatest = Int64.min
    @exclusivity(unchecked) private var ascends = true
    @exclusivity(unchecked) private var index: [Int64: UInt32]?

    /// `set` are the columns that get a lane in each row, `texts` those that get a text; the others are null, or 0 where null
    /// is not admitted.
    init(_ schema: TableSchema, in store: Store, set: Set<Int>, texts: Set<Int> = []) {
        self.schema = schema
        first = store.rowCount(schema.id)
        columns = schema.columns.map { BatchColumn($0.physical) }
        self.texts = schema.columns.indices.map { texts.contains($0) ? WaitingTexts() : nil }
        fixed = schema.columns.indices.map { set.contains($0) || texts.contains($0) ? nil : schema.columns[$0].nullable ? Lane.null : 0 }
        even = Array(repeating: nil, count: schema.columns.count)
        lanes = .allocate(capacity: schema.columns.count * Block.capacity)
    }

    deinit { lanes.deallocate() }

    /// A column that holds the same in every row.
    func fix(_ column: Int, _ lane: Int64) { fixed[column] = lane }

    @inline(__always)
    func set(_ column: Int, _ lane: Int64) { lanes[(column &<< 12) &+ filled] = lane }

    /// A text for a column that gets texts: it has its code once its block is full. Null for an empty one.
    @inline(__always)
    func set(_ column: Int, text: UnsafeBufferPointer<UInt8>) throws(CellFault) {
        guard text.count <= TextPool.longest else { throw .tooLong }
        guard let waiting = texts[column] else { return }
        if waiting.set(filled, text, first: filled == settled) > WaitingTexts.enough { isHeavy = true }
    }

    /// Takes the row whose lanes were set; its number.
    @inline(__always)
    @discardableResult
    func take(_ store: inout Store) -> UInt32 {
        let row = UInt32(truncatingIfNeeded: first &+ count)
        count &+= 1
        filled &+= 1
        if filled == Block.capacity {
            settle(&store)
            flush()
        } else if isHeavy {
            settle(&store)
        }
        return row
    }

    /// Gives the texts that wait their codes: before the rows are looked at as a whole.
    func settle(_ store: inout Store) {
        guard filled > settled else { return }
        for column in texts.indices {
            texts[column]?.intern(settled..<filled, into: lanes + (column << 12), &store)
        }
        settled = filled
        isHeavy = false
    }

    /// Takes the row and notes its id, column 0, which no row before it may have.
    @inline(__always)
    @discardableResult
    func take(id key: Int64, _ store: inout Store) -> UInt32 {
        set(0, key)
        if key > greatest { greatest = key } else { ascends = false }
        let row = take(&store)
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

    /// The batch of all rows taken, whose texts are settled.
    func batch() -> ColumnBatch {
        flush()
        return ColumnBatch(columns: columns)
    }

    /// A lane of a row taken before, counted from the first new one; of a column that gets texts only after `settle`.
    func lane(_ place: Int, _ column: Int) -> Int64 {
        if let lane = fixed[column] { return lane }
        let flushed = count - filled
        guard place >= flushed else { return columns[column].view[place] }
        return place < count ? lanes[(column << 12) + place - flushed] : Lane.null
    }

    /// A column, once no row will come any more.
    func view(_ column: Int) -> ColumnView {
        flush()
        return columns[column].view
    }

    private func flush() {
        guard filled > 0 else { return }
        for column in columns.indices {
            let room = lanes + (column << 12)
            if let lane = fixed[column] { for i in 0..<filled { room[i] = lane } }
            if texts[column] != nil { for i in settled..<filled { room[i] = Lane.null } }
            if filled == Block.capacity, isEven(room) {
                // Most optional columns are empty from end to end: all their blocks are one.
                if even[column]?.lane != room[0] {
                    var block = BatchColumn(columns[column].physical)
                    block.append(block: room, filled)
                    even[column] = (room[0], block)
                }
                if let block = even[column]?.block { columns[column].append(block) }
            } else {
                columns[column].append(block: room, filled)
            }
        }
        filled = 0
        settled = 0
    }

    /// Whether a full block of lanes holds one value only.
    private func isEven(_ room: UnsafeMutablePointer<Int64>) -> Bool {
        let first = room[0]
        guard room[Block.capacity - 1] == first, room[Block.capacity / 2] == first else { return false }
        var differences: Int64 = 0
        for i in 0..<Block.capacity { differences |= room[i] ^ first }
        return differences == 0
    }
}
