// One table's rows: columns, tombstones, indexes. It writes what it is told; Store+Apply has checked it.

struct Table {
    var columns: [Spine]
    var live: LiveRows
    /// Whether blocks may come from a file and so may turn out damaged.
    let isMapped: Bool
    /// Codes known to be words of each closed enumeration.
    var words: [[UInt32]]
    private var index: IDIndex
    private var relations: Relations
    private let hasID: Bool

    init(_ plan: Plan.Table) {
        columns = plan.columns.map { Spine($0.physical) }
        live = LiveRows()
        isMapped = false
        words = plan.columns.map { _ in [] }
        index = IDIndex(ascending: 0, rows: 0)
        relations = Relations(columns: plan.columns.count)
        hasID = plan.hasID
    }

    init(_ plan: Plan.Table, _ parts: TableParts) throws(StoreFault) {
        guard parts.rows >= 0, parts.rows < Int(UInt32.max) - 1, parts.columns.count == plan.columns.count else {
            throw .shape(plan.schema.id)
        }
        for (given, wanted) in zip(parts.columns, plan.columns) where given.physical != wanted.physical {
            throw .shape(plan.schema.id)
        }
        columns = parts.columns.map { Spine($0.physical, rows: parts.rows, source: BlockSource($0.physical, make: $0.block)) }
        live = LiveRows(count: parts.rows, dead: parts.dead)
        isMapped = parts.rows > 0
        words = plan.columns.map { _ in [] }
        index = IDIndex(ascending: plan.hasID ? parts.ascending : 0, rows: plan.hasID ? parts.rows : 0)
        relations = Relations(columns: plan.columns.count)
        hasID = plan.hasID
    }

    var count: Int { live.count }
    var ascending: Int { index.ascending }
    /// Whether every row's id is greater than those before it, so that no two are the same.
    var allAscend: Bool { index.ascending == count }

    func cells(_ row: Int) -> [Int64] { columns.map { $0[row] } }

    // MARK: finding

    func row(key: Int64) -> Int? { hasID ? index.row(key, columns[0], live) : nil }
    func highest(_ pattern: UInt32) -> UInt32? { hasID ? index.highest(pattern, columns[0]) : nil }

    func rows(_ column: Int, _ value: Int64, targets: Int) -> [UInt32] {
        relations.rows(column, value, columns[column], live, targets: targets)
    }

    func adjacency(_ column: Int, targets: Int) -> Adjacency {
        relations.adjacency(column, columns[column], live, targets: targets)
    }

    // MARK: writing

    private mutating func ownIndex() -> IDIndex {
        if !isKnownUniquelyReferenced(&index) { index = index.copy() }
        return index
    }

    private mutating func ownRelations() -> Relations {
        if !isKnownUniquelyReferenced(&relations) { relations = relations.copy() }
        return relations
    }

    mutating func append(_ cells: [Int64]) {
        let row = count
        columns.withUnsafeMutableBufferPointer { columns in
            for c in columns.indices { columns[c].append(cells[c]) }
        }
        live.grow(to: row + 1)
        if hasID { ownIndex().append(cells[0], row, columns[0]) }
        ownRelations().append(row, cells)
    }

    /// Appends whole columns whose kinds fit. Answers the first row whose id a live row has; the caller then truncates.
    mutating func append(_ batch: ColumnBatch) -> (row: Int, existing: Int)? {
        let first = count
        if hasID { ownIndex().prepare(columns[0]) }
        for c in columns.indices { columns[c].append(batch.columns[c].spine) }
        live.grow(to: first + batch.count)
        ownRelations().dropAll()
        guard hasID else { return nil }
        let index = ownIndex()
        var keys = [Int64](repeating: 0, count: Block.capacity)
        for from in stride(from: first, to: count, by: Block.capacity) {
            let step = min(Block.capacity, count - from)
            let noted = keys.withUnsafeMutableBufferPointer { room in
                if let base = room.baseAddress { ColumnView(columns[0]).read(from: from, count: step, into: base) }
                return index.extend(UnsafeBufferPointer(rebasing: room[..<step]), at: from, columns[0])
            }
            for i in noted..<step {
                if let existing = index.row(keys[i], columns[0], live), existing != from + i { return (from + i, existing) }
                index.append(keys[i], from + i, columns[0])
            }
        }
        return nil
    }

    mutating func put(_ lane: Int64, row: Int, column: Int) {
        if hasID, column == 0 { ownIndex().rekey(row, count: count) }
        columns[column].put(lane, at: row)
        ownRelations().drop(column)
    }

    /// A kept sum: no index hangs on it.
    mutating func keep(_ lane: Int64, row: Int, column: Int) { columns[column].put(lane, at: row) }

    mutating func kill(_ rows: Range<Int>) {
        for row in rows { live.kill(row) }
        ownRelations().dropAll()
    }

    mutating func revive(_ rows: Range<Int>) {
        for row in rows { live.revive(row) }
        ownRelations().dropAll()
    }

    mutating func truncate(to rows: Int) {
        for c in columns.indices { columns[c].truncate(to: rows) }
        live.truncate(to: rows)
        if hasID { ownIndex().truncate(to: rows) }
        ownRelations().dropAll()
    }
}
