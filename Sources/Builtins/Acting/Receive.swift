// `receive AMOUNT from DEBTOR`: money came in; it settles the oldest invoices unless it says which.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum ReceiveVerb {
    static let amount = Key.money("amount", "what came in")
    static let debtor = Key.id("debtor", of: "debtors", label: "from", "who paid; left out, the payment waits unidentified").optional
    static let date = Key.day("date", label: "on", "the day it came in").otherwise("today") { $0.today }
    static let invoices = Key.ids("invoices", of: "invoices", label: "for", "which invoices it settles, in turn").optional
    static let order = Key.word("order", AllocationOrder.allCases.map(\.rawValue), label: "order", "which open invoices come first").optional
    static let method = Key.word("method", label: "method", "transfer, card, direct_debit, cheque, cash").optional
    static let reference = Key.text("reference", label: "reference", "what the payer wrote").optional
    static let transaction = Key.text("transaction", label: "transaction", "the bank's id: receiving it twice is refused").optional
    static let payer = Key.text("payer", label: "payer", "the payer as the bank printed it").optional
    static let note = Key.text("note", label: "note", "anything to remember").optional
    static let unapplied = Clause.toggle("unapplied", "settle nothing yet")

    static let verb = Verb.action(
        "receive", [amount, debtor, date, invoices, order, method, reference, transaction, payer, note, unapplied],
        summary: "money came in",
        details: """
            Without `for` it settles the debtor's open invoices of its currency, oldest due first, or in the `order` named.
            What is left stays unapplied on the account. Without `from` it waits unidentified.
            """,
        examples: [
            Example("dry receive 500 GBP from D-1 on 2026-11-20 method transfer reference \"thanks\""),
            Example("dry receive 100 EUR from D-17 order proportional"),
        ]
    ) { _ in
        Prepared.act(.value(.id)) { run throws(Diagnostic) in
            var request = Receive(debtor: try run[debtor], amount: try run[amount], date: try run[date])
            if let named = try run[invoices] {
                request.settles = .invoices(named.map { InvoiceShare($0) })
            } else if run[unapplied] {
                request.settles = .none
            } else if let word = try run[order], let rule = AllocationOrder(rawValue: word) {
                request.settles = .order(rule)
            }
            request.method = try run[method]
            request.reference = try run[reference]
            request.external = try run[transaction]
            request.payer = try run[payer]
            request.note = try run[note]
            let asked = request
            let changes = try run.change { store throws(TradeFault) in try asked.changes(in: &store) }
            let made = run.newID(changes, Payments.table)
            var says = ["\(made) \(request.amount.text) received"]
            if let who = request.debtor { says[0] += " from \(run.id(Debtors.table, who))" }
            says += AllocationWords.lines(changes, request.amount, run)
            return Deed(changes, says: says, result: .value(.id(made)))
        }
    }
}

/// What allocations settle, told line by line.
enum AllocationWords {
    static func lines(_ changes: ChangeSet, _ money: Money, _ run: Run) -> [String] {
        var lines: [String] = []
        var used: Int64 = 0
        let view = BookView(run.world.store, today: run.world.today)
        let balances = view.balances
        let closing = closings(changes)
        for effect in changes.effects {
            guard case .insert(Allocations.table, _, let cells) = effect,
                let invoice = UInt32(exactly: cells[Allocations.invoice])
            else { continue }
            let part = cells[Allocations.amount]
            used = used.addingReportingOverflow(part).partialValue
            let open = Int(invoice) < balances.count ? balances[Int(invoice)] : 0
            let left = open.subtractingReportingOverflow(part.addingReportingOverflow(closing[invoice] ?? 0).partialValue).partialValue
            // What was written off and comes in after all is told as that.
            if open == 0, (closing[invoice] ?? 0) < 0 { continue }
            let id = run.id(Invoices.table, invoice)
            let settled = Money(minor: part, currency: money.currency).text
            lines.append(
                left == 0
                    ? "  \(id) settled with \(settled)"
                    : "  \(id) \(settled) paid, \(Money(minor: left, currency: money.currency).text) left")
        }
        lines += closed(changes, run)
        let rest = money.minor.subtractingReportingOverflow(used).partialValue
        if rest > 0 { lines.append("  \(Money(minor: rest, currency: money.currency).text) unapplied") }
        return lines
    }

