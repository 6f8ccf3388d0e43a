// `settle D-17 with 4,000 EUR by 2026-12-15`: less than the debt, paid in time, settles all of it. Proposed as a plan that gives
// the rest up; `agree` puts it in force, and what is not paid in time leaves the whole debt standing.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum SettleVerb {
    static let debtor = Key.id("debtor", of: "debtors", "who pays")
    static let offer = Key.money("offer", label: "with", "what settles the debt")
    static let by = Key.day("by", label: "by", "the day it is to be there; of instalments, the first one")
    static let instalments = Key.count("instalments", label: "instalments", "in so many parts").otherwise("1") { _ in 1 }
    static let every = Key.duration("every", label: "every", "from one part to the next").otherwise("1mo") { _ in Duration(months: 1) }
    static let invoices = Key.ids("invoices", of: "invoices", label: "for", "which invoices; every open one of the currency when left out").optional
    static let rate = Key.percent("rate", label: "at", "the yearly rate that says what later money is worth today").otherwise("8%") { _ in Percent(number: Number(8)) }
    static let date = Key.day("date", label: "on", "the day it was offered").otherwise("today") { $0.today }
    static let note = Key.text("note", label: "note", "anything to remember").optional

    static let verb = Verb.action(
        "settle", [debtor, offer, by, instalments, every, invoices, rate, date, note],
        summary: "propose to settle a debt with less than it is",
        details: """
            It becomes a plan of what is offered; `agree` puts it in force. Once all of it came in without a default, the rest is given up
            as a concession; a part that is late ends it, and the whole debt stands. The rate says what the offer is worth today.
            """,
        examples: [Example("dry settle D-17 with 20,000 EUR by 2026-12-15")]
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
            let (money, day) = (try run[offer], try run[date])
            var request = ProposePlan(
                debtor: try run[debtor], length: .instalments(try run[instalments]), start: try run[by], every: cadence, proposed: day)
            request.currency = money.currency
            request.offer = money.minor
            request.invoices = try run[invoices]
            request.note = try run[note]
            request.rule = DefaultRule(missed: 1, grace: 0, cure: 0)
            let asked = request
            let changes = try run.change(at: offer) { store throws(TradeFault) in try asked.changes(in: &store) }
            var parts: [(day: Day, minor: Int64)] = []
            var given: Int64 = 0
            for effect in changes.effects {
                if case .insert(Instalments.table, _, let cells) = effect, let due = Day(number: cells[Instalments.due]) {
                    parts.append((due, cells[Instalments.amount]))
                } else if case .insert(Plans.table, _, let cells) = effect {
                    given = cells[Plans.concession]
                }
            }
            let percent = try run[rate]
            let worth = try run.reckon(at: rate) { () throws(TradeFault) in try PresentValue.of(parts, at: percent, on: day) }
            func text(_ minor: Int64) -> String { Money(minor: minor, currency: money.currency).text }
            let owed = money.minor.addingReportingOverflow(given).partialValue
            func share(_ minor: Int64) -> String { (try? Ratios.percent(Int128(minor), of: Int128(owed)))?.text ?? "–" }
            let made = run.newID(changes, Plans.table)
            return Deed(
                changes,
                says: [
                    "\(made) proposed for \(run.id(Debtors.table, request.debtor)): \(money.text) settles \(text(owed))",
                    "  gives up \(text(given)), \(share(given)) of it",
                    "  worth \(text(worth)) on \(day.text) at \(percent.text) a year: better than waiting for less than \(share(worth)) of the debt",
                ] + parts.map { "  \($0.day.text)  \(text($0.minor))" },
                result: .value(.id(made)))
        }
    }
}
