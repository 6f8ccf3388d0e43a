// What must always be so of a book. The property tests and `check book` call the same functions; each answers with what is
// wrong, and an empty list is a sound book. They recompute naively, sharing no code with what they check.

package import Columns
package import Values

package struct Violation: Sendable, Hashable {
    package enum Kind: String, CaseIterable, Sendable, Hashable {
        /// A maintained sum differs from the sum of its rows.
        case sum
        /// More allocated than a payment brought, or a share of it below nothing.
        case overAllocatedPayment
        /// More taken off an invoice than it ever owed.
        case overAllocatedInvoice
        /// Payment, invoice, charge, credit or plan of different currencies joined.
        case currency
        /// Payment and invoice of different debtors joined.
        case debtor
        /// A row that takes another back by another amount, twice, or before its day.
        case takenBack
        /// A refund of nothing, or of neither a payment nor a credit.
        case refund
        /// Instalments that do not add up to their plan, or are not numbered from 1.
        case instalments
        /// Steps of a case not numbered from 1.
        case steps
        /// An invoice due before it was issued, an amount not above zero, a state without its day.
        case invoice
        /// Sums over debtors and currencies differ from the book's total.
        case total
        /// Buckets of an ageing differ from its total.
        case buckets
    }
    package let kind: Kind
    package let table: TableID
    package let row: UInt32
    package var expected: Int64?
    package var found: Int64?
}

