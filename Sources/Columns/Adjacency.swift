// The rows of one table by what they refer to: payments of an invoice, invoices of a debtor, invoices by external number.

/// Compressed rows: the live source rows of target t, ascending, are `rows[starts[t] ..< starts[t + 1]]`.
package final class Adjacency {
    /// One more than there are targets.
    package let starts: [UInt32]
    package let rows: [UInt32]

    init(starts: [UInt32], rows: [UInt32]) {
        self.starts = starts
        self.rows = rows
    }

    package var targets: Int { max(0, starts.count - 1) }

    /// None for a target that does not exist.
    package func rows(of target: Int) -> ArraySlice<UInt32> {
        guard target >= 0, target + 1 < starts.count else { return [] }
        return rows[Int(starts[target])..<Int(starts[target + 1])]
    }
}
