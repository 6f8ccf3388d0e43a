// `forecast 90d`: what is likely to come in, when, and what that rests on.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum ForecastNoun {
    private static let horizon = Key.duration("horizon", "how far to look: 90d, 3mo")

    private static let columns = [
        ColumnShape("expected", .day, nullable: false, summary: "the day it is expected"),
        ColumnShape("debtor", .reference(Debtors.table), nullable: false, summary: "from whom"),
        ColumnShape("name", .text, summary: "the debtor's name"),
        ColumnShape("invoice", .reference(Invoices.table), nullable: false, summary: "for which invoice"),
        ColumnShape("amount", .money, nullable: false, summary: "how much"),
        ColumnShape("basis", .word, words: ExpectedReceipt.Basis.allCases.map(\.rawValue), nullable: false,
            summary: "promise, plan, the debtor's habit, the due day, or overdue beyond either"),
        ColumnShape("currency", .currency, nullable: false, summary: "in which currency"),
    ]

    static let noun = Noun.derived(
        "forecast", singular: "receipt", [horizon], columns: columns, shown: ["expected", "debtor", "name", "invoice", "amount", "basis"],
        summary: "what is likely to come in, when, and what that rests on",
        details: """
            A promise or a plan's instalment is expected on its day; anything else on its due day and the days its debtor is late by habit
            (`behaviour`, twelve months). What should have come by then already is expected at once, marked overdue. Disputed and held
            invoices are left out.
            """,
        examples: [
            Example("forecast 90d | sum amount by basis"), Example("forecast 30d | sort -amount | take 5"),
        ]
    ) { _ in
        let shape = RowShape(columns: columns, shown: [0, 1, 2, 3, 4, 5], noun: "forecast")
        return PreparedNoun(shape) { request, run throws(Diagnostic) in
            let span = try run[horizon]
            guard let until = try? request.day.adding(span), until > request.day else {
                throw run.fault("measure.window", "a forecast looks ahead, but this is \(span.text)", at: horizon, hint: "forecast 90d")
            }
            let view = try request.view()
            let (receipts, leftOut) = try run.reckon { () throws(TradeFault) in try view.expectedReceipts(until: until) }
            var table = LaneTable(request.context.codec)
            for one in receipts {
                let name = UInt32(exactly: view.cell(Debtors.table, one.debtor, Debtors.name)).map { request.store.texts.string($0) }
                table.add(
                    .day(one.day), .number(Number(Int64(one.debtor))), name.map { .text($0) } ?? .null, .number(Number(Int64(one.invoice))),
                    .money(Money(minor: one.amount, currency: one.currency)), .word(one.basis.rawValue), .word(one.currency.code))
            }
            let left = leftOut == 0 ? "" : "; \(counted(leftOut, "disputed or held invoice")) left out"
            return table.relation(
                shape, notes: ["as of \(request.day.text), until \(until.text); population: all open invoices\(left)"], asOf: request.asOf)
        }
    }
}
