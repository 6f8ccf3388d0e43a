// `add person NAME for DEBTOR`: somebody to speak to at a debtor.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum AddPersonVerb {
    static let name = Key.text("name", "the person's name")
    static let debtor = Key.id("debtor", of: "debtors", label: "for", "whom the person speaks for")
    static let role = Key.word("role", label: "role", "what the person does").optional
    static let phone = Key.text("phone", label: "phone", "the number to call").optional
    static let email = Key.text("email", label: "email", "where mail goes").optional
    static let language = Key.word("language", label: "language", "which language the person speaks: en, de …").optional
    static let zone = Key.text("zone", label: "zone", "time zone: \"Europe/Berlin\"").optional
    static let consent = Key.word("consent", label: "consent", "what the person agreed to").optional
    static let note = Key.text("note", label: "note", "anything to remember").optional

    static let verb = Verb.action(
        "add person", [name, debtor, role, phone, email, language, zone, consent, note],
        summary: "add somebody to speak to at a debtor",
        examples: [Example("dry add person \"Ina Brandt\" for D-17 role accounts phone \"+49 30 123456\"")]
    ) { _ in
        Prepared.act(.value(.id)) { run throws(Diagnostic) in
            var request = AddPerson(debtor: try run[debtor], name: try run[name])
            request.role = try run[role]
            request.phone = try run[phone]
            request.email = try run[email]
            request.language = try run[language]
            request.zone = try run[zone]
            request.consent = try run[consent]
            request.note = try run[note]
            let asked = request
            let changes = try run.change { store throws(TradeFault) in try asked.changes(in: &store) }
            let id = run.newID(changes, People.table)
            return Deed(
                changes, says: ["\(id) \(request.name) added for \(run.id(Debtors.table, request.debtor))"],
                result: .value(.id(id)))
        }
    }
}
