// `issue INVOICES`: drafts become invoices, and are owed from that day on.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum IssueVerb {
    static let invoices = Key.ids("invoices", of: "invoices", "the drafts, or the rows piped in")
    static let date = Key.day("date", label: "on", "the day of issue").otherwise("today") { $0.today }

    static let verb = Verb.action(
        "issue", [invoices, date], summary: "make invoices of drafts",
        details: "The due day keeps its distance to the issue. What was issued is credited or corrected, never a draft again.",
        examples: [Example("dry invoices | where state = \"draft\" | issue confirm 0..20")]
    ) { _ in
        Prepared.act { run throws(Diagnostic) in
            let (chosen, day) = (try run[invoices], try run[date])
            var each: [[String]] = []
            let changes = try run.inTurn(chosen, of: Invoices.table, at: invoices) { row, store throws(TradeFault) in
                try IssueInvoice(invoice: row, on: day).changes(in: &store)
            } told: { row, changes in
                var due = ""
                for case .update(Invoices.table, _, Invoices.due, _, let lane) in changes.effects { due = Day(number: lane)?.text ?? "" }
                each.append(["\(run.id(Invoices.table, row)) issued on \(day.text)\(due.isEmpty ? "" : ", due \(due)")"])
            }
            return Deed(
                changes, count: chosen.count, each: each,
                preview: try run.preview(InvoicesNoun.noun, chosen, columns: ["id", "debtor", "name", "issued", "due", "amount", "state"]))
        }
    }
}
