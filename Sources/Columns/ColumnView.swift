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

    /// Whether this is the same column of the same state of a store.
    func isSame(as other: ColumnView) -> Bool {
        count == other.count && spine.leaves.elementsEqual(other.spine.leaves) { $0 === $1 }
    }

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
        // One row needs no note of where blocks lie: what a look-up by id asks for.
        if rows.count == 1 {
            out[0] = spine[Int(rows[0])]
            return
        }
        withExtendedLifetime(spine) {
            switch physical {
            case .i64: gather(rows, out, null: Int64.min)
            case .i32: gather(rows, out, null: Int32.min)
            case .u32: gather(rows, out, null: UInt32.max)
            case .u16: gather(rows, out, null: UInt16.max)
            case .u8: gather(rows, out, null: UInt8.max)
            }
        }
    }

    /// Rows come from anywhere, so where each block lies is noted when it is first met in this call.
    @inline(__always)
    private func gather<T: FixedWidthInteger>(
        _ rows: UnsafeBufferPointer<UInt32>, _ out: UnsafeMutablePointer<Int64>, null: T
    ) {
        let count = UInt32(truncatingIfNeeded: count)
        withUnsafeTemporaryAllocation(of: UnsafePointer<T>?.self, capacity: max(1, blockCount)) { bases in
            bases.initialize(repeating: nil)
            // Rows of one block mostly follow one another: then its place is at hand.
            var block = UInt32.max
            var known: UnsafePointer<T>?
            for i in 0..<rows.count {
                let row = rows[i]
                guard row < count else {
                    out[i] = Lane.null
                    continue
                }
                if row >> 12 != block {
                    block = row >> 12
                    known = bases[Int(block)] ?? spine.base(Int(block))
                    bases[Int(block)] = known
                }
                if let known {
                    let bits = known[Int(row & 4095)]
                    out[i] = bits == null ? Lane.null : Int64(truncatingIfNeeded: bits)
                } else {
                    out[i] = spine[Int(row)]
                }
            }
        }
    }

    /// The least and greatest lane of a block that is not null: what lets a scan by day skip it. Nil where all are null.
    package func blockBounds(_ i: Int) -> (min: Int64, max: Int64)? { spine.block(i)?.bounds }

    /// The least and greatest lane of all blocks. Nil where all are null.
    package var bounds: (min: Int64, max: Int64)? {
        var all: (min: Int64, max: Int64)?
        for i in 0..<blockCount {
            guard let some = blockBounds(i) else { continue }
            all = all.map { (Swift.min($0.min, some.min), Swift.max($0.max, some.max)) } ?? some
        }
        return all
    }

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
