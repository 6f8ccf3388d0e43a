// `dispute INVOICE [AMOUNT]`: the debtor contests an invoice, or a part of it; `resolve` says how it ended.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum DisputeVerb {
    static let invoice = Key.id("invoice", of: "invoices", "the invoice")
    static let amount = Key.money("amount", "the part contested; all of it without it").optional
    static let reason = Key.text("reason", label: "because", "what the debtor says")
    static let since = Key.day("since", label: "since", "the day it was raised").otherwise("today") { $0.today }
    static let owner = Key.text("owner", label: "owner", "who looks into it").optional

    static let verb = Verb.action(
        "dispute", [invoice, amount, reason, since, owner], summary: "a debtor contests an invoice, or a part of it",
        details: "A contested invoice is not chased until the dispute is resolved. The balance does not change.",
        examples: [Example("dry dispute INV-2026-0311 350 GBP because \"one delivery never came\"")]
    ) { _ in
        Prepared.act(.value(.id)) { run throws(Diagnostic) in
            let row = try run[invoice]
            var request = RaiseDispute(invoice: row, since: try run[since])
            request.amount = try run[amount]
            request.reason = try run[reason]
            request.owner = try run[owner]
            let asked = request
            let changes = try run.change(at: request.amount == nil ? invoice : nil) { store throws(TradeFault) in try asked.changes(in: &store) }
            let made = run.newID(changes, Disputes.table)
            let what = request.amount.map { "\($0.text) of " } ?? ""
            return Deed(changes, says: ["\(made) contests \(what)\(run.id(Invoices.table, row))"], result: .value(.id(made)))
        }
    }
}

enum ResolveVerb {
    static let dispute = Key.id("dispute", of: "disputes", "the dispute")
    static let outcome = Key.word("outcome", Disputes.outcomes, label: "outcome", "how it ended")
    static let date = Key.day("date", label: "on", "the day it was settled").otherwise("today") { $0.today }

    static let verb = Verb.action(
        "resolve", [dispute, outcome, date], summary: "a dispute has ended",
        details: "Upheld means that the debtor was right: the amount is then credited, which is an act of its own.",
        examples: [Example("dry resolve DS-1 outcome rejected")]
    ) { _ in
        Prepared.act { run throws(Diagnostic) in
            let row = try run[dispute]
            let how = try run[outcome]
            let day = try run[date]
            let store = run.world.store
            if let since = Day(number: store.cell(Disputes.table, row, Disputes.since)), day < since {
                throw run.refusal(.dayBeforeFact(fact: since, given: day), at: date)
            }
            let changes = try run.change(at: dispute) { store throws(TradeFault) in
                try CloseDispute(dispute: row, on: day, outcome: how).changes(in: &store)
            }
            var says = ["\(run.id(Disputes.table, row)) \(how.replacing("_", with: " "))"]
            if how == "upheld" || how == "partly_upheld", let invoice = UInt32(exactly: store.cell(Disputes.table, row, Disputes.invoice)) {
                let currency = UInt16(exactly: store.cell(Disputes.table, row, Disputes.currency)).flatMap { Currency(raw: $0) }
                let part = store.cell(Disputes.table, row, Disputes.amount)
                let amount = currency.flatMap { unit in part == Lane.null ? nil : Money(minor: part, currency: unit).text }
                says.append("  nothing was credited yet: credit \(run.id(Invoices.table, invoice)) \(amount ?? "AMOUNT") because \"…\"")
            }
            return Deed(changes, says: says)
        }
    }
}
