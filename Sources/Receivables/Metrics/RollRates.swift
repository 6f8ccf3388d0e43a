// Where the balances of a month ago have gone: paid, still in their bucket, rolled on to later ones. Two views of one book.

package import Columns
package import Values

package struct RollRow: Sendable, Hashable {
    package let currency: Currency
    package let bucket: Int
    /// In the bucket on the first day.
    package let opening: Int64
    /// Of it, where it stands on the second day, by bucket.
    package let now: [Int64]

    /// No longer open: paid, credited or written off.
    package var settled: Int64 { now.reduce(opening) { $0.addingClamped(0 - $1) } }
    /// Moved on to a later bucket. The last one has none: what stays there has stayed.
    package var rolled: Int64 { now.dropFirst(bucket + 1).reduce(0) { $0.addingClamped($1) } }
}

package enum RollRates {
    /// Balances open on `from` by where they stand on `to`. What was added to an invoice in between did not roll.
    package static func rows(_ store: Store, today: Day, from: Day, to: Day) throws(TradeFault) -> [RollRow] {
        let (before, after) = (BookView(store, today: today, asOf: from), BookView(store, today: today, asOf: to))
        let (opening, closing) = (before.balances, after.balances)
        let buckets = AgeingBuckets.standard
        let width = buckets.count
        struct Sums {
            var opening: [Int64]
            var now: [[Int64]]
        }
        var sums: [Currency: Sums] = [:]
        let currencies = before.column(Invoices.table, Invoices.currency)
        for row in opening.indices where opening[row] > 0 {
            let number = UInt32(truncatingIfNeeded: row)
            guard let currency = Currency(lane: currencies.lane(at: number)),
                let dueThen = before.due(ofInvoice: number)
            else { continue }
            let dueNow = after.due(ofInvoice: number) ?? dueThen
            let bucket = buckets.bucket(of: dueThen.days(to: from))
            var one = sums[currency] ?? Sums(
                opening: Array(repeating: 0, count: width), now: Array(repeating: Array(repeating: 0, count: width), count: width))
            one.opening[bucket] = one.opening[bucket].addingClamped(opening[row])
            let left = min(opening[row], max(0, closing[row]))
            let place = buckets.bucket(of: dueNow.days(to: to))
            one.now[bucket][place] = one.now[bucket][place].addingClamped(left)
            sums[currency] = one
        }
        return sums.sorted { $0.key.raw < $1.key.raw }.flatMap { currency, sums in
            (0..<width).map { RollRow(currency: currency, bucket: $0, opening: sums.opening[$0], now: sums.now[$0]) }
        }
    }
}
