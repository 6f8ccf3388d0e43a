// `contact DEBTOR by CHANNEL`: records that we were in touch. A fact is never refused.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum ContactVerb {
    static let debtor = Key.id("debtor", of: "debtors", through: ["debtors"], "with whom")
    static let channel = Key.word("channel", Contacts.channels, label: "by", "how")
    static let person = Key.id("person", of: "people", label: "with", "who was spoken to").optional
    static let outcome = Key.word("outcome", label: "outcome", "what came of it: promised, no_answer, dispute …").optional
    static let next = Key.day("next", label: "next", "when to act again").optional
    static let at = Key.moment("at", label: "at", "when").otherwise("now") { $0.now }
    static let invoice = Key.id("invoice", of: "invoices", label: "about", "about which invoice").optional
    static let note = Key.text("note", label: "note", "what was said").optional

    static let verb = Verb.action(
        "contact", [debtor, channel, person, outcome, next, at, invoice, note],
        summary: "record that we were in touch with a debtor",
        details: "It records what happened and is never refused for the rules of contact.",
        examples: [
            Example("dry contact D-17 by phone outcome promised next 2026-12-01 note \"will pay on Friday\"")
        ]
    ) { _ in
        Prepared.act(.value(.id)) { run throws(Diagnostic) in
            var request = RecordContact(debtor: try run[debtor], at: try run[at], channel: try run[channel])
            request.person = try run[person]
            request.outcome = try run[outcome]
            request.next = try run[next]
            request.invoice = try run[invoice]
            request.note = try run[note]
            request.staff = run.world.actor.isEmpty ? nil : run.world.actor
            let asked = request
            let changes = try run.change { store throws(TradeFault) in try asked.changes(in: &store) }
            let made = run.newID(changes, Contacts.table)
            return Deed(
                changes, says: ["\(made) \(request.channel) with \(run.id(Debtors.table, request.debtor)) recorded"],
                result: .value(.id(made)))
        }
    }
}
