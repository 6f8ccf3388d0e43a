// `debtors`: who owes. Figures are in the debtor's own currency; `accounts` shows the others.
import Columns
import Interpreter
import Receivables

enum DebtorsNoun {
    private static let table = TableNoun(schema: Debtors.schema)

    static let noun = Noun.rows(
        "debtors", singular: "debtor", of: Debtors.table,
        columns: [
            table.stored("id"),
            table.stored("name"),
            table.derived("balance", .money, currency: "currency", summary: "what is owed in the debtor's own currency") { $0.debtor(.balance) },
            table.derived("arrears", .money, currency: "currency", summary: "what is past its due day") { $0.debtor(.arrears) },
            table.derived("oldest", .days, summary: "days overdue of the oldest invoice") { $0.debtor(.oldest) },
            table.derived("last_paid", .day, summary: "the day of the last payment") { $0.debtor(.lastPaid) },
            table.derived("last_contact", .day, summary: "the day we last were in touch") { $0.debtor(.lastContact) },
            table.derived("promised", .money, currency: "currency", summary: "what open promises cover") { $0.debtor(.promised) },
            table.derived("blocked", .word, words: Exclusion.allCases.map(\.rawValue),
                summary: "the first reason not to chase; empty when there is none") { $0.debtor(.blocked) },
            table.stored("owner"),
            table.stored("currency"),
            table.derived("unapplied", .money, currency: "currency", summary: "money received and credits on account that settle nothing yet") { $0.debtor(.unapplied) },
            table.derived("other_currencies", .integer, summary: "in how many other currencies something is owed",
                remark: "more is owed in other currencies: see accounts") { $0.debtor(.otherCurrencies) },
            table.stored("country"),
            table.stored("kind"),
            table.stored("segment"),
            table.stored("terms_days", as: "terms"),
            table.stored("credit_limit"),
            table.stored("email"),
            table.stored("phone"),
            table.stored("zone"),
            table.stored("language"),
            table.stored("opened"),
            table.stored("external"),
            table.stored("no_chase"),
            table.stored("note"),
        ],
        shown: ["id", "name", "balance", "arrears", "oldest", "last_paid", "last_contact", "promised", "blocked", "owner"],
        summary: "who owes us",
        details: "Figures are in the debtor's own currency; `accounts` has a row for each debtor and currency.",
        examples: [
            Example("debtors | where country = \"DE\" | sort name"),
            Example("debtors | where arrears > 0 and last_contact is null", "late and never contacted"),
        ],
        find: table.byExternal(), keeps: table.existing)
}
