// `payments` and `allocations`: what came in, and what it settled.
import Columns
import Interpreter
import Receivables

enum PaymentsNoun {
    private static let table = TableNoun(schema: Payments.schema)

    static let noun = Noun.rows(
        "payments", singular: "payment", of: Payments.table,
        columns: [
            table.stored("id"),
            table.stored("date"),
            table.stored("debtor"),
            table.linked("name", through: "debtor", Debtors.schema, "name", summary: "the debtor's name"),
            table.stored("amount"),
            table.derived("allocated", .money, currency: "currency", summary: "how much of it settles invoices") { $0.payment(.allocated) },
            table.derived("unapplied", .money, currency: "currency", summary: "how much of it settles nothing yet") { $0.payment(.unapplied) },
            table.stored("method"),
            table.stored("reference"),
            table.derived("refunded", .money, currency: "currency", summary: "how much of it was paid back") { $0.payment(.refunded) },
            table.derived("status", .word, words: PaymentStatus.allCases.map(\.rawValue), summary: "how far it is used") { $0.payment(.status) },
            table.stored("currency"),
            table.stored("payer"),
            table.stored("external"),
            table.stored("reversed_on"),
            table.stored("reversed_because"),
            table.stored("note"),
        ],
        shown: ["id", "date", "debtor", "name", "amount", "allocated", "unapplied", "method", "reference", "status"],
        summary: "money that came in",
        examples: [
            Example("payments | where date in 2026-10 | sum amount by method"),
            Example("payments | where unapplied > 0 | sort -date", "what found no invoice"),
        ],
        find: table.byExternal(), keeps: table.existing)
}

enum AllocationsNoun {
    private static let table = TableNoun(schema: Allocations.schema)

    static let noun = Noun.rows(
        "allocations", singular: "allocation", of: Allocations.table,
        columns: [
            table.stored("payment"), table.stored("invoice"), table.stored("amount"), table.stored("date"),
            table.stored("order"), table.stored("currency"),
        ],
        shown: ["payment", "invoice", "amount", "date", "order"],
        summary: "which payment settled which invoice, and how much of it",
        examples: [Example("allocations | where invoice = INV-2024-0003")],
        keeps: table.existing)
}
