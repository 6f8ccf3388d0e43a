// Rows in groups, block by block, for stages that add up in a way of their own (ageing).
// Hands out group numbers and lanes; knows nothing of what is added.
package import Columns
package import Diagnostics

extension Relation {
    /// Calls `body` for each block of kept rows with the group number of each row, the lanes asked for, how many rows there
    /// are, and how many groups were met so far. Answers the keys of the groups, a lane for each key, in first-seen order.
    ///
    ///     let keys = try relation.eachGroupedBlock(by: [currency], reading: [balance], ctx, span) { groups, lanes, rows, count in … }
    package func eachGroupedBlock(
        by keys: [LaneSource], reading sources: [LaneSource], _ ctx: Context, _ span: Span,
        _ body: (UnsafeMutablePointer<Int32>, [UnsafeMutablePointer<Int64>], Int, Int) -> Void
    ) throws(Diagnostic) -> [[Int64]] {
        let room = LaneRoom()
        let keyLanes = keys.map { _ in room.take() }
        let lanes = sources.map { _ in room.take() }
        let groups = UnsafeMutablePointer<Int32>.allocate(capacity: LaneBatch.size)
        defer {
            for lane in keyLanes + lanes { room.give(lane) }
            groups.deallocate()
        }
        var interner = RowInterner(keys: keys.count)
        try eachBatch(self, ctx, span) { _, batch in
            for (source, lane) in zip(keys, keyLanes) { batch.read(source, into: lane) }
            for (source, lane) in zip(sources, lanes) { batch.read(source, into: lane) }
            interner.ordinals(keyLanes, rows: batch.count, into: groups)
            body(groups, lanes, batch.count, interner.count)
        }
        return keys.indices.map { interner.lanes(ofKey: $0) }
    }
}
