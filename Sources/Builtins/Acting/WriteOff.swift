// `writeoff INVOICES because "…"`: gives balances up in the books. The claim stays: `claimable` still counts it.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum WriteOffVerb {
    static let invoices = Key.ids("invoices", of: "invoices", "the invoices, or the rows piped in")
    static let amount = Key.money("amount", label: "of", "a part of one invoice; all that is open without it").optional
    static let reason = Key.text("reason", label: "because", "why")
    static let date = Key.day("date", label: "on", "from which day it counts").otherwise("today") { $0.today }

    static let approved = Key.text("approved", label: "approved", "who else agreed to it, where it is more than the setting writeoff_limit").optional

    static let verb = Verb.action(
        "writeoff", [invoices, amount, reason, date, approved], summary: "give up what is open on invoices in the books",
        details: """
            The balance falls to zero, the claim does not end: `claimable` adds it back. Invoices with nothing open are left as
            they are. Beyond the setting `writeoff_limit` somebody else approves. Money that comes in for it after all recovers it:
            receive … for INV-7. More than one is shown and asked about first; a script says how many it expects: confirm 1..20.
            """,
        examples: [
            Example("dry invoices | where balance > 0 and balance < 5 | writeoff because \"too small to chase\" confirm 0..99")
        ]
    ) { _ in
        Prepared.act { run throws(Diagnostic) in
            let chosen = try run[invoices]
            let day = try run[date]
            let part = try run[amount]
            let (why, agreed, actor) = (try run[reason], try run[approved], run.world.actor)
            try run.checkPart(amount, of: chosen.count, InvoicesNoun.noun)
            let open = try run.reckon(at: invoices) { () throws(TradeFault) in
                var open: [UInt32] = []
                for row in chosen {
                    let facts = try InvoiceFacts(row, in: run.world.store, on: day)
                    if facts.open > 0 || part != nil { open.append(row) }
                }
                return open
            }
            if open.isEmpty, chosen.count == 1, let only = chosen.first {
                throw run.fault("writeoff.nothing-open", "nothing is open on \(run.id(Invoices.table, only))", at: invoices)
            }
            var each: [[String]] = []
            let changes = try run.inTurn(open, of: Invoices.table, at: invoices) { row, store throws(TradeFault) in
                var request = WriteOff(invoice: row, amount: part, date: day)
                request.reason = why
                request.actor = actor
                request.approvedBy = agreed
                return try request.changes(in: &store)
            } told: { row, changes in
                each.append(["\(run.id(Invoices.table, row)): \(written(changes)) written off"])
            }
            return Deed(
                changes, count: open.count, each: each, says: run.left(chosen, open, "with nothing open"),
                preview: try run.preview(InvoicesNoun.noun, open, columns: ["id", "debtor", "name", "due", "overdue", "balance"]))
        }
    }

    private static func written(_ changes: ChangeSet) -> String {
        for case .insert(WriteOffs.table, _, let cells) in changes.effects {
            guard let currency = UInt16(exactly: cells[WriteOffs.currency]).flatMap({ Currency(raw: $0) }) else { continue }
            return Money(minor: cells[WriteOffs.amount], currency: currency).text
        }
        return "nothing"
    }
}

extension Run {
    /// The records an act is about, as a person looks at them before saying yes.
    func preview(_ noun: Noun, _ rows: [UInt32], columns: [String]) throws(Diagnostic) -> Relation? {
        guard var relation = try noun.allRows(NounRequest(context: context)) else { return nil }
        relation.selection = Selection(rows: rows)
        relation.shape.shown = columns.compactMap { relation.shape.index(of: $0) }
        return relation
    }

    /// Several records with the columns their noun shows; one alone is not looked at first.
    func preview(_ noun: Noun, _ rows: [UInt32]) throws(Diagnostic) -> Relation? {
        rows.count > 1 ? try preview(noun, rows, columns: noun.shown) : nil
    }
}
