// `explain ID`: how the figures of a record come about, fact by fact, with the rule that joins them. `explain STATEMENT` is
// the language's own.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum ExplainVerb {
    static let what = Key.record("record", "what to explain: INV-2026-0311, D-17, P-3, PL-2, CH-1, CN-1")

    static let verb = Verb.command(
        "explain", [what], summary: "how the figures of a record come about",
        details: """
            Of an invoice: the balance and the days overdue. Of a debtor: the balance in each currency. Of a payment: what it settled.
            Of a plan: its schedule. Of a charge: what is left of it, and the claim behind it. Of a credit: what it took off, and where. Before a statement, explain says in plain words what each stage does.
            """,
        examples: [Example("explain INV-2026-0311"), Example("explain D-17"), Example("explain invoices | where overdue > 30d")]
    ) { _ in
        Prepared(.value(.text)) { run throws(Diagnostic) in
            let spelling = try run[what]
            let (noun, row) = try run.record(spelling, at: what)
            let page = ExplanationPage(run)
            let lines: [String]
            switch noun.table {
            case Invoices.table: lines = try page.invoice(row)
            case Debtors.table: lines = try page.debtor(row)
            case Payments.table: lines = try page.payment(row)
            case Plans.table: lines = try page.plan(row)
            case Charges.table: lines = try page.charge(row)
            case Credits.table: lines = page.credit(row)
            default:
                throw run.fault(
                    "bind.other-kind",
                    "here must stand an invoice, a debtor, a payment, a plan, a charge or a credit, but \(spelling) is one of the \(noun.name)", at: what)
            }
            return .value(.text(lines.joined(separator: "\n")))
        }
    }
}

/// The words around derivations.
struct ExplanationPage {
    private let run: Run
    private let view: BookView

    init(_ run: Run) {
        self.run = run
        view = BookView(run.world.store, today: run.world.today, asOf: run.world.asOf)
    }

    func invoice(_ row: UInt32) throws(Diagnostic) -> [String] {
        let balance = try run.reckon { () throws(TradeFault) in try view.explainBalance(ofInvoice: row) }
        let overdue = try run.reckon { () throws(TradeFault) in try view.explainDaysOverdue(ofInvoice: row) }
        let debtor = UInt32(exactly: view.cell(Invoices.table, row, Invoices.debtor))
        let name = run.id(Invoices.table, row)
        var lines = ["\(name)\(debtor.map { " of \(run.id(Debtors.table, $0)) \(self.name($0))" } ?? "")", "", "balance"]
        lines += money(balance, running: true)
        let facts = try? InvoiceFacts(row, in: view.store, on: view.day)
        if let facts, facts.isCancelled || !facts.isIssued {
            lines.append("  it is \(facts.isCancelled ? "cancelled" : "a draft"), so nothing is owed on it")
            lines += why(Invoices.table, row, Invoices.cancelledBecause)
        }
        lines += ["", "days overdue"] + days(overdue)
        var options = ClaimOptions()
        options.rounding = run.world.rounding
        if let claim = try run.reckon({ () throws(TradeFault) in try view.lateClaimIfRated(ofInvoice: row, options) }) {
            lines += ["", "interest"] + ClaimPage(claim: claim).lines
        }
        guard let debtor else { return lines }
        let reasons = view.exclusions(ofInvoice: row)
        lines += ["", "chasing"]
        lines += reasons.isEmpty
            ? ["  nothing stands in the way"]
            : reasons.flatMap { Blocks(view, run).lines($0, debtor: debtor, invoice: row) }
        return lines + rounding
    }

    func debtor(_ row: UInt32) throws(Diagnostic) -> [String] {
        let derivation = try run.reckon { () throws(TradeFault) in try view.explainBalance(ofDebtor: row) }
        var lines = ["\(run.id(Debtors.table, row)) \(name(row))", "", "balance"]
        lines += derivation.lines.isEmpty ? ["  nothing was ever owed"] : money(derivation, running: false)
        let reasons = view.exclusions(ofDebtor: row)
        lines += ["", "chasing"]
        lines += reasons.isEmpty ? ["  nothing stands in the way"] : reasons.flatMap { Blocks(view, run).lines($0, debtor: row) }
        return lines + rounding
    }

