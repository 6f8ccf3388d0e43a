// Random books against a naive recomputation that shares nothing with the views.

import Columns
import Receivables
import Testing
import Values

@Suite struct RandomBookTests {
    /// A few hundred changes as a user might make them; those the rules refuse are passed over.
    func randomBook(_ dice: inout Dice, steps: Int) throws -> Bookkeeping {
        var book = try Bookkeeping()
        let codes = ["GBP", "EUR", "JPY"]
        for n in 0..<6 { _ = try book.debtor("Debtor \(n)", codes[n % 3]) }
        for _ in 0..<steps {
            let on = Day(clamping: dice.roll(20_000...20_400))
            let debtor = UInt32(dice.roll(0...5))
            let code = dice.pick(codes) ?? "GBP"
            let invoices = UInt32(book.store.rowCount(Invoices.table))
            let invoice = UInt32(dice.roll(0...Int64(max(1, invoices) - 1)))
            var store = book.store
            let owed = Currency(raw: UInt16(clamping: store.cell(Invoices.table, invoice, Invoices.currency))) ?? currency(code)
            let amount = Money(minor: dice.roll(1...500_00), currency: owed)
            do {
                let changes: ChangeSet
                switch dice.roll(0...15) {
                case 0...4:
                    var request = AddInvoice(debtor: debtor, amount: money(dice.roll(1...900_00), code), issued: on)
                    request.termsDays = dice.roll(0...60)
                    request.isDraft = dice.chance(5)
                    changes = try request.changes(in: &store)
                case 5...8:
                    var request = Receive(debtor: dice.chance(10) ? nil : debtor, amount: money(dice.roll(1...900_00), code), date: on)
                    request.settles = dice.chance(20) ? .none : .order(dice.pick(AllocationOrder.allCases) ?? .oldestDue)
                    changes = try request.changes(in: &store)
                case 9:
                    let payments = Int64(store.rowCount(Payments.table))
                    changes = try Allocate(payment: UInt32(dice.roll(0...max(0, payments - 1))), on: on).changes(in: &store)
                case 10: changes = try AddCredit(invoice: invoice, amount: amount, date: on).changes(in: &store)
                case 11: changes = try AddCharge(invoice: invoice, amount: amount, date: on, kind: "fee").changes(in: &store)
                case 12: changes = try WriteOff(invoice: invoice, amount: amount, date: on).changes(in: &store)
                case 13:
                    let payments = Int64(store.rowCount(Payments.table))
                    changes = try ReversePayment(payment: UInt32(dice.roll(0...max(0, payments - 1))), on: on).changes(in: &store)
                case 14: changes = try CancelInvoice(invoice: invoice, on: on).changes(in: &store)
                default:
                    let new = Int64(on.number) + dice.roll(0...40)
                    changes = try EditCell(Invoices.table, row: invoice, column: Invoices.due, new: new, from: on).changes(in: &store)
                }
                book.store = store
                try book.apply(changes)
            } catch is TradeFault {
                continue
            }
        }
        return book
    }

    /// Row by row from the facts; nothing maintained is read.
    private func naiveBalance(_ store: Store, _ row: UInt32, on day: Int64) -> Int64 {
        func text(_ lane: Int64) -> String { UInt32(exactly: lane).map { store.texts.string($0) } ?? "" }
        func cell(_ column: Int) -> Int64 { store.cell(Invoices.table, row, column) }
        if text(cell(Invoices.state)) == "draft" || cell(Invoices.issued) > day { return 0 }
        if cell(Invoices.cancelledOn) != Lane.null && cell(Invoices.cancelledOn) <= day { return 0 }
        var balance = cell(Invoices.amount)
        for (table, key, date, amount, sign) in [
            (Allocations.table, Allocations.invoice, Allocations.date, Allocations.amount, Int64(-1)),
            (Charges.table, Charges.invoice, Charges.date, Charges.amount, 1),
            (Credits.table, Credits.invoice, Credits.date, Credits.amount, -1),
            (WriteOffs.table, WriteOffs.invoice, WriteOffs.date, WriteOffs.amount, -1),
        ] {
            for fact in 0..<UInt32(store.rowCount(table))
            where store.isLive(table, fact) && store.cell(table, fact, key) == Int64(row) && store.cell(table, fact, date) <= day {
                balance += sign * store.cell(table, fact, amount)
            }
        }
        return balance
    }

