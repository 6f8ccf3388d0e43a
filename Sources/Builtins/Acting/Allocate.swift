// `allocate PAYMENTS`: lets unapplied money settle invoices.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum AllocateVerb {
    static let payments = Key.ids("payments", of: "payments", "the money: payments, or the rows piped in")
    static let invoices = Key.ids("invoices", of: "invoices", label: "to", "which invoices, in turn").optional
    static let order = Key.word("order", AllocationOrder.allCases.map(\.rawValue), label: "order", "which open invoices come first")
        .otherwise("oldest") { _ in AllocationOrder.oldestDue.rawValue }
    static let debtor = Key.id("debtor", of: "debtors", label: "from", "whose it is, where nobody was named yet").optional
    static let date = Key.day("date", label: "on", "from which day it counts").otherwise("today") { $0.today }

    static let preview = Clause.toggle("preview", "show what it would settle, and change nothing")

    static let verb = Verb.action(
        "allocate", [payments, invoices, order, debtor, date, preview], summary: "let unapplied money settle invoices",
        details: """
            Without `to` it settles the debtor's open invoices of its currency, oldest due first, or in the `order` named. `to` is the
            debtor's instruction, and comes before any order. An invoice with a discount for paying in time is closed with what is
            left after it.
            """,
        examples: [Example("dry payments | where unapplied > 0 and debtor is not null | allocate confirm 0..50")]
    ) { _ in
        Prepared.act { run throws(Diagnostic) in
            let chosen = try run[payments]
            let targets = try run[invoices]
            let rule = AllocationOrder(rawValue: try run[order]) ?? .oldestDue
            let day = try run[date]
            let whose = try run[debtor]
            var each: [[String]] = []
            let changes = try run.inTurn(chosen, of: Payments.table, at: payments) { payment, store throws(TradeFault) in
                var request = Allocate(
                    payment: payment, settles: targets.map { .invoices($0.map { InvoiceShare($0) }) } ?? .order(rule), on: day)
                request.debtor = whose
                return try request.changes(in: &store)
            } told: { payment, changes in
                if run[preview] {
                    each.append(AllocationWords.preview(changes, payment, on: day, run))
                    return
                }
                let settled = changes.effects.count { effect in
                    if case .insert(Allocations.table, _, _) = effect { true } else { false }
                }
                let what = settled == 0 ? "found no open invoice" : "settles \(counted(settled, "invoice"))"
                each.append(["\(run.id(Payments.table, payment)) \(what)"])
            }
            if run[preview] { return Deed(ChangeSet(), each: each, says: ["nothing is changed by a preview"]) }
            return Deed(
                changes, count: chosen.count, each: each,
                preview: try run.preview(PaymentsNoun.noun, chosen, columns: ["id", "date", "debtor", "name", "amount", "unapplied"]))
        }
    }
}