    func payment(_ row: UInt32) throws(Diagnostic) -> [String] {
        let store = view.store
        guard let currency = UInt16(exactly: store.cell(Payments.table, row, Payments.currency)).flatMap({ Currency(raw: $0) }) else { return [] }
        func money(_ minor: Int64) -> String { Money(minor: minor, currency: currency).text }
        func day(_ table: TableID, _ row: UInt32, _ column: Int) -> String { Day(number: store.cell(table, row, column))?.text ?? "" }
        var left = store.cell(Payments.table, row, Payments.amount)
        var table = AlignedLines(right: [3, 4])
        table.add("received", day(Payments.table, row, Payments.date), "", money(left), money(left))
        for fact in store.rows(Allocations.table, where: Allocations.payment, is: Int64(row)) where store.isLive(Allocations.table, fact) {
            let part = store.cell(Allocations.table, fact, Allocations.amount)
            left = left.subtractingReportingOverflow(part).partialValue
            let invoice = UInt32(exactly: store.cell(Allocations.table, fact, Allocations.invoice)).map { run.id(Invoices.table, $0) } ?? ""
            table.add(part < 0 ? "taken back" : "allocated", day(Allocations.table, fact, Allocations.date), invoice, money(0 - part), money(left))
        }
        for refund in store.rows(Refunds.table, where: Refunds.payment, is: Int64(row)) {
            let part = store.cell(Refunds.table, refund, Refunds.amount)
            left = left.subtractingReportingOverflow(part).partialValue
            table.add("paid back", day(Refunds.table, refund, Refunds.date), run.id(Refunds.table, refund), money(0 - part), money(left))
        }
        let reversed = day(Payments.table, row, Payments.reversedOn)
        if !reversed.isEmpty {
            table.add("reversed", reversed, "", money(0 - left), money(0))
            left = 0
        }
        table.add("unapplied", view.day.text, "", "", money(left))
        let reason = reversed.isEmpty ? [] : why(Payments.table, row, Payments.reversedBecause)
        return [run.id(Payments.table, row), "", "what it settled"] + table.lines + reason + rule(.unapplied)
    }

    func plan(_ row: UInt32) throws(Diagnostic) -> [String] {
        let standing = try run.reckon { () throws(TradeFault) in try view.standing(ofPlan: row) }
        let store = view.store
        guard let currency = UInt16(exactly: store.cell(Plans.table, row, Plans.currency)).flatMap({ Currency(raw: $0) }) else { return [] }
        func money(_ minor: Int64) -> String { Money(minor: minor, currency: currency).text }
        var table = AlignedLines(right: [0, 2, 3])
        for (place, one) in standing.instalments.enumerated() {
            table.add("\(place + 1)", one.due.text, money(one.amount), one.paid == 0 ? "" : "\(money(one.paid)) paid", one.status.rawValue)
        }
        let invoices = view.invoices(ofPlan: row).map { run.id(Invoices.table, $0) }
        var lines = ["\(run.id(Plans.table, row)): \(view.status(ofPlan: row).rawValue.replacing("_", with: " "))"]
        if view.status(ofPlan: row) == .cancelled { lines += why(Plans.table, row, Plans.cancelledBecause) }
        lines += ["", "schedule"] + table.lines
        lines.append("  total \(money(standing.total)), paid \(money(standing.paid)), left \(money(standing.left)), in arrears \(money(standing.arrears))")
        let rate = store.cell(Plans.table, row, Plans.rate)
        lines += rule(rate == 0 || rate == Lane.null ? .equalInstalments : .annuity)
        if let rule = view.defaultRule(ofPlan: row) {
            let times = rule.missed == 1 ? "one instalment missed" : "\(rule.missed) instalments missed at one time"
            let missed = "missed where it is unpaid \(rule.grace == 0 ? "at the end of" : "\(rule.grace)d after") its due day"
            let cure = rule.cure == 0 ? "nothing heals it" : "paying all that is due within \(rule.cure)d heals it"
            lines += ["", "default", "  \(times); \(missed); \(cure)"]
            lines += view.defaults(ofPlan: row, standing).map { one in
                let end = one.curedOn.map { "healed on \($0.text)" }
                    ?? (one.isFinal(on: view.day) ? "not healed by \(one.until.text)" : "to be healed by \(one.until.text)")
                return "  in default on \(one.on.text), \(end)"
            }
        } else {
            lines += ["", "default", "  never by itself: cancel ends it"]
        }
        let given = store.cell(Plans.table, row, Plans.concession)
        if given != Lane.null {
            lines += ["", "settlement", "  \(money(given)) is given up once \(money(standing.total)) came in without a default"]
        }
        return lines + ["", "pays off", "  \(invoices.joined(separator: ", "))"]
    }

