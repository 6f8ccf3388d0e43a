// `cancel RECORDS`: ends invoices that nobody paid, plans, or promises. What was recorded stays on record.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum CancelVerb {
    static let what = Key.records(
        "what", of: ["invoices", "plans", "promises"], "invoices, plans or promises, or the rows piped in")
    static let reason = Key.text("reason", label: "because", "why").optional
    static let date = Key.day("date", label: "on", "from which day").otherwise("today") { $0.today }

    static let verb = Verb.action(
        "cancel", [what, reason, date], summary: "end invoices, plans or promises",
        details: """
            An invoice that money was received for is credited, not cancelled. Of several, those that ended before are left as
            they are.
            """,
        examples: [
            Example("dry cancel PL-1 because \"they pay in full\""),
            Example("dry promises | where status = broken | cancel because \"the debtor is insolvent\" confirm 0..500"),
        ]
    ) { _ in
        Prepared.act { run throws(Diagnostic) in
            let chosen = try run[what]
            let day = try run[date]
            let why = try run[reason]
            let ended = chosen.table == Invoices.table
                ? Invoices.cancelledOn : chosen.table == Plans.table ? Plans.cancelled : Promises.endedOn
            let before = run.world.store
            let rows = run.leaving(chosen.rows) { before.cell(chosen.table, $0, ended) != Lane.null }
            let changes = try run.inTurn(rows, of: chosen.table, at: what) { row, store throws(TradeFault) in
                switch chosen.table {
                case Invoices.table: try CancelInvoice(invoice: row, on: day, reason: why).changes(in: &store)
                case Plans.table: try CancelPlan(plan: row, on: day, reason: why).changes(in: &store)
                default: try EndPromise(promise: row, on: day, reason: why).changes(in: &store)
                }
            }
            return Deed(
                changes, count: rows.count,
                each: rows.map { ["\(run.id(chosen.table, $0)) cancelled on \(day.text)"] },
                says: run.left(chosen.rows, rows, "ended before"),
                preview: try run.preview(chosen.noun, rows))
        }
    }
}
