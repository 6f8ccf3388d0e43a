// What a rule adds to one late invoice by a day: interest and the fixed sum claimed, and beside them what was booked,
// waived and paid of it, which are facts of their own. Booking the difference can therefore never double a claim, and
// paying the principal first never loses one.

import Columns
package import Values

/// Where a claim departs from what the pack says.
package struct ClaimOptions: Sendable, Hashable {
    /// One rate for all time, instead of the pack's.
    package var percent: Percent?
    package var mode: RateMode?
    package var dayCount: DayCount?
    package var partPayments: PartPayments?
    package var rounding = Rounding.halfUp
    package init() {}
}

package struct LateClaim: Sendable {
    package let invoice: UInt32
    package let debtor: UInt32
    package let currency: Currency
    package let due: Day
    package let day: Day
    /// The pack used; nil where a rate was named instead.
    package let pack: RulePack?
    package let terms: InterestTerms
    /// Amount less credit notes: what bears interest.
    package let principal: Int64
    package let credited: Int64
    package let statement: InterestStatement
    /// Days that bore interest; of an invoice in instalments, those of the part that bore it longest.
    package let interestDays: Int64
    package let fixedSum: Int64
    package let sumRule: RulePack.Sum?
    /// Interest of the next day on what is left of the principal; nothing while a moratorium runs.
    package let perDay: Int64
    package let bookedInterest: Int64
    package let bookedSums: Int64
    /// Of both together.
    package let waived: Int64
    package let paid: Int64

    package var claimed: Int64 { statement.total.addingClamped(fixedSum) }
    package var booked: Int64 { bookedInterest.addingClamped(bookedSums) }
    /// What a charge would book now. What was booked and waived is not booked again.
    package var interestToBook: Int64 { max(0, statement.total.addingClamped(0 - bookedInterest)) }
    package var sumToBook: Int64 { max(0, fixedSum.addingClamped(0 - bookedSums)) }
}

extension BookView {
    /// The packs of the book.
    package var ruleBook: RuleBook {
        if let keptRules { return keptRules }
        let rules = RuleBook(store)
        keptRules = rules
        return rules
    }

    /// What decides about the claims on a debtor's invoices: found once for all of them.
    struct Claimant {
        let facts: DebtorFacts
        let pack: RulePack?
        /// Without the days on which no interest runs.
        let terms: InterestTerms?
    }

    private func claimant(_ debtor: UInt32) -> Claimant {
        if let known = keptClaimants[debtor] { return known }
        let facts = DebtorFacts(debtor, in: store)
        let pack = ruleBook.pack(for: facts)
        let made = Claimant(facts: facts, pack: pack, terms: pack?.terms(country: facts.country, kind: facts.kind, rounding: .halfUp))
        keptClaimants[debtor] = made
        return made
    }

    /// Whether an invoice was ever late by the view's day: something was open after its due day.
    func wasLate(_ row: UInt32) -> Bool {
        guard isOwed(row) else { return false }
        if let parts = splits.parts[row] { return lateParts(row, parts).contains { !$0.isPaidInTime } }
        guard let due = Day(lane: cell(Invoices.table, row, Invoices.due)), due < day else { return false }
        return openPrincipal(row, on: due) > 0
    }

    /// One debt that fell due by itself: the invoice, or a part of one that is paid in instalments.
    struct Debt {
        let principal: Int64
        let due: Day
        let receipts: [Receipt]
        var open: Int64 = 0

        var isPaidInTime: Bool {
            receipts.reduce(principal) { $1.day <= due ? $0.addingClamped(0 - $1.amount) : $0 } <= 0
        }
    }

    /// The parts that fell due before the view's day.
    private func lateParts(_ row: UInt32, _ parts: [InvoicePart]) -> [Debt] {
        debts(row, parts).filter { $0.due < day }
    }

    /// The parts of an invoice, each with the payments that settled it: credits come off the first parts, then payments settle
    /// them in order; what is taken back is taken from the last one paid.
    func debts(_ row: UInt32, _ parts: [InvoicePart]) -> [Debt] {
        var credited = creditedBy(row)
        var principals: [Int64] = []
        for part in parts where part.row != nil {
            let off = min(max(0, credited), part.amount)
            credited -= off
            principals.append(part.amount - off)
        }
        var filled = [Int64](repeating: 0, count: principals.count)
        var receipts = [[Receipt]](repeating: [], count: principals.count)
        for receipt in self.receipts(ofInvoice: row) {
            var left = receipt.amount
            for place in left > 0 ? Array(principals.indices) : principals.indices.reversed() where left != 0 {
                let part = left > 0 ? min(left, principals[place] - filled[place]) : max(left, 0 - filled[place])
                guard part != 0 else { continue }
                filled[place] += part
                left -= part
                receipts[place].append(Receipt(day: receipt.day, amount: part))
            }
        }
        return principals.indices.filter { principals[$0] > 0 }.map {
            Debt(principal: principals[$0], due: parts[$0].due, receipts: receipts[$0], open: parts[$0].open)
        }
    }

