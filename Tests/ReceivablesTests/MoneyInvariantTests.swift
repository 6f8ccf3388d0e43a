// What must hold of statements, claims, corrections and moves on any book.

import Columns
import Testing
import Values

@testable import Receivables

@Suite struct MoneyInvariantTests {
    private func book(_ seed: UInt64) throws -> Bookkeeping {
        var dice = Dice(seed: seed)
        return try RandomBookTests().randomBook(&dice, steps: 250)
    }

    /// Opening and movements are the closing, and the closing is what the book says is owed less what lies on account.
    @Test(arguments: [UInt64(401), 402, 403, 404, 405, 406])
    func statementsTieToTheBook(_ seed: UInt64) throws {
        let store = try book(seed).store
        for on in [20_050, 20_200, 20_399, 20_500] as [Int64] {
            let view = BookView(store, today: .last, asOf: Day(clamping: on))
            let accounts = view.accounts
            let window = try #require(Period(first: Day(clamping: on - 60), last: Day(clamping: on)))
            let whole = try #require(Period(first: .first, last: Day(clamping: on)))
            for debtor in 0..<UInt32(store.rowCount(Debtors.table)) {
                var owed: [Int64: Int64] = [:]
                for i in 0..<accounts.count where accounts.debtor[i] == Int64(debtor) {
                    owed[accounts.currency[i]] = accounts.balance[i] - accounts.unapplied[i]
                }
                // Money that was allocated ahead to an invoice not issued by then lies on account until it is.
                for row in 0..<UInt32(store.rowCount(Allocations.table)) where store.cell(Allocations.table, row, Allocations.date) <= on {
                    guard let invoice = UInt32(exactly: store.cell(Allocations.table, row, Allocations.invoice)),
                        store.cell(Invoices.table, invoice, Invoices.debtor) == Int64(debtor),
                        store.cell(Invoices.table, invoice, Invoices.issued) > on
                    else { continue }
                    owed[store.cell(Invoices.table, invoice, Invoices.currency), default: 0] -= store.cell(Allocations.table, row, Allocations.amount)
                }
                for statement in try view.statements(ofDebtor: debtor, window) {
                    #expect(statement.opening + statement.movements.reduce(0) { $0 + $1.amount } == statement.closing)
                    #expect(statement.closing == owed[Int64(statement.currency.raw)] ?? 0, "seed \(seed), debtor row \(debtor), day \(on)")
                }
                for statement in try view.statements(ofDebtor: debtor, whole) { #expect(statement.opening == 0) }
            }
        }
    }

    /// What a claim leaves to book is nothing once it is booked, and what was booked is what was claimed.
    @Test(arguments: [UInt64(501), 502, 503])
    func bookingAClaimLeavesNothing(_ seed: UInt64) throws {
        var book = try book(seed)
        let on = Day(clamping: 20_450)
        var options = ClaimOptions()
        options.percent = percent(9_25)
        for row in 0..<UInt32(book.store.rowCount(Invoices.table)) {
            guard let claim = try BookView(book.store, today: on).lateClaim(ofInvoice: row, options), claim.interestToBook > 0 else { continue }
            #expect(claim.statement.total >= 0)
            var store = book.store
            let changes = try AddCharge(
                invoice: row, amount: Money(minor: claim.interestToBook, currency: claim.currency), date: on, kind: "interest").changes(in: &store)
            book.store = store
            try book.apply(changes)
            let after = try #require(try BookView(book.store, today: on).lateClaim(ofInvoice: row, options))
            #expect(after.interestToBook == 0 && after.bookedInterest == claim.statement.total)
            #expect(after.statement.total == claim.statement.total, "interest bears no interest")
        }
        #expect(Invariants.violations(of: book.store, on: on) == [])
    }

    /// Corrections and moves leave a sound book, or are refused and leave it as it was.
    @Test(arguments: [UInt64(601), 602, 603, 604])
    func correctionsLeaveASoundBook(_ seed: UInt64) throws {
        var dice = Dice(seed: seed)
        var book = try book(seed)
        var done = 0
        for _ in 0..<200 {
            let invoices = Int64(book.store.rowCount(Invoices.table))
            let invoice = UInt32(dice.roll(0...max(0, invoices - 1)))
            let unit = Currency(raw: UInt16(clamping: book.store.cell(Invoices.table, invoice, Invoices.currency))) ?? currency("GBP")
            var store = book.store
            do {
                let changes: ChangeSet
                if dice.chance(60) {
                    let from: Day? = dice.chance(50) ? nil : Day(clamping: dice.roll(20_000...20_500))
                    let amount = Money(minor: dice.roll(1...900_00), currency: unit)
                    changes = try CorrectInvoice(invoice: invoice, field: .amount(amount), from: from).changes(in: &store)
                } else {
                    let row = UInt32(dice.roll(0...Int64(max(1, store.rowCount(Allocations.table)) - 1)))
                    guard let payment = UInt32(exactly: store.cell(Allocations.table, row, Allocations.payment)),
                        let from = UInt32(exactly: store.cell(Allocations.table, row, Allocations.invoice))
                    else { continue }
                    changes = try MoveAllocation(payment: payment, from: from, to: invoice, on: Day(clamping: 20_500)).changes(in: &store)
                }
                book.store = store
                try book.apply(changes)
                done += 1
            } catch is TradeFault { continue }
        }
        #expect(done > 20)
        #expect(Invariants.violations(of: book.store, on: Day(clamping: 20_600)) == [], "seed \(seed)")
        #expect(Invariants.violations(of: book.store, on: Day(clamping: 20_200)) == [], "seed \(seed)")
    }
}
