// `correct INV-7 amount 900 GBP because "…"`: a figure was wrong; it is restated, and what follows from it is shown before and
// after.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum CorrectVerb {
    static let invoice = Key.id("invoice", of: "invoices", "the invoice")
    static let column = Key.word("column", ["amount", "due"], "which figure: amount or due")
    static let value = Key.value("value", "what is right: 900 GBP, or a date")
    static let reason = Key.text("reason", label: "because", "why")
    static let from = Key.day("from", label: "from", "it was right until then, and is another from this day; without it, it was wrong from the issue").optional

    static let verb = Verb.action(
        "correct", [invoice, column, value, reason, from], summary: "put a wrong figure of an invoice right, and show what follows",
        details: """
            Without `from` the figure is restated from the issue, for every past day too. With `from` it counts from that day, and the past
            keeps what it was. Payments that are too much then become unapplied. What was booked as interest stays: waive it.
            """,
        examples: [Example("dry correct INV-2026-0105 amount 7,000 GBP because \"price agreed 2026-03-01\"")]
    ) { _ in
        Prepared.act { run throws(Diagnostic) in
            let row = try run[invoice]
            let field: CorrectInvoice.Field
            switch (try run[column], try run[value]) {
            case ("amount", .money(let money)): field = .amount(money)
            case ("due", .day(let day)): field = .due(day)
            case (let name, let other):
                throw run.fault(
                    "bind.wrong-type", "'\(name)' must be \(name == "due" ? "a date: 2026-12-01" : "money: 500 GBP"), but this is \(ExpressionType(of: other).name)",
                    at: value)
            }
            var request = CorrectInvoice(invoice: row, field: field, from: try run[from])
            request.actor = run.world.actor.isEmpty ? nil : run.world.actor
            request.reason = try run[reason]
            let asked = request
            let changes = try run.change(at: value) { store throws(TradeFault) in try asked.changes(in: &store) }
            var after = run.world.store
            do throws(StoreFault) { _ = try after.apply(changes) } catch {
                throw run.fault("act.refused", "the change does not fit what is in the book", at: value)
            }
            var table = AlignedLines(right: [1, 2])
            table.add("", "before", "after")
            let (old, new) = (try figures(run.world.store, row, run), try figures(after, row, run))
            for (place, figure) in old.enumerated() { table.add(figure.name, figure.text, new[place].text) }
            let since = asked.from.map { "from \($0.text)" } ?? "from its issue"
            return Deed(changes, says: ["\(run.id(Invoices.table, row)) corrected \(since)"] + table.lines)
        }
    }

    /// What hangs on the figure.
    private static func figures(_ store: Store, _ row: UInt32, _ run: Run) throws(Diagnostic) -> [(name: String, text: String)] {
        let view = BookView(store, today: run.world.today)
        guard let currency = UInt16(exactly: view.cell(Invoices.table, row, Invoices.currency)).flatMap({ Currency(raw: $0) }) else { return [] }
        func money(_ minor: Int64) -> String { Money(minor: minor, currency: currency).text }
        let due = view.due(ofInvoice: row)
        var options = ClaimOptions()
        options.rounding = run.world.rounding
        let claim = try run.reckon { () throws(TradeFault) in try view.lateClaimIfRated(ofInvoice: row, options) }
        let debtor = UInt32(exactly: view.cell(Invoices.table, row, Invoices.debtor)) ?? 0
        let owed = view.balances(ofDebtor: debtor).first { $0.currency == currency }?.balance ?? 0
        let unapplied = view.accounts.unapplied(of: debtor, currency)
        return [
            ("amount", money(view.cell(Invoices.table, row, Invoices.amount))), ("due", due?.text ?? ""),
            ("days overdue", due.map { "\($0.days(to: view.day))d" } ?? ""), ("balance", money(view.balances[Int(row)])),
            ("interest claimed", money(claim?.statement.total ?? 0)), ("interest booked", money(claim?.bookedInterest ?? 0)),
            ("account balance", money(owed)), ("account unapplied", money(unapplied)),
        ]
    }
}

extension Accounts {
    fileprivate func unapplied(of debtor: UInt32, _ currency: Currency) -> Int64 {
        (0..<count).first { self.debtor[$0] == Int64(debtor) && self.currency[$0] == Int64(currency.raw) }.map { unapplied[$0] } ?? 0
    }
}
