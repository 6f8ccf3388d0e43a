// What a command does to the store, in the form that is checked, applied, inverted and journalled.
// Effects name rows by number, which is never reused, so a replay needs nothing else.

package enum Effect {
    /// Cells are lanes in schema order. The row is the next free one, or a tombstone which comes back.
    case insert(TableID, row: UInt32, cells: [Int64])
    case update(TableID, row: UInt32, column: Int, old: Int64, new: Int64)
    /// The row becomes a tombstone; `cells` must be what it holds.
    case remove(TableID, row: UInt32, cells: [Int64])
    /// An import: whole columns from `first` on.
    case insertRows(TableID, first: UInt32, ColumnBatch)
    /// Its inverse: the rows become tombstones.
    case removeRows(TableID, first: UInt32, count: UInt32, ColumnBatch)
}

package struct ChangeSet {
    package var effects: [Effect]
    package init(_ effects: [Effect] = []) { self.effects = effects }
    package var isEmpty: Bool { effects.isEmpty }
}

extension ChangeSet {
    /// What takes it back.
    package var inverted: ChangeSet {
        ChangeSet(
            effects.reversed().map { effect in
                switch effect {
                case .insert(let table, let row, let cells): .remove(table, row: row, cells: cells)
                case .remove(let table, let row, let cells): .insert(table, row: row, cells: cells)
                case .update(let table, let row, let column, let old, let new):
                    .update(table, row: row, column: column, old: new, new: old)
                case .insertRows(let table, let first, let batch):
                    .removeRows(table, first: first, count: UInt32(clamping: batch.count), batch)
                case .removeRows(let table, let first, _, let batch): .insertRows(table, first: first, batch)
                }
            })
    }
}
