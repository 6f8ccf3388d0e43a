// Whole columns on their way into a table, already in their kind at rest: appending a million rows moves blocks, not cells.

/// A batch is a value: a copy shares its blocks.
package struct ColumnBatch {
    package private(set) var columns: [BatchColumn]

    /// An empty batch for a table.
    package init(_ schema: TableSchema) { columns = schema.columns.map { BatchColumn($0.physical) } }

    /// Columns in schema order, all of the same length: what a codec read.
    package init(columns: [BatchColumn]) { self.columns = columns }

    /// Rows of the shortest column: the store refuses a batch whose columns differ.
    package var count: Int { columns.map(\.count).min() ?? 0 }

    /// Appends a row of lanes in schema order; false, and nothing appended, where a lane does not fit or the count is wrong.
    package mutating func append(_ cells: [Int64]) -> Bool {
        guard cells.count == columns.count else { return false }
        for i in cells.indices where !columns[i].physical.holds(cells[i]) { return false }
        for i in cells.indices { _ = columns[i].append(cells[i]) }
        return true
    }

    package func view(_ column: Int) -> ColumnView { columns[column].view }

    /// One row as lanes in schema order.
    package func cells(_ row: Int) -> [Int64] { columns.map { $0.spine[row] } }
}

package struct BatchColumn {
    private(set) var spine: Spine
    package init(_ physical: Physical) { spine = Spine(physical) }
    init(_ spine: Spine) { self.spine = spine }

    package var physical: Physical { spine.physical }
    package var count: Int { spine.count }
    package var view: ColumnView { ColumnView(spine) }

    /// False, and nothing appended, where the kind cannot hold the lane.
    package mutating func append(_ lane: Int64) -> Bool {
        guard physical.holds(lane) else { return false }
        spine.put(lane, at: spine.count)
        return true
    }

    /// Appends lanes; false, with those before the misfit appended, where one does not fit.
    package mutating func append(_ lanes: UnsafeBufferPointer<Int64>) -> Bool {
        for lane in lanes where !append(lane) { return false }
        return true
    }

    /// Appends at most a block of lanes that are known to fit.
    package mutating func append(block lanes: UnsafePointer<Int64>, _ rows: Int) {
        guard rows > 0, rows <= Block.capacity else { return }
        let block = Block(physical, room: rows)
        block.append(lanes: lanes, rows)
        append(BatchColumn(block))
    }

    /// Appends whole rows in this kind, little endian, as `ColumnView.withBytes` gave them; a part of a row at the end is ignored.
    package mutating func append(bytes: UnsafeRawBufferPointer) {
        let width = physical.width
        var rest = bytes
        while rest.count >= width {
            let step = min(rest.count / width, Block.capacity) * width
            let block = Block(physical, room: step / width)
            block.append(raw: UnsafeRawBufferPointer(rebasing: rest[..<step]))
            spine.append(BatchColumn(block).spine)
            rest = UnsafeRawBufferPointer(rebasing: rest[step...])
        }
    }

    /// Appends the rows of another column of this kind; whole blocks are shared where they fall on a block's edge.
    package mutating func append(_ other: BatchColumn) {
        if other.physical == physical { spine.append(other.spine) }
    }

    private init(_ block: Block) {
        spine = Spine(block.physical)
        spine.adopt(block)
    }
}
