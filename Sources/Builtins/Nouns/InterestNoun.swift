// `interest RATE`: what every overdue invoice would have earned by the day asked for, at one simple rate on actual/365 days.
// A screen of a whole book at once; it books nothing.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum InterestNoun {
    private static let rate = Key.percent("rate", "per year: a statutory margin and its base rate added up, 8% + 5.25%; without it, by the rules of each debtor").optional
    private static let stepped = Clause.toggle(
        "stepped", "payments made late bear interest for their own days too, instead of what is open alone")

    private static let columns = [
        ColumnShape("invoice", .reference(Invoices.table), nullable: false, summary: "which invoice"),
        ColumnShape("debtor", .reference(Debtors.table), nullable: false, summary: "who owes it"),
        ColumnShape("name", .text, summary: "the debtor's name"),
        ColumnShape("due", .day, summary: "the day it was to be paid"),
        ColumnShape("overdue", .days, summary: "days past the due day"),
        ColumnShape("balance", .money, nullable: false, summary: "what is open"),
        ColumnShape("interest", .money, nullable: false, summary: "balance × days overdue × rate / 365, rounded once"),
        ColumnShape("currency", .currency, nullable: false, summary: "in which currency"),
    ]

    static let noun = Noun.derived(
        "interest", singular: "invoice", [rate, stepped], columns: columns,
        shown: ["invoice", "debtor", "name", "due", "overdue", "balance", "interest"],
        summary: "simple interest on what is overdue, invoice by invoice",
        details: """
            interest = balance × days overdue × rate / 365, exact, then rounded once for each invoice as `set rounding` says.
            With `stepped`, a part that was paid late bears interest for the days until it was paid, and the balance for all of
            them. Without a rate, each debtor's rules say what is owed, as `claims` shows in full. Nothing is booked:
            `charge interest` books.
            """,
        examples: [
            Example("interest 13.25% | sum interest", "what the law would add, for each currency"),
            Example("interest 8% stepped | sort -interest | take 3", "late payments counted too"),
        ]
    ) { call throws(Diagnostic) in
        let shape = RowShape(columns: columns, shown: [0, 1, 2, 3, 4, 5, 6], noun: "interest")
        let kind: BulkInterest = call[stepped] ? .stepped : .onBalance
        return PreparedNoun(shape) { request, run throws(Diagnostic) in
            guard let percent = try run[rate] else { return try byRules(request, run, shape) }
            guard let daily = DailyRate(percent: percent) else {
                throw run.fault(
                    "interest.rate", "a rate must be from 0% up and have few decimals, but this is \(percent.text)", at: rate)
            }
            let view = try request.view()
            let earned = view.interest(kind, daily, rounding: run.world.rounding)
            if view.hasOverflowed {
                throw run.fault("interest.too-large", "the interest of an invoice must fit 18 digits, but it does not", at: rate)
            }
            return relation(view, rows: earned.rows, amounts: earned.amounts, request, shape)
        }
    }

    /// By the rules of each debtor; invoices for which no rate is known are left out and counted.
    private static func byRules(_ request: NounRequest, _ run: Run, _ shape: RowShape) throws(Diagnostic) -> Relation {
        let view = try request.view()
        var options = ClaimOptions()
        options.rounding = run.world.rounding
        var rows: [UInt32] = []
        var amounts: [Int64] = []
        var silent = 0
        for row in 0..<UInt32(truncatingIfNeeded: request.store.rowCount(Invoices.table)) {
            do throws(TradeFault) {
                guard let claim = try view.lateClaim(ofInvoice: row, options), claim.statement.total != 0 else { continue }
                rows.append(row)
                amounts.append(claim.statement.total)
            } catch {
                guard case .noRate = error else { throw run.refusal(error, at: nil) }
                silent += 1
            }
        }
        let notes = silent == 0 ? [] : ["left out: \(counted(silent, "invoice")) for which no rate is known"]
        return relation(view, rows: rows, amounts: amounts, request, shape, notes: [RulesNoun.notAdvice] + notes)
    }

    /// The rows that bear any, with what each bears.
    private static func relation(
        _ view: BookView, rows: [UInt32], amounts: [Int64], _ request: NounRequest, _ shape: RowShape, notes: [String] = []
    ) -> Relation {
        let bearing = RowList(rows)
        func of(_ lane: LaneSource) -> LaneSource { .picked(lane, bearing) }
        let debtor = of(view.column(Invoices.table, Invoices.debtor))
        let currency = of(view.column(Invoices.table, Invoices.currency))
        return Relation(
            shape: shape,
            columns: [
                RelationColumn(of(.rowNumber)), RelationColumn(debtor),
                RelationColumn(.through(view.column(Debtors.table, Debtors.name), by: debtor)),
                RelationColumn(of(view.column(Invoices.table, Invoices.due))),
                RelationColumn(of(view.invoice(.overdue))),
                RelationColumn(of(view.invoice(.balance)), currency: currency),
                RelationColumn(.dense(DenseLane(amounts)), currency: currency),
                RelationColumn(currency),
            ],
            baseCount: bearing.count, notes: notes, asOf: request.asOf)
    }
}
