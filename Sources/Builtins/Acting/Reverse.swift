// `reverse PAYMENT`: the bank took the money back. What it had settled is owed again from that day.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum ReverseVerb {
    static let payment = Key.id("payment", of: "payments", "the payment")
    static let date = Key.day("date", label: "on", "the day the bank took it back").otherwise("today") { $0.today }

    static let verb = Verb.action(
        "reverse", [payment, date], summary: "the bank took a payment back",
        details: "Everything it settled is owed again from that day. Before that day the book says what it said.",
        examples: [Example("dry reverse P-3 on 2026-11-20")]
    ) { _ in
        Prepared.act { run throws(Diagnostic) in
            let row = try run[payment]
            let day = try run[date]
            let changes = try run.change(at: payment) { store throws(TradeFault) in
                try ReversePayment(payment: row, on: day).changes(in: &store)
            }
            var says = ["\(run.id(Payments.table, row)) reversed on \(day.text)"]
            for case .insert(Allocations.table, _, let cells) in changes.effects {
                guard let invoice = UInt32(exactly: cells[Allocations.invoice]),
                    let currency = UInt16(exactly: cells[Allocations.currency]).flatMap({ Currency(raw: $0) })
                else { continue }
                let again = Money(minor: 0 - cells[Allocations.amount], currency: currency)
                says.append("  \(again.text) owed again on \(run.id(Invoices.table, invoice))")
            }
            return Deed(changes, says: says)
        }
    }
}
