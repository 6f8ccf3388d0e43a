// `strike CONTACTS`: an entry made in error stays visible, marked, and counts for nothing. It is not undone.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum StrikeVerb {
    static let contacts = Key.ids("contacts", of: "contacts", "the contacts entered in error, or the rows piped in")

    static let verb = Verb.action(
        "strike", [contacts], summary: "mark contacts as entered in error",
        details: "They stay visible and count for nothing. Striking is final: it cannot be undone.",
        examples: [Example("dry strike C-4"), Example("dry contacts | where debtor = D-17 | strike confirm 0..500")]
    ) { _ in
        Prepared.act { run throws(Diagnostic) in
            let chosen = try run[contacts]
            let before = run.world.store
            func isStruck(_ row: UInt32) -> Bool { before.cell(Contacts.table, row, Contacts.struck) == 1 }
            if chosen.count == 1, let only = chosen.first, isStruck(only) {
                throw run.fault("strike.again", "\(run.id(Contacts.table, only)) was struck before", at: contacts)
            }
            let rows = run.leaving(chosen, isStruck)
            let changes = try run.inTurn(rows, of: Contacts.table, at: contacts) { row, store throws(TradeFault) in
                try StrikeContact(contact: row).changes(in: &store)
            }
            return Deed(
                changes, count: rows.count,
                each: rows.map { ["\(run.id(Contacts.table, $0)) struck"] }, says: run.left(chosen, rows, "struck before"),
                preview: try run.preview(ContactsNoun.noun, rows))
        }
    }
}
