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
        /// Money received and not applied, not netted into the buckets.
        package let unapplied: Int64
    }
    package let buckets: AgeingBuckets
    package let lines: [Line]
}

extension BookView {
    /// Ages invoices at the view's day: those with a balance, by currency and bucket. `rows` limits it to some invoices.
    ///
    ///     view.ageing()   // lines[0].balances == [1_500_00, 2_500_00, 400_00, 1_900_00, 300_00]
    ///
    /// Source: days overdue = as-of − due; overdue from 1.
    package func ageing(_ buckets: AgeingBuckets = .standard, rows chosen: [UInt32]? = nil) throws(TradeFault) -> Ageing {
        let balances = balances
        let width = buckets.count
        // By currency in first-seen order: `slot` says where a currency's buckets begin.
        var slot = [Int32](repeating: -1, count: 1 << 16)
        var codes: [Int] = []
        var sums: [Int128] = []
        var counts: [Int] = []

        // Days overdue beyond the last edge, and far before due, need no table.
        let reach = Int(clamping: min(4_096, (buckets.edges.last ?? 0) + 1))
        let exact = (0...reach).map { UInt8(clamping: buckets.bucket(of: Int64($0))) }
        let dues = column(Invoices.table, Invoices.due)
        let currencies = column(Invoices.table, Invoices.currency)
        var due = [Int64](repeating: 0, count: 4_096)
        var currency = due
        let today = day.lane

        func take(_ owed: Int64, _ due: Int64, _ code: Int64) {
            guard owed != 0, code >= 0, code < 65_536 else { return }
            var place = Int(slot[Int(code)])
            if place < 0 {
                place = codes.count * width
                slot[Int(code)] = Int32(place)
                codes.append(Int(code))
                sums += [Int128](repeating: 0, count: width)
                counts += [Int](repeating: 0, count: width)
            }
            let days = due == Lane.null ? 0 : today &- due
            let bucket = days <= 0 ? 0 : days < reach ? Int(exact[Int(days)]) : buckets.bucket(of: days)
            sums[place &+ bucket] &+= Int128(owed)
            counts[place &+ bucket] &+= 1
        }
        if let chosen {
            for row in chosen where Int(row) < balances.count {
                take(balances[Int(row)], dues.lane(at: row), currencies.lane(at: row))
            }
        } else {
            for from in stride(from: 0, to: balances.count, by: 4_096) {
                let rows = min(4_096, balances.count - from)
                dues.fill(&due, from: from, count: rows)
                currencies.fill(&currency, from: from, count: rows)
                for i in 0..<rows where balances[from &+ i] != 0 { take(balances[from &+ i], due[i], currency[i]) }
            }
        }

        let unapplied = unappliedByCurrency()
        var lines: [Ageing.Line] = []
        for code in Set(codes).union(unapplied.keys.filter { chosen == nil && unapplied[$0] != 0 }).sorted() {
            let place = slot[code] < 0 ? nil : Int(slot[code])
            let parts = place.map { Array(sums[$0..<$0 + width]) } ?? [Int128](repeating: 0, count: width)
            guard let currency = Currency(lane: Int64(code)) else { continue }
            var narrow: [Int64] = []
            for part in parts {
                guard let fits = Int64(exactly: part) else { throw .overflow }
                narrow.append(fits)
            }
            lines.append(
                Ageing.Line(
                    currency: currency,
                    counts: place.map { Array(counts[$0..<$0 + width]) } ?? [Int](repeating: 0, count: width),
                    balances: narrow, total: try Exact.sum(narrow), unapplied: chosen == nil ? unapplied[code] ?? 0 : 0))
        }
        return Ageing(buckets: buckets, lines: lines)
    }

    private func unappliedByCurrency() -> [Int: Int64] {
        var sums: [Int: Int64] = [:]
        let left = unappliedLane.values
        let currencies = column(Payments.table, Payments.currency)
        for row in left.indices where left[row] != 0 {
            let code = Int(clamping: currencies.lane(at: UInt32(truncatingIfNeeded: row)))
            sums[code] = (sums[code] ?? 0).addingClamped(left[row])
        }
        return sums
    }
}