    private func isOwed(_ row: UInt32) -> Bool {
        guard store.isLive(Invoices.table, row), exists(Invoices.table, row) else { return false }
        let state = cell(Invoices.table, row, Invoices.state)
        return state == word(Invoices.issuedState) && !isSettledForLess(row)
    }

    /// Whether a settlement was paid: then nothing is claimed on the invoice any more.
    private func isSettledForLess(_ row: UInt32) -> Bool {
        let kind = word(Credits.concession)
        guard kind != Lane.null, store.cell(Invoices.table, row, Invoices.credited) != 0 else { return false }
        var sum: Int64 = 0
        for note in adjacency(Credits.table, Credits.invoice).rows(of: Int(row))
        where store.cell(Credits.table, note, Credits.kind) == kind && store.cell(Credits.table, note, Credits.date) <= day.lane {
            sum = sum.addingClamped(store.cell(Credits.table, note, Credits.amount))
        }
        return sum > 0
    }

    /// Amount less credits and payments up to a day.
    private func openPrincipal(_ row: UInt32, on limit: Day) -> Int64 {
        var open = cell(Invoices.table, row, Invoices.amount).addingClamped(0 - creditedBy(row))
        for receipt in receipts(ofInvoice: row) where receipt.day <= limit { open = open.addingClamped(0 - receipt.amount) }
        return open
    }

    private func creditedBy(_ row: UInt32) -> Int64 {
        guard store.cell(Invoices.table, row, Invoices.credited) != 0 else { return 0 }
        var sum: Int64 = 0
        for note in adjacency(Credits.table, Credits.invoice).rows(of: Int(row)) where store.cell(Credits.table, note, Credits.date) <= day.lane {
            sum = sum.addingClamped(store.cell(Credits.table, note, Credits.amount))
        }
        return sum
    }

    /// Days on which no interest runs on an invoice: breathing spaces of its debtor, both ends included.
    package func frozenDays(ofInvoice row: UInt32) -> [ClosedRange<Day>] {
        guard store.liveCount(Holds.table) > 0, let debtor = cell(Invoices.table, row, Invoices.debtor).rowNumber else { return [] }
        let moratorium = word("moratorium")
        var frozen: [ClosedRange<Day>] = []
        for hold in adjacency(Holds.table, Holds.debtor).rows(of: Int(debtor)) {
            func held(_ column: Int) -> Int64 { cell(Holds.table, hold, column) }
            guard held(Holds.kind) == moratorium, held(Holds.invoice) == Lane.null || held(Holds.invoice) == Int64(row),
                let from = Day(lane: held(Holds.from)), from <= day
            else { continue }
            var last = Day(lane: held(Holds.until)) ?? day
            // Released on a day: from that day on it no longer holds.
            if let released = Day(lane: held(Holds.releasedOn)) { last = min(last, Day(clamping: released.lane - 1)) }
            if last >= from { frozen.append(from...last) }
        }
        return frozen
    }

    /// The claim on one late invoice; nil where it is not late, or no pack applies and no rate is named.
    package func lateClaim(ofInvoice row: UInt32, _ options: ClaimOptions, pack named: RulePack? = nil) throws(TradeFault) -> LateClaim? {
        guard wasLate(row), let debtor = cell(Invoices.table, row, Invoices.debtor).rowNumber,
            let currency = Currency(lane: cell(Invoices.table, row, Invoices.currency)),
            let stored = Day(lane: cell(Invoices.table, row, Invoices.due))
        else { return nil }
        let parts = splits.parts[row].map { lateParts(row, $0).filter { !$0.isPaidInTime } }
        let due = parts?.first?.due ?? stored
        let claimant = claimant(debtor)
        let facts = claimant.facts
        let pack = named ?? (options.percent == nil ? claimant.pack : nil)
        if let since = pack?.since, due < since { return nil }
        let frozen = frozenDays(ofInvoice: row)
        var terms: InterestTerms
        if let percent = options.percent {
            terms = InterestTerms(rates: RateSteps(percent), mode: .fixedAtDefault, rounding: options.rounding, frozen: frozen)
            if let pack { (terms.dayCount, terms.partPayments) = (pack.dayCount, pack.partPayments) }
        } else {
            let known = named == nil ? claimant.terms : pack?.terms(country: facts.country, kind: facts.kind, rounding: options.rounding)
            guard let known else { return nil }
            terms = known
            (terms.rounding, terms.frozen) = (options.rounding, frozen)
        }
        if let mode = options.mode { terms.mode = mode }
        if let dayCount = options.dayCount { terms.dayCount = dayCount }
        if let partPayments = options.partPayments { terms.partPayments = partPayments }
        let credited = creditedBy(row)
        let principal = cell(Invoices.table, row, Invoices.amount).addingClamped(0 - credited)
        let receipts = receipts(ofInvoice: row)
        var statements: [InterestStatement] = []
        var perDay: Int64 = 0
        let isFrozen = (try? day.following()).map { next in frozen.contains { $0.contains(next) } } ?? false
        for debt in parts ?? [Debt(principal: principal, due: due, receipts: receipts)] {
            let end = settlementDay(debt.principal, debt.receipts, after: debt.due) ?? day
            let statement = try terms.interest(on: debt.principal, due: debt.due, to: end, receipts: debt.receipts)
            statements.append(statement)
            guard statement.principal != 0, !isFrozen else { continue }
            perDay = perDay.addingClamped((try? terms.perDay(on: statement.principal, day: try rateDay(terms, debt.due))) ?? 0)
        }
        let statement = try InterestStatement(joining: statements)
        let sumRule = pack?.fixedSum(
            onDebt: parts?.first?.principal ?? openPrincipal(row, on: due), currency, kind: facts.kind)
        let booked = charges(ofInvoice: row, to: day)
        return LateClaim(
            invoice: row, debtor: debtor, currency: currency, due: due, day: day, pack: pack, terms: terms, principal: principal,
            credited: credited, statement: statement,
            interestDays: statements.map { $0.lines.reduce(0) { $0 + $1.days } }.max() ?? 0, fixedSum: sumRule?.sum ?? 0, sumRule: sumRule, perDay: perDay,
            bookedInterest: booked.interest, bookedSums: booked.sums, waived: booked.waived,
            paid: paidCharges(receipts, principal, booked.all))
    }

