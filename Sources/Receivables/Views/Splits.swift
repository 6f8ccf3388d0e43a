// Invoices that are paid in instalments, at the view's day: what is open of each part, and what that makes of the due day. Few
// invoices are such, so they are gathered once and laid over what holds for all others.

package import Columns
package import Values

package struct InvoicePart: Sendable, Hashable {
    /// The row of the instalment; nil for charges, which belong to no part.
    package let row: UInt32?
    package let n: Int
    package let due: Day
    package let amount: Int64
    package let open: Int64
}

package struct Splits: Sendable {
    /// By invoice row.
    package internal(set) var parts: [UInt32: [InvoicePart]] = [:]
    /// In order.
    package internal(set) var rows: [UInt32] = []

    package var isEmpty: Bool { rows.isEmpty }

    /// The day an invoice falls due next: of its first part with something open, else of its last.
    func due(_ invoice: UInt32) -> Day? {
        let all = parts[invoice] ?? []
        return (all.first { $0.open > 0 } ?? all.last { $0.row != nil })?.due
    }
}

extension BookView {
    package var splits: Splits {
        if let keptSplits { return keptSplits }
        let made = gatherSplits()
        keptSplits = made
        return made
    }

    private func gatherSplits() -> Splits {
        var found = Splits()
        guard store.liveCount(Instalments.table) > 0 else { return found }
        var rows: [UInt32: [UInt32]] = [:]
        let invoices = store.view(Instalments.table, Instalments.invoice)
        for row in store.live(Instalments.table).rows() {
            if let invoice = invoices[Int(row)].rowNumber { rows[invoice, default: []].append(row) }
        }
        guard !rows.isEmpty else { return found }
        let owed = balanceSource
        let charged = sum(.charged).lane
        for (invoice, instalments) in rows {
            found.parts[invoice] = parts(
                of: instalments, amount: cell(Invoices.table, invoice, Invoices.amount), charged: charged.lane(at: invoice),
                balance: owed.lane(at: invoice))
        }
        found.rows = rows.keys.sorted()
        return found
    }

    /// What credits, payments and write-offs took off settles the parts in order of their due days, then charges. An amount that
    /// was corrected since changes the last part.
    private func parts(of instalments: [UInt32], amount: Int64, charged: Int64, balance: Int64) -> [InvoicePart] {
        func cell(_ row: UInt32, _ column: Int) -> Int64 { store.cell(Instalments.table, row, column) }
        let sorted = instalments.sorted { cell($0, Instalments.n) < cell($1, Instalments.n) }
        var settled = balance == 0 ? Int64.max : max(0, amount.addingClamped(charged).addingClamped(0 - balance))
        var rest = amount
        var left = balance
        var parts: [InvoicePart] = []
        for (place, row) in sorted.enumerated() {
            let whole = place == sorted.count - 1 ? rest : min(rest, cell(row, Instalments.amount))
            rest -= whole
            let paid = min(settled, whole)
            settled -= paid
            left = left.addingClamped(0 - (whole - paid))
            parts.append(
                InvoicePart(
                    row: row, n: place + 1, due: Day(clamping: cell(row, Instalments.due)), amount: whole, open: whole - paid))
        }
        // Charges fall due with the part that is late, or with the last.
        if left != 0, let due = (parts.first { $0.open > 0 } ?? parts.last)?.due {
            parts.append(InvoicePart(row: nil, n: 0, due: due, amount: charged, open: left))
        }
        return parts
    }

    /// The due day of every invoice at the view's day, of one in instalments that of the part it waits for.
    package var dues: LaneSource {
        let stored = column(Invoices.table, Invoices.due)
        let splits = splits
        if splits.isEmpty { return stored }
        return .dense(kept(Invoices.table, Self.duesNumber) {
            var lanes = stored.lanes(store.rowCount(Invoices.table))
            for row in splits.rows where Int(row) < lanes.count {
                if let due = splits.due(row) { lanes[Int(row)] = due.lane }
            }
            return lanes
        })
    }

    private static var duesNumber: Int { 2_001 }

    /// One invoice's.
    package func due(ofInvoice row: UInt32) -> Day? {
        splits.due(row) ?? Day(lane: cell(Invoices.table, row, Invoices.due))
    }

    /// What is not due yet of invoices of which something is: by row, what `arrears` must not count.
    func notYetDue(_ splits: Splits) -> [(row: UInt32, amount: Int64)] {
        splits.rows.compactMap { row in
            guard let due = splits.due(row), due < day else { return nil }
            let later = (splits.parts[row] ?? []).reduce(Int64(0)) { $1.due < day ? $0 : $0.addingClamped($1.open) }
            return later == 0 ? nil : (row, later)
        }
    }
}