    /// The due day before every edit that came later.
    private func naiveDue(_ store: Store, _ row: UInt32, on day: Int64) -> Int64 {
        var due = store.cell(Invoices.table, row, Invoices.due)
        var edits: [(day: Int64, sequence: Int64, old: Int64)] = []
        for revision in 0..<UInt32(store.rowCount(Revisions.table))
        where store.cell(Revisions.table, revision, Revisions.row) == Int64(row)
            && store.cell(Revisions.table, revision, Revisions.column) == Int64(Invoices.due)
            && store.cell(Revisions.table, revision, Revisions.day) > day {
            edits.append((
                store.cell(Revisions.table, revision, Revisions.day), store.cell(Revisions.table, revision, Revisions.sequence),
                store.cell(Revisions.table, revision, Revisions.old)
            ))
        }
        if let first = edits.min(by: { ($0.day, $0.sequence) < ($1.day, $1.sequence) }) { due = first.old }
        return due
    }

    @Test(arguments: [UInt64(101), 102, 103, 104, 105, 106])
    func asOfEqualsANaiveRecomputation(_ seed: UInt64) throws {
        var dice = Dice(seed: seed)
        let book = try randomBook(&dice, steps: 300)
        let store = book.store
        for on in [19_990, 20_050, 20_200, 20_399, 20_500] as [Int64] {
            #expect(Invariants.violations(of: store, on: Day(clamping: on)) == [], "seed \(seed)")
            let view = BookView(store, today: .last, asOf: Day(clamping: on))
            #expect(!view.hasOverflowed)
            var total: [Int64: Int64] = [:]
            var overdue: [Int64: Int64] = [:]
            var account: [[Int64]: Int64] = [:]
            for row in 0..<UInt32(store.rowCount(Invoices.table)) {
                let expected = naiveBalance(store, row, on: on)
                #expect(view.balances[Int(row)] == expected, "seed \(seed), invoice row \(row), day \(on)")
                let due = naiveDue(store, row, on: on)
                #expect(book.lane(view.invoice(.overdue), row) == on - due, "seed \(seed), invoice row \(row), day \(on)")
                let currency = store.cell(Invoices.table, row, Invoices.currency)
                total[currency, default: 0] += expected
                if on > due { overdue[currency, default: 0] += expected }
                account[[store.cell(Invoices.table, row, Invoices.debtor), currency], default: 0] += expected
                #expect(view.exists(Invoices.table, row) == (store.cell(Invoices.table, row, Invoices.issued) <= on))
            }
            let ageing = try view.ageing()
            for line in ageing.lines {
                let code = Int64(line.currency.raw)
                #expect(line.total == total[code] ?? 0, "seed \(seed)")
                #expect(line.balances.reduce(0, +) == line.total, "seed \(seed)")
                #expect(line.balances.dropFirst().reduce(0, +) == overdue[code] ?? 0, "seed \(seed)")
            }
            for i in 0..<view.accounts.count {
                let key = [view.accounts.debtor[i], view.accounts.currency[i]]
                #expect(view.accounts.balance[i] == account[key] ?? 0, "seed \(seed)")
            }
            for row in 0..<UInt32(store.rowCount(Debtors.table)) {
                let own = store.cell(Debtors.table, row, Debtors.currency)
                #expect(book.lane(view.debtor(.balance), row) == account[[Int64(row), own]] ?? 0, "seed \(seed)")
            }
            if let rows = view.rows(Invoices.table) {
                #expect(rows == (0..<UInt32(store.rowCount(Invoices.table))).filter { view.exists(Invoices.table, $0) })
            }
        }
    }

