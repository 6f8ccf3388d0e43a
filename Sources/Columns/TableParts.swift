// A table as a snapshot holds it: what Durability writes block by block, and hands back without reading a block.

package struct TableParts {
    /// Rows, tombstones included.
    package let rows: Int
    /// How many rows from the first on have strictly ascending id keys: they are found by binary search.
    package let ascending: Int
    /// `LiveRows.dead`.
    package let dead: [UInt64]
    /// In schema order.
    package let columns: [ColumnParts]

    package init(rows: Int, ascending: Int, dead: [UInt64], columns: [ColumnParts]) {
        self.rows = rows
        self.ascending = ascending
        self.dead = dead
        self.columns = columns
    }
}

/// `block(i)` is asked for at most once, when block i is first touched; nil, or a block of another kind, reads as nulls.
package struct ColumnParts {
    package let physical: Physical
    package let block: (Int) -> Block?

    package init(_ physical: Physical, block: @escaping (Int) -> Block?) {
        self.physical = physical
        self.block = block
    }
}
