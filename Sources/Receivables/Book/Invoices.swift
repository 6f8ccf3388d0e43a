// What is owed: invoices, and the dated facts beside payments that change a balance (charges, credits, write-offs).
// Declares columns and frozen numbers only. balance = amount + charged − credited − allocated − written off.

package import Columns

package enum Invoices {
    package static let table = TableID(3)
    package static let id = 0, external = 1, reference = 2, debtor = 3, currency = 4, amount = 5, issued = 6, due = 7
    package static let originalDue = 8, termsDays = 9, state = 10, cancelledOn = 11, note = 12
    package static let allocated = 13, charged = 14, credited = 15, writtenOff = 16, cancelledBecause = 17

    package static let draft = "draft", issuedState = "issued", cancelled = "cancelled"
    package static let states = [draft, issuedState, cancelled]

    package static let schema = TableSchema(
        table, "invoices", prefix: "INV-", summary: "what debtors owe",
        columns: [
            ColumnSchema("id", .i64, .id, summary: "our number, INV-2026-0311", tag: 1),
            ColumnSchema("external", .u32, .text, nullable: true, summary: "the number in the ledger the invoice came from", tag: 2),
            ColumnSchema("reference", .u32, .text, nullable: true, summary: "the debtor's order or reference", tag: 3),
            ColumnSchema("debtor", .u32, .reference(Debtors.table), summary: "who owes it", tag: 4),
            ColumnSchema("currency", .u16, .currency, summary: "the currency it is owed in", tag: 5),
            ColumnSchema("amount", .i64, .money, currency: "currency", summary: "what was invoiced", tag: 6),
            ColumnSchema("issued", .i32, .day, summary: "the day it was issued", tag: 7),
            ColumnSchema("due", .i32, .day, summary: "the day it is to be paid", tag: 8),
            ColumnSchema("original_due", .i32, .day, nullable: true, summary: "the first due day, where it was moved", tag: 9),
            ColumnSchema("terms_days", .u16, .days, nullable: true, summary: "days from issue to due", tag: 10),
            ColumnSchema("state", .u32, .word, words: states, summary: "draft, issued or cancelled", tag: 11),
            ColumnSchema("cancelled_on", .i32, .day, nullable: true, summary: "the day it was cancelled", tag: 12),
            ColumnSchema("note", .u32, .text, nullable: true, summary: "anything to remember", tag: 13),
            ColumnSchema("allocated", .i64, .money, currency: "currency", summary: "paid so far", tag: 14),
            ColumnSchema("charged", .i64, .money, currency: "currency", summary: "charges booked, less waived", tag: 15),
            ColumnSchema("credited", .i64, .money, currency: "currency", summary: "credit notes", tag: 16),
            ColumnSchema("written_off", .i64, .money, currency: "currency", summary: "given up in the books; still claimable", tag: 17),
            ColumnSchema("cancelled_because", .u32, .text, nullable: true, summary: "why it was cancelled", tag: 18),
        ])
}

package enum Charges {
    package static let table = TableID(4)
    package static let id = 0, debtor = 1, invoice = 2, date = 3, kind = 4, currency = 5, amount = 6, reason = 7, waives = 8

    package static let kinds = ["interest", "fixed_sum", "fee", "cost", "waiver"]

    /// A waiver is a row of its own with a negative amount that names the charge it takes back, so that what was owed on a
    /// day stays what it was.
    package static let schema = TableSchema(
        table, "charges", prefix: "CH-", summary: "interest, fixed sums, fees and costs booked on invoices, and their waivers",
        columns: [
            ColumnSchema("id", .i64, .id, summary: "our number, CH-9", tag: 1),
            ColumnSchema("debtor", .u32, .reference(Debtors.table), summary: "who is charged", tag: 2),
            ColumnSchema("invoice", .u32, .reference(Invoices.table), summary: "on which invoice", tag: 3),
            ColumnSchema("date", .i32, .day, summary: "from which day it is owed", tag: 4),
            ColumnSchema("kind", .u32, .word, words: kinds, summary: "what it is for", tag: 5),
            ColumnSchema("currency", .u16, .currency, summary: "the invoice's currency", tag: 6),
            ColumnSchema("amount", .i64, .money, currency: "currency", summary: "what it adds to the balance", tag: 7),
            ColumnSchema("reason", .u32, .text, nullable: true, summary: "why", tag: 8),
            ColumnSchema("waives", .u32, .reference(table), nullable: true, summary: "the charge this row takes back", tag: 9),
        ])
}

