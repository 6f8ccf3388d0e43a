// A column as it was when the view was taken: reading only. A view shares the store's blocks; while it lives, a write to the
// column copies the block it touches.

package struct ColumnView {
    private let spine: Spine
    init(_ spine: Spine) { self.spine = spine }

    /// Rows, tombstones included.
    package var count: Int { spine.count }
    package var physical: Physical { spine.physical }
    /// Blocks of 4,096 rows; the last may be shorter.
    package var blockCount: Int { spine.blockCount }

    /// One row; null for a row that does not exist.
    package subscript(row: Int) -> Int64 { spine[row] }

    /// Rows `from ..< from + count` as lanes. Rows that do not exist are null.
    package func read(from: Int, count wanted: Int, into out: UnsafeMutablePointer<Int64>) {
        var row = from
        var target = out
        let end = from + wanted
        while row < end {
            let inner = row & 4095
            let step = min(Block.capacity - inner, end - row)
            if row >= 0, let block = spine.block(row >> 12) {
                block.chunk.widen(from: inner, count: step, into: target)
                // The block's memory must outlive the loop above.
                withExtendedLifetime(block) {}
            } else {
                target.update(repeating: Lane.null, count: step)
            }
            row += step
            target += step
        }
    }

    /// The named rows as lanes, in the order given. Rows that do not exist are null.
    package func gather(_ rows: UnsafeBufferPointer<UInt32>, into out: UnsafeMutablePointer<Int64>) {
        var at = 0
        var held: Block?
        var heldIndex = -1
        while at < rows.count {
            let row = Int(rows[at])
            if row >= count {
                out[at] = Lane.null
                at &+= 1
                continue
            }
            if row >> 12 != heldIndex {
                heldIndex = row >> 12
                held = spine.block(heldIndex)
            }
            out[at] = held?[row & 4095] ?? Lane.null
            at &+= 1
        }
    }

    /// The least and greatest lane of a block that is not null: what lets a scan by day skip it. Nil where all are null.
    package func blockBounds(_ i: Int) -> (min: Int64, max: Int64)? { spine.block(i)?.bounds }

    /// A block's rows in the kind at rest, for loops of 4,096 rows at a time; nil for a block that is missing.
    package func withChunk<R>(_ i: Int, _ body: (Chunk) -> R) -> R? {
        guard let block = spine.block(i) else { return nil }
        return withExtendedLifetime(block) { body(block.chunk) }
    }

    /// A block's bytes as they go to disk (little endian), at most 4,096 × `physical.width`.
    package func withBytes<R>(_ i: Int, _ body: (UnsafeRawBufferPointer) -> R) -> R? {
        guard let block = spine.block(i) else { return nil }
        return withExtendedLifetime(block) { body(block.bytes) }
    }

    /// The whole column as lanes.
    package func lanes() -> [Int64] {
        [Int64](unsafeUninitializedCapacity: count) { room, filled in
            if let base = room.baseAddress { read(from: 0, count: count, into: base) }
            filled = count
        }
    }
}
