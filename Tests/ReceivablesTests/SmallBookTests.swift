// Ten thousand small books of every act that moves money, each checked by the invariants of the book.
// Small, so that a failure names a seed and a handful of acts; many, so that acts meet in every order.

import Columns
import Testing
import Values

@testable import Receivables

@Suite struct SmallBookTests {
    /// One of these for each change; numbers are drawn whether they fit or not, and what the rules refuse is passed over.
    private func change(_ dice: inout Dice, _ store: inout Store) throws -> ChangeSet {
        let on = Day(clamping: dice.roll(20_000...20_120))
        func row(_ table: TableID) -> UInt32 { UInt32(dice.roll(0...Int64(max(1, store.rowCount(table)) - 1))) }
        let invoice = row(Invoices.table)
        let unit = Currency(raw: UInt16(clamping: store.cell(Invoices.table, invoice, Invoices.currency))) ?? currency("GBP")
        let part = Money(minor: dice.roll(1...90_00), currency: unit)
        switch dice.roll(0...21) {
        case 0...3:
            var request = AddInvoice(debtor: row(Debtors.table), amount: money(dice.roll(1...300_00), dice.pick(["GBP", "JPY"]) ?? "GBP"), issued: on)
            let said = dice.pick(["", "", "2/10 net 30", "3 x 1mo", "30% 10d, rest 40d", "20wd", "1mo eom"]) ?? ""
            if !said.isEmpty { request.terms = (said, try PaymentTerms(said)) }
            request.isDraft = dice.chance(10)
            return try request.changes(in: &store)
        case 4...8:
            var request = Receive(debtor: row(Debtors.table), amount: money(dice.roll(1...400_00), dice.pick(["GBP", "JPY"]) ?? "GBP"), date: on)
            if dice.chance(25) {
                request.settles = .invoices([InvoiceShare(invoice), InvoiceShare(row(Invoices.table))])
                request.debtor = nil
            } else {
                request.settles = dice.chance(20) ? .none : .order(dice.pick(AllocationOrder.allCases) ?? .oldestDue)
            }
            return try request.changes(in: &store)
        case 9: return try Allocate(payment: row(Payments.table), on: on).changes(in: &store)
        case 10: return try AddCredit(invoice: invoice, amount: part, date: on).changes(in: &store)
        case 11: return try AddCharge(invoice: invoice, amount: part, date: on, kind: "fee").changes(in: &store)
        case 12: return try WriteOff(invoice: invoice, amount: dice.chance(50) ? part : nil, date: on).changes(in: &store)
        case 13: return try ReversePayment(payment: row(Payments.table), on: on).changes(in: &store)
        case 14: return try CancelInvoice(invoice: invoice, on: on).changes(in: &store)
        case 15: return try RefundMoney(.payment(row(Payments.table)), amount: dice.chance(50) ? part : nil, date: on).changes(in: &store)
        case 16: return try IssueInvoice(invoice: invoice, on: on).changes(in: &store)
        case 17:
            let amount = Money(minor: dice.roll(1...300_00), currency: unit)
            return try CorrectInvoice(invoice: invoice, field: .amount(amount), from: dice.chance(50) ? nil : on).changes(in: &store)
        case 18:
            let allocation = row(Allocations.table)
            guard let payment = store.cell(Allocations.table, allocation, Allocations.payment).rowNumber,
                let from = store.cell(Allocations.table, allocation, Allocations.invoice).rowNumber
            else { throw TradeFault.overflow }
            return try MoveAllocation(payment: payment, from: from, to: invoice, on: on).changes(in: &store)
        case 19:
            var request = ProposePlan(debtor: row(Debtors.table), length: .instalments(Int(dice.roll(1...4))), start: on, every: .days(14), proposed: on)
            if dice.chance(50) { request.offer = dice.roll(1...100_00) }
            return try request.changes(in: &store)
        case 20: return try AgreePlan(plan: row(Plans.table), on: on).changes(in: &store)
        default: return try WaiveCharge(charge: row(Charges.table), date: on).changes(in: &store)
        }
    }

    /// Parts of an invoice in instalments add up to its balance, and never to more than their own amounts.
    private func checkParts(_ view: BookView, _ seed: UInt64) {
        for (invoice, parts) in view.splits.parts {
            #expect(parts.reduce(0) { $0 + $1.open } == view.balances[Int(invoice)], "seed \(seed), invoice row \(invoice)")
            #expect(parts.allSatisfy { $0.row == nil || (0...$0.amount).contains($0.open) }, "seed \(seed), invoice row \(invoice)")
        }
    }

    @Test(arguments: 0..<10)
    func aThousandBooksAreSound(_ thousand: UInt64) throws {
        var dice = Dice(seed: 9_000 + thousand)
        var empty = try Bookkeeping()
        for n in 0..<2 { _ = try empty.debtor("Debtor \(n)", "GBP") }
        var acts = 0
        for book in 0..<1_000 as Range<UInt64> {
            let seed = thousand * 1_000 + book
            var store = empty.store
            for _ in 0..<dice.roll(4...14) {
                var trial = store
                guard let changes = try? change(&dice, &trial) else { continue }
                let inverse = try trial.apply(changes)
                acts += 1
                // Undone and done again, a book is what it was: looked at now and then.
                if dice.chance(5) {
                    let after = trial.digest()
                    let again = try trial.apply(inverse)
                    #expect(trial.digest() == store.digest(), "seed \(seed)")
                    _ = try trial.apply(again)
                    #expect(trial.digest() == after, "seed \(seed)")
                }
                store = trial
            }
            // What is on record is looked at in every book, what is reckoned of a whole day in one of eight.
            var found = Invariants.sums(store) + Invariants.allocations(store) + Invariants.invoices(store) + Invariants.plans(store)
            if book % 8 == 0 {
                for on in [20_060, 20_400] as [Int64] { found += Invariants.totals(store, on: Day(clamping: on)) }
            }
            #expect(found == [], "seed \(seed)")
            checkParts(BookView(store, today: Day(clamping: 20_400)), seed)
        }
        #expect(acts > 4_000)
    }
}
