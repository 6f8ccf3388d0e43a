// `statement for D-17 from 2026-01-01 to 2026-06-30`: a statement of account with a running balance.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum StatementNoun {
    private static let debtor = Key.id("debtor", of: "debtors", label: "for", "whose account")
    private static let from = Key.day("from", label: "from", "the first day; from the beginning without it").optional
    private static let to = Key.day("to", label: "to", "the last day").otherwise("the day asked about") { $0.day }

    private static let columns = [
        ColumnShape("date", .day, nullable: false, summary: "the day it counts"),
        ColumnShape("what", .word, words: ["opening"] + Movement.Kind.allCases.map(\.rawValue) + ["closing"], nullable: false, summary: "what moved"),
        ColumnShape("record", .text, summary: "its id"),
        ColumnShape("reference", .text, summary: "the debtor's own reference, or what the payer wrote"),
        ColumnShape("debit", .money, summary: "more owed"),
        ColumnShape("credit", .money, summary: "less owed"),
        ColumnShape("balance", .money, nullable: false, summary: "owed after it; money on account counts as paid", addsUp: false),
        ColumnShape("currency", .currency, nullable: false, summary: "in which currency"),
    ]

    static let noun = Noun.derived(
        "statement", singular: "movement", [debtor, from, to], columns: columns,
        shown: ["date", "what", "record", "reference", "debit", "credit", "balance"],
        summary: "a statement of account: opening, movements, closing",
        details: "opening + movements = closing, for each currency. `save \"d-17.html\"` gives a page that prints; md and csv as well.",
        examples: [Example("statement for D-17 from 2026-07-01 to 2026-09-30"), Example("statement for D-5 | where what = \"payment\"")]
    ) { _ in
        let shape = RowShape(columns: columns, shown: [0, 1, 2, 3, 4, 5, 6], noun: "statement")
        return PreparedNoun(shape) { request, run throws(Diagnostic) in
            let (row, last) = (try run[debtor], try run[to])
            guard let window = Period(first: try run[from] ?? .first, last: last) else {
                throw run.fault("trade.ends-before-start", "the statement begins after \(last.text), its last day", at: from)
            }
            let view = last <= request.day ? BookView(request.store, today: run.world.today, asOf: last) : try request.view()
            let statements = try run.reckon { () throws(TradeFault) in try view.statements(ofDebtor: row, window) }
            var table = LaneTable(request.context.codec)
            for one in statements {
                func money(_ minor: Int64) -> Value { .money(Money(minor: minor, currency: one.currency)) }
                let currency = Value.word(one.currency.code)
                let first = try run[from] ?? one.movements.first?.day ?? last
                table.add(.day(first), .word("opening"), .null, .null, .null, .null, money(one.opening), currency)
                var balance = one.opening
                for movement in one.movements {
                    balance = balance.addingReportingOverflow(movement.amount).partialValue
                    let isDebit = movement.amount > 0
                    table.add(
                        .day(movement.day), .word(movement.kind.rawValue), .text(run.id(movement.about, movement.row)),
                        reference(movement, request.store), isDebit ? money(movement.amount) : .null,
                        isDebit ? .null : money(0 - movement.amount), money(balance), currency)
                }
                table.add(.day(last), .word("closing"), .null, .null, .null, .null, money(one.closing), currency)
            }
            let name = UInt32(exactly: request.store.cell(Debtors.table, row, Debtors.name)).map { request.store.texts.string($0) } ?? ""
            let who = "\(run.id(Debtors.table, row)) \(name)"
            var rows = table.relation(shape, notes: ["\(who), as of \(view.day.text)"], asOf: view.day == run.world.today ? request.asOf : view.day)
            rows.title = "Statement of account: \(who)"
            return rows
        }
    }

    private static func reference(_ movement: Movement, _ store: Store) -> Value {
        let column: Int? = switch movement.about {
        case Invoices.table: Invoices.reference
        case Payments.table: Payments.reference
        case Charges.table: Charges.reason
        case Credits.table: Credits.reason
        default: nil
        }
        guard let column, let code = UInt32(exactly: store.cell(movement.about, movement.row, column)) else { return .null }
        return .text(store.texts.string(code))
    }
}
