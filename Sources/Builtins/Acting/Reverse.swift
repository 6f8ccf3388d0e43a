// `reverse PAYMENTS`: the bank took the money back. What it had settled is owed again from that day.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum ReverseVerb {
    static let payments = Key.ids("payments", of: "payments", "the payments, or the rows piped in")
    static let reason = Key.text("reason", label: "because", "what the bank says").optional
    static let date = Key.day("date", label: "on", "the day the bank took it back").otherwise("today") { $0.today }

    static let verb = Verb.action(
        "reverse", [payments, reason, date], summary: "the bank took payments back",
        details: """
            Everything they settled is owed again from that day. Before that day the book says what it said. Of several, those
            taken back before are left as they are.
            """,
        examples: [
            Example("dry reverse P-3 on 2026-11-20 because \"account closed\""),
            Example("dry payments | where method = \"direct_debit\" and date = 2026-11-20 | reverse because \"recalled\" confirm 0..500"),
        ]
    ) { _ in
        Prepared.act { run throws(Diagnostic) in
            let chosen = try run[payments]
            let day = try run[date]
            let why = try run[reason]
            let before = run.world.store
            let rows = run.leaving(chosen) { before.cell(Payments.table, $0, Payments.reversedOn) != Lane.null }
            var each: [[String]] = []
            let changes = try run.inTurn(rows, of: Payments.table, at: payments) { row, store throws(TradeFault) in
                try ReversePayment(payment: row, on: day, reason: why).changes(in: &store)
            } told: { row, changes in
                var lines = ["\(run.id(Payments.table, row)) reversed on \(day.text)"]
                for case .insert(Allocations.table, _, let cells) in changes.effects {
                    guard let invoice = UInt32(exactly: cells[Allocations.invoice]),
                        let currency = UInt16(exactly: cells[Allocations.currency]).flatMap({ Currency(raw: $0) })
                    else { continue }
                    let again = Money(minor: 0 - cells[Allocations.amount], currency: currency)
                    lines.append("  \(again.text) owed again on \(run.id(Invoices.table, invoice))")
                }
                each.append(lines + AllocationWords.closed(changes, run))
            }
            return Deed(
                changes, count: rows.count, each: each, says: run.left(chosen, rows, "taken back before"),
                preview: try run.preview(PaymentsNoun.noun, rows))
        }
    }
}
