// What was said and agreed: contacts, promises, plans and their instalments.
// Declares columns and frozen numbers only.

package import Columns

package enum Contacts {
    package static let table = TableID(9)
    package static let id = 0, at = 1, debtor = 2, invoice = 3, channel = 4, person = 5, outcome = 6, next = 7, staff = 8
    package static let note = 9, struck = 10

    package static let channels = ["email", "phone", "letter", "sms", "visit", "portal", "meeting"]

    package static let schema = TableSchema(
        table, "contacts", prefix: "C-", summary: "every word exchanged with a debtor",
        columns: [
            ColumnSchema("id", .i64, .id, summary: "our number, C-88", tag: 1),
            ColumnSchema("at", .i32, .moment, summary: "when", tag: 2),
            ColumnSchema("debtor", .u32, .reference(Debtors.table), summary: "with whom", tag: 3),
            ColumnSchema("invoice", .u32, .reference(Invoices.table), nullable: true, summary: "about which invoice", tag: 4),
            ColumnSchema("channel", .u32, .word, words: channels, summary: "how", tag: 5),
            ColumnSchema("person", .u32, .reference(People.table), nullable: true, summary: "who was spoken to", tag: 6),
            ColumnSchema("outcome", .u32, .word, nullable: true, summary: "what came of it", tag: 7),
            ColumnSchema("next", .i32, .day, nullable: true, summary: "when to act again", tag: 8),
            ColumnSchema("staff", .u32, .text, nullable: true, summary: "who of us", tag: 9),
            ColumnSchema("note", .u32, .text, nullable: true, summary: "what was said", tag: 10),
            ColumnSchema("struck", .u8, .flag, summary: "entered in error; stays visible", tag: 11),
        ])
}

package enum Promises {
    package static let table = TableID(10)
    package static let id = 0, debtor = 1, invoice = 2, currency = 3, amount = 4, due = 5, made = 6, staff = 7
    package static let endedOn = 8, ended = 9, note = 10, endedBecause = 11

    package static let schema = TableSchema(
        table, "promises", prefix: "PR-", summary: "promises to pay",
        columns: [
            ColumnSchema("id", .i64, .id, summary: "our number, PR-5", tag: 1),
            ColumnSchema("debtor", .u32, .reference(Debtors.table), summary: "who promised", tag: 2),
            ColumnSchema("invoice", .u32, .reference(Invoices.table), nullable: true, summary: "for which invoice; none: for the account", tag: 3),
            ColumnSchema("currency", .u16, .currency, summary: "in which currency", tag: 4),
            ColumnSchema("amount", .i64, .money, currency: "currency", summary: "how much", tag: 5),
            ColumnSchema("due", .i32, .day, summary: "by which day", tag: 6),
            ColumnSchema("made", .i32, .day, summary: "the day it was made", tag: 7),
            ColumnSchema("staff", .u32, .text, nullable: true, summary: "who took it", tag: 8),
            ColumnSchema("ended_on", .i32, .day, nullable: true, summary: "the day it was cancelled or superseded", tag: 9),
            ColumnSchema("ended", .u32, .word, nullable: true, words: ["cancelled", "superseded"], summary: "how it ended", tag: 10),
            ColumnSchema("note", .u32, .text, nullable: true, summary: "what was said", tag: 11),
            ColumnSchema("ended_because", .u32, .text, nullable: true, summary: "why it was cancelled", tag: 12),
        ])
}