    /// What is left of a charge once waivers are off, and the claim of the rules that interest and fixed sums rest on.
    func charge(_ row: UInt32) throws(Diagnostic) -> [String] {
        let store = view.store
        func cell(_ column: Int, _ row: UInt32) -> Int64 { store.cell(Charges.table, row, column) }
        let first = UInt32(exactly: cell(Charges.waives, row)) ?? row
        guard let currency = UInt16(exactly: cell(Charges.currency, first)).flatMap({ Currency(raw: $0) }),
            let invoice = UInt32(exactly: cell(Charges.invoice, first))
        else { return [] }
        let word = UInt32(exactly: cell(Charges.kind, first)).map { store.texts.string($0) } ?? ""
        var left: Int64 = 0
        var table = AlignedLines(right: [3, 4])
        for one in [first] + store.rows(Charges.table, where: Charges.waives, is: Int64(first)) {
            left = left.addingReportingOverflow(cell(Charges.amount, one)).partialValue
            table.add(
                one == first ? word.replacing("_", with: " ") : "waiver", Day(number: cell(Charges.date, one))?.text ?? "",
                run.id(Charges.table, one), Money(minor: cell(Charges.amount, one), currency: currency).text,
                Money(minor: left, currency: currency).text)
        }
        var lines = ["\(run.id(Charges.table, row)) on \(run.id(Invoices.table, invoice))", "", "what is left of it"] + table.lines
        lines += why(Charges.table, row, Charges.reason)
        guard word == "interest" || word == "fixed_sum" else { return lines + rule(.recorded) }
        var options = ClaimOptions()
        options.rounding = run.world.rounding
        let then = BookView(store, today: run.world.today, asOf: Day(number: cell(Charges.date, first)))
        if let claim = try run.reckon({ () throws(TradeFault) in try then.lateClaimIfRated(ofInvoice: invoice, options) }) {
            lines += ["", "what the rules claimed by \(then.day.text)"] + ClaimPage(claim: claim).lines
        }
        return lines
    }

    /// What a credit took off and where it came from; of one on account, what is left.
    func credit(_ row: UInt32) -> [String] {
        let store = view.store
        func cell(_ column: Int, _ row: UInt32) -> Int64 { store.cell(Credits.table, row, column) }
        guard let currency = UInt16(exactly: cell(Credits.currency, row)).flatMap({ Currency(raw: $0) }) else { return [] }
        var left: Int64 = 0
        var table = AlignedLines(right: [3, 4])
        for one in [row] + store.rows(Credits.table, where: Credits.from, is: Int64(row)) {
            left = left.addingReportingOverflow(cell(Credits.amount, one)).partialValue
            let kind = UInt32(exactly: cell(Credits.kind, one)).map { store.texts.string($0).replacing("_", with: " ") }
            table.add(
                kind ?? (one == row ? "credit" : "taken by an invoice"), Day(number: cell(Credits.date, one))?.text ?? "",
                run.id(Credits.table, one), Money(minor: cell(Credits.amount, one), currency: currency).text,
                Money(minor: left, currency: currency).text)
        }
        let place = UInt32(exactly: cell(Credits.invoice, row)).map { "off \(run.id(Invoices.table, $0))" } ?? "on account"
        let earned = UInt32(exactly: cell(Credits.payment, row)).map { ["  with \(run.id(Payments.table, $0))"] } ?? []
        return ["\(run.id(Credits.table, row)) \(place)", "", "amount"] + table.lines + earned + why(Credits.table, row, Credits.reason)
            + rule(.recorded)
    }

    /// The reason that was given for an end.
    private func why(_ table: TableID, _ row: UInt32, _ column: Int) -> [String] {
        UInt32(exactly: view.cell(table, row, column)).map { ["  because: \(view.store.texts.string($0))"] } ?? []
    }

    // MARK: layout

    private func name(_ debtor: UInt32) -> String {
        UInt32(exactly: view.cell(Debtors.table, debtor, Debtors.name)).map { view.store.texts.string($0) } ?? ""
    }

    private func money(_ derivation: Derivation, running: Bool) -> [String] {
        var table = AlignedLines(right: [3, 4])
        var sum: Int64 = 0
        for line in derivation.lines {
            let isFigure = line.label == .balance
            if let amount = line.amount, !isFigure { sum = sum.addingReportingOverflow(amount.minor).partialValue }
            let total = line.amount.map { running ? Money(minor: isFigure ? $0.minor : sum, currency: $0.currency).text : isFigure ? $0.text : "" } ?? ""
            let about = isFigure || (line.label == .amount) ? "" : line.about.map { run.id($0.table, $0.row) } ?? ""
            table.add(line.label.rawValue, line.day?.text ?? "", about, isFigure ? "" : line.amount?.text ?? "", total)
        }
        guard let last = derivation.lines.last else { return [] }
        return table.lines + rule(last.rule)
    }

    private func days(_ derivation: Derivation) -> [String] {
        var table = AlignedLines(right: [2, 3])
        for line in derivation.lines {
            let open = line.label == .instalment ? line.amount.map { "\($0.text) open" } ?? "" : ""
            table.add(line.label.rawValue, line.day?.text ?? "", line.days.map { "\($0)d" } ?? "", open)
        }
        return table.lines + (derivation.lines.last.map { rule($0.rule) } ?? [])
    }

    private func rule(_ rule: Rule) -> [String] {
        ["  rule: \(rule.formula)"] + (rule.source.map { ["  source: \($0)"] } ?? [])
    }

    private var rounding: [String] {
        ["", "as of \(view.day.text), money rounded \(run.world.rounding.settingName), once for each reported line"]
    }
}