package enum Credits {
    package static let table = TableID(5)
    package static let id = 0, external = 1, debtor = 2, invoice = 3, date = 4, currency = 5, amount = 6, reason = 7
    package static let kind = 8, from = 9, payment = 10

    package static let note = "note", discount = "discount", paidOut = "paid_out", concession = "concession"
    package static let kinds = [note, discount, paidOut, concession]

    /// A row below zero takes back: of a credit on account what an invoice took or was paid out, of a discount what a payment
    /// that the bank reversed had earned.
    package static let schema = TableSchema(
        table, "credits", prefix: "CN-", summary: "credit notes",
        columns: [
            ColumnSchema("id", .i64, .id, summary: "our number, CN-3", tag: 1),
            ColumnSchema("external", .u32, .text, nullable: true, summary: "the number in the ledger it came from", tag: 2),
            ColumnSchema("debtor", .u32, .reference(Debtors.table), summary: "who is credited", tag: 3),
            ColumnSchema("invoice", .u32, .reference(Invoices.table), nullable: true, summary: "on which invoice; none: on account", tag: 4),
            ColumnSchema("date", .i32, .day, summary: "the day of the note", tag: 5),
            ColumnSchema("currency", .u16, .currency, summary: "the invoice's currency", tag: 6),
            ColumnSchema("amount", .i64, .money, currency: "currency", summary: "what it takes off the balance", tag: 7),
            ColumnSchema("reason", .u32, .text, nullable: true, summary: "why", tag: 8),
            ColumnSchema("kind", .u32, .word, nullable: true, words: kinds, summary: "a note, a discount for paying in time, a concession of a settlement, or what was paid out of the account", tag: 9),
            ColumnSchema("from", .u32, .reference(table), nullable: true, summary: "the credit on account that this row takes from", tag: 10),
            ColumnSchema("payment", .u32, .reference(Payments.table), nullable: true, summary: "the payment that earned a discount", tag: 11),
        ])
}

/// What an invoice's terms say beyond its due day. Few invoices have such, so they stand apart from the table of all.
package enum InvoiceTerms {
    package static let table = TableID(27)
    package static let invoice = 0, said = 1, discount = 2, discountUntil = 3

    package static let schema = TableSchema(
        table, "terms", prefix: "", summary: "what invoices' terms of payment say beyond a due day",
        columns: [
            ColumnSchema("invoice", .u32, .reference(Invoices.table), summary: "the invoice", tag: 1),
            ColumnSchema("said", .u32, .text, summary: "the terms as they were written", tag: 2),
            ColumnSchema("discount", .i64, .percent(scale: 4), nullable: true, summary: "what may be kept off when it is paid in time", tag: 3),
            ColumnSchema("discount_until", .i32, .day, nullable: true, summary: "the last day for it", tag: 4),
        ])
}

package enum WriteOffs {
    package static let table = TableID(6)
    package static let id = 0, debtor = 1, invoice = 2, date = 3, currency = 4, amount = 5, reason = 6
    package static let approvedBy = 7, payment = 8

    package static let schema = TableSchema(
        table, "writeoffs", prefix: "WO-", summary: "what was given up in the books; the claim itself stays",
        columns: [
            ColumnSchema("id", .i64, .id, summary: "our number, WO-2", tag: 1),
            ColumnSchema("debtor", .u32, .reference(Debtors.table), summary: "whose debt", tag: 2),
            ColumnSchema("invoice", .u32, .reference(Invoices.table), summary: "which invoice", tag: 3),
            ColumnSchema("date", .i32, .day, summary: "the day it was written off", tag: 4),
            ColumnSchema("currency", .u16, .currency, summary: "the invoice's currency", tag: 5),
            ColumnSchema("amount", .i64, .money, currency: "currency", summary: "how much; negative when taken back", tag: 6),
            ColumnSchema("reason", .u32, .text, nullable: true, summary: "why", tag: 7),
            ColumnSchema("approved_by", .u32, .text, nullable: true, summary: "who agreed to it, where it was more than one may decide alone", tag: 8),
            ColumnSchema("payment", .u32, .reference(Payments.table), nullable: true, summary: "the payment whose small difference it is, or that recovered it", tag: 9),
        ])
}
