// When open money is likely to come in: on the promised day, on the days of a plan, or as late as its debtor pays by habit.

import Columns
package import Values

package struct ExpectedReceipt: Sendable, Hashable {
    package enum Basis: String, CaseIterable, Sendable, Hashable {
        case promise, plan
        /// The due day and the debtor's weighted delay.
        case habit
        /// The due day: nothing is known of how the debtor pays.
        case due
        /// That day is past already, so it may come any day.
        case overdue
    }

    package let invoice: UInt32
    package let debtor: UInt32
    package let currency: Currency
    package let day: Day
    package let amount: Int64
    package let basis: Basis
}

extension BookView {
    /// What is open at the view's day and expected by `until`, by day, then invoice. Disputed and held invoices are left out;
    /// they are counted in `leftOut`.
    package func expectedReceipts(until: Day) throws(TradeFault) -> (receipts: [ExpectedReceipt], leftOut: Int) {
        let year = Period(first: Day(clamping: day.lane - 364), last: day) ?? Period(day: day)
        var delays: [UInt32: Int64] = [:]
        for one in try behaviour(year) {
            if let delay = one.delay, let days = try? delay.rounded(to: 0, .halfUp).whole { delays[one.debtor] = max(delays[one.debtor] ?? 0, days) }
        }
        let balances = balances
        let splits = splits
        var found: [ExpectedReceipt] = []
        var leftOut = 0
        var promised = openPromises()
        let planned = try plannedReceipts()
        for row in balances.indices where balances[row] > 0 {
            let number = UInt32(truncatingIfNeeded: row)
            guard let debtor = cell(Invoices.table, number, Invoices.debtor).rowNumber,
                let currency = Currency(lane: cell(Invoices.table, number, Invoices.currency)),
                let due = due(ofInvoice: number)
            else { continue }
            let reasons = exclusions(ofInvoice: number)
            if reasons.contains(.dispute) || reasons.contains(.hold) || reasons.contains(.moratorium) {
                leftOut += 1
                continue
            }
            func expect(_ on: Day, _ amount: Int64, _ basis: ExpectedReceipt.Basis) {
                let late = on < day
                let when = late ? day : on
                guard amount > 0, when <= until else { return }
                found.append(
                    ExpectedReceipt(invoice: number, debtor: debtor, currency: currency, day: when, amount: amount, basis: late ? .overdue : basis))
            }
            var left = balances[row]
            if let parts = planned[number] {
                for part in parts where left > 0 {
                    expect(part.day, min(left, part.amount), .plan)
                    left -= min(left, part.amount)
                }
            }
            // A promise for the invoice covers it first, one for the account whatever is left of it.
            for place in promised.indices where left > 0 && promised[place].left > 0 && promised[place].covers(number, debtor, currency) {
                let part = min(left, promised[place].left)
                promised[place].left -= part
                expect(promised[place].day, part, .promise)
                left -= part
            }
            // What promises and plans leave of an invoice in instalments comes part by part.
            if left > 0, let parts = splits.parts[number] {
                let delay = delays[debtor]
                for part in parts.reversed() where left > 0 && part.open > 0 {
                    let amount = min(left, part.open)
                    expect(Day(clamping: part.due.lane + (delay ?? 0)), amount, delay == nil ? .due : .habit)
                    left -= amount
                }
            } else if left > 0 {
                let delay = delays[debtor]
                expect(Day(clamping: due.lane + (delay ?? 0)), left, delay == nil ? .due : .habit)
            }
        }
        return (found.sorted { ($0.day, $0.invoice) < ($1.day, $1.invoice) }, leftOut)
    }

    private struct OpenPromise {
        let day: Day
        let debtor: UInt32
        let invoice: UInt32?
        let currency: Currency
        var left: Int64

        func covers(_ invoice: UInt32, _ debtor: UInt32, _ currency: Currency) -> Bool {
            currency == self.currency && (self.invoice.map { $0 == invoice } ?? (debtor == self.debtor))
        }
    }

    private func openPromises() -> [OpenPromise] {
        var open: [OpenPromise] = []
        for row in rows(Promises.table) ?? store.live(Promises.table).rows() {
            let standing = promise(row)
            guard standing.status == .open, let due = Day(lane: cell(Promises.table, row, Promises.due)),
                let debtor = cell(Promises.table, row, Promises.debtor).rowNumber,
                let currency = Currency(lane: cell(Promises.table, row, Promises.currency))
            else { continue }
            let left = cell(Promises.table, row, Promises.amount).addingClamped(0 - standing.paid)
            open.append(
                OpenPromise(day: due, debtor: debtor, invoice: cell(Promises.table, row, Promises.invoice).rowNumber, currency: currency, left: left))
        }
        return open.sorted { ($0.invoice == nil ? 1 : 0, $0.day) < ($1.invoice == nil ? 1 : 0, $1.day) }
    }

    /// What is open of the instalments of agreed plans, laid over the invoices they cover in order.
    private func plannedReceipts() throws(TradeFault) -> [UInt32: [(day: Day, amount: Int64)]] {
        var planned: [UInt32: [(day: Day, amount: Int64)]] = [:]
        for plan in rows(Plans.table) ?? store.live(Plans.table).rows() {
            let status = status(ofPlan: plan)
            guard status == .active || status == .in_arrears else { continue }
            var parts = try standing(ofPlan: plan).instalments.map { (day: $0.due, left: $0.amount - $0.paid) }
            for invoice in invoices(ofPlan: plan) {
                var open = balances[Int(invoice)]
                for place in parts.indices where open > 0 && parts[place].left > 0 {
                    let part = min(open, parts[place].left)
                    parts[place].left -= part
                    open -= part
                    planned[invoice, default: []].append((parts[place].day, part))
                }
            }
        }
        return planned
    }
}
