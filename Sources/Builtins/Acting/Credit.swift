// `credit INVOICE AMOUNT`: a credit note, which takes something off what an invoice owes.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum CreditVerb {
    static let invoice = Key.id("invoice", of: "invoices", "the invoice")
    static let amount = Key.money("amount", "how much is credited; at most what is open")
    static let reason = Key.text("reason", label: "because", "why")
    static let date = Key.day("date", label: "on", "from which day it counts").otherwise("today") { $0.today }
    static let number = Key.text("number", label: "number", "the number of the note in the ledger it comes from").optional

    static let account = Clause.toggle("account", "take it from what the debtor has credited on account")

    static let verb = Verb.action(
        "credit", [invoice, amount, reason, date, number, account], summary: "take something off an invoice with a credit note",
        examples: [Example("dry credit INV-2026-0311 50 GBP because \"two pallets came damaged\"")]
    ) { _ in
        Prepared.act(.value(.id)) { run throws(Diagnostic) in
            let row = try run[invoice]
            var request = AddCredit(invoice: row, amount: try run[amount], date: try run[date])
            request.external = try run[number]
            request.reason = try run[reason]
            request.isFromAccount = run[account]
            let asked = request
            let changes = try run.change(at: amount) { store throws(TradeFault) in try asked.changes(in: &store) }
            let made = run.newID(changes, Credits.table)
            return Deed(
                changes, says: ["\(made) credits \(request.amount.text) on \(run.id(Invoices.table, row))"] + run.left(on: row, less: request.amount),
                result: .value(.id(made)))
        }
    }
}

extension Run {
    /// What is open of an invoice once an amount has come off it.
    func left(on invoice: UInt32, less amount: Money) -> [String] {
        guard let facts = try? InvoiceFacts(invoice, in: world.store, on: world.today) else { return [] }
        let rest = facts.open.subtractingReportingOverflow(amount.minor).partialValue
        let name = id(Invoices.table, invoice)
        return rest == 0 ? ["  \(name) is settled"] : ["  \(Money(minor: rest, currency: facts.currency).text) left on \(name)"]
    }
}
