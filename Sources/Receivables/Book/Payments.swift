// Money in, and what it settled: payments and allocations.
// Declares columns and frozen numbers only.

package import Columns

package enum Payments {
    package static let table = TableID(7)
    package static let id = 0, external = 1, debtor = 2, payer = 3, date = 4, amount = 5, currency = 6, method = 7
    package static let reference = 8, reversedOn = 9, note = 10, allocated = 11, reversedBecause = 12

    package static let schema = TableSchema(
        table, "payments", prefix: "P-", summary: "money received",
        columns: [
            ColumnSchema("id", .i64, .id, summary: "our number, P-31", tag: 1),
            ColumnSchema("external", .u32, .text, nullable: true, summary: "the bank's transaction id", tag: 2),
            ColumnSchema("debtor", .u32, .reference(Debtors.table), nullable: true, summary: "who paid; none while unidentified", tag: 3),
            ColumnSchema("payer", .u32, .text, nullable: true, summary: "the payer as the bank printed it", tag: 4),
            ColumnSchema("date", .i32, .day, summary: "the day the money came in", tag: 5),
            ColumnSchema("amount", .i64, .money, currency: "currency", summary: "how much came in", tag: 6),
            ColumnSchema("currency", .u16, .currency, summary: "in which currency", tag: 7),
            ColumnSchema("method", .u32, .word, nullable: true, summary: "transfer, card, direct_debit, cheque, cash", tag: 8),
            ColumnSchema("reference", .u32, .text, nullable: true, summary: "what the payer wrote", tag: 9),
            ColumnSchema("reversed_on", .i32, .day, nullable: true, summary: "the day the bank took it back", tag: 10),
            ColumnSchema("note", .u32, .text, nullable: true, summary: "anything to remember", tag: 11),
            ColumnSchema("allocated", .i64, .money, currency: "currency", summary: "how much of it settles invoices", tag: 12),
            ColumnSchema("reversed_because", .u32, .text, nullable: true, summary: "why the bank took it back", tag: 13),
        ])
}

/// Money that went back to a debtor: of a payment, or of a credit on account.
package enum Refunds {
    package static let table = TableID(28)
    package static let id = 0, debtor = 1, payment = 2, credit = 3, date = 4, currency = 5, amount = 6, method = 7, reason = 8

    package static let schema = TableSchema(
        table, "refunds", prefix: "RF-", summary: "money paid back to debtors",
        columns: [
            ColumnSchema("id", .i64, .id, summary: "our number, RF-2", tag: 1),
            ColumnSchema("debtor", .u32, .reference(Debtors.table), nullable: true, summary: "to whom", tag: 2),
            ColumnSchema("payment", .u32, .reference(Payments.table), nullable: true, summary: "of which payment", tag: 3),
            ColumnSchema("credit", .u32, .reference(Credits.table), nullable: true, summary: "of which credit on account", tag: 4),
            ColumnSchema("date", .i32, .day, summary: "the day it went out", tag: 5),
            ColumnSchema("currency", .u16, .currency, summary: "in which currency", tag: 6),
            ColumnSchema("amount", .i64, .money, currency: "currency", summary: "how much", tag: 7),
            ColumnSchema("method", .u32, .word, nullable: true, summary: "transfer, card, cheque, cash", tag: 8),
            ColumnSchema("reason", .u32, .text, nullable: true, summary: "why", tag: 9),
        ])
}

package enum Allocations {
    package static let table = TableID(8)
    package static let payment = 0, invoice = 1, amount = 2, currency = 3, date = 4, order = 5, takesBack = 6

    /// An allocation that is undone keeps its row; a second row with the negative amount, dated the day it was undone, takes
    /// it back. So a sum up to any day is right without looking at two dates, and the maintained sums stay blind.
    package static let schema = TableSchema(
        table, "allocations", prefix: "", summary: "which payment settled which invoice",
        columns: [
            ColumnSchema("payment", .u32, .reference(Payments.table), summary: "the money", tag: 1),
            ColumnSchema("invoice", .u32, .reference(Invoices.table), summary: "what it settled", tag: 2),
            ColumnSchema("amount", .i64, .money, currency: "currency", summary: "how much of it; negative where taken back", tag: 3),
            ColumnSchema("currency", .u16, .currency, summary: "of payment and invoice alike", tag: 4),
            ColumnSchema("date", .i32, .day, summary: "from which day it counts", tag: 5),
            ColumnSchema("order", .u32, .word, nullable: true, summary: "the rule that chose the invoice", tag: 6),
            ColumnSchema("takes_back", .u32, .reference(table), nullable: true, summary: "the allocation this row undoes", tag: 7),
        ])
}
