// How old the debt is: balances by days overdue.
// Buckets are closed intervals of days; every balance falls into exactly one.

import Columns
package import Values

/// Bucket edges: the last day overdue of each bucket but the open last one. The standard ones are not due (0 and less),
/// 1–30, 31–60, 61–90 and 90+.
package struct AgeingBuckets: Sendable, Hashable {
    package let edges: [Int64]

    package static let standard = AgeingBuckets(sorted: [0, 30, 60, 90])

    private init(sorted edges: [Int64]) { self.edges = edges }

    /// Edges beyond 0, in any order: `AgeingBuckets(edges: [15, 45])` has not due, 1-15, 16-45, 45+.
    package init(edges: [Int64]) {
        self.edges = [0] + Set(edges.filter { $0 > 0 }).sorted()
    }

    package var count: Int { edges.count + 1 }

    /// The bucket of so many days overdue, from 0.
    package func bucket(of days: Int64) -> Int {
        var bucket = 0
        while bucket < edges.count, days > edges[bucket] { bucket += 1 }
        return bucket
    }

    /// `not_due`, `1-30`, `31-60`, `61-90`, `90+`.
    package var names: [String] {
        var names = ["not_due"]
        for (low, high) in zip(edges, edges.dropFirst()) { names.append("\(low + 1)-\(high)") }
        names.append("\(edges.last ?? 0)+")
        return names
    }
}

/// An ageing of the whole book or of some rows: one line per currency that has a balance, by currency code.
package struct Ageing: Sendable {
    package struct Line: Sendable {
        package let currency: Currency
        /// Parallel to the buckets.
        package let counts: [Int]
        package let balances: [Int64]
        package let total: Int64
        /// Money received and not applied and credits on account, where they were asked for; not netted into the buckets.
        package let unapplied: Int64
    }
    package let buckets: AgeingBuckets
    package let lines: [Line]
}

extension BookView {
    /// Ages invoices at the view's day: those with a balance, by currency and bucket. `rows` limits it to some invoices;
    /// `withUnapplied` adds what every debtor's payments have left and what is credited on account.
    ///
    ///     view.ageing()   // lines[0].balances == [1_500_00, 2_500_00, 400_00, 1_900_00, 300_00]
    ///
    /// Source: days overdue = as-of − due; overdue from 1.
    package func ageing(
        _ buckets: AgeingBuckets = .standard, rows chosen: [UInt32]? = nil, withUnapplied: Bool = false
    ) throws(TradeFault) -> Ageing {
        var balances = balances
        let splits = splits
        var tally = AgeingTally(edges: buckets.edges, today: day.lane)
        let dues = column(Invoices.table, Invoices.due)
        // Invoices in instalments stand with each part in its own bucket.
        func tallyParts(_ rows: some Sequence<UInt32>, _ currencies: LaneSource) {
            for row in rows {
                for part in splits.parts[row] ?? [] {
                    var (owed, due, code) = (part.open, part.due.lane, currencies.lane(at: row))
                    tally.add(&owed, &due, &code, 1)
                }
            }
        }
        for row in splits.rows { balances[Int(row)] = 0 }
        let currencies = column(Invoices.table, Invoices.currency)
        if let chosen {
            for row in chosen where Int(row) < balances.count {
                var (owed, due, code) = (balances[Int(row)], dues.lane(at: row), currencies.lane(at: row))
                tally.add(&owed, &due, &code, 1)
            }
            tallyParts(chosen, currencies)
        } else {
            withUnsafeTemporaryAllocation(of: Int64.self, capacity: 8_192) { room in
                balances.withUnsafeBufferPointer { balances in
                    guard let due = room.baseAddress, let owed = balances.baseAddress else { return }
                    let currency = due + 4_096
                    for from in stride(from: 0, to: balances.count, by: 4_096) {
                        let rows = min(4_096, balances.count - from)
                        dues.read(from: from, count: rows, into: due)
                        currencies.read(from: from, count: rows, into: currency)
                        tally.add(owed + from, due, currency, rows)
                    }
                }
            }
            tallyParts(splits.rows, currencies)
        }

        let unapplied = withUnapplied ? unappliedByCurrency() : [:]
        var lines: [Ageing.Line] = []
        for code in Set(tally.currencies).union(unapplied.keys.filter { unapplied[$0] != 0 }).sorted() {
            let (parts, counts) = tally.buckets(of: code)
            guard let currency = Currency(lane: Int64(code)) else { continue }
            var narrow: [Int64] = []
            for part in parts {
                guard let fits = Int64(exactly: part) else { throw .overflow }
                narrow.append(fits)
            }
            lines.append(
                Ageing.Line(
                    currency: currency,
                    counts: counts, balances: narrow, total: try Exact.sum(narrow), unapplied: unapplied[code] ?? 0))
        }
        return Ageing(buckets: buckets, lines: lines)
    }

    private func unappliedByCurrency() -> [Int: Int64] {
        let left = unappliedLane.values
        var sums: [Int: Int64] = [:]
        eachOnAccount { _, _, currency, minor in
            let code = Int(clamping: currency)
            sums[code] = (sums[code] ?? 0).addingClamped(minor)
        }
        guard left.contains(where: { $0 != 0 }) else { return sums }
        let currencies = column(Payments.table, Payments.currency)
        for row in left.indices where left[row] != 0 {
            let code = Int(clamping: currencies.lane(at: UInt32(truncatingIfNeeded: row)))
            sums[code] = (sums[code] ?? 0).addingClamped(left[row])
        }
        return sums
    }
}
