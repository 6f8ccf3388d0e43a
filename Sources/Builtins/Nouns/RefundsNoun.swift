// `refunds` and `writeoffs`: money that went back to debtors, and what was given up in the books.
import Columns
import Interpreter
import Receivables

enum RefundsNoun {
    private static let table = TableNoun(schema: Refunds.schema)

    static let noun = Noun.rows(
        "refunds", singular: "refund", of: Refunds.table,
        columns: [
            table.stored("id"), table.stored("date"), table.stored("debtor"),
            table.linked("name", through: "debtor", Debtors.schema, "name", summary: "the debtor's name"),
            table.stored("amount"), table.stored("payment"), table.stored("credit"), table.stored("method"), table.stored("reason"),
            table.stored("currency"),
        ],
        shown: ["id", "date", "debtor", "name", "amount", "payment", "credit", "reason"],
        summary: "money that was paid back to debtors", examples: [Example("refunds | sum amount by debtor")], keeps: table.existing)
}

enum WriteOffsNoun {
    private static let table = TableNoun(schema: WriteOffs.schema)

    static let noun = Noun.rows(
        "writeoffs", singular: "writeoff", of: WriteOffs.table,
        columns: [
            table.stored("id"), table.stored("debtor"),
            table.linked("name", through: "debtor", Debtors.schema, "name", summary: "the debtor's name"),
            table.stored("invoice"), table.stored("date"), table.stored("amount"), table.stored("reason"), table.stored("approved_by"),
            table.stored("payment"), table.stored("currency"),
        ],
        shown: ["id", "debtor", "name", "invoice", "date", "amount", "reason", "approved_by"],
        summary: "what was given up in the books; less than zero where it came in after all",
        examples: [Example("writeoffs | sum amount by reason")], keeps: table.existing)
}
