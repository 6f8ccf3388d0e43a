// Expected credit loss of a book: each bucket of its ageing times a loss rate, which is given as a matrix or taken from the
// book's own history. Source of the matrix: IFRS 9, paragraph B5.5.35.

import Columns
package import Values

package struct ProvisionRow: Sendable, Hashable {
    package let currency: Currency
    package let bucket: Int
    package let balance: Int64
    /// Of the history: what ever reached the bucket, and what of it was written off. Nothing for a matrix.
    package let reached: Int64?
    package let lost: Int64?
    /// Nil where the history has nothing to divide by.
    package let rate: Percent?
    package let provision: Int64?
}

extension BookView {
    /// By rates parallel to the buckets.
    package func provision(rates: [Percent], rounding: Rounding) throws(TradeFault) -> [ProvisionRow] {
        let ageing = try ageing()
        var rows: [ProvisionRow] = []
        for line in ageing.lines {
            for (bucket, balance) in line.balances.enumerated() where bucket < rates.count {
                rows.append(
                    ProvisionRow(
                        currency: line.currency, bucket: bucket, balance: balance, reached: nil, lost: nil, rate: rates[bucket],
                        provision: try Ratios.weighted([(balance, rates[bucket])], rounding: rounding)))
            }
        }
        return rows
    }

    /// By the book's own losses: of all invoices that reached a bucket by the view's day, what they owed when they did, and what
    /// was written off of them since.
    package func provisionByHistory(rounding: Rounding) throws(TradeFault) -> [ProvisionRow] {
        let buckets = AgeingBuckets.standard
        // The first day overdue in each bucket; not due begins with the issue.
        let firsts: [Int64?] = [nil] + buckets.edges.map { $0 + 1 }
        var reached: [Currency: [Int64]] = [:]
        var lost: [Currency: [Int64]] = [:]
        let issued = word(Invoices.issuedState)
        for row in rows(Invoices.table) ?? store.live(Invoices.table).rows() where cell(Invoices.table, row, Invoices.state) == issued {
            guard let currency = Currency(lane: cell(Invoices.table, row, Invoices.currency)),
                let due = due(ofInvoice: row)
            else { continue }
            let writtenOff = writeOffs(ofInvoice: row)
            for (bucket, first) in firsts.enumerated() {
                let since: Day
                if let first {
                    since = Day(clamping: due.lane + first)
                } else {
                    since = Day(clamping: cell(Invoices.table, row, Invoices.issued))
                }
                guard since <= day else { break }
                let owed = try openAt(row, Day(clamping: since.lane - (first == nil ? 0 : 1)))
                guard owed > 0 else { break }
                let loss = writtenOff.filter { $0.day >= since }.reduce(Int64(0)) { $0.addingClamped($1.amount) }
                reached[currency, default: Array(repeating: 0, count: firsts.count)][bucket] =
                    (reached[currency]?[bucket] ?? 0).addingClamped(owed)
                lost[currency, default: Array(repeating: 0, count: firsts.count)][bucket] =
                    (lost[currency]?[bucket] ?? 0).addingClamped(min(owed, loss))
            }
        }
        var found: [ProvisionRow] = []
        for line in try ageing().lines {
            for (bucket, balance) in line.balances.enumerated() {
                let (all, gone) = (reached[line.currency]?[bucket] ?? 0, lost[line.currency]?[bucket] ?? 0)
                let rate = try Ratios.percent(Int128(gone), of: Int128(all))
                // The exact quotient, not the rounded rate, times the balance.
                let provision = all == 0
                    ? nil : try Exact.minor(try Exact.multiply(Int128(balance), Int128(gone)), Int128(all), rounding)
                found.append(
                    ProvisionRow(currency: line.currency, bucket: bucket, balance: balance, reached: all, lost: gone, rate: rate, provision: provision))
            }
        }
        return found
    }

    private func writeOffs(ofInvoice row: UInt32) -> [Receipt] {
        adjacency(WriteOffs.table, WriteOffs.invoice).rows(of: Int(row)).compactMap { fact in
            guard store.isLive(WriteOffs.table, fact), let on = Day(lane: store.cell(WriteOffs.table, fact, WriteOffs.date)), on <= day else { return nil }
            return Receipt(day: on, amount: store.cell(WriteOffs.table, fact, WriteOffs.amount))
        }
    }

    /// What one invoice owed at the end of a day, from its own facts.
    func openAt(_ row: UInt32, _ limit: Day) throws(TradeFault) -> Int64 {
        var open = Int128(cell(Invoices.table, row, Invoices.amount))
        for (table, key, date, amount, sign) in [
            (Allocations.table, Allocations.invoice, Allocations.date, Allocations.amount, Int128(-1)),
            (Charges.table, Charges.invoice, Charges.date, Charges.amount, 1),
            (Credits.table, Credits.invoice, Credits.date, Credits.amount, -1),
            (WriteOffs.table, WriteOffs.invoice, WriteOffs.date, WriteOffs.amount, -1),
        ] {
            for fact in adjacency(table, key).rows(of: Int(row))
            where store.isLive(table, fact) && store.cell(table, fact, date) <= limit.lane {
                open += sign * Int128(store.cell(table, fact, amount))
            }
        }
        guard let fits = Int64(exactly: open) else { throw .overflow }
        return fits
    }
}
