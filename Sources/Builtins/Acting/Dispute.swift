// `dispute INVOICES [AMOUNT]`: the debtor contests invoices, or a part of one; `resolve` says how it ended.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum DisputeVerb {
    static let invoices = Key.ids("invoices", of: "invoices", "the invoices, or the rows piped in")
    static let amount = Key.money("amount", "the part contested of one invoice; all of each without it").optional
    static let reason = Key.text("reason", label: "because", "what the debtor says")
    static let since = Key.day("since", label: "since", "the day it was raised").otherwise("today") { $0.today }
    static let owner = Key.text("owner", label: "owner", "who looks into it").optional

    static let verb = Verb.action(
        "dispute", [invoices, amount, reason, since, owner], summary: "a debtor contests invoices, or a part of one",
        details: "A contested invoice is not chased until the dispute is resolved. The balance does not change.",
        examples: [
            Example("dry dispute INV-2026-0311 350 GBP because \"one delivery never came\""),
            Example("dry invoices | where debtor = D-17 and balance > 0 | dispute because \"wrong address\" confirm 0..99"),
        ]
    ) { call in
        let isOne = call.givesOne(invoices)
        return Prepared.act(call.made(for: invoices)) { run throws(Diagnostic) in
            let chosen = try run[invoices]
            try run.checkPart(amount, of: chosen.count, InvoicesNoun.noun)
            let (part, why, first, who) = (try run[amount], try run[reason], try run[since], try run[owner])
            var made: [String] = []
            var each: [[String]] = []
            let changes = try run.inTurn(chosen, of: Invoices.table, at: part == nil ? invoices : nil) { row, store throws(TradeFault) in
                var request = RaiseDispute(invoice: row, since: first)
                request.amount = part
                request.reason = why
                request.owner = who
                return try request.changes(in: &store)
            } told: { row, changes in
                made.append(run.newID(changes, Disputes.table))
                let what = part.map { "\($0.text) of " } ?? ""
                each.append(["\(made.last ?? "") contests \(what)\(run.id(Invoices.table, row))"])
            }
            return Deed(
                changes, count: chosen.count, each: each, preview: try run.preview(InvoicesNoun.noun, chosen),
                result: run.made(made, isOne: isOne))
        }
    }
}

enum ResolveVerb {
    static let disputes = Key.ids("disputes", of: "disputes", "the disputes, or the rows piped in")
    static let outcome = Key.word("outcome", Disputes.outcomes, label: "outcome", "how it ended")
    static let date = Key.day("date", label: "on", "the day it was settled").otherwise("today") { $0.today }

    static let verb = Verb.action(
        "resolve", [disputes, outcome, date], summary: "disputes have ended",
        details: """
            Upheld means that the debtor was right: the amount is then credited, which is an act of its own. Of several, those that
            ended before are left as they are.
            """,
        examples: [
            Example("dry resolve DS-1 outcome rejected"),
            Example("dry disputes | where debtor = D-17 | resolve outcome withdrawn confirm 0..99"),
        ]
    ) { _ in
        Prepared.act { run throws(Diagnostic) in
            let chosen = try run[disputes]
            let how = try run[outcome]
            let day = try run[date]
            let store = run.world.store
            let rows = run.leaving(chosen) { store.cell(Disputes.table, $0, Disputes.closedOn) != Lane.null }
            for row in rows {
                guard let since = Day(number: store.cell(Disputes.table, row, Disputes.since)), day < since else { continue }
                throw run.refusal(.dayBeforeFact(fact: since, given: day), at: date)
            }
            var each: [[String]] = []
            let changes = try run.inTurn(rows, of: Disputes.table, at: disputes) { row, store throws(TradeFault) in
                try CloseDispute(dispute: row, on: day, outcome: how).changes(in: &store)
            } told: { row, _ in
                let next = credit(for: row, how, run).map { ["  nothing was credited yet: \($0)"] } ?? []
                each.append(["\(run.id(Disputes.table, row)) \(how.replacing("_", with: " "))"] + next)
            }
            return Deed(
                changes, count: rows.count, each: each, says: run.left(chosen, rows, "ended before"),
                preview: try run.preview(DisputesNoun.noun, rows))
        }
    }

    /// The line that credits what was upheld.
    private static func credit(for row: UInt32, _ outcome: String, _ run: Run) -> String? {
        let store = run.world.store
        guard outcome == "upheld" || outcome == "partly_upheld",
            let invoice = UInt32(exactly: store.cell(Disputes.table, row, Disputes.invoice))
        else { return nil }
        let currency = UInt16(exactly: store.cell(Disputes.table, row, Disputes.currency)).flatMap { Currency(raw: $0) }
        let part = store.cell(Disputes.table, row, Disputes.amount)
        let amount = currency.flatMap { unit in part == Lane.null ? nil : Money(minor: part, currency: unit).text }
        return "credit \(run.id(Invoices.table, invoice)) \(amount ?? "AMOUNT") because \"…\""
    }
}
