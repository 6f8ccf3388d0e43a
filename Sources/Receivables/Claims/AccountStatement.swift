// A statement of account: what a debtor owed before a window, every movement in it, and what the debtor owes after it. Opening
// and movements are the closing, by currency; money on account counts as paid.

package import Columns
package import Values

package struct Movement: Sendable, Hashable {
    package enum Kind: String, CaseIterable, Sendable, Hashable {
        case invoice, charge, waiver, credit, offset, payment, discount, concession, reversal, refund, written_off, recovered, cancelled
    }

    package let day: Day
    package let kind: Kind
    package let about: TableID
    package let row: UInt32
    package let currency: Currency
    /// Positive where more is owed.
    package let amount: Int64
}

package struct AccountStatement: Sendable {
    package let currency: Currency
    package let opening: Int64
    package let movements: [Movement]
    package let closing: Int64
}

extension BookView {
    /// The statements of one debtor, by currency, for `window`, as the book stands at the view's day.
    package func statements(ofDebtor debtor: UInt32, _ window: Period) throws(TradeFault) -> [AccountStatement] {
        try Draft.check(Debtors.table, debtor, in: store)
        var found: [AccountStatement] = []
        let all = movements(ofDebtor: debtor).sorted { ($0.day, $0.kind.order, $0.row) < ($1.day, $1.kind.order, $1.row) }
        for currency in Set(all.map(\.currency)).sorted(by: { $0.raw < $1.raw }) {
            let own = all.filter { $0.currency == currency }
            let before = try Exact.sum(own.lazy.filter { $0.day < window.first }.map(\.amount))
            let inside = own.filter { window.contains($0.day) }
            let (closing, over) = before.addingReportingOverflow(try Exact.sum(inside.lazy.map(\.amount)))
            if over { throw .overflow }
            if before != 0 || !inside.isEmpty {
                found.append(AccountStatement(currency: currency, opening: before, movements: inside, closing: closing))
            }
        }
        return found
    }

    private func movements(ofDebtor debtor: UInt32) -> [Movement] {
        var all: [Movement] = []
        func add(_ table: TableID, _ row: UInt32, _ kind: Movement.Kind, _ date: Int64, _ currency: Int64, _ amount: Int64) {
            guard let day = Day(lane: date), day <= self.day, let unit = Currency(lane: currency), amount != 0 else { return }
            all.append(Movement(day: day, kind: kind, about: table, row: row, currency: unit, amount: amount))
        }
        let draft = word(Invoices.draft)
        for row in adjacency(Invoices.table, Invoices.debtor).rows(of: Int(debtor)) where store.isLive(Invoices.table, row) {
            func cell(_ column: Int) -> Int64 { self.cell(Invoices.table, row, column) }
            guard cell(Invoices.state) != draft else { continue }
            let cancelled = cell(Invoices.cancelledOn)
            // Cancelled on no known day: it never was owed.
            if cancelled == Lane.null, cell(Invoices.state) == word(Invoices.cancelled) { continue }
            let (issued, unit) = (cell(Invoices.issued), cell(Invoices.currency))
            add(Invoices.table, row, .invoice, issued, unit, cell(Invoices.amount))
            var owed = cell(Invoices.amount)
            for (table, key, date, amount, kind) in [
                (Charges.table, Charges.invoice, Charges.date, Charges.amount, Movement.Kind.charge),
                (Credits.table, Credits.invoice, Credits.date, Credits.amount, .credit),
                (WriteOffs.table, WriteOffs.invoice, WriteOffs.date, WriteOffs.amount, .written_off),
            ] {
                for fact in adjacency(table, key).rows(of: Int(row)) where store.isLive(table, fact) {
                    // Nothing counts before the issue, and nothing after it was cancelled.
                    let on = max(issued, store.cell(table, fact, date))
                    guard cancelled == Lane.null || on <= cancelled else { continue }
                    let value = store.cell(table, fact, amount)
                    let signed = table == Charges.table ? value : 0 - value
                    owed = owed.addingClamped(signed)
                    let named: Movement.Kind = switch kind {
                    case .charge where value < 0: .waiver
                    case .written_off where value < 0: .recovered
                    case .credit where isOfKind(Credits.discount, fact): .discount
                    case .credit where isOfKind(Credits.concession, fact): .concession
                    default: kind
                    }
                    add(table, fact, named, on, unit, signed)
                }
            }
            if cancelled != Lane.null { add(Invoices.table, row, .cancelled, max(issued, cancelled), unit, 0 - owed) }
        }
        for row in adjacency(Payments.table, Payments.debtor).rows(of: Int(debtor)) where store.isLive(Payments.table, row) {
            func cell(_ column: Int) -> Int64 { self.cell(Payments.table, row, column) }
            add(Payments.table, row, .payment, cell(Payments.date), cell(Payments.currency), 0 - cell(Payments.amount))
            if cell(Payments.reversedOn) != Lane.null {
                add(Payments.table, row, .reversal, cell(Payments.reversedOn), cell(Payments.currency), cell(Payments.amount))
            }
        }
        // On account: what was credited, what an invoice took of it since, what was paid out. The last stands for its refund.
        let paidOut = word(Credits.paidOut)
        for row in adjacency(Credits.table, Credits.debtor).rows(of: Int(debtor)) where store.isLive(Credits.table, row) {
            func cell(_ column: Int) -> Int64 { self.cell(Credits.table, row, column) }
            guard cell(Credits.invoice) == Lane.null else { continue }
            let isPaidOut = cell(Credits.kind) != Lane.null && cell(Credits.kind) == paidOut
            let kind: Movement.Kind = cell(Credits.amount) > 0 ? .credit : isPaidOut ? .refund : .offset
            add(Credits.table, row, kind, cell(Credits.date), cell(Credits.currency), 0 - cell(Credits.amount))
        }
        for row in store.rows(Refunds.table, where: Refunds.debtor, is: Int64(debtor)) {
            func cell(_ column: Int) -> Int64 { self.cell(Refunds.table, row, column) }
            guard cell(Refunds.payment) != Lane.null else { continue }
            add(Refunds.table, row, .refund, cell(Refunds.date), cell(Refunds.currency), cell(Refunds.amount))
        }
        return all
    }

    private func isOfKind(_ name: String, _ credit: UInt32) -> Bool {
        let kind = store.cell(Credits.table, credit, Credits.kind)
        return kind != Lane.null && kind == word(name)
    }
}

extension Movement.Kind {
    /// What stands first on one day.
    fileprivate var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
