// Row numbers that stand for rows of their own: what a filter kept, as a new base.

package final class RowList {
    private let rows: [UInt32]

    package init(_ rows: [UInt32]) { self.rows = rows }

    package var count: Int { rows.count }

    /// The rows behind places `from ..< from + count`. A place that does not exist has a row that no table has.
    func withRows(from: Int, count: Int, _ body: (UnsafeBufferPointer<UInt32>) -> Void) {
        rows.withUnsafeBufferPointer { all in
            if from >= 0, count > 0, from <= all.count - count {
                return body(UnsafeBufferPointer(rebasing: all[from..<from + count]))
            }
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: max(1, count)) { room in
                for i in 0..<max(0, count) { room[i] = all.indices.contains(from + i) ? all[from + i] : .max }
                body(UnsafeBufferPointer(rebasing: UnsafeBufferPointer(room)[..<max(0, count)]))
            }
        }
    }

    /// The rows behind these places, in their order.
    func withRows(at places: UnsafeBufferPointer<UInt32>, _ body: (UnsafeBufferPointer<UInt32>) -> Void) {
        rows.withUnsafeBufferPointer { all in
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: max(1, places.count)) { room in
                for i in 0..<places.count {
                    let place = Int(places[i])
                    room[i] = place < all.count ? all[place] : .max
                }
                body(UnsafeBufferPointer(rebasing: UnsafeBufferPointer(room)[..<places.count]))
            }
        }
    }
}
