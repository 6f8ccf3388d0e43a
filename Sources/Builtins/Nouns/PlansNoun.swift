// `plans` and `instalments`: debts paid off in parts, and how each part stands on a day.
import Columns
import Interpreter
import Receivables

enum PlansNoun {
    private static let table = TableNoun(schema: Plans.schema)

    static let noun = Noun.rows(
        "plans", singular: "plan", of: Plans.table,
        columns: [
            table.stored("id"),
            table.stored("debtor"),
            table.linked("name", through: "debtor", Debtors.schema, "name", summary: "the debtor's name"),
            table.stored("total"),
            table.derived("paid", .money, currency: "currency", summary: "paid on it so far") { $0.plan(.paid) },
            table.derived("left", .money, currency: "currency", summary: "what is still to come") { $0.plan(.left) },
            table.derived("next_due", .day, summary: "the day of the next instalment") { $0.plan(.nextDue) },
            table.derived("next_amount", .money, currency: "currency", summary: "what is open of the next instalment") { $0.plan(.nextAmount) },
            table.derived("arrears", .money, currency: "currency", summary: "what should have been paid by now and was not") { $0.plan(.arrears) },
            table.derived("status", .word, words: PlanStatus.allCases.map(\.rawValue), summary: "how the plan stands") { $0.plan(.status) },
            table.stored("currency"),
            table.stored("principal"),
            table.stored("count"),
            table.stored("start"),
            table.stored("rate"),
            table.stored("proposed"),
            table.stored("agreed"),
            table.stored("cancelled"),
            table.stored("cancelled_because"),
            table.stored("concession"),
            table.stored("missed", summary: "so many missed at one time are a default"),
            table.stored("grace"),
            table.stored("cure"),
            table.derived("default_on", .day, summary: "the day of its last default") { $0.plan(.defaultOn) },
            table.derived("cure_until", .day, summary: "the last day on which paying up heals the default") { $0.plan(.cureUntil) },
            table.stored("note"),
        ],
        shown: ["id", "debtor", "name", "total", "paid", "left", "next_due", "next_amount", "arrears", "status"],
        summary: "debts that are paid off in parts",
        examples: [Example("plans | where arrears > 0")],
        keeps: table.existing)
}

enum InstalmentsNoun {
    private static let table = TableNoun(schema: Instalments.schema)

    static let noun = Noun.rows(
        "instalments", singular: "instalment", of: Instalments.table,
        columns: [
            table.derived("of", .id, summary: "the plan or the invoice it belongs to") { $0.instalment(.owner) },
            table.stored("n"),
            table.stored("due"),
            table.derived("amount", .money, currency: "currency", summary: "how much") { $0.instalment(.amount) },
            table.derived("paid", .money, currency: "currency", summary: "paid on it so far; of an invoice, credited too") { $0.instalment(.paid) },
            table.derived("overdue", .days, summary: "days past its due day; negative before it") { $0.instalment(.overdue) },
            table.derived("status", .word, words: InstalmentStatus.allCases.map(\.rawValue), summary: "how it stands: kept, late, broken or open of a plan; paid, part, overdue or open of an invoice") { $0.instalment(.status) },
            table.derived("balance", .money, currency: "currency", summary: "what is open of it") { $0.instalment(.balance) },
            table.stored("plan"),
            table.stored("invoice"),
            table.stored("currency"),
            table.stored("interest"),
        ],
        shown: ["of", "n", "due", "amount", "paid", "overdue", "status"],
        summary: "the parts of plans and of invoices in instalments, and how each stands",
        details: "Payments settle them in order of their due days. An invoice is overdue as soon as one of its instalments is.",
        examples: [Example("instalments | where of = PL-1"), Example("instalments | where invoice is not null and overdue > 0d and balance > 0")],
        keeps: table.existing)
}
