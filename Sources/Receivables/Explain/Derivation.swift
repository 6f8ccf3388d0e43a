// How a figure comes about, line by line: facts with their rows, and the rule that joins them. Data for `explain`, not text.

package import Columns
package import Values

package struct Derivation: Sendable {
    package enum Label: String, CaseIterable, Sendable, Hashable {
        case amount, charge, waiver, credit, allocation, allocationTakenBack = "allocation taken back"
        case writeOff = "written off", balance
        case issued, due, originalDue = "first due", asOf = "as of", daysOverdue = "days overdue"
        case invoice, payment, unapplied
        case instalment, instalmentPaid = "instalment paid", principal, interest, total
        case discount, concession, recovered
    }

    package struct Line: Sendable {
        package let label: Label
        /// The row the line is about, to be shown by its id.
        package var about: (table: TableID, row: UInt32)?
        package var day: Day?
        /// With the sign it enters the sum with.
        package var amount: Money?
        package var days: Int64?
        package var percent: Percent?
        package let rule: Rule

        init(
            _ label: Label, about: (table: TableID, row: UInt32)? = nil, day: Day? = nil, amount: Money? = nil,
            days: Int64? = nil, percent: Percent? = nil, rule: Rule = .recorded
        ) {
            self.label = label
            self.about = about
            self.day = day
            self.amount = amount
            self.days = days
            self.percent = percent
            self.rule = rule
        }
    }

    /// In order; the last line is the figure.
    package let lines: [Line]
}

extension BookView {
    /// The balance of an invoice at the view's day: each dated fact, then their sum.
    package func explainBalance(ofInvoice row: UInt32) throws(TradeFault) -> Derivation {
        let facts = try InvoiceFacts(row, in: store, on: day)
        func money(_ minor: Int64) -> Money { Money(minor: minor, currency: facts.currency) }
        var lines = [
            Derivation.Line(
                .amount, about: (Invoices.table, row), day: facts.issued, amount: money(cell(Invoices.table, row, Invoices.amount)))
        ]
        var dated: [Derivation.Line] = []
        for (table, key, date, amount, sign, label) in [
            (Charges.table, Charges.invoice, Charges.date, Charges.amount, Int64(1), Derivation.Label.charge),
            (Allocations.table, Allocations.invoice, Allocations.date, Allocations.amount, -1, .allocation),
            (Credits.table, Credits.invoice, Credits.date, Credits.amount, -1, .credit),
            (WriteOffs.table, WriteOffs.invoice, WriteOffs.date, WriteOffs.amount, -1, .writeOff),
        ] {
            for fact in adjacency(table, key).rows(of: Int(row)) {
                guard let on = Day(lane: store.cell(table, fact, date)), on <= day else { continue }
                let minor = store.cell(table, fact, amount)
                var about = (table: table, row: fact)
                var named = label
                if table == Allocations.table {
                    // An allocation has no id of its own: it is shown by its payment.
                    if let payment = store.cell(table, fact, Allocations.payment).rowNumber { about = (Payments.table, payment) }
                    if minor < 0 { named = .allocationTakenBack }
                } else if table == Charges.table, minor < 0 {
                    named = .waiver
                } else if table == WriteOffs.table, minor < 0 {
                    named = .recovered
                } else if table == Credits.table, store.cell(table, fact, Credits.payment) != Lane.null {
                    named = store.cell(table, fact, Credits.kind) == word(Credits.concession) ? .concession : .discount
                }
                let (signed, over) = minor.multipliedReportingOverflow(by: sign)
                if over { throw .overflow }
                dated.append(Derivation.Line(named, about: about, day: on, amount: money(signed)))
            }
        }
        lines += dated.enumerated().sorted { ($0.element.day ?? day, $0.offset) < ($1.element.day ?? day, $1.offset) }.map(\.element)
        let balance = balances[Int(row)]
        // Not owed at this day (a draft, cancelled, not issued yet): its facts would not add up to the figure.
        let isOwed = try Exact.sum(lines.compactMap { $0.amount?.minor }) == balance
        if !isOwed { lines = [] }
        lines.append(Derivation.Line(.balance, about: (Invoices.table, row), day: day, amount: money(balance), rule: .balance))
        return Derivation(lines: lines)
    }

