// What a cell is: one Int64 to whoever computes, a narrower kind at rest.
// This file names the kinds; it holds no rows.

/// A cell as the evaluator sees it. Every kind of column is widened to this, block by block.
@usableFromInline package enum Lane {
    /// The one null of every kind of column. No real value may equal it: the store refuses it where a column is not nullable.
    // Inlined wherever it is used: as a global of another module it would be fetched anew for every row.
    @inlinable package static var null: Int64 { Int64.min }
}

/// How a column rests in memory and on disk. The raw values are frozen: snapshots and journals carry them.
/// Null is the least value of the signed kinds and the greatest of the unsigned ones.
package enum Physical: UInt8, Hashable, Sendable, CaseIterable {
    case i64 = 1
    case i32 = 2
    case u32 = 3
    case u16 = 4
    case u8 = 5

    /// Bytes of one row.
    package var width: Int {
        switch self {
        case .i64: 8
        case .i32, .u32: 4
        case .u16: 2
        case .u8: 1
        }
    }

    /// The lanes this kind can hold, null apart: `Physical.u8.range` is `0...254`.
    package var range: ClosedRange<Int64> {
        switch self {
        case .i64: (Int64.min + 1)...Int64.max
        case .i32: Int64(Int32.min + 1)...Int64(Int32.max)
        case .u32: 0...Int64(UInt32.max - 1)
        case .u16: 0...Int64(UInt16.max - 1)
        case .u8: 0...Int64(UInt8.max - 1)
        }
    }

    /// Whether `lane` survives a round trip: `Physical.u8.holds(255)` is false, null always true.
    package func holds(_ lane: Int64) -> Bool { lane == Lane.null || range.contains(lane) }
}
