// `hold RECORD` leaves a debtor or one invoice alone for a while; `release` ends it.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum HoldVerb {
    static let about = Key.record("about", "a debtor, or one invoice")
    static let until = Key.day("until", label: "until", "the last day; until it is released without it").optional
    static let reason = Key.text("reason", label: "because", "why")
    static let from = Key.day("from", label: "from", "the first day").otherwise("today") { $0.today }
    static let owner = Key.text("owner", label: "owner", "who keeps an eye on it").optional
    static let moratorium = Clause.toggle("moratorium", "a breathing space by law: it comes before every other reason")

    static let verb = Verb.action(
        "hold", [about, until, reason, from, owner, moratorium], summary: "leave a debtor or an invoice alone for a while",
        details: "While it holds nothing is chased; ageing and balances do not change.",
        examples: [Example("dry hold D-17 until 2026-12-31 because \"their bookkeeper is ill\"")]
    ) { _ in
        Prepared.act(.value(.id)) { run throws(Diagnostic) in
            let (debtor, invoice, name) = try run.debtorOrInvoice(about)
            var request = PlaceHold(debtor: debtor, invoice: invoice, from: try run[from], until: try run[until])
            request.reason = try run[reason]
            request.owner = try run[owner]
            request.isMoratorium = run[moratorium]
            let asked = request
            let changes = try run.change(at: until) { store throws(TradeFault) in try asked.changes(in: &store) }
            let made = run.newID(changes, Holds.table)
            let end = request.until.map { "until \($0.text)" } ?? "until it is released"
            return Deed(changes, says: ["\(made) holds \(name) \(end)"], result: .value(.id(made)))
        }
    }
}

enum ReleaseVerb {
    static let hold = Key.record("hold", "the hold; or a debtor or invoice, and every hold on it")
    static let date = Key.day("date", label: "on", "from which day it no longer holds").otherwise("today") { $0.today }

    static let verb = Verb.action(
        "release", [hold, date], summary: "end a hold",
        examples: [Example("dry release H-1")]
    ) { _ in
        Prepared.act { run throws(Diagnostic) in
            let spelling = try run[hold]
            let (noun, row) = try run.record(spelling, at: hold)
            let day = try run[date]
            let holds: [UInt32]
            switch noun.table {
            case Holds.table: holds = [row]
            case Debtors.table: holds = run.holds(Holds.debtor, row).filter { run.world.store.cell(Holds.table, $0, Holds.invoice) == Lane.null }
            case Invoices.table: holds = run.holds(Holds.invoice, row)
            default: throw run.otherKind(spelling, noun, "a hold, a debtor or an invoice", at: hold)
            }
            guard !holds.isEmpty else {
                throw run.fault("hold.none", "no hold is open on \(spelling)", at: hold, hint: "holds | where released_on is null")
            }
            let changes = try run.inTurn(holds, at: hold) { row, store throws(TradeFault) in
                try ReleaseHold(hold: row, on: day).changes(in: &store)
            }
            return Deed(changes, says: holds.map { "\(run.id(Holds.table, $0)) released" })
        }
    }
}

extension Run {
    /// What a hold is about: a debtor, or an invoice and its debtor.
    func debtorOrInvoice(_ key: Key<String>) throws(Diagnostic) -> (debtor: UInt32, invoice: UInt32?, name: String) {
        let spelling = try self[key]
        let (noun, row) = try record(spelling, at: key)
        switch noun.table {
        case Debtors.table: return (row, nil, id(Debtors.table, row))
        case Invoices.table:
            guard let debtor = UInt32(exactly: world.store.cell(Invoices.table, row, Invoices.debtor)) else { break }
            return (debtor, row, id(Invoices.table, row))
        default: break
        }
        throw otherKind(spelling, noun, "a debtor or an invoice", at: key)
    }

    /// Holds that were not released, by a reference.
    fileprivate func holds(_ column: Int, _ row: UInt32) -> [UInt32] {
        let store = world.store
        return store.rows(Holds.table, where: column, is: Int64(row)).filter {
            store.cell(Holds.table, $0, Holds.releasedOn) == Lane.null
        }
    }

    func otherKind(_ spelling: String, _ noun: Noun, _ wanted: String, at item: any SignatureItem) -> Diagnostic {
        fault("bind.other-kind", "here must stand \(wanted), but \(spelling) is one of the \(noun.name)", at: item)
    }
}
