// `contacts` and `people`: every time we were in touch, and whom to speak to.
import Columns
import Interpreter
import Receivables

enum ContactsNoun {
    private static let table = TableNoun(schema: Contacts.schema)

    static let noun = Noun.rows(
        "contacts", singular: "contact", of: Contacts.table,
        columns: [
            table.stored("id"),
            table.stored("at"),
            table.stored("debtor"),
            table.linked("name", through: "debtor", Debtors.schema, "name", summary: "the debtor's name"),
            table.stored("channel"),
            table.stored("person"),
            table.stored("outcome"),
            table.stored("next"),
            table.stored("staff"),
            table.stored("note"),
            table.stored("invoice"),
            table.stored("struck"),
        ],
        shown: ["id", "at", "debtor", "name", "channel", "person", "outcome", "next", "staff", "note"],
        summary: "every time we were in touch with a debtor",
        examples: [
            Example("contacts | where debtor = D-17 | sort -at | take 5"),
            Example("contacts | count by channel | sort -count"),
        ],
        keeps: table.existing)
}

enum PeopleNoun {
    private static let table = TableNoun(schema: People.schema)

    static let noun = Noun.rows(
        "people", singular: "person", of: People.table,
        columns: [
            table.stored("id"), table.stored("debtor"), table.stored("name"), table.stored("role"), table.stored("phone"),
            table.stored("email"), table.stored("language"), table.stored("zone"), table.stored("consent"),
            table.stored("note"),
        ],
        shown: ["id", "debtor", "name", "role", "phone", "email", "language", "zone", "consent"],
        summary: "whom to speak to at a debtor",
        examples: [Example("people | where debtor = D-17")],
        keeps: table.existing)
}
