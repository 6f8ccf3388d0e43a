// `strike CONTACT`: an entry made in error stays visible, marked, and counts for nothing. It is not undone.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum StrikeVerb {
    static let contact = Key.id("contact", of: "contacts", "the contact entered in error")

    static let verb = Verb.action(
        "strike", [contact], summary: "mark a contact as entered in error",
        details: "It stays visible and counts for nothing. Striking is final: it cannot be undone.",
        examples: [Example("dry strike C-4")]
    ) { _ in
        Prepared.act { run throws(Diagnostic) in
            let row = try run[contact]
            let changes = try run.change(at: contact) { store throws(TradeFault) in
                try StrikeContact(contact: row).changes(in: &store)
            }
            guard !changes.isEmpty else {
                throw run.fault("strike.again", "\(run.id(Contacts.table, row)) was struck before", at: contact)
            }
            return Deed(changes, says: ["\(run.id(Contacts.table, row)) struck"])
        }
    }
}