package enum Plans {
    package static let table = TableID(11)
    package static let id = 0, debtor = 1, currency = 2, total = 3, principal = 4, start = 5, everyMonths = 6, everyDays = 7
    package static let count = 8, rate = 9, proposed = 10, agreed = 11, cancelled = 12, note = 13, cancelledBecause = 14
    package static let missed = 15, graceDays = 16, cureDays = 17, concession = 18

    /// The state is what the days say: proposed, agreed from `agreed` on, cancelled from `cancelled` on.
    package static let schema = TableSchema(
        table, "plans", prefix: "PL-", summary: "payment plans",
        columns: [
            ColumnSchema("id", .i64, .id, summary: "our number, PL-2", tag: 1),
            ColumnSchema("debtor", .u32, .reference(Debtors.table), summary: "who pays", tag: 2),
            ColumnSchema("currency", .u16, .currency, summary: "in which currency", tag: 3),
            ColumnSchema("total", .i64, .money, currency: "currency", summary: "all instalments together", tag: 4),
            ColumnSchema("principal", .i64, .money, currency: "currency", summary: "the debt it pays off", tag: 5),
            ColumnSchema("start", .i32, .day, summary: "the first due day", tag: 6),
            ColumnSchema("every_months", .u16, .integer, summary: "months between instalments; 0 when counted in days", tag: 7),
            ColumnSchema("every_days", .u16, .days, summary: "days between instalments; 0 when counted in months", tag: 8),
            ColumnSchema("count", .u16, .integer, summary: "how many instalments", tag: 9),
            ColumnSchema("rate", .i64, .percent(scale: 4), summary: "interest a year; 0 for none", tag: 10),
            ColumnSchema("proposed", .i32, .day, summary: "the day it was proposed", tag: 11),
            ColumnSchema("agreed", .i32, .day, nullable: true, summary: "the day it was agreed", tag: 12),
            ColumnSchema("cancelled", .i32, .day, nullable: true, summary: "the day it was cancelled", tag: 13),
            ColumnSchema("note", .u32, .text, nullable: true, summary: "anything to remember", tag: 14),
            ColumnSchema("cancelled_because", .u32, .text, nullable: true, summary: "why it was cancelled", tag: 15),
            ColumnSchema("missed", .u16, .integer, nullable: true, summary: "missed instalments that are a default; none: it never defaults", tag: 16),
            ColumnSchema("grace", .u16, .days, nullable: true, summary: "days after its due day until an instalment is missed", tag: 17),
            ColumnSchema("cure", .u16, .days, nullable: true, summary: "days after the default in which paying up heals it", tag: 18),
            ColumnSchema("concession", .i64, .money, nullable: true, currency: "currency", summary: "what is given up once it is paid in time", tag: 19),
        ])
}

package enum PlanInvoices {
    package static let table = TableID(12)
    package static let plan = 0, invoice = 1

    package static let schema = TableSchema(
        table, "plan_invoices", prefix: "", summary: "which invoices a plan covers",
        columns: [
            ColumnSchema("plan", .u32, .reference(Plans.table), summary: "the plan", tag: 1),
            ColumnSchema("invoice", .u32, .reference(Invoices.table), summary: "an invoice it pays off", tag: 2),
        ])
}

package enum Instalments {
    package static let table = TableID(13)
    package static let plan = 0, n = 1, due = 2, currency = 3, amount = 4, interest = 5, invoice = 6

    /// What is paid of an instalment is never stored: payments to the invoices settle instalments in order. One belongs to a
    /// plan, or to an invoice whose terms ask for it.
    package static let schema = TableSchema(
        table, "instalments", prefix: "", summary: "what a plan or an invoice asks for and when",
        columns: [
            ColumnSchema("plan", .u32, .reference(Plans.table), nullable: true, summary: "the plan", tag: 1),
            ColumnSchema("n", .u16, .integer, summary: "its number, from 1", tag: 2),
            ColumnSchema("due", .i32, .day, summary: "the day it is to be paid", tag: 3),
            ColumnSchema("currency", .u16, .currency, summary: "the plan's currency", tag: 4),
            ColumnSchema("amount", .i64, .money, currency: "currency", summary: "how much", tag: 5),
            ColumnSchema("interest", .i64, .money, currency: "currency", summary: "how much of it is interest", tag: 6),
            ColumnSchema("invoice", .u32, .reference(Invoices.table), nullable: true, summary: "the invoice it is a part of", tag: 7),
        ])
}
