// How a debt is worked: cases and steps, holds, disputes, notices.
// Declares columns and frozen numbers only.

package import Columns

package enum Cases {
    package static let table = TableID(14)
    package static let id = 0, debtor = 1, title = 2, owner = 3, opened = 4, closedOn = 5, outcome = 6, note = 7

    package static let schema = TableSchema(
        table, "cases", prefix: "CS-", summary: "recovery cases",
        columns: [
            ColumnSchema("id", .i64, .id, summary: "our number, CS-7", tag: 1),
            ColumnSchema("debtor", .u32, .reference(Debtors.table), summary: "about whom", tag: 2),
            ColumnSchema("title", .u32, .text, nullable: true, summary: "what it is called", tag: 3),
            ColumnSchema("owner", .u32, .text, nullable: true, summary: "who runs it", tag: 4),
            ColumnSchema("opened", .i32, .day, summary: "the day it was opened", tag: 5),
            ColumnSchema("closed_on", .i32, .day, nullable: true, summary: "the day it was closed", tag: 6),
            ColumnSchema("outcome", .u32, .word, nullable: true, summary: "how it ended", tag: 7),
            ColumnSchema("note", .u32, .text, nullable: true, summary: "anything to remember", tag: 8),
        ])
}

package enum Steps {
    package static let table = TableID(15)
    package static let id = 0, recoveryCase = 1, n = 2, title = 3, owner = 4, due = 5, gate = 6, doneOn = 7, evidence = 8
    package static let skippedOn = 9, skippedReason = 10

    /// Pending, ready, blocked, done and skipped are what the days and the gate say at a day; none is stored.
    package static let schema = TableSchema(
        table, "steps", prefix: "S-", summary: "the steps of a case, in order",
        columns: [
            ColumnSchema("id", .i64, .id, summary: "our number, S-12", tag: 1),
            ColumnSchema("case", .u32, .reference(Cases.table), summary: "the case", tag: 2),
            ColumnSchema("n", .u16, .integer, summary: "its place, from 1", tag: 3),
            ColumnSchema("title", .u32, .text, summary: "what is to be done", tag: 4),
            ColumnSchema("owner", .u32, .text, nullable: true, summary: "who does it", tag: 5),
            ColumnSchema("due", .i32, .day, nullable: true, summary: "by when", tag: 6),
            ColumnSchema("gate", .u32, .word, nullable: true, words: StepGate.allCases.map(\.rawValue), summary: "what must be out of the way first", tag: 7),
            ColumnSchema("done_on", .i32, .day, nullable: true, summary: "the day it was done", tag: 8),
            ColumnSchema("evidence", .u32, .text, nullable: true, summary: "what shows it", tag: 9),
            ColumnSchema("skipped_on", .i32, .day, nullable: true, summary: "the day it was skipped", tag: 10),
            ColumnSchema("skipped_reason", .u32, .text, nullable: true, summary: "why it was skipped", tag: 11),
        ])
}

package enum Holds {
    package static let table = TableID(16)
    package static let id = 0, debtor = 1, invoice = 2, from = 3, until = 4, releasedOn = 5, kind = 6, reason = 7, owner = 8

    package static let kinds = ["hold", "moratorium"]

    /// In force from `from` to `until`, both included, unless released: from `released_on` on it no longer holds.
    package static let schema = TableSchema(
        table, "holds", prefix: "H-", summary: "what must not be chased, and until when",
        columns: [
            ColumnSchema("id", .i64, .id, summary: "our number, H-1", tag: 1),
            ColumnSchema("debtor", .u32, .reference(Debtors.table), summary: "who is left alone", tag: 2),
            ColumnSchema("invoice", .u32, .reference(Invoices.table), nullable: true, summary: "only this invoice; none: everything", tag: 3),
            ColumnSchema("from", .i32, .day, summary: "first day", tag: 4),
            ColumnSchema("until", .i32, .day, nullable: true, summary: "last day; none: until released", tag: 5),
            ColumnSchema("released_on", .i32, .day, nullable: true, summary: "the day it was lifted", tag: 6),
            ColumnSchema("kind", .u32, .word, words: kinds, summary: "an ordinary hold, or a moratorium by law", tag: 7),
            ColumnSchema("reason", .u32, .text, nullable: true, summary: "why", tag: 8),
            ColumnSchema("owner", .u32, .text, nullable: true, summary: "who keeps an eye on it", tag: 9),
        ])
}

package enum Disputes {
    package static let table = TableID(17)
    package static let id = 0, debtor = 1, invoice = 2, currency = 3, amount = 4, since = 5, closedOn = 6, outcome = 7
    package static let reason = 8, owner = 9

    package static let outcomes = ["upheld", "partly_upheld", "rejected", "withdrawn"]

    package static let schema = TableSchema(
        table, "disputes", prefix: "DS-", summary: "claims the debtor contests",
        columns: [
            ColumnSchema("id", .i64, .id, summary: "our number, DS-3", tag: 1),
            ColumnSchema("debtor", .u32, .reference(Debtors.table), summary: "who disputes", tag: 2),
            ColumnSchema("invoice", .u32, .reference(Invoices.table), summary: "which invoice", tag: 3),
            ColumnSchema("currency", .u16, .currency, summary: "the invoice's currency", tag: 4),
            ColumnSchema("amount", .i64, .money, nullable: true, currency: "currency", summary: "the part disputed; none: all of it", tag: 5),
            ColumnSchema("since", .i32, .day, summary: "the day it was raised", tag: 6),
            ColumnSchema("closed_on", .i32, .day, nullable: true, summary: "the day it was settled", tag: 7),
            ColumnSchema("outcome", .u32, .word, nullable: true, words: outcomes, summary: "how it was settled", tag: 8),
            ColumnSchema("reason", .u32, .text, nullable: true, summary: "what the debtor says", tag: 9),
            ColumnSchema("owner", .u32, .text, nullable: true, summary: "who looks into it", tag: 10),
        ])
}

package enum Notices {
    package static let table = TableID(18)
    package static let id = 0, debtor = 1, level = 2, channel = 3, to = 4, currency = 5, total = 6, sent = 7, state = 8

    package static let states = ["proposed", "approved", "sent", "delivered", "bounced", "skipped"]

    package static let schema = TableSchema(
        table, "notices", prefix: "N-", summary: "letters and mails that asked for payment",
        columns: [
            ColumnSchema("id", .i64, .id, summary: "our number, N-12", tag: 1),
            ColumnSchema("debtor", .u32, .reference(Debtors.table), summary: "to whom", tag: 2),
            ColumnSchema("level", .u16, .integer, summary: "how far the reminders have gone", tag: 3),
            ColumnSchema("channel", .u32, .word, words: Contacts.channels, summary: "how", tag: 4),
            ColumnSchema("to", .u32, .text, nullable: true, summary: "the address used", tag: 5),
            ColumnSchema("currency", .u16, .currency, summary: "in which currency", tag: 6),
            ColumnSchema("total", .i64, .money, currency: "currency", summary: "what it asked for", tag: 7),
            ColumnSchema("sent", .i32, .day, nullable: true, summary: "the day it left", tag: 8),
            ColumnSchema("state", .u32, .word, words: states, summary: "how far it has come", tag: 9),
        ])
}
