// `move P-4 from INV-1 to INV-2`: a payment settled the wrong invoice.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum MoveVerb {
    static let payment = Key.id("payment", of: "payments", "the payment")
    static let source = Key.id("source", of: "invoices", label: "from", "the invoice it settled")
    static let target = Key.id("target", of: "invoices", label: "to", "the invoice it should have settled")
    static let date = Key.day("date", label: "on", "from which day it counts").otherwise("today") { $0.today }

    static let verb = Verb.action(
        "move", [payment, source, target, date], summary: "let a payment settle another invoice than it did",
        details: "The first invoice owes again from that day; what the other does not need stays unapplied. Both allocations stay on record.",
        examples: [Example("dry move P-444 from INV-2025-0043 to INV-2024-0028")]
    ) { _ in
        Prepared.act { run throws(Diagnostic) in
            let (payment, from, to) = (try run[payment], try run[source], try run[target])
            let request = MoveAllocation(payment: payment, from: from, to: to, on: try run[date])
            let changes: ChangeSet
            do throws(TradeFault) { changes = try request.changes(in: &run.context.world.store) } catch {
                if case .notEnough = error {
                    throw run.fault("move.nothing", "\(run.id(Payments.table, payment)) settles nothing of \(run.id(Invoices.table, from))", at: source)
                }
                throw run.refusal(error, at: target)
            }
            var (freed, part): (Int64, Int64) = (0, 0)
            var currency = Currency(raw: 0)
            for case .insert(Allocations.table, _, let cells) in changes.effects {
                currency = UInt16(exactly: cells[Allocations.currency]).flatMap { Currency(raw: $0) }
                if cells[Allocations.amount] < 0 { freed -= cells[Allocations.amount] } else { part += cells[Allocations.amount] }
            }
            func money(_ minor: Int64) -> String { currency.map { Money(minor: minor, currency: $0).text } ?? "" }
            var says = ["\(run.id(Payments.table, payment)): \(money(part)) moved from \(run.id(Invoices.table, from)) to \(run.id(Invoices.table, to))"]
            if freed > part { says.append("  \(money(freed - part)) unapplied") }
            return Deed(changes, says: says)
        }
    }
}
