// `add invoice AMOUNT to DEBTOR`: a new invoice, issued unless it says draft.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum AddInvoiceVerb {
    static let amount = Key.money("amount", "what is invoiced")
    static let debtor = Key.id("debtor", of: "debtors", label: "to", "who owes it")
    static let issued = Key.day("issued", label: "on", "the day it is issued").otherwise("today") { $0.today }
    static let due = Key.day("due", label: "due", "the day it is to be paid; the debtor's terms decide when it is left out").optional
    static let id = Key.text("id", label: "id", "its number; the next free one when it is left out").optional
    static let number = Key.text("number", label: "number", "the number in the ledger it comes from").optional
    static let reference = Key.text("reference", label: "reference", "the debtor's order or reference").optional
    static let note = Key.text("note", label: "note", "anything to remember").optional
    static let draft = Clause.toggle("draft", "not issued yet: nothing is owed on it")

    static let verb = Verb.action(
        "add invoice", [amount, debtor, issued, due, id, number, reference, note, draft], summary: "add an invoice",
        examples: [Example("dry add invoice 500 GBP to D-1 on 2026-11-20 due 2026-12-20 reference \"PO-77\"")]
    ) { _ in
        Prepared.act(.value(.id)) { run throws(Diagnostic) in
            var request = AddInvoice(debtor: try run[debtor], amount: try run[amount], issued: try run[issued])
            request.due = try run[due]
            request.external = try run[number]
            request.reference = try run[reference]
            request.note = try run[note]
            request.isDraft = run[draft]
            if let wanted = try run[id] { request.id = run.context.world.store.key(for: wanted) }
            let asked = request
            // Streams add them by the thousand: the store is asked once, and the sentence is printed in one go.
            return try run.change { store throws(TradeFault) in
                let changes = try asked.changes(in: &store)
                var line = ByteSink(reserving: 64)
                line.append(id: changes.firstKey(Invoices.table), in: store)
                let made = line.text
                line.append(byte: UInt8(ascii: " "))
                line.append(asked.amount)
                line.append(" added for ")
                line.append(id: store.cell(Debtors.table, asked.debtor, 0), in: store)
                return Deed(changes, says: [line.text], result: .value(.id(made)))
            }
        }
    }
}
