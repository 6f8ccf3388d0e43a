// `promise AMOUNT from DEBTOR by DATE`: a debtor promised to pay.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum PromiseVerb {
    static let amount = Key.money("amount", "how much was promised")
    static let debtor = Key.id("debtor", of: "debtors", label: "from", "who promised")
    static let due = Key.day("due", label: "by", "the day it was promised for")
    static let invoice = Key.id("invoice", of: "invoices", label: "for", "for one invoice; for the account without it").optional
    static let made = Key.day("made", label: "on", "the day it was made").otherwise("today") { $0.today }
    static let note = Key.text("note", label: "note", "anything to remember").optional

    static let verb = Verb.action(
        "promise", [amount, debtor, due, invoice, made, note], summary: "a debtor promised to pay",
        details: "Until its day has passed what it covers is not chased. Payments decide whether it is kept.",
        examples: [Example("dry promise 500 EUR from D-17 by 2026-12-01")]
    ) { _ in
        Prepared.act(.value(.id)) { run throws(Diagnostic) in
            var request = MakePromise(debtor: try run[debtor], amount: try run[amount], due: try run[due], made: try run[made])
            request.invoice = try run[invoice]
            request.staff = run.world.actor.isEmpty ? nil : run.world.actor
            request.note = try run[note]
            let asked = request
            let changes = try run.change { store throws(TradeFault) in try asked.changes(in: &store) }
            let id = run.newID(changes, Promises.table)
            return Deed(
                changes,
                says: ["\(id): \(run.id(Debtors.table, request.debtor)) promised \(request.amount.text) by \(request.due.text)"],
                result: .value(.id(id)))
        }
    }
}
