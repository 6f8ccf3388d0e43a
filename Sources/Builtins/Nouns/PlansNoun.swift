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
            table.stored("plan", as: "of", summary: "the plan it belongs to"),
            table.stored("n"),
            table.stored("due"),
            table.stored("amount"),
            table.derived("paid", .money, currency: "currency", summary: "paid on it so far") { $0.instalment(.paid) },
            table.derived("overdue", .days, summary: "days past its due day; negative before it") { $0.instalment(.overdue) },
            table.derived("status", .word, words: InstalmentStatus.allCases.map(\.rawValue), summary: "kept, late, broken or to come") { $0.instalment(.status) },
            table.stored("currency"),
            table.stored("interest"),
        ],
        shown: ["of", "n", "due", "amount", "paid", "overdue", "status"],
        summary: "the parts of plans, and how each stands",
        examples: [Example("instalments | where of = PL-1")],
        keeps: table.existing)
}