    /// The days overdue of an invoice.
    package func explainDaysOverdue(ofInvoice row: UInt32) throws(TradeFault) -> Derivation {
        try Draft.check(Invoices.table, row, in: store)
        var lines: [Derivation.Line] = []
        lines.append(Derivation.Line(.issued, about: (Invoices.table, row), day: Day(lane: cell(Invoices.table, row, Invoices.issued))))
        if let first = Day(lane: cell(Invoices.table, row, Invoices.originalDue)) {
            lines.append(Derivation.Line(.originalDue, about: (Invoices.table, row), day: first))
        }
        for part in splits.parts[row] ?? [] where part.row != nil {
            guard let currency = Currency(lane: cell(Invoices.table, row, Invoices.currency)) else { continue }
            lines.append(
                Derivation.Line(
                    part.open > 0 ? .instalment : .instalmentPaid, about: (Invoices.table, row), day: part.due,
                    amount: Money(minor: part.open, currency: currency)))
        }
        let due = due(ofInvoice: row)
        lines.append(Derivation.Line(.due, about: (Invoices.table, row), day: due))
        lines.append(Derivation.Line(.asOf, day: day))
        lines.append(Derivation.Line(.daysOverdue, about: (Invoices.table, row), days: due.map { $0.days(to: day) }, rule: .daysOverdue))
        return Derivation(lines: lines)
    }

    /// A debtor's balances: every invoice with one, then a sum for each currency, then money and credits that settle nothing yet.
    package func explainBalance(ofDebtor row: UInt32) throws(TradeFault) -> Derivation {
        try Draft.check(Debtors.table, row, in: store)
        var lines: [Derivation.Line] = []
        for invoice in adjacency(Invoices.table, Invoices.debtor).rows(of: Int(row)) where balances[Int(invoice)] != 0 {
            guard let currency = Currency(lane: cell(Invoices.table, invoice, Invoices.currency)) else { continue }
            lines.append(
                Derivation.Line(
                    .invoice, about: (Invoices.table, invoice), day: due(ofInvoice: invoice),
                    amount: Money(minor: balances[Int(invoice)], currency: currency), rule: .balance))
        }
        for payment in adjacency(Payments.table, Payments.debtor).rows(of: Int(row)) where unappliedLane.values[Int(payment)] != 0 {
            guard let currency = Currency(lane: cell(Payments.table, payment, Payments.currency)) else { continue }
            lines.append(
                Derivation.Line(
                    .unapplied, about: (Payments.table, payment), day: Day(lane: cell(Payments.table, payment, Payments.date)),
                    amount: Money(minor: unappliedLane.values[Int(payment)], currency: currency), rule: .unapplied))
        }
        eachOnAccount { credit, debtor, code, minor in
            guard debtor == Int64(row), let currency = Currency(lane: code) else { return }
            lines.append(
                Derivation.Line(
                    .unapplied, about: (Credits.table, credit), day: Day(lane: cell(Credits.table, credit, Credits.date)),
                    amount: Money(minor: minor, currency: currency)))
        }
        for (currency, balance) in balances(ofDebtor: row) {
            lines.append(
                Derivation.Line(
                    .balance, about: (Debtors.table, row), day: day, amount: Money(minor: balance, currency: currency),
                    rule: .accountBalance))
        }
        return Derivation(lines: lines)
    }

    /// Interest on an invoice to the view's day, with what was paid on it.
    package func explainInterest(ofInvoice row: UInt32, _ terms: InterestTerms) throws(TradeFault) -> Derivation {
        let facts = try InvoiceFacts(row, in: store, on: day)
        let statement = try terms.interest(on: facts.amount, due: facts.due, to: day, receipts: receipts(ofInvoice: row))
        var lines = statement.lines.map { line in
            Derivation.Line(
                .interest, about: (Invoices.table, row), day: line.to, amount: Money(minor: line.rounded, currency: facts.currency),
                days: line.days, percent: line.percent, rule: .simpleInterest)
        }
        lines.append(
            Derivation.Line(
                .total, about: (Invoices.table, row), day: day, amount: Money(minor: statement.total, currency: facts.currency),
                rule: .simpleInterest))
        return Derivation(lines: lines)
    }
}

extension Derivation {
    /// A plan's schedule.
    package static func schedule(
        _ lines: [ScheduledInstalment], currency: Currency, about plan: UInt32? = nil
    ) throws(TradeFault) -> Derivation {
        let rule: Rule = lines.contains { $0.interest != 0 } ? .annuity : .equalInstalments
        let about = plan.map { (table: Plans.table, row: $0) }
        var all = lines.map { line in
            Line(.instalment, about: about, day: line.due, amount: Money(minor: line.amount, currency: currency), rule: rule)
        }
        let total = try Exact.sum(lines.map(\.amount))
        let interest = try Exact.sum(lines.map(\.interest))
        all.append(Line(.principal, about: about, amount: Money(minor: total - interest, currency: currency), rule: rule))
        all.append(Line(.interest, about: about, amount: Money(minor: interest, currency: currency), rule: rule))
        all.append(Line(.total, about: about, amount: Money(minor: total, currency: currency), rule: rule))
        return Derivation(lines: all)
    }
}
