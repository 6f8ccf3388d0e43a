// `charge INVOICE AMOUNT` books a fee or cost on an invoice; `waive CHARGE` gives it up again. Both stay on record.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum ChargeVerb {
    static let kinds = Charges.kinds.filter { $0 != "waiver" }
    static let invoice = Key.id("invoice", of: "invoices", "the invoice")
    static let amount = Key.money("amount", "how much is added to it")
    static let kind = Key.word("kind", kinds, label: "kind", "what it is").otherwise("fee") { _ in "fee" }
    static let reason = Key.text("reason", label: "because", "why").optional
    static let date = Key.day("date", label: "on", "from which day it is owed").otherwise("today") { $0.today }

    static let verb = Verb.action(
        "charge", [invoice, amount, kind, reason, date], summary: "add a fee, interest or cost to an invoice",
        details: "It raises the invoice's balance from that day. `waive` gives it up again.",
        examples: [Example("dry charge INV-2026-0311 40 GBP kind fixed_sum because \"late payment act\"")]
    ) { _ in
        Prepared.act(.value(.id)) { run throws(Diagnostic) in
            let row = try run[invoice]
            var request = AddCharge(invoice: row, amount: try run[amount], date: try run[date], kind: try run[kind])
            request.reason = try run[reason]
            let asked = request
            let changes = try run.change(at: amount) { store throws(TradeFault) in try asked.changes(in: &store) }
            let made = run.newID(changes, Charges.table)
            let what = request.kind.replacing("_", with: " ")
            return Deed(
                changes, says: ["\(made) charges \(request.amount.text) (\(what)) on \(run.id(Invoices.table, row))"],
                result: .value(.id(made)))
        }
    }
}

enum WaiveVerb {
    static let charges = Key.ids("charges", of: "charges", "the charges, or the rows piped in")
    static let amount = Key.money("amount", "how much of it; all that is left without it").optional
    static let reason = Key.text("reason", label: "because", "why")
    static let date = Key.day("date", label: "on", "from which day it counts").otherwise("today") { $0.today }

    static let verb = Verb.action(
        "waive", [charges, amount, reason, date], summary: "give up charges, or a part of one",
        details: """
            The charge stays on record; what is waived stands beside it. Of several, waivers and what was waived before are left
            as they are.
            """,
        examples: [
            Example("dry waive CH-1 because \"goodwill: first time late\""),
            Example("dry charges | where debtor = D-17 and kind = fee | waive because \"goodwill\" confirm 0..99"),
        ]
    ) { call in
        let isOne = call.givesOne(charges)
        return Prepared.act(call.made(for: charges)) { run throws(Diagnostic) in
            let chosen = try run[charges]
            try run.checkPart(amount, of: chosen.count, ChargesNoun.noun)
            let store = run.world.store
            func currency(_ row: UInt32) -> Currency? {
                UInt16(exactly: store.cell(Charges.table, row, Charges.currency)).flatMap { Currency(raw: $0) }
            }
            func isWaiver(_ row: UInt32) -> Bool { store.cell(Charges.table, row, Charges.waives) != Lane.null }
            let part = try run[amount]
            if chosen.count == 1, let row = chosen.first {
                if let part, let owed = currency(row), part.currency != owed {
                    throw run.refusal(.currencyDiffers(given: part.currency, owed: owed), at: amount)
                }
                if isWaiver(row) {
                    throw run.fault("waive.not-a-charge", "\(run.id(Charges.table, row)) is itself a waiver", at: charges)
                }
                if part == nil, run.isWaived(row) {
                    throw run.fault("waive.nothing-left", "nothing is left of \(run.id(Charges.table, row)) to waive", at: charges)
                }
            }
            let rows = run.leaving(chosen) { isWaiver($0) || run.isWaived($0) }
            let (why, day) = (try run[reason], try run[date])
            var made: [String] = []
            var each: [[String]] = []
            let changes = try run.inTurn(rows, of: Charges.table, at: charges) { row, store throws(TradeFault) in
                var request = WaiveCharge(charge: row, date: day, amount: part?.minor)
                request.reason = why
                return try request.changes(in: &store)
            } told: { row, changes in
                made.append(run.newID(changes, Charges.table))
                var waived: Int64 = 0
                for case .insert(Charges.table, _, let cells) in changes.effects { waived = 0 - cells[Charges.amount] }
                let text = currency(row).map { Money(minor: waived, currency: $0).text } ?? ""
                each.append(["\(made.last ?? "") waives \(text) of \(run.id(Charges.table, row))"])
            }
            return Deed(
                changes, count: rows.count, each: each, says: run.left(chosen, rows, "waivers or waived before"),
                preview: try run.preview(ChargesNoun.noun, rows), result: run.made(made, isOne: isOne))
        }
    }
}

extension Run {
    /// Whether waivers took back all of a charge.
    fileprivate func isWaived(_ charge: UInt32) -> Bool {
        let store = world.store
        var left = store.cell(Charges.table, charge, Charges.amount)
        for waiver in store.rows(Charges.table, where: Charges.waives, is: Int64(charge)) {
            left = left.addingReportingOverflow(store.cell(Charges.table, waiver, Charges.amount)).partialValue
        }
        return left <= 0
    }
}
