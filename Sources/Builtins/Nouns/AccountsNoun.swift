// `accounts`: what each debtor owes in each currency. Worked out, never stored.
import Columns
import Diagnostics
import Interpreter
import Receivables

enum AccountsNoun {
    private static let columns = [
        ColumnShape("debtor", .reference(Debtors.table), nullable: false, summary: "who owes"),
        ColumnShape("name", .text, summary: "the debtor's name"),
        ColumnShape("currency", .currency, nullable: false, summary: "in which currency"),
        ColumnShape("balance", .money, nullable: false, summary: "what is owed"),
        ColumnShape("arrears", .money, nullable: false, summary: "what is past its due day"),
        ColumnShape("unapplied", .money, nullable: false, summary: "money received and credits on account that settle nothing yet"),
        ColumnShape("oldest", .days, summary: "days overdue of the oldest invoice"),
        ColumnShape("credit_limit", .money, summary: "how much credit is given"),
    ]

    static let noun = Noun.derived(
        "accounts", singular: "account", columns: columns,
        shown: ["debtor", "currency", "balance", "arrears", "unapplied", "credit_limit"],
        summary: "what each debtor owes in each currency",
        examples: [Example("accounts | where currency = \"USD\" and arrears > 0 | sort -arrears | take 3")]
    ) { call throws(Diagnostic) in
        let shape = RowShape(
            columns: columns, shown: [0, 2, 3, 4, 5, 7], noun: "accounts")
        return PreparedNoun(shape) { request, _ throws(Diagnostic) in
            let view = try request.view()
            let accounts = view.accounts
            let currency = LaneSource.dense(DenseLane(accounts.currency))
            let debtor = LaneSource.dense(DenseLane(accounts.debtor))
            func money(_ lanes: [Int64]) -> RelationColumn { RelationColumn(.dense(DenseLane(lanes)), currency: currency) }
            return Relation(
                shape: shape,
                columns: [
                    RelationColumn(debtor),
                    RelationColumn(.through(view.column(Debtors.table, Debtors.name), by: debtor)),
                    RelationColumn(currency), money(accounts.balance), money(accounts.arrears), money(accounts.unapplied),
                    RelationColumn(.dense(DenseLane(accounts.oldest))), money(accounts.creditLimit),
                ],
                baseCount: accounts.count, asOf: request.asOf)
        }
    }
}
