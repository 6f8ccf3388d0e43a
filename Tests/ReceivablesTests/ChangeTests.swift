import Columns
import Receivables
import Testing
import Values

@Suite struct ChangeTests {
    @Test func moneyInSettlesTheOldestAndKeepsTheRest() throws {
        var book = try Bookkeeping()
        let debtor = try book.debtor("Ash")
        let late = try book.invoice(debtor, 300_00, issued: "2026-01-01", due: "2026-03-01")
        let later = try book.invoice(debtor, 500_00, issued: "2026-01-01", due: "2026-04-01")
        let payment = try book.receive(debtor, 450_00, on: "2026-04-05")
        #expect(book.balance(late, on: "2026-04-05") == 0)
        #expect(book.balance(later, on: "2026-04-05") == 350_00)
        let view = book.view("2026-04-05")
        #expect(book.lane(view.payment(.unapplied), payment) == 0)
        #expect(book.word(view.payment(.status), payment) == "applied")
        #expect(book.word(view.invoice(.status), late) == "paid")
        #expect(book.word(view.invoice(.status), later) == "overdue")
        #expect(book.lane(view.invoice(.partPaid), later) == 1)
        let over = try book.receive(debtor, 1_000_00, on: "2026-04-06")
        #expect(book.lane(book.view("2026-04-06").payment(.unapplied), over) == 650_00)
        // Nothing open: allocating again changes nothing.
        #expect(try Allocate(payment: over, on: day("2026-04-07")).changes(in: &book.store).isEmpty)
        #expect(Invariants.violations(of: book.store, on: day("2026-04-07")) == [])
    }

    @Test func idsCountUpWithinOneChange() throws {
        var book = try Bookkeeping()
        let debtor = try book.debtor("Ash")
        let steps = ["call", "letter", "claim"].map { AddCase.Step($0) }
        try book.apply(AddCase(debtor: debtor, steps: steps, opened: day("2026-01-01")).changes(in: &book.store))
        let ids = (0..<3).map { book.store.ids.text(of: IDKey(bits: book.store.cell(Steps.table, UInt32($0), Steps.id))) }
        #expect(ids == ["S-1", "S-2", "S-3"])
        #expect(book.store.ids.text(of: IDKey(bits: book.store.cell(Debtors.table, debtor, Debtors.id))) == "D-1")
    }

    @Test func aBankLineIsReceivedOnce() throws {
        var book = try Bookkeeping()
        let debtor = try book.debtor("Ash")
        var request = Receive(debtor: debtor, amount: money(10_00), date: day("2026-01-01"))
        request.external = "TX-1"
        try book.apply(request.changes(in: &book.store))
        #expect(throws: TradeFault.externalTaken(Payments.table, existing: 0)) { try request.changes(in: &book.store) }
    }