    /// What the maintained sums say today is what the facts say at the end of time.
    @Test(arguments: [UInt64(201), 202])
    func todayEqualsTheEndOfTime(_ seed: UInt64) throws {
        var dice = Dice(seed: seed)
        let book = try randomBook(&dice, steps: 300)
        let now = BookView(book.store, today: Day(clamping: 20_500))
        let then = BookView(book.store, today: .first, asOf: Day(clamping: 20_500))
        #expect(now.balances == then.balances, "seed \(seed)")
        for row in 0..<UInt32(book.store.rowCount(Payments.table)) {
            #expect(book.lane(now.payment(.unapplied), row) == book.lane(then.payment(.unapplied), row), "seed \(seed)")
        }
    }

    @Test(arguments: [UInt64(301), 302, 303])
    func bulkInterestIsTheDefinition(_ seed: UInt64) throws {
        var dice = Dice(seed: seed)
        let book = try randomBook(&dice, steps: 250)
        let store = book.store
        let on: Int64 = 20_420
        let view = BookView(store, today: Day(clamping: on), asOf: Day(clamping: on))
        let rate = try #require(DailyRate(percent: percent(13_25)))
        #expect(Int128(rate.numerator) * 3_650_000 == Int128(1_325) * Int128(rate.denominator))
        for rounding in Rounding.allCases {
            func byRow(_ kind: BulkInterest) -> [UInt32: Int64] {
                let earned = view.interest(kind, rate, rounding: rounding)
                #expect(zip(earned.rows, earned.rows.dropFirst()).allSatisfy(<) && earned.amounts.allSatisfy { $0 > 0 })
                return Dictionary(uniqueKeysWithValues: zip(earned.rows, earned.amounts))
            }
            let (balance, stepped) = (byRow(.onBalance), byRow(.stepped))
            for row in 0..<UInt32(store.rowCount(Invoices.table)) {
                let due = naiveDue(store, row, on: on)
                let owed = max(0, view.balances[Int(row)])
                var weight = Int128(owed) * Int128(max(0, on - due))
                var expected = try Number.divide(weight * 1_325, by: 3_650_000, rounding: rounding)
                #expect(Int128(balance[row] ?? 0) == expected, "seed \(seed), row \(row)")
                for fact in 0..<UInt32(store.rowCount(Allocations.table))
                where store.cell(Allocations.table, fact, Allocations.invoice) == Int64(row) {
                    let date = store.cell(Allocations.table, fact, Allocations.date)
                    guard date <= on, date > due else { continue }
                    weight += Int128(store.cell(Allocations.table, fact, Allocations.amount)) * Int128(date - due)
                }
                expected = try Number.divide(max(0, weight) * 1_325, by: 3_650_000, rounding: rounding)
                #expect(Int128(stepped[row] ?? 0) == expected, "seed \(seed), row \(row)")
            }
        }
    }

    @Test func damageIsFound() throws {
        var book = try Bookkeeping()
        let debtor = try book.debtor("Ash")
        let invoice = try book.invoice(debtor, 100_00, issued: "2026-01-01", due: "2026-01-31")
        let payment = try book.receive(debtor, 50_00, on: "2026-02-01")
        #expect(Invariants.violations(of: book.store, on: day("2026-03-01")) == [])
        // Through the door, but against the rules: more allocated than came in, and than is owed.
        var cells = book.store.cells(Allocations.table, 0)
        cells[Allocations.amount] = 70_00
        try book.apply(ChangeSet([.insert(Allocations.table, row: 1, cells: cells)]))
        let found = Invariants.violations(of: book.store, on: day("2026-03-01"))
        #expect(found.map(\.kind) == [.overAllocatedPayment, .overAllocatedInvoice])
        #expect(found.map(\.row) == [payment, invoice])
        #expect(found[0].expected == 50_00 && found[0].found == 120_00)
    }
}
