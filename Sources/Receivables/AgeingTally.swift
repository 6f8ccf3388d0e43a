// The inner loop of an ageing: sums and counts by currency and bucket.
// Currencies take places as they are first seen; ISO 4217 has fewer than there are places.

import Columns

struct AgeingTally {
    private static let places = 256
    private let edges: [Int64]
    private let today: Int64
    private let width: Int
    /// Currency number → place, −1 for none yet.
    private var place = [Int16](repeating: -1, count: 1 << 16)
    private(set) var currencies: [Int] = []
    private var sums: [Int128]
    private var counts: [Int]

    init(edges: [Int64], today: Int64) {
        self.edges = edges
        self.today = today
        width = edges.count + 1
        sums = [Int128](repeating: 0, count: Self.places * width)
        counts = [Int](repeating: 0, count: Self.places * width)
    }

    /// The sums and counts of a currency's buckets.
    func buckets(of currency: Int) -> (sums: [Int128], counts: [Int]) {
        guard place.indices.contains(currency), place[currency] >= 0 else {
            return ([Int128](repeating: 0, count: width), [Int](repeating: 0, count: width))
        }
        let first = Int(place[currency]) * width
        return (Array(sums[first..<first + width]), Array(counts[first..<first + width]))
    }

    /// Adds `rows` invoices, at most 4,096; those that owe nothing, or have no currency, count nowhere. One without a due day is
    /// not due.
    mutating func add(
        _ owed: UnsafePointer<Int64>, _ due: UnsafePointer<Int64>, _ currency: UnsafePointer<Int64>, _ rows: Int
    ) {
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: 4_096) { room in
            guard let open = room.baseAddress else { return }
            let count = OpenRows.find(owed, min(rows, room.count), into: open)
            var from = 0
            while from < count {
                from = run(owed, due, currency, open, from: from, to: count)
                guard from < count, currencies.count < Self.places else { return }
                // A currency not seen before: give it a place and go on from its row.
                let code = Int(truncatingIfNeeded: currency[Int(open[from])])
                place[code] = Int16(truncatingIfNeeded: currencies.count)
                currencies.append(code)
            }
        }
    }

    /// Adds open rows until one has a currency without a place; answers its number, or `to`.
    private mutating func run(
        _ owed: UnsafePointer<Int64>, _ due: UnsafePointer<Int64>, _ currency: UnsafePointer<Int64>,
        _ open: UnsafePointer<Int32>, from: Int, to: Int
    ) -> Int {
        let (width, today) = (width, today)
        return edges.withUnsafeBufferPointer { edges in
            place.withUnsafeBufferPointer { place in
                sums.withUnsafeMutableBufferPointer { sums in
                    counts.withUnsafeMutableBufferPointer { counts in
                        for k in from..<to {
                            let i = Int(open[k])
                            let code = currency[i]
                            if code < 0 || code >= 65_536 { continue }
                            let at = Int(place[Int(truncatingIfNeeded: code)])
                            if at < 0 { return k }
                            let days = due[i] == Lane.null ? 0 : today &- due[i]
                            var bucket = at &* width
                            for edge in edges { bucket &+= days > edge ? 1 : 0 }
                            sums[bucket] &+= Int128(owed[i])
                            counts[bucket] &+= 1
                        }
                        return to
                    }
                }
            }
        }
    }
}
