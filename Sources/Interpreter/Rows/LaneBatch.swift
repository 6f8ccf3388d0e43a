// A batch of at most 4,096 rows on the way through an expression, and the buffers it uses.
// May not know a type or an operator: it only says which rows are meant.
import Columns
import Diagnostics

/// Which base rows a batch covers: a run of them, or named ones.
struct LaneBatch {
    static let size = 4096

    let from: Int
    let count: Int
    /// Named rows; nil for the run `from ..< from + count`.
    let rows: UnsafeBufferPointer<UInt32>?

    func read(_ source: LaneSource, into out: UnsafeMutablePointer<Int64>) {
        if let rows { source.gather(rows, into: out) } else { source.read(from: from, count: count, into: out) }
    }

    func base(_ i: Int) -> Int {
        if let rows { return i < rows.count ? Int(rows[i]) : 0 }
        return from + i
    }

    /// Puts the lanes of this batch at the places of its base rows.
    func scatter(_ lanes: UnsafeMutablePointer<Int64>, into all: inout [Int64]) {
        all.withUnsafeMutableBufferPointer { all in
            if let rows {
                for i in 0..<count where Int(rows[i]) < all.count { all[Int(rows[i])] = lanes[i] }
            } else if let base = all.baseAddress, from < all.count {
                (base + from).update(from: lanes, count: min(count, all.count - from))
            }
        }
    }

    /// Writes the rows whose mask is 1 and answers how many. Branch-free: each row is written, and passed only if it is kept.
    /// `out` may be where the batch's own rows lie.
    func keep(_ mask: UnsafeMutablePointer<Int64>, _ out: UnsafeMutablePointer<UInt32>) -> Int {
        var n = 0
        if let rows {
            for i in 0..<count {
                out[n] = rows[i]
                n &+= Int(truncatingIfNeeded: mask[i] & 1)
            }
        } else {
            let first = UInt32(truncatingIfNeeded: from)
            for i in 0..<count {
                out[n] = first &+ UInt32(truncatingIfNeeded: i)
                n &+= Int(truncatingIfNeeded: mask[i] & 1)
            }
        }
        return n
    }
}

/// Calls `body` for each batch of a relation's kept rows, in order.
func eachBatch(
    _ relation: Relation, _ ctx: Context, _ span: Span, _ body: (LaneBatch) throws(Diagnostic) -> Void
) throws(Diagnostic) {
    let selection = relation.selection
    let named = selection.named
    for at in stride(from: 0, to: selection.count, by: LaneBatch.size) {
        try ctx.checkInterrupt(span)
        let count = min(LaneBatch.size, selection.count - at)
        guard let named else {
            try body(LaneBatch(from: at, count: count, rows: nil))
            continue
        }
        var failure: Diagnostic?
        named.withUnsafeBufferPointer { all in
            let slice = UnsafeBufferPointer(rebasing: all[at..<at + count])
            do throws(Diagnostic) { try body(LaneBatch(from: 0, count: count, rows: slice)) } catch { failure = error }
        }
        if let failure { throw failure }
    }
}

/// Buffers of one batch, lent and given back, so that a deep expression allocates each depth once.
final class LaneRoom {
    private var free: [UnsafeMutablePointer<Int64>] = []

    func take() -> UnsafeMutablePointer<Int64> {
        free.popLast() ?? UnsafeMutablePointer<Int64>.allocate(capacity: LaneBatch.size)
    }

    func give(_ buffer: UnsafeMutablePointer<Int64>) { free.append(buffer) }

    deinit { for buffer in free { buffer.deallocate() } }
}