    @Test func instructionsAreCheckedAgainstWhatIsOwed() throws {
        var book = try Bookkeeping()
        let ash = try book.debtor("Ash")
        let elm = try book.debtor("Elm")
        let invoice = try book.invoice(ash, 100_00, issued: "2026-01-01", due: "2026-01-31")
        func receive(_ debtor: UInt32?, _ amount: Money, _ share: InvoiceShare) throws -> ChangeSet {
            var request = Receive(debtor: debtor, amount: amount, date: day("2026-02-01"))
            request.settles = .invoices([share])
            return try request.changes(in: &book.store)
        }
        #expect(throws: TradeFault.exceedsOpen(Invoices.table, row: invoice, open: 100_00, asked: 100_01)) {
            try receive(ash, money(200_00), InvoiceShare(invoice, amount: 100_01))
        }
        #expect(throws: TradeFault.notEnough(left: 50_00, asked: 60_00)) {
            try receive(ash, money(50_00), InvoiceShare(invoice, amount: 60_00))
        }
        #expect(throws: TradeFault.currencyDiffers(given: currency("EUR"), owed: currency("GBP"))) {
            try receive(ash, money(50_00, "EUR"), InvoiceShare(invoice))
        }
        #expect(throws: TradeFault.debtorDiffers(invoice: invoice)) { try receive(elm, money(50_00), InvoiceShare(invoice)) }
        #expect(throws: TradeFault.notPositive(0)) { try receive(ash, money(0), InvoiceShare(invoice)) }
        #expect(throws: TradeFault.noSuchRow(Invoices.table, row: 9)) { try receive(nil, money(5), InvoiceShare(9)) }
        // Nobody named: it is the invoice's debtor who paid.
        try book.apply(receive(nil, money(40_00), InvoiceShare(invoice)))
        #expect(book.store.cell(Payments.table, 0, Payments.debtor) == Int64(ash))
        #expect(book.balance(invoice, on: "2026-02-01") == 60_00)
    }

    @Test func anUnidentifiedPaymentFindsItsDebtorLater() throws {
        var book = try Bookkeeping()
        let ash = try book.debtor("Ash")
        let invoice = try book.invoice(ash, 100_00, issued: "2026-01-01", due: "2026-01-31")
        let payment = try book.receive(nil, 100_00, on: "2026-02-01")
        #expect(book.word(book.view("2026-02-01").payment(.status), payment) == "unidentified")
        #expect(throws: TradeFault.unidentified(payment: payment)) {
            try Allocate(payment: payment, on: day("2026-02-02")).changes(in: &book.store)
        }
        let allocate = Allocate(payment: payment, settles: .invoices([InvoiceShare(invoice)]), on: day("2026-02-02"))
        try book.apply(allocate.changes(in: &book.store))
        #expect(book.balance(invoice, on: "2026-02-02") == 0)
        #expect(book.view("2026-03-01", asOf: "2026-02-01").balances[Int(invoice)] == 100_00)
        #expect(Invariants.violations(of: book.store, on: day("2026-03-01")) == [])
    }

    @Test func aBouncedPaymentIsOwedAgainFromThatDay() throws {
        var book = try Bookkeeping()
        let ash = try book.debtor("Ash")
        let invoice = try book.invoice(ash, 100_00, issued: "2026-01-01", due: "2026-01-31")
        let payment = try book.receive(ash, 150_00, on: "2026-02-01")
        let before = book.store.digest()
        let inverse = try book.apply(ReversePayment(payment: payment, on: day("2026-02-05")).changes(in: &book.store))
        let view = book.view("2026-02-05")
        #expect(view.balances[Int(invoice)] == 100_00)
        #expect(book.lane(view.payment(.unapplied), payment) == 0)
        #expect(book.word(view.payment(.status), payment) == "reversed")
        let earlier = book.view("2026-02-05", asOf: "2026-02-04")
        #expect(earlier.balances[Int(invoice)] == 0)
        #expect(book.lane(earlier.payment(.unapplied), payment) == 50_00)
        #expect(throws: TradeFault.isReversed(payment: payment)) {
            try ReversePayment(payment: payment, on: day("2026-02-06")).changes(in: &book.store)
        }
        #expect(Invariants.violations(of: book.store, on: day("2026-02-05")) == [])
        try book.apply(inverse)
        #expect(book.store.digest() == before)
    }

    @Test func creditsChargesWaiversAndWriteOffs() throws {
        var book = try Bookkeeping()
        let ash = try book.debtor("Ash")
        let invoice = try book.invoice(ash, 100_00, issued: "2026-01-01", due: "2026-01-31")
        try book.apply(AddCharge(invoice: invoice, amount: money(40_00), date: day("2026-02-01"), kind: "fixed_sum").changes(in: &book.store))
        try book.apply(AddCredit(invoice: invoice, amount: money(25_00), date: day("2026-02-02")).changes(in: &book.store))
        #expect(book.balance(invoice, on: "2026-02-02") == 115_00)
        try book.apply(WaiveCharge(charge: 0, date: day("2026-02-03"), amount: 10_00).changes(in: &book.store))
        #expect(throws: TradeFault.exceedsOpen(Charges.table, row: 0, open: 30_00, asked: 31_00)) {
            try WaiveCharge(charge: 0, date: day("2026-02-03"), amount: 31_00).changes(in: &book.store)
        }
        try book.apply(WriteOff(invoice: invoice, date: day("2026-02-04")).changes(in: &book.store))
        let view = book.view("2026-02-04")
        #expect(view.balances[Int(invoice)] == 0)
        #expect(book.lane(view.invoice(.claimable), invoice) == 105_00)
        #expect(book.word(view.invoice(.status), invoice) == "written_off")
        for (on, expected) in [("2026-01-31", 100_00), ("2026-02-01", 140_00), ("2026-02-02", 115_00), ("2026-02-03", 105_00)] as [(String, Int64)] {
            #expect(book.view("2026-12-31", asOf: on).balances[Int(invoice)] == expected, "\(on)")
        }
        let lines = try view.explainBalance(ofInvoice: invoice).lines
        #expect(lines.map(\.label) == [.amount, .charge, .credit, .waiver, .writeOff, .balance])
        #expect(lines.dropLast().compactMap { $0.amount?.minor }.reduce(0, +) == lines.last?.amount?.minor)
    }

    @Test func editsLeaveEarlierDaysAsTheyWere() throws {
        var book = try Bookkeeping()
        let ash = try book.debtor("Ash")
        let invoice = try book.invoice(ash, 100_00, issued: "2026-01-01", due: "2026-01-31")
        for (due, from) in [("2026-02-15", "2026-02-01"), ("2026-03-15", "2026-02-10")] {
            let edit = EditCell(Invoices.table, row: invoice, column: Invoices.due, new: Int64(day(due).number), from: day(from))
            try book.apply(edit.changes(in: &book.store))
        }
        func overdue(_ on: String) -> Int64 {
            book.lane(book.view("2026-12-31", asOf: on).invoice(.overdue), invoice)
        }
        #expect(overdue("2026-01-31") == 0)
        #expect(overdue("2026-02-09") == -6)
        #expect(overdue("2026-02-10") == -33)
        #expect(book.store.cell(Invoices.table, invoice, Invoices.originalDue) == Int64(day("2026-01-31").number))
        let explained = try book.view("2026-04-01").explainDaysOverdue(ofInvoice: invoice)
        #expect(explained.lines.map(\.label) == [.issued, .originalDue, .due, .asOf, .daysOverdue])
        #expect(explained.lines.last?.days == 17)
        #expect(throws: TradeFault.notEditable(Invoices.table, column: Invoices.allocated)) {
            try EditCell(Invoices.table, row: invoice, column: Invoices.allocated, new: 5, from: day("2026-01-01")).changes(in: &book.store)
        }
        _ = try book.receive(ash, 60_00, on: "2026-02-01")
        #expect(throws: (any Error).self) {
            try EditCell(Invoices.table, row: invoice, column: Invoices.amount, new: 59_99, from: day("2026-02-02")).changes(in: &book.store)
        }
        #expect(throws: TradeFault.nothingToChange(Invoices.table, row: invoice, column: Invoices.amount)) {
            try EditCell(Invoices.table, row: invoice, column: Invoices.amount, new: 100_00, from: day("2026-02-02")).changes(in: &book.store)
        }
    }

    @Test func cancellingNeedsAnUntouchedInvoice() throws {
        var book = try Bookkeeping()
        let ash = try book.debtor("Ash")
        let paid = try book.invoice(ash, 100_00, issued: "2026-01-01", due: "2026-01-31")
        let other = try book.invoice(ash, 100_00, issued: "2026-01-01", due: "2026-02-28")
        _ = try book.receive(ash, 10_00, on: "2026-01-10")
        #expect(throws: TradeFault.hasAllocations(invoice: paid, 10_00)) {
            try CancelInvoice(invoice: paid, on: day("2026-02-01")).changes(in: &book.store)
        }
        try book.apply(CancelInvoice(invoice: other, on: day("2026-02-01")).changes(in: &book.store))
        #expect(book.balance(other, on: "2026-02-01") == 0)
        #expect(book.view("2026-12-31", asOf: "2026-01-31").balances[Int(other)] == 100_00)
        #expect(book.word(book.view("2026-02-01").invoice(.status), other) == "cancelled")
        #expect(Invariants.violations(of: book.store, on: day("2026-02-01")) == [])
    }

    @Test func aPlanIsProposedAgreedAndKept() throws {
        var book = try Bookkeeping()
        let ash = try book.debtor("Ash")
        let invoice = try book.invoice(ash, 1_000_00, issued: "2026-01-01", due: "2026-01-31")
        let request = ProposePlan(
            debtor: ash, length: .instalments(3), start: day("2026-03-31"), every: .months(1), proposed: day("2026-03-01"))
        try book.apply(request.changes(in: &book.store))
        #expect(book.word(book.view("2026-03-01").plan(.status), 0) == "proposed")
        try book.apply(AgreePlan(plan: 0, on: day("2026-03-02")).changes(in: &book.store))
        #expect(throws: TradeFault.alreadyAgreed(plan: 0, on: day("2026-03-02"))) {
            try AgreePlan(plan: 0, on: day("2026-03-03")).changes(in: &book.store)
        }
        #expect(book.word(book.view("2026-03-31").invoice(.blocked), invoice) == "plan-active")
        _ = try book.receive(ash, 333_33, on: "2026-03-30")
        _ = try book.receive(ash, 100_00, on: "2026-05-04")
        let view = book.view("2026-05-04")
        #expect((0..<3).map { book.word(view.instalment(.status), UInt32($0)) } == ["kept", "part", "open"])
        #expect(book.lane(view.plan(.arrears), 0) == 233_33)
        #expect(book.lane(view.plan(.nextAmount), 0) == 233_33)
        #expect(book.word(view.plan(.status), 0) == "in_arrears")
        // Behind with the plan: it protects no more.
        #expect(book.word(view.invoice(.blocked), invoice) == nil)
        // Ageing keeps the invoice's own due day.
        #expect(book.lane(view.invoice(.overdue), invoice) == 93)
        _ = try book.receive(ash, 566_67, on: "2026-05-05")
        #expect(book.word(book.view("2026-05-05").plan(.status), 0) == "completed")
        let statuses = (0..<3).map { book.word(book.view("2026-05-05").instalment(.status), UInt32($0)) }
        #expect(statuses == ["kept", "late", "kept"])
        #expect(Invariants.violations(of: book.store, on: day("2026-05-05")) == [])
        let rival = ProposePlan(debtor: ash, length: .instalments(2), start: day("2026-06-01"), every: .days(14), proposed: day("2026-05-06"))
        #expect(throws: TradeFault.nothingOwed(debtor: ash, currency("GBP"))) { try rival.changes(in: &book.store) }
    }

    @Test func planInterestIsOwedWhenItsInstalmentFallsDue() throws {
        var book = try Bookkeeping()
        let ash = try book.debtor("Ash")
        let invoice = try book.invoice(ash, 10_000_00, issued: "2025-11-01", due: "2025-12-01")
        var request = ProposePlan(
            debtor: ash, length: .instalments(12), start: day("2026-01-31"), every: .months(1), proposed: day("2026-01-01"))
        request.rate = percent(12_00)
        try book.apply(request.changes(in: &book.store))
        try book.apply(AgreePlan(plan: 0, on: day("2026-01-01")).changes(in: &book.store))
        #expect(book.store.cell(Plans.table, 0, Plans.total) == 10_661_86)
        #expect(book.balance(invoice, on: "2026-01-30") == 10_000_00)
        #expect(book.balance(invoice, on: "2026-01-31") == 10_100_00)
        #expect(book.balance(invoice, on: "2027-01-01") == 10_661_86)
        for k in 0..<12 {
            let due = try InstalmentSchedule.due(k, start: day("2026-01-31"), every: .months(1))
            let amount = book.store.cell(Instalments.table, UInt32(k), Instalments.amount)
            var payment = Receive(debtor: ash, amount: money(amount), date: due)
            payment.settles = .order(.oldestDue)
            try book.apply(payment.changes(in: &book.store))
        }
        #expect(book.balance(invoice, on: "2027-01-01") == 0)
        #expect(book.word(book.view("2027-01-01").plan(.status), 0) == "completed")
        #expect(Invariants.violations(of: book.store, on: day("2027-01-01")) == [])
    }

    @Test func stepsGoInOrderAndThroughTheirGates() throws {
        var book = try Bookkeeping()
        let ash = try book.debtor("Ash")
        let invoice = try book.invoice(ash, 100_00, issued: "2026-01-01", due: "2026-01-31")
        var steps = [AddCase.Step("courtesy call", due: day("2026-02-05")), AddCase.Step("letter of claim")]
        steps[1].gate = .noDispute
        try book.apply(AddCase(debtor: ash, steps: steps, opened: day("2026-02-01")).changes(in: &book.store))
        #expect(throws: TradeFault.stepNotReady(step: 1, .pending)) {
            try FinishStep(step: 1, how: .done(evidence: nil), on: day("2026-02-02")).changes(in: &book.store)
        }
        try book.apply(FinishStep(step: 0, how: .done(evidence: "C-1"), on: day("2026-02-07")).changes(in: &book.store))
        try book.apply(RaiseDispute(invoice: invoice, since: day("2026-02-08")).changes(in: &book.store))
        #expect(throws: TradeFault.stepNotReady(step: 1, .blocked(.noDispute))) {
            try FinishStep(step: 1, how: .done(evidence: nil), on: day("2026-02-09")).changes(in: &book.store)
        }
        let view = book.view("2026-02-09")
        #expect((0..<2).map { book.word(view.step(.state), UInt32($0)) } == ["done", "blocked"])
        #expect(book.lane(view.step(.late), 0) == 2)
        #expect(book.lane(view.case(.currentStep), 0) == 1)
        #expect(book.word(view.invoice(.blocked), invoice) == "dispute")
        #expect(book.word(view.debtor(.blocked), ash) == "dispute")
        try book.apply(CloseDispute(dispute: 0, on: day("2026-02-20"), outcome: "rejected").changes(in: &book.store))
        try book.apply(FinishStep(step: 1, how: .done(evidence: nil), on: day("2026-02-20")).changes(in: &book.store))
        #expect(book.word(book.view("2026-02-20").case(.status), 0) == "closed")
        #expect(book.word(book.view("2026-12-31", asOf: "2026-02-09").case(.status), 0) == "open")
        #expect(book.word(book.view("2026-12-31", asOf: "2026-02-09").invoice(.status), invoice) == "disputed")
    }

    @Test func holdsHaveAnEnd() throws {
        var book = try Bookkeeping()
        let ash = try book.debtor("Ash")
        let invoice = try book.invoice(ash, 100_00, issued: "2026-01-01", due: "2026-01-31")
        try book.apply(PlaceHold(debtor: ash, from: day("2026-02-01"), until: day("2026-02-28")).changes(in: &book.store))
        func blocked(_ on: String) -> String? { book.word(book.view(on).invoice(.blocked), invoice) }
        #expect(["2026-01-31", "2026-02-01", "2026-02-28", "2026-03-01"].map(blocked) == [nil, "hold", "hold", nil])
        try book.apply(ReleaseHold(hold: 0, on: day("2026-02-10")).changes(in: &book.store))
        #expect(["2026-02-09", "2026-02-10"].map(blocked) == ["hold", nil])
        var moratorium = PlaceHold(debtor: ash, from: day("2026-03-01"), until: day("2026-04-29"))
        moratorium.isMoratorium = true
        try book.apply(moratorium.changes(in: &book.store))
        #expect(blocked("2026-03-30") == "moratorium")
        #expect(blocked("2026-04-30") == nil)
    }

    @Test func promisesBlockUntilTheirDay() throws {
        var book = try Bookkeeping()
        let ash = try book.debtor("Ash")
        let invoice = try book.invoice(ash, 100_00, issued: "2026-01-01", due: "2026-01-31")
        try book.apply(MakePromise(debtor: ash, amount: money(100_00), due: day("2026-02-10"), made: day("2026-02-01")).changes(in: &book.store))
        let open = book.view("2026-02-10")
        #expect(book.word(open.invoice(.blocked), invoice) == "promise-open")
        #expect(book.lane(open.debtor(.promised), ash) == 100_00)
        #expect(book.word(book.view("2026-02-11").promise(.status), 0) == "broken")
        #expect(book.word(book.view("2026-02-11").debtor(.blocked), ash) == nil)
        _ = try book.receive(ash, 100_00, on: "2026-02-09")
        #expect(book.word(book.view("2026-02-11").promise(.status), 0) == "kept")
    }

    @Test func closedMonthsTakeNothing() throws {
        var book = try Bookkeeping()
        let ash = try book.debtor("Ash")
        try book.apply(CloseMonth(month: day("2026-01-17"), on: day("2026-02-03")).changes(in: &book.store))
        let request = Receive(debtor: ash, amount: money(5_00), date: day("2026-01-31"))
        #expect(throws: TradeFault.monthClosed(day("2026-01-31"))) { try request.changes(in: &book.store) }
        try book.apply(ReopenMonth(month: day("2026-01-01"), on: day("2026-02-04"), reason: "late bank file").changes(in: &book.store))
        try book.apply(request.changes(in: &book.store))
        #expect(book.store.liveCount(Payments.table) == 1)
    }

    @Test func contactsAndTheLatestOfThem() throws {
        var book = try Bookkeeping()
        let ash = try book.debtor("Ash")
        for (at, channel) in [("2026-02-01", "phone"), ("2026-02-05", "email")] {
            let moment = Moment(day: day(at), time: ClockTime(minutes: 1_439) ?? .midnight)
            try book.apply(RecordContact(debtor: ash, at: moment, channel: channel).changes(in: &book.store))
        }
        #expect(book.lane(book.view("2026-03-01").debtor(.lastContact), ash) == Int64(day("2026-02-05").number))
        #expect(book.lane(book.view("2026-03-01", asOf: "2026-02-04").debtor(.lastContact), ash) == Int64(day("2026-02-01").number))
        #expect(book.view("2026-03-01", asOf: "2026-02-04").rows(Contacts.table) == [0])
        try book.apply(StrikeContact(contact: 1).changes(in: &book.store))
        #expect(book.lane(book.view("2026-03-01").debtor(.lastContact), ash) == Int64(day("2026-02-01").number))
    }

    @Test func settingsAndKeysAreFoundAgain() throws {
        var book = try Bookkeeping()
        for value in ["half-up", "half-even"] {
            try book.apply(ChangeSetting(name: "rounding", value: value).changes(in: &book.store))
        }
        #expect(ChangeSetting.value(of: "rounding", in: book.store) == "half-even")
        #expect(book.store.liveCount(Settings.table) == 1)
        try book.apply(RecordKey(key: "L2-D-17-2026-11", group: 7, digest: 99).changes(in: &book.store))
        #expect(RecordKey.find("L2-D-17-2026-11", in: book.store)?.group == 7)
        #expect(RecordKey.find("L3-D-17-2026-11", in: book.store) == nil)
    }
}
