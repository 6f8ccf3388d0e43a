// `matches`: whose money each unapplied payment may be, with the facts that say so. Proposes only; `match` takes a proposal.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum MatchesNoun {
    static let columns = [
        ColumnShape("payment", .reference(Payments.table), nullable: false, summary: "the money that settles nothing yet"),
        ColumnShape("date", .day, nullable: false, summary: "the day it came in"),
        ColumnShape("payer", .text, summary: "the payer as the bank printed it"),
        ColumnShape("amount", .money, nullable: false, summary: "what is unapplied of it", addsUp: false),
        ColumnShape("debtor", .reference(Debtors.table), summary: "whose it is or may be; null where nothing speaks for anyone"),
        ColumnShape("name", .text, summary: "the debtor's name"),
        ColumnShape("invoice", .reference(Invoices.table), summary: "what it may be for; null where the oldest would be settled first"),
        ColumnShape("confidence", .percent(scale: 0), summary: "how much speaks for it, at most 99%"),
        ColumnShape("why", .text, summary: "the facts that speak for it"),
        ColumnShape("reference", .text, summary: "what the payer wrote"),
        ColumnShape("currency", .currency, nullable: false, summary: "in which currency"),
    ]
    static let shape = RowShape(columns: columns, shown: [0, 1, 2, 3, 4, 5, 6, 7, 8], noun: "matches")

    static let noun = Noun.derived(
        "matches", singular: "match", [], columns: columns,
        shown: ["payment", "date", "payer", "amount", "debtor", "name", "invoice", "confidence", "why"],
        summary: "whose money unapplied payments may be, and what for",
        details: """
            Up to three proposals for each payment, the best first, with the facts they rest on: a number in the reference, the payer's
            name, who paid under it before, an amount that is exactly open. Facts that agree leave less doubt. Nothing is learned in
            secret: the same book gives the same proposals. `match` takes the best.
            """,
        examples: [
            Example("matches"), Example("matches | where confidence >= 80% | select payment, debtor, why"),
            Example("dry match P-441 least 50%", "take the best proposal"),
        ]
    ) { _ throws(Diagnostic) in
        PreparedNoun(shape) { request, _ throws(Diagnostic) in
            let matching = Matching(try request.view())
            var table = LaneTable(request.context.codec)
            for payment in matching.waiting() {
                let proposals = matching.proposals(for: payment)
                if proposals.isEmpty { table.add(cells(payment, nil, request.store)) }
                for proposal in proposals { table.add(cells(payment, proposal, request.store)) }
            }
            return table.relation(shape, asOf: request.asOf)
        }
    }

    static func cells(_ payment: UInt32, _ proposal: MatchProposal?, _ store: Store) -> [Value] {
        func text(_ table: TableID, _ row: UInt32, _ column: Int) -> Value {
            UInt32(exactly: store.cell(table, row, column)).map { .text(store.texts.string($0)) } ?? .null
        }
        let unit = UInt16(exactly: store.cell(Payments.table, payment, Payments.currency)).flatMap { Currency(raw: $0) }
        let rest = store.cell(Payments.table, payment, Payments.amount)
            .subtractingReportingOverflow(store.cell(Payments.table, payment, Payments.allocated)).partialValue
        let debtor = proposal?.debtor ?? UInt32(exactly: store.cell(Payments.table, payment, Payments.debtor))
        return [
            .number(Number(Int64(payment))), Day(number: store.cell(Payments.table, payment, Payments.date)).map { .day($0) } ?? .null,
            text(Payments.table, payment, Payments.payer), unit.map { .money(Money(minor: rest, currency: $0)) } ?? .null,
            debtor.map { .number(Number(Int64($0))) } ?? .null,
            debtor.map { text(Debtors.table, $0, Debtors.name) } ?? .null,
            proposal?.invoice.map { .number(Number(Int64($0))) } ?? .null,
            proposal.map { .percent(Percent(number: Number(Int64($0.confidence)))) } ?? .null,
            proposal.map { .text(MatchWords.why($0, store)) } ?? .null,
            text(Payments.table, payment, Payments.reference), unit.map { .word($0.code) } ?? .null,
        ]
    }
}
