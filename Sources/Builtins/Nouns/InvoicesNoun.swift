// `invoices`: what debtors owe. An invoice stores draft, issued or cancelled; everything else is true on a day.
import Columns
import Interpreter
import Receivables

enum InvoicesNoun {
    private static let table = TableNoun(schema: Invoices.schema)

    static let noun = Noun.rows(
        "invoices", singular: "invoice", of: Invoices.table,
        columns: [
            table.stored("id"),
            table.stored("debtor"),
            table.linked("name", through: "debtor", Debtors.schema, "name", summary: "the debtor's name"),
            table.stored("issued"),
            table.reckoned("due", summary: "the day it is to be paid; of instalments, the first one open") { $0.dues },
            table.derived("overdue", .days, summary: "days past the due day; negative before it") { $0.invoice(.overdue) },
            table.stored("amount"),
            table.derived("balance", .money, currency: "currency", nullable: false,
                summary: "amount + charges - credits - payments - written off") { $0.invoice(.balance) },
            table.derived("level", .integer, summary: "how far the reminders have gone") { $0.invoice(.oldestLevel) },
            table.derived("blocked", .word, words: Exclusion.allCases.map(\.rawValue),
                summary: "the first reason not to chase it; empty when there is none") { $0.invoice(.blocked) },
            table.derived("status", .word, words: InvoiceStatus.allCases.map(\.rawValue),
                conditions: [
                    WordCondition("overdue", "overdue > 0d"), WordCondition("due_today", "overdue = 0d"),
                    WordCondition("disputed", "disputed"), WordCondition("on_hold", "held"),
                    WordCondition("in_plan", "in_plan"), WordCondition("promised", "promised"),
                    WordCondition("part_paid", "part_paid"), WordCondition("written_off", "written_off > 0"),
                ],
                summary: "one word for display; write conditions about days and flags") { $0.invoice(.status) },
            table.stored("currency"),
            table.derived("bucket", .word, words: AgeingBuckets.standard.names,
                summary: "how late it is: not_due, 1-30, 31-60, 61-90, 90+") { $0.invoice(.bucket) },
            table.derived("paid", .money, currency: "currency", summary: "what payments settled") { $0.invoice(.allocated) },
            table.derived("charged", .money, currency: "currency", summary: "charges booked, less waived") { $0.invoice(.charged) },
            table.derived("credited", .money, currency: "currency", summary: "credit notes") { $0.invoice(.credited) },
            table.derived("written_off", .money, currency: "currency", summary: "given up in the books") { $0.invoice(.writtenOff) },
            table.derived("claimable", .money, currency: "currency",
                summary: "the balance with what was written off added back") { $0.invoice(.claimable) },
            table.derived("part_paid", .flag, summary: "something is paid and something open") { $0.invoice(.partPaid) },
            table.derived("disputed", .flag, summary: "an open dispute stands against it") { $0.invoice(.disputed) },
            table.derived("held", .flag, summary: "on hold, itself or its debtor") { $0.invoice(.held) },
            table.derived("in_plan", .flag, summary: "paid off by an agreed plan") { $0.invoice(.inPlan) },
            table.derived("promised", .flag, summary: "an open promise covers it") { $0.invoice(.promised) },
            table.derived("plan", .reference(Plans.table), summary: "the agreed plan that pays it off") { $0.invoice(.plan) },
            table.derived("plan_overdue", .days, summary: "days the plan is late, while overdue keeps the invoice's own due day") { $0.invoice(.planOverdue) },
            table.derived("payment_terms", .text, summary: "its terms, where they say more than one due day") { $0.terms(.said) },
            table.derived("discount", .money, currency: "currency", summary: "what may be kept off when it is paid today") { $0.terms(.discount) },
            table.derived("discount_until", .day, summary: "the last day for the discount") { $0.terms(.until) },
            table.stored("state"),
            table.stored("original_due"),
            table.stored("terms_days", as: "terms"),
            table.stored("external"),
            table.stored("reference"),
            table.stored("cancelled_on"),
            table.stored("cancelled_because"),
            table.stored("note"),
        ],
        shown: ["id", "debtor", "name", "due", "overdue", "amount", "balance", "level", "blocked", "status"],
        summary: "what debtors owe",
        details: """
            balance = amount + charges - credits - payments - written off. overdue counts the days from the due day to the day
            asked about: due today is 0 and not overdue.
            """,
        examples: [
            Example("invoices | where overdue > 30d and balance > 500 | sum balance by debtor | sort -balance | take 10"),
            Example("invoices as of 2026-06-30 | age", "the ageing as it was that day"),
        ],
        find: table.byExternal(), keeps: table.existing)
}
