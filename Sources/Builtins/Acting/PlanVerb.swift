// `plan DEBTOR instalments N every STEP from DAY`: proposes to pay a debt off in parts, to the cent. `agree` puts it in force.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum PlanVerb {
    static let debtor = Key.id("debtor", of: "debtors", through: ["debtors"], "who pays")
    static let instalments = Key.count("instalments", label: "instalments", "how many").optional
    static let amount = Key.money("amount", label: "of", "what the debtor can afford each time; the length follows").optional
    static let every = Key.duration("every", label: "every", "from one instalment to the next").otherwise("1mo") { _ in Duration(months: 1) }
    static let from = Key.day("from", label: "from", "the day of the first instalment")
    static let rate = Key.percent("rate", label: "at", "interest a year on what is left").optional
    static let currency = Key.word("currency", label: "currency", "in which currency").optional
    static let invoices = Key.ids("invoices", of: "invoices", label: "for", "which invoices; every open one when left out").optional
    static let date = Key.day("date", label: "on", "the day it was proposed").otherwise("today") { $0.today }
    static let missed = Key.count("missed", label: "missed", "so many instalments missed at one time are a default; 0 for never")
        .otherwise("2") { _ in Int(DefaultRule.standard.missed) }
    static let grace = Key.duration("grace", label: "grace", "after its due day, until an instalment is missed")
        .otherwise("3d") { _ in Duration(days: Int32(DefaultRule.standard.grace)) }
    static let cure = Key.duration("cure", label: "cure", "after the default, in which paying up heals it")
        .otherwise("14d") { _ in Duration(days: Int32(DefaultRule.standard.cure)) }
    static let note = Key.text("note", label: "note", "anything to remember").optional

    static let verb = Verb.action(
        "plan", [debtor, instalments, amount, every, from, rate, currency, invoices, date, missed, grace, cure, note],
        summary: "propose a plan that pays a debt off in instalments",
        details: """
            Say how many instalments, or `of AMOUNT` for what the debtor can afford. The last instalment takes the remainder, so
            the parts sum to the debt. A schedule from the 31st keeps to month ends. `agree` puts the plan in force. It is in
            default once so many instalments are missed at one time, and over unless all that is due is paid within the cure.
            """,
        examples: [
            Example("dry plan D-17 instalments 6 every 1mo from 2026-12-01"),
            Example("dry plan D-17 of 500 EUR every 1mo from 2026-12-31", "by what is affordable"),
        ]
    ) { _ in
        Prepared.act(.value(.id)) { run throws(Diagnostic) in
            let step = try run[every]
            let cadence: Cadence
            if step.months > 0, step.days == 0, step.minutes == 0, step.workdays == 0 {
                cadence = .months(Int(step.months))
            } else if let days = step.exactDays, days > 0 {
                cadence = .days(Int(clamping: days))
            } else {
                throw run.fault("plan.step", "instalments come every so many days or months", at: every, try: "every 1mo")
            }
            let length: ProposePlan.Length
            var unit = try run[currency].flatMap { Currency(code: $0) }
            switch (try run[instalments], try run[amount]) {
            case (let count?, nil): length = .instalments(count)
            case (nil, let money?):
                length = .amount(money.minor)
                unit = money.currency
            default:
                throw run.fault(
                    "plan.length", "a plan needs either how many instalments, or what is affordable each time",
                    hint: "instalments 6, or of 250 EUR")
            }
            var request = ProposePlan(
                debtor: try run[debtor], length: length, start: try run[from], every: cadence, proposed: try run[date])
            request.currency = unit
            request.rate = try run[rate]
            request.invoices = try run[invoices]
            request.note = try run[note]
            let times = try run[missed]
            request.rule = times == 0
                ? nil : DefaultRule(missed: Int64(times), grace: try run.wholeDays(grace), cure: try run.wholeDays(cure))
            let asked = request
            let changes = try run.change { store throws(TradeFault) in try asked.changes(in: &store) }
            let made = run.newID(changes, Plans.table)
            return Deed(
                changes, says: ["\(made) proposed for \(run.id(Debtors.table, request.debtor))"] + schedule(changes),
                result: .value(.id(made)))
        }
    }

    private static func schedule(_ changes: ChangeSet) -> [String] {
        changes.effects.compactMap { effect in
            guard case .insert(Instalments.table, _, let cells) = effect, let day = Day(number: cells[Instalments.due]),
                let raw = UInt16(exactly: cells[Instalments.currency]), let currency = Currency(raw: raw)
            else { return nil }
            return "  \(cells[Instalments.n])  \(day.text)  \(Money(minor: cells[Instalments.amount], currency: currency).text)"
        }
    }
}

extension Run {
    /// A length of time that is whole days.
    fileprivate func wholeDays(_ key: Key<Duration>) throws(Diagnostic) -> Int64 {
        guard let days = try self[key].exactDays, days >= 0 else {
            throw fault("plan.step", "grace and cure are counted in days", at: key, try: "grace 3d cure 14d")
        }
        return days
    }
}

enum AgreeVerb {
    static let plans = Key.ids("plans", of: "plans", "the plans, or the rows piped in")
    static let date = Key.day("date", label: "on", "the day it was agreed").otherwise("today") { $0.today }

    static let verb = Verb.action(
        "agree", [plans, date], summary: "put proposed plans in force",
        details: """
            While a plan is agreed and on track its invoices are not chased; ageing keeps their original due days. Of several,
            those agreed before are left as they are.
            """,
        examples: [Example("dry agree PL-2"), Example("dry plans | where status = proposed | agree confirm 0..99")]
    ) { _ in
        Prepared.act { run throws(Diagnostic) in
            let chosen = try run[plans]
            let day = try run[date]
            let before = run.world.store
            let rows = run.leaving(chosen) { before.cell(Plans.table, $0, Plans.agreed) != Lane.null }
            let changes = try run.inTurn(rows, of: Plans.table, at: plans) { row, store throws(TradeFault) in
                try AgreePlan(plan: row, on: day).changes(in: &store)
            }
            return Deed(
                changes, count: rows.count,
                each: rows.map { ["\(run.id(Plans.table, $0)) agreed on \(day.text)"] }, says: run.left(chosen, rows, "agreed before"),
                preview: try run.preview(PlansNoun.noun, rows))
        }
    }
}