    /// Which day's rate the next day bears.
    private func rateDay(_ terms: InterestTerms, _ due: Day) throws(TradeFault) -> Day {
        switch terms.mode {
        case .fixedAtDefault: try due.following()
        case .splitByPeriod: try day.following()
        case .atPayment: day
        }
    }

    /// The day the principal was paid off, where it is.
    private func settlementDay(_ principal: Int64, _ receipts: [Receipt], after due: Day) -> Day? {
        var left = principal
        for receipt in receipts { left = left.addingClamped(0 - receipt.amount) }
        guard left <= 0 else { return nil }
        left = principal
        for receipt in receipts {
            left = left.addingClamped(0 - receipt.amount)
            if left <= 0 { return max(receipt.day, due) }
        }
        return nil
    }

    /// Payments go to the principal first; what they hold beyond it pays charges.
    private func paidCharges(_ receipts: [Receipt], _ principal: Int64, _ charged: Int64) -> Int64 {
        var paid: Int64 = 0
        for receipt in receipts { paid = paid.addingClamped(receipt.amount) }
        return min(max(0, paid.addingClamped(0 - principal)), max(0, charged))
    }

    /// Interest and fixed sums on record whatever their day, so that a charge dated back doubles nothing.
    package func bookedEver(ofInvoice row: UInt32) -> (interest: Int64, sums: Int64) {
        let all = charges(ofInvoice: row, to: .last)
        return (all.interest, all.sums)
    }

    /// What is on record by a day: interest and fixed sums as booked, waivers of either, and all charges together.
    private func charges(ofInvoice row: UInt32, to limit: Day) -> (interest: Int64, sums: Int64, waived: Int64, all: Int64) {
        var (interest, sums, waived, all): (Int64, Int64, Int64, Int64) = (0, 0, 0, 0)
        let (interestWord, sumWord) = (word("interest"), word("fixed_sum"))
        for charge in adjacency(Charges.table, Charges.invoice).rows(of: Int(row)) {
            func cell(_ column: Int) -> Int64 { store.cell(Charges.table, charge, column) }
            guard store.isLive(Charges.table, charge), cell(Charges.date) <= limit.lane else { continue }
            let amount = cell(Charges.amount)
            all = all.addingClamped(amount)
            if let target = cell(Charges.waives).rowNumber {
                let kind = store.cell(Charges.table, target, Charges.kind)
                if kind == interestWord || kind == sumWord { waived = waived.addingClamped(0 - amount) }
            } else if cell(Charges.kind) == interestWord {
                interest = interest.addingClamped(amount)
            } else if cell(Charges.kind) == sumWord {
                sums = sums.addingClamped(amount)
            }
        }
        return (interest, sums, waived, all)
    }

    /// The same; nil too where the rules know no rate for one of the days.
    package func lateClaimIfRated(ofInvoice row: UInt32, _ options: ClaimOptions) throws(TradeFault) -> LateClaim? {
        do throws(TradeFault) { return try lateClaim(ofInvoice: row, options) } catch {
            if case .noRate = error { return nil }
            throw error
        }
    }

    /// The claims on these invoices, in order; those that are not late are left out.
    package func lateClaims(
        _ rows: some Sequence<UInt32>, _ options: ClaimOptions, pack: RulePack? = nil
    ) throws(TradeFault) -> [LateClaim] {
        var claims: [LateClaim] = []
        for row in rows {
            if let claim = try lateClaim(ofInvoice: row, options, pack: pack) { claims.append(claim) }
        }
        return claims
    }
}
