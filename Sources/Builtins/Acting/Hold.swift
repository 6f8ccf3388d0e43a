// `hold RECORDS` leaves debtors or single invoices alone for a while; `release` ends it.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum HoldVerb {
    static let about = Key.records(
        "about", of: ["debtors", "invoices"], through: ["debtors"], "debtors or invoices, or the rows piped in")
    static let until = Key.day("until", label: "until", "the last day; until it is released without it").optional
    static let reason = Key.text("reason", label: "because", "why")
    static let from = Key.day("from", label: "from", "the first day").otherwise("today") { $0.today }
    static let owner = Key.text("owner", label: "owner", "who keeps an eye on it").optional
    static let moratorium = Clause.toggle("moratorium", "a breathing space by law: it comes before every other reason")

    static let verb = Verb.action(
        "hold", [about, until, reason, from, owner, moratorium], summary: "leave a debtor or an invoice alone for a while",
        details: "While it holds nothing is chased; ageing and balances do not change.",
        examples: [
            Example("dry hold D-17 until 2026-12-31 because \"their bookkeeper is ill\""),
            Example("dry debtors | where country = \"DE\" | hold until 2026-12-31 because \"flood\" confirm 0..500"),
        ]
    ) { call in
        let isOne = call.givesOne(about)
        return Prepared.act(call.made(for: about)) { run throws(Diagnostic) in
            let chosen = try run[about]
            let (first, last, why, who) = (try run[from], try run[until], try run[reason], try run[owner])
            let end = last.map { "until \($0.text)" } ?? "until it is released"
            var made: [String] = []
            var each: [[String]] = []
            let changes = try run.inTurn(chosen.rows, of: chosen.table, at: until) { row, store throws(TradeFault) in
                let debtor = chosen.table == Invoices.table ? try InvoiceFacts(row, in: store, on: first).debtor : row
                var request = PlaceHold(
                    debtor: debtor, invoice: chosen.table == Invoices.table ? row : nil, from: first, until: last)
                request.reason = why
                request.owner = who
                request.isMoratorium = run[moratorium]
                return try request.changes(in: &store)
            } told: { row, changes in
                made.append(run.newID(changes, Holds.table))
                each.append(["\(made.last ?? "") holds \(run.id(chosen.table, row)) \(end)"])
            }
            return Deed(
                changes, count: chosen.rows.count, each: each, preview: try run.preview(chosen.noun, chosen.rows),
                result: run.made(made, isOne: isOne))
        }
    }
}

enum ReleaseVerb {
    static let holds = Key.records(
        "holds", of: ["holds", "debtors", "invoices"], through: ["debtors"], "holds; or debtors or invoices, and every hold on them")
    static let date = Key.day("date", label: "on", "from which day it no longer holds").otherwise("today") { $0.today }

    static let verb = Verb.action(
        "release", [holds, date], summary: "end a hold",
        details: "Of several, those released before are left as they are.",
        examples: [Example("dry release H-1"), Example("dry holds | where until < today | release confirm 0..500")]
    ) { _ in
        Prepared.act { run throws(Diagnostic) in
            let chosen = try run[holds]
            let day = try run[date]
            let store = run.world.store
            func isReleased(_ hold: UInt32) -> Bool { store.cell(Holds.table, hold, Holds.releasedOn) != Lane.null }
            let ending: [UInt32]
            var says: [String] = []
            if chosen.table == Holds.table {
                ending = run.leaving(chosen.rows, isReleased)
                says = run.left(chosen.rows, ending, "released before")
            } else {
                let column = chosen.table == Debtors.table ? Holds.debtor : Holds.invoice
                ending = chosen.rows.flatMap { store.rows(Holds.table, where: column, is: Int64($0)) }.filter { hold in
                    // A debtor's holds are those on the account; its invoices have their own.
                    !isReleased(hold)
                        && (column == Holds.invoice || store.cell(Holds.table, hold, Holds.invoice) == Lane.null)
                }
                if ending.isEmpty, chosen.rows.count == 1, let only = chosen.rows.first {
                    throw run.fault(
                        "hold.none", "no hold is open on \(run.id(chosen.table, only))", at: holds,
                        hint: "holds | where released_on is null")
                }
            }
            let changes = try run.inTurn(ending, of: Holds.table, at: holds) { row, store throws(TradeFault) in
                try ReleaseHold(hold: row, on: day).changes(in: &store)
            }
            // Who names one debtor means all its holds; who names several is asked.
            return Deed(
                changes, count: chosen.rows.count == 1 ? 1 : ending.count,
                each: ending.map { ["\(run.id(Holds.table, $0)) released"] }, says: says,
                preview: try run.preview(HoldsNoun.noun, ending))
        }
    }
}
