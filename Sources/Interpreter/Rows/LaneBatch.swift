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
}

/// Calls `body` for each batch of a relation's kept rows; `at` is the position of the batch among the kept rows.
func eachBatch(
    _ relation: Relation, _ ctx: Context, _ span: Span,
    _ body: (_ at: Int, _ batch: LaneBatch) throws(Diagnostic) -> Void
) throws(Diagnostic) {
    let selection = relation.selection
    guard let rows = selection.named else {
        var at = 0
        while at < selection.count {
            try ctx.checkInterrupt(span)
            let count = min(LaneBatch.size, selection.count - at)
            try body(at, LaneBatch(from: at, count: count, rows: nil))
            at += count
        }
        return
    }
    var at = 0
    while at < rows.count {
        try ctx.checkInterrupt(span)
        let count = min(LaneBatch.size, rows.count - at)
        var failure: Diagnostic?
        rows.withUnsafeBufferPointer { all in
            let slice = UnsafeBufferPointer(rebasing: all[at..<at + count])
            do throws(Diagnostic) { try body(at, LaneBatch(from: 0, count: count, rows: slice)) } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        at += count
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