package enum Invariants {
    /// All of them.
    package static func violations(of store: Store, on day: Day) -> [Violation] {
        sums(store) + allocations(store) + invoices(store) + plans(store) + cases(store) + totals(store, on: day)
    }

    /// Every maintained sum, recomputed from its source rows.
    package static func sums(_ store: Store) -> [Violation] {
        var found: [Violation] = []
        for sum in store.catalog.sums {
            guard let target = store.catalog.table(sum.target), let source = store.catalog.table(sum.source),
                let column = target.column(sum.column), let amount = source.column(sum.amount), let key = source.column(sum.key)
            else { continue }
            var sums: [Int64: Int128] = [:]
            for row in store.live(sum.source).rows() {
                let (to, minor) = (store.cell(sum.source, row, key), store.cell(sum.source, row, amount))
                if to != Lane.null, minor != Lane.null { sums[to, default: 0] += Int128(minor) * Int128(sum.sign) }
            }
            for row in store.live(sum.target).rows() {
                let kept = store.cell(sum.target, row, column)
                let whole = sums[Int64(row)] ?? 0
                if Int128(kept) != whole {
                    found.append(Violation(kind: .sum, table: sum.target, row: row, expected: Int64(clamping: whole), found: kept))
                }
            }
        }
        return found
    }

    /// parts sum to the whole · allocations + unapplied = payment · nothing over-allocated.
    package static func allocations(_ store: Store) -> [Violation] {
        var found: [Violation] = []
        var refunded: [Int64: Int128] = [:]
        for row in store.live(Refunds.table).rows() {
            func cell(_ column: Int) -> Int64 { store.cell(Refunds.table, row, column) }
            refunded[cell(Refunds.payment), default: 0] += Int128(cell(Refunds.amount))
            let isOfOne = (cell(Refunds.payment) == Lane.null) != (cell(Refunds.credit) == Lane.null)
            if cell(Refunds.amount) <= 0 || !isOfOne { found.append(Violation(kind: .refund, table: Refunds.table, row: row)) }
        }
        for row in store.live(Payments.table).rows() {
            let amount = store.cell(Payments.table, row, Payments.amount)
            let allocated = store.cell(Payments.table, row, Payments.allocated)
            let isReversed = store.cell(Payments.table, row, Payments.reversedOn) != Lane.null
            if allocated < 0 || Int128(allocated) + (refunded[Int64(row)] ?? 0) > Int128(amount) || (isReversed && allocated != 0) {
                found.append(
                    Violation(kind: .overAllocatedPayment, table: Payments.table, row: row, expected: isReversed ? 0 : amount, found: allocated))
            }
        }
        var takenBack: Set<UInt32> = []
        for row in store.live(Allocations.table).rows() {
            func cell(_ column: Int) -> Int64 { store.cell(Allocations.table, row, column) }
            guard let payment = cell(Allocations.payment).rowNumber, let invoice = cell(Allocations.invoice).rowNumber else { continue }
            let currencies = Set([
                cell(Allocations.currency), store.cell(Payments.table, payment, Payments.currency),
                store.cell(Invoices.table, invoice, Invoices.currency),
            ])
            if currencies.count > 1 { found.append(Violation(kind: .currency, table: Allocations.table, row: row)) }
            let payer = store.cell(Payments.table, payment, Payments.debtor)
            if payer != Lane.null, payer != store.cell(Invoices.table, invoice, Invoices.debtor) {
                found.append(Violation(kind: .debtor, table: Allocations.table, row: row))
            }
            guard let other = cell(Allocations.takesBack).rowNumber else {
                if cell(Allocations.amount) <= 0 {
                    found.append(Violation(kind: .takenBack, table: Allocations.table, row: row, found: cell(Allocations.amount)))
                }
                continue
            }
            let amount = store.cell(Allocations.table, other, Allocations.amount)
            let isSound = amount == 0 - cell(Allocations.amount) && !takenBack.contains(other)
                && store.cell(Allocations.table, other, Allocations.date) <= cell(Allocations.date)
                && store.cell(Allocations.table, other, Allocations.invoice) == Int64(invoice)
                && store.cell(Allocations.table, other, Allocations.payment) == Int64(payment)
            if !isSound {
                found.append(
                    Violation(kind: .takenBack, table: Allocations.table, row: row, expected: 0 - amount, found: cell(Allocations.amount)))
            }
            takenBack.insert(other)
        }
        return found
    }

    /// balance ≥ 0 over all recorded facts; days and states that can be.
    package static func invoices(_ store: Store) -> [Violation] {
        var found: [Violation] = []
        let cancelled = store.texts.code(of: Invoices.cancelled).map(Int64.init)
        for row in store.live(Invoices.table).rows() {
            func cell(_ column: Int) -> Int64 { store.cell(Invoices.table, row, column) }
            let balance = Int128(cell(Invoices.amount)) + Int128(cell(Invoices.charged)) - Int128(cell(Invoices.credited))
                - Int128(cell(Invoices.allocated)) - Int128(cell(Invoices.writtenOff))
            if balance < 0 || cell(Invoices.allocated) < 0 {
                found.append(
                    Violation(kind: .overAllocatedInvoice, table: Invoices.table, row: row, expected: 0, found: Int64(clamping: balance)))
            }
            let isCancelled = cell(Invoices.state) == cancelled
            if cell(Invoices.due) < cell(Invoices.issued) || cell(Invoices.amount) <= 0
                || isCancelled != (cell(Invoices.cancelledOn) != Lane.null) {
                found.append(Violation(kind: .invoice, table: Invoices.table, row: row))
            }
        }
        for (table, invoice, currency) in [
            (Charges.table, Charges.invoice, Charges.currency), (Credits.table, Credits.invoice, Credits.currency),
            (WriteOffs.table, WriteOffs.invoice, WriteOffs.currency),
        ] {
            for row in store.live(table).rows() {
                guard let on = store.cell(table, row, invoice).rowNumber else { continue }
                if store.cell(table, row, currency) != store.cell(Invoices.table, on, Invoices.currency) {
                    found.append(Violation(kind: .currency, table: table, row: row))
                }
            }
        }
        return found
    }

    /// Instalments sum to the plan.
    package static func plans(_ store: Store) -> [Violation] {
        var found: [Violation] = []
        var sums: [Int64: Int128] = [:]
        var numbers: [Int64: [Int64]] = [:]
        var parts: [Int64: Int128] = [:]
        for row in store.live(Instalments.table).rows() {
            let plan = store.cell(Instalments.table, row, Instalments.plan)
            let (invoice, amount) = (store.cell(Instalments.table, row, Instalments.invoice), store.cell(Instalments.table, row, Instalments.amount))
            if (plan == Lane.null) == (invoice == Lane.null) || amount <= 0 {
                found.append(Violation(kind: .instalments, table: Instalments.table, row: row))
            }
            if invoice != Lane.null {
                parts[invoice, default: 0] += Int128(amount)
                continue
            }
            sums[plan, default: 0] += Int128(store.cell(Instalments.table, row, Instalments.amount))
            numbers[plan, default: []].append(store.cell(Instalments.table, row, Instalments.n))
        }
        // An amount that was corrected since changes the last instalment when it is read, not the rows.
        let corrected = Set(store.live(Revisions.table).rows().compactMap { row -> Int64? in
            guard store.cell(Revisions.table, row, Revisions.tableNumber) == Int64(Invoices.table.rawValue),
                store.cell(Revisions.table, row, Revisions.column) == Int64(Invoices.amount)
            else { return nil }
            return store.cell(Revisions.table, row, Revisions.row)
        })
        for (invoice, sum) in parts where !corrected.contains(invoice) {
            guard let row = invoice.rowNumber, store.isLive(Invoices.table, row) else { continue }
            let amount = store.cell(Invoices.table, row, Invoices.amount)
            if sum != Int128(amount) {
                found.append(
                    Violation(kind: .instalments, table: Invoices.table, row: row, expected: amount, found: Int64(clamping: sum)))
            }
        }
        for row in store.live(Plans.table).rows() {
            let total = store.cell(Plans.table, row, Plans.total)
            let sum = sums[Int64(row)] ?? 0
            let count = store.cell(Plans.table, row, Plans.count)
            if sum != Int128(total) || (numbers[Int64(row)] ?? []).sorted() != (count > 0 ? Array(1...count) : []) {
                found.append(
                    Violation(kind: .instalments, table: Plans.table, row: row, expected: total, found: Int64(clamping: sum)))
            }
        }
        return found
    }

    package static func cases(_ store: Store) -> [Violation] {
        var numbers: [Int64: [Int64]] = [:]
        for row in store.live(Steps.table).rows() {
            numbers[store.cell(Steps.table, row, Steps.recoveryCase), default: []].append(store.cell(Steps.table, row, Steps.n))
        }
        return store.live(Cases.table).rows().compactMap { row in
            let steps = (numbers[Int64(row)] ?? []).sorted()
            let isSound = !steps.isEmpty && steps == Array(1...Int64(steps.count))
            return isSound ? nil : Violation(kind: .steps, table: Cases.table, row: row)
        }
    }

    /// Sums over debtors = book total for each currency · each balance in exactly one bucket.
    package static func totals(_ store: Store, on day: Day) -> [Violation] {
        let view = BookView(store, today: day, asOf: day)
        var whole: [Int64: Int128] = [:]
        var aged: [Int64: Int128] = [:]
        for row in store.live(Invoices.table).rows() {
            whole[store.cell(Invoices.table, row, Invoices.currency), default: 0] += Int128(view.balances[Int(row)])
        }
        let accounts = view.accounts
        var owed: [Int64: Int128] = [:]
        for i in 0..<accounts.count { owed[accounts.currency[i], default: 0] += Int128(accounts.balance[i]) }
        var found: [Violation] = []
        guard let ageing = try? view.ageing() else {
            return [Violation(kind: .buckets, table: Invoices.table, row: 0)]
        }
        for line in ageing.lines {
            let sum = line.balances.reduce(Int128(0)) { $0 + Int128($1) }
            aged[Int64(line.currency.raw)] = sum
            if sum != Int128(line.total) {
                found.append(
                    Violation(kind: .buckets, table: Invoices.table, row: 0, expected: line.total, found: Int64(clamping: sum)))
            }
        }
        for (currency, total) in whole {
            for (kind, other) in [(Violation.Kind.total, owed[currency] ?? 0), (.buckets, aged[currency] ?? 0)] where other != total {
                found.append(
                    Violation(
                        kind: kind, table: Debtors.table, row: 0, expected: Int64(clamping: total), found: Int64(clamping: other)))
            }
        }
        return found
    }
}