    /// What a payment closes besides what it pays, by invoice: less than nothing where it recovers a loss.
    private static func closings(_ changes: ChangeSet) -> [UInt32: Int64] {
        var sums: [UInt32: Int64] = [:]
        for effect in changes.effects {
            switch effect {
            case .insert(Credits.table, _, let cells):
                if let invoice = UInt32(exactly: cells[Credits.invoice]) { sums[invoice, default: 0] += cells[Credits.amount] }
            case .insert(WriteOffs.table, _, let cells):
                if let invoice = UInt32(exactly: cells[WriteOffs.invoice]) { sums[invoice, default: 0] += cells[WriteOffs.amount] }
            default: break
            }
        }
        return sums
    }

    /// The discounts, small differences and recoveries of a change.
    static func closed(_ changes: ChangeSet, _ run: Run) -> [String] {
        var lines: [String] = []
        for effect in changes.effects {
            guard case .insert(let table, _, let cells) = effect, table == Credits.table || table == WriteOffs.table else { continue }
            let (on, unit, amount, reason) = table == Credits.table
                ? (Credits.invoice, Credits.currency, Credits.amount, Credits.reason)
                : (WriteOffs.invoice, WriteOffs.currency, WriteOffs.amount, WriteOffs.reason)
            guard let invoice = UInt32(exactly: cells[on]), let currency = UInt16(exactly: cells[unit]).flatMap({ Currency(raw: $0) })
            else { continue }
            let why = UInt32(exactly: cells[reason]).map { run.world.store.texts.string($0) } ?? ""
            let money = Money(minor: Int64(clamping: cells[amount].magnitude), currency: currency).text
            let kind = UInt32(exactly: cells[Credits.kind]).flatMap { table == Credits.table ? run.world.store.texts.string($0) : nil } ?? ""
            let what = table == Credits.table
                ? (cells[amount] > 0 ? kind : "\(kind) taken back") : (cells[amount] > 0 ? "written off" : "recovered")
            lines.append("  \(run.id(Invoices.table, invoice)) \(money) \(what)\(why.isEmpty || why == what ? "" : ": \(why)")")
        }
        return lines
    }

    /// What a payment would settle: each invoice with what it has open, what it gets and what is left.
    static func preview(_ changes: ChangeSet, _ payment: UInt32, on day: Day, _ run: Run) -> [String] {
        let store = run.world.store
        guard let currency = UInt16(exactly: store.cell(Payments.table, payment, Payments.currency)).flatMap({ Currency(raw: $0) }),
            var left = try? Refunds.left(ofPayment: payment, in: store)
        else { return [] }
        func money(_ minor: Int64) -> String { Money(minor: minor, currency: currency).text }
        var table = AlignedLines(right: [3, 4, 5])
        table.add("", "due", "", "open", "gets", "left")
        let view = BookView(store, today: day)
        let closing = closings(changes)
        var order = ""
        for case .insert(Allocations.table, _, let cells) in changes.effects {
            guard let invoice = UInt32(exactly: cells[Allocations.invoice]), let facts = try? InvoiceFacts(invoice, in: store, on: day) else { continue }
            let part = cells[Allocations.amount]
            left = left.subtractingReportingOverflow(part).partialValue
            order = UInt32(exactly: cells[Allocations.order]).map { store.texts.string($0) } ?? order
            let rest = facts.open.subtractingReportingOverflow(part.addingReportingOverflow(closing[invoice] ?? 0).partialValue).partialValue
            let due = view.due(ofInvoice: invoice) ?? facts.due
            let late = due.days(to: day)
            table.add(run.id(Invoices.table, invoice), due.text, late > 0 ? "\(late)d overdue" : "", money(facts.open), money(part), money(rest))
        }
        if order.isEmpty { return ["\(run.id(Payments.table, payment)) finds no open invoice"] }
        return ["\(run.id(Payments.table, payment)) would settle, by the order \(order):"] + table.lines
            + closed(changes, run) + ["  \(money(left)) unapplied"]
    }
}
