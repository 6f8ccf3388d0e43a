// How debtors pay: days late weighted by amount, over what fell due in a window. What is open and late counts to the day
// asked about; what came early counts as on time.

import Columns
package import Values

package struct PayerBehaviour: Sendable, Hashable {
    package let debtor: UInt32
    package let currency: Currency
    /// How many invoices fell due in the window: the sample.
    package let sample: Int
    /// Of them, how many had something late.
    package let late: Int
    /// Weighted days late, two decimals; nil where nothing was owed.
    package let delay: Number?
    package var rating: PayerRating? { PayerRating(delay: delay) }
}

extension BookView {
    /// The behaviour of every debtor with an invoice due in the window, by debtor, then currency. The window ends at the
    /// view's day at the latest.
    package func behaviour(_ window: Period) throws(TradeFault) -> [PayerBehaviour] {
        struct Sums {
            var sample = 0
            var late = 0
            var weight: Int128 = 0
            var whole: Int128 = 0
        }
        struct Key: Hashable {
            let debtor: Int64
            let currency: Int64
        }
        let dues = dues.lanes(store.rowCount(Invoices.table))
        let debtors = dense(Invoices.table, Invoices.debtor)
        let currencies = dense(Invoices.table, Invoices.currency)
        let balances = balances
        let splits = splits
        // Paid parts by invoice: days late × amount, and amount.
        var weight = [Int128](repeating: 0, count: dues.count)
        var paid = [Int128](repeating: 0, count: dues.count)
        let live = store.live(Allocations.table)
        for row in live.rows() {
            let date = store.cell(Allocations.table, row, Allocations.date)
            guard date <= day.lane, let invoice = store.cell(Allocations.table, row, Allocations.invoice).rowNumber, Int(invoice) < dues.count,
                dues[Int(invoice)] != Lane.null
            else { continue }
            let amount = Int128(store.cell(Allocations.table, row, Allocations.amount))
            // What was taken back takes its own days back, too: it never was paid then.
            let undone = store.cell(Allocations.table, row, Allocations.takesBack).rowNumber
            let paidOn = undone.map { store.cell(Allocations.table, $0, Allocations.date) } ?? date
            weight[Int(invoice)] += amount * Int128(max(0, paidOn - dues[Int(invoice)]))
            paid[Int(invoice)] += amount
        }
        let issued = word(Invoices.issuedState)
        let states = dense(Invoices.table, Invoices.state)
        var sums: [Key: Sums] = [:]
        // Each instalment of an invoice is a debt that fell due by itself.
        for row in splits.rows where states[Int(row)] == issued {
            for debt in debts(row, splits.parts[row] ?? []) where window.contains(debt.due) && debt.due <= day {
                let key = Key(debtor: debtors[Int(row)], currency: currencies[Int(row)])
                var one = sums[key] ?? Sums()
                var (late, whole) = (Int128(debt.open) * Int128(debt.due.days(to: day)), Int128(debt.open))
                var receipts = debt.receipts
                PlanStanding.netTakenBack(&receipts)
                for receipt in receipts {
                    late += Int128(receipt.amount) * Int128(max(0, debt.due.days(to: receipt.day)))
                    whole += Int128(receipt.amount)
                }
                one.sample += 1
                one.late += late > 0 ? 1 : 0
                one.weight = try Exact.add(one.weight, late)
                one.whole = try Exact.add(one.whole, whole)
                sums[key] = one
            }
        }
        for row in dues.indices where splits.parts[UInt32(truncatingIfNeeded: row)] == nil && store.isLive(Invoices.table, UInt32(truncatingIfNeeded: row)) && states[row] == issued {
            guard let due = Day(lane: dues[row]), window.contains(due), due <= day else { continue }
            let open = Int128(max(0, balances[row]))
            let late = weight[row] + open * Int128(due.days(to: day))
            var one = sums[Key(debtor: debtors[row], currency: currencies[row])] ?? Sums()
            one.sample += 1
            one.late += late > 0 ? 1 : 0
            one.weight = try Exact.add(one.weight, late)
            one.whole = try Exact.add(one.whole, paid[row] + open)
            sums[Key(debtor: debtors[row], currency: currencies[row])] = one
        }
        var found: [PayerBehaviour] = []
        for (key, one) in sums.sorted(by: { ($0.key.debtor, $0.key.currency) < ($1.key.debtor, $1.key.currency) }) {
            guard let debtor = key.debtor.rowNumber, let currency = Currency(lane: key.currency) else { continue }
            found.append(
                PayerBehaviour(
                    debtor: debtor, currency: currency, sample: one.sample, late: one.late,
                    delay: try Ratios.quotient(one.weight, one.whole, decimals: 2)))
        }
        return found
    }
}
