// `add invoice AMOUNT to DEBTOR`: a new invoice, issued unless it says draft.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum AddInvoiceVerb {
    static let amount = Key.money("amount", "what is invoiced")
    static let debtor = Key.id("debtor", of: "debtors", label: "to", "who owes it")
    static let issued = Key.day("issued", label: "on", "the day it is issued").otherwise("today") { $0.today }
    static let due = Key.day("due", label: "due", "the day it is to be paid; the debtor's terms decide when it is left out").optional
    static let terms = Key.text("terms", label: "terms", "its terms: \"30d\", \"2/10 net 30\", \"10wd\", \"30% 30d, rest 60d\", \"3 x 1mo\"").optional
    static let id = Key.text("id", label: "id", "its number; the next free one when it is left out").optional
    static let number = Key.text("number", label: "number", "the number in the ledger it comes from").optional
    static let reference = Key.text("reference", label: "reference", "the debtor's order or reference").optional
    static let note = Key.text("note", label: "note", "anything to remember").optional
    static let draft = Clause.toggle("draft", "not issued yet: nothing is owed on it")

    static let verb = Verb.action(
        "add invoice", [amount, debtor, issued, due, terms, id, number, reference, note, draft], summary: "add an invoice",
        details: """
            Terms say when it is due, counted from the issue: days, w, mo or wd (working days), `eom` for the end of that month, `workday`
            for the next day that is worked. Parts with shares are instalments, each with its own due day. 2/10 net 30: two percent
            may be kept off when it is paid within ten days. The setting `calendar` says which days are worked.
            """,
        examples: [
            Example("dry add invoice 500 GBP to D-1 on 2026-11-20 due 2026-12-20 reference \"PO-77\""),
            Example("dry add invoice 900 GBP to D-1 terms \"30% 30d, 30% 60d, rest 90d\"", "in instalments"),
        ]
    ) { _ in
        Prepared.act(.value(.id)) { run throws(Diagnostic) in
            var request = AddInvoice(debtor: try run[debtor], amount: try run[amount], issued: try run[issued])
            request.due = try run[due]
            if let said = try run[terms] {
                if request.due != nil {
                    throw run.fault("trade.terms-and-due", "the due day follows from the terms, so one of them is given", at: due)
                }
                do throws(TermsFault) { request.terms = (said, try PaymentTerms(said)) } catch {
                    throw run.fault("trade.terms", error.message, at: terms)
                }
            }
            request.external = try run[number]
            request.reference = try run[reference]
            request.note = try run[note]
            request.isDraft = run[draft]
            if let wanted = try run[id] { request.id = run.context.world.store.key(for: wanted) }
            let asked = request
            // Streams add them by the thousand: the store is asked once, and the sentence is printed in one go.
            return try run.change { store throws(TradeFault) in
                let changes = try asked.changes(in: &store)
                var line = ByteSink(reserving: 64)
                line.append(id: changes.firstKey(Invoices.table), in: store)
                let made = line.text
                line.append(byte: UInt8(ascii: " "))
                line.append(asked.amount)
                line.append(" added for ")
                line.append(id: store.cell(Debtors.table, asked.debtor, 0), in: store)
                var says = [line.text]
                let usual = store.cell(Debtors.table, asked.debtor, Debtors.currency)
                if usual != Int64(asked.amount.currency.raw), let own = UInt16(exactly: usual).flatMap({ Currency(raw: $0) }) {
                    let whose = store.ids.text(of: IDKey(bits: store.cell(Debtors.table, asked.debtor, 0)))
                    says.append("  in \(asked.amount.currency.code), but \(whose) is billed in \(own.code): `accounts` shows each currency apart")
                }
                return Deed(changes, says: says + told(changes, asked.amount), result: .value(.id(made)))
            }
        }
    }

    /// The instalments and the discount that its terms make.
    private static func told(_ changes: ChangeSet, _ amount: Money) -> [String] {
        guard changes.effects.count > 1 else { return [] }
        var lines = AlignedLines(right: [0, 2])
        var notes: [String] = []
        for effect in changes.effects {
            if case .insert(Instalments.table, _, let cells) = effect, let due = Day(number: cells[Instalments.due]) {
                lines.add("\(cells[Instalments.n])", due.text, Money(minor: cells[Instalments.amount], currency: amount.currency).text)
            } else if case .insert(InvoiceTerms.table, _, let cells) = effect, let until = Day(number: cells[InvoiceTerms.discountUntil]) {
                let percent = Percent(number: Number(mantissa: cells[InvoiceTerms.discount], scale: 4).trimmed)
                notes += ["  \(percent.text) may be kept off when it is paid by \(until.text)"]
            } else if case .insert(Invoices.table, _, let cells) = effect, let due = Day(number: cells[Invoices.due]) {
                notes.append("  due \(due.text)")
            }
        }
        return lines.lines + notes.dropFirst(lines.isEmpty ? 0 : 1)
    }
}
