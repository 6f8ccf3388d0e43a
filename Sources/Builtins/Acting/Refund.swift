// `refund P-4`: money goes back to the debtor, of a payment that settles nothing or of a credit on account. `offset CN-3 to INV-7`
// lets a credit on account settle an invoice instead.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum RefundVerb {
    static let sources = Key.records("sources", of: ["payments", "credits"], "payments, or credits on account, or the rows piped in")
    static let amount = Key.money("amount", label: "of", "a part of one; all that is left without it").optional
    static let reason = Key.text("reason", label: "because", "why")
    static let date = Key.day("date", label: "on", "the day it goes out").otherwise("today") { $0.today }
    static let method = Key.word("method", label: "method", "transfer, card, cheque, cash").optional

    static let verb = Verb.action(
        "refund", [sources, amount, reason, date, method], summary: "pay money back that settles nothing",
        details: """
            Only what is unapplied of a payment, or left of a credit on account, can go back: what settles an invoice is moved or
            credited first. Of several, those with nothing left are left as they are.
            """,
        examples: [Example("dry payments | where unapplied > 0 and debtor = D-17 | refund because \"paid twice\" confirm 0..9")]
    ) { call in
        let isOne = call.givesOne(sources)
        return Prepared.act(call.made(for: sources)) { run throws(Diagnostic) in
            let chosen = try run[sources]
            let (day, part, why, how) = (try run[date], try run[amount], try run[reason], try run[method])
            try run.checkPart(amount, of: chosen.rows.count, chosen.noun)
            func source(_ row: UInt32) -> RefundMoney.Source { chosen.table == Payments.table ? .payment(row) : .credit(row) }
            let store = run.world.store
            let rows = run.leaving(chosen.rows) { RefundMoney.left(source($0), on: day, in: store) == 0 }
            if chosen.rows.count == 1, let only = rows.first, part == nil, RefundMoney.left(source(only), on: day, in: store) == 0 {
                throw run.fault("refund.nothing-left", "nothing is left of \(run.id(chosen.table, only)) to pay back", at: sources)
            }
            var made: [String] = []
            var says: [String] = []
            let changes = try run.inTurn(rows, of: chosen.table, at: sources) { row, store throws(TradeFault) in
                var request = RefundMoney(source(row), amount: part, date: day)
                request.method = how
                request.reason = why
                return try request.changes(in: &store)
            } told: { row, changes in
                made.append(run.newID(changes, Refunds.table))
                for case .insert(Refunds.table, _, let cells) in changes.effects {
                    guard let unit = UInt16(exactly: cells[Refunds.currency]).flatMap({ Currency(raw: $0) }) else { continue }
                    let to = UInt32(exactly: cells[Refunds.debtor]).map { " to \(run.id(Debtors.table, $0))" } ?? ""
                    let money = Money(minor: cells[Refunds.amount], currency: unit)
                    says.append("\(made.last ?? ""): \(money.text) of \(run.id(chosen.table, row)) paid back\(to)")
                }
            }
            return Deed(
                changes, count: rows.count, says: says + run.left(chosen.rows, rows, "with nothing left"),
                preview: try run.preview(chosen.noun, rows), result: run.made(made, isOne: isOne))
        }
    }
}

enum OffsetVerb {
    static let credit = Key.id("credit", of: "credits", "the credit on account")
    static let invoice = Key.id("invoice", of: "invoices", label: "to", "the invoice it settles")
    static let amount = Key.money("amount", label: "of", "a part; all that both have without it").optional
    static let reason = Key.text("reason", label: "because", "why").optional
    static let date = Key.day("date", label: "on", "from which day it counts").otherwise("today") { $0.today }

    static let verb = Verb.action(
        "offset", [credit, invoice, amount, reason, date], summary: "let a credit on account settle an invoice",
        details: "The invoice gets a credit, and the account one less; both are of one debtor and one currency.",
        examples: [Example("dry credits | where left > 0")]
    ) { _ in
        Prepared.act { run throws(Diagnostic) in
            let (from, to) = (try run[credit], try run[invoice])
            var request = OffsetCredit(credit: from, invoice: to, date: try run[date])
            request.amount = try run[amount]
            request.reason = try run[reason]
            let asked = request
            let changes = try run.change(at: credit) { store throws(TradeFault) in try asked.changes(in: &store) }
            var says: [String] = []
            for case .insert(Credits.table, _, let cells) in changes.effects where cells[Credits.amount] > 0 {
                guard let unit = UInt16(exactly: cells[Credits.currency]).flatMap({ Currency(raw: $0) }) else { continue }
                let money = Money(minor: cells[Credits.amount], currency: unit)
                says = ["\(money.text) of \(run.id(Credits.table, from)) settles \(run.id(Invoices.table, to))"] + run.left(on: to, less: money)
            }
            return Deed(changes, says: says)
        }
    }
}
