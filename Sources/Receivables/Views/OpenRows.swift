// The rows of a block that owe something. Most invoices of a book are settled, and which ones is no pattern a processor could
// guess: picking them without a branch first makes every loop after it short and straight.

enum OpenRows {
    /// The places of lanes that are not zero, in order; answers how many. `out` has room for `count`.
    static func find(_ lanes: UnsafePointer<Int64>, _ count: Int, into out: UnsafeMutablePointer<Int32>) -> Int {
        var found = 0
        for i in 0..<count {
            out[found] = Int32(truncatingIfNeeded: i)
            found &+= lanes[i] != 0 ? 1 : 0
        }
        return found
    }
}
