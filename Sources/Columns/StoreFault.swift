// Why the store refused: a closed set that knows tables and rows but no words for a person.

package enum StoreFault: Error, Hashable, Sendable {
    case unknownTable(TableID)
    case unknownColumn(TableID, column: Int)
    /// The row does not exist.
    case unknownRow(TableID, row: UInt32)
    /// The row exists but is a tombstone.
    case notLive(TableID, row: UInt32)
    /// An insert names a row that is live.
    case occupied(TableID, row: UInt32)
    /// An insert names a row beyond the next free one.
    case gap(TableID, row: UInt32, next: UInt32)
    /// Too few or too many cells, or batch columns of another kind.
    case shape(TableID)
    /// What the effect says was there is not what is there.
    case differs(TableID, row: UInt32, column: Int)
    case duplicateID(TableID, row: UInt32, existing: UInt32)
    /// A reference to a row that does not exist or is not live.
    case dangling(TableID, row: UInt32, column: Int)
    /// A removed row is still referred to by `by`.
    case referenced(TableID, row: UInt32, by: TableID, byRow: UInt32)
    /// Null in a column that has none.
    case null(TableID, row: UInt32, column: Int)
    /// A value the column's kind cannot hold: too wide, an unknown text code, id pattern or word, a flag that is not 0 or 1.
    case outOfRange(TableID, row: UInt32, column: Int)
    /// A maintained sum left 64 bits.
    case overflow(TableID, row: UInt32, column: Int)
    /// A block of the book's file failed its check.
    case damaged(TableID, column: Int, block: Int)
    /// The catalog contradicts itself: a sum over a missing column, a repeated number, a circle of sums.
    case catalog(String)
    /// A table can hold no more rows, or a pool no more texts.
    case full
}
