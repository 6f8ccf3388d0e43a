// Who owes, and who is spoken to about it: the tables of debtors and people.
// Declares columns and frozen numbers only.

package import Columns

package enum Debtors {
    package static let table = TableID(1)
    package static let id = 0, external = 1, name = 2, country = 3, currency = 4, termsDays = 5, creditLimit = 6
    package static let segment = 7, email = 8, phone = 9, zone = 10, language = 11, kind = 12, opened = 13, owner = 14
    package static let note = 15, noChase = 16

    package static let kinds = ["consumer", "sole_trader", "company", "public_body"]

    package static let schema = TableSchema(
        table, "debtors", prefix: "D-", summary: "who owes us",
        columns: [
            ColumnSchema("id", .i64, .id, summary: "our number, D-17", tag: 1),
            ColumnSchema("external", .u32, .text, nullable: true, summary: "the number in the ledger the debtor came from", tag: 2),
            ColumnSchema("name", .u32, .text, summary: "the debtor's name", tag: 3),
            ColumnSchema("country", .u32, .word, nullable: true, summary: "two letters, ISO 3166", tag: 4),
            ColumnSchema("currency", .u16, .currency, summary: "the currency the debtor is billed in", tag: 5),
            ColumnSchema("terms_days", .u16, .days, nullable: true, summary: "days from invoice to due day, unless an invoice says otherwise", tag: 6),
            ColumnSchema("credit_limit", .i64, .money, nullable: true, currency: "currency", summary: "how much credit is given", tag: 7),
            ColumnSchema("segment", .u32, .word, nullable: true, summary: "your own grouping", tag: 8),
            ColumnSchema("email", .u32, .text, nullable: true, summary: "where mail goes", tag: 9),
            ColumnSchema("phone", .u32, .text, nullable: true, summary: "the number to call", tag: 10),
            ColumnSchema("zone", .u32, .word, nullable: true, summary: "time zone, for quiet hours", tag: 11),
            ColumnSchema("language", .u32, .word, nullable: true, summary: "the language letters are written in", tag: 12),
            ColumnSchema("kind", .u32, .word, nullable: true, words: kinds, summary: "which protection rules apply", tag: 13),
            ColumnSchema("opened", .i32, .day, nullable: true, summary: "since when the debtor is known", tag: 14),
            ColumnSchema("owner", .u32, .text, nullable: true, summary: "who looks after the debtor", tag: 15),
            ColumnSchema("note", .u32, .text, nullable: true, summary: "anything to remember", tag: 16),
            ColumnSchema("no_chase", .u8, .flag, summary: "never remind this debtor", tag: 17),
        ])
}

package enum People {
    package static let table = TableID(2)
    package static let id = 0, debtor = 1, name = 2, role = 3, phone = 4, email = 5, language = 6, zone = 7, consent = 8
    package static let note = 9

    package static let schema = TableSchema(
        table, "people", prefix: "PE-", summary: "who to speak to",
        columns: [
            ColumnSchema("id", .i64, .id, summary: "our number, PE-4", tag: 1),
            ColumnSchema("debtor", .u32, .reference(Debtors.table), summary: "whose person this is", tag: 2),
            ColumnSchema("name", .u32, .text, summary: "the person's name", tag: 3),
            ColumnSchema("role", .u32, .word, nullable: true, summary: "what the person does", tag: 4),
            ColumnSchema("phone", .u32, .text, nullable: true, summary: "the number to call", tag: 5),
            ColumnSchema("email", .u32, .text, nullable: true, summary: "where mail goes", tag: 6),
            ColumnSchema("language", .u32, .word, nullable: true, summary: "the language the person speaks", tag: 7),
            ColumnSchema("zone", .u32, .word, nullable: true, summary: "time zone", tag: 8),
            ColumnSchema("consent", .u32, .word, nullable: true, summary: "what the person agreed to", tag: 9),
            ColumnSchema("note", .u32, .text, nullable: true, summary: "anything to remember", tag: 10),
        ])
}
