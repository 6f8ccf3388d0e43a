// The account card: one debtor on one screen. Who, what is owed and how old, what was promised, what blocks, the last
// contacts, what to do next. Reads only; every figure is one that a noun shows too.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

struct AccountCard {
    private let row: UInt32
    private let run: Run
    private let store: Store
    private let today: Day
    private let view: BookView
    private let debtors: RecordReader
    private let request: NounRequest

    init(_ row: UInt32, _ run: Run) throws(Diagnostic) {
        self.row = row
        self.run = run
        store = run.world.store
        today = run.world.today
        request = NounRequest(context: run.context)
        view = try request.view()
        debtors = try Self.reader(DebtorsNoun.noun, request, run)
    }

    private static func reader(_ noun: Noun, _ request: NounRequest, _ run: Run) throws(Diagnostic) -> RecordReader {
        guard let reader = try RecordReader(noun, request) else {
            throw run.fault("bind.other-kind", "\(noun.name) are worked out, so there is no record to show")
        }
        return reader
    }

    private func reader(_ noun: Noun) throws(Diagnostic) -> RecordReader { try Self.reader(noun, request, run) }

    var lines: [String] {
        get throws(Diagnostic) {
            var lines = who
            lines += section("owed", try owed)
            lines += section("open invoices, the oldest first", try openInvoices)
            lines += section("promised", try promised)
            lines += section("plans", try plans)
            lines += section("cases", try cases)
            lines += section("in the way", try inTheWay)
            lines += section("last contacts", try contacts)
            lines += section("people", try people)
            lines += section("next", try NextSteps(self).lines)
            return lines
        }
    }

    private func section(_ title: String, _ lines: [String]) -> [String] { lines.isEmpty ? [] : ["", title] + lines }

    private var who: [String] {
        func part(_ column: String, _ before: String = "") -> String? {
            let text = debtors.text(row, column)
            return text.isEmpty ? nil : before + text.replacing("_", with: " ")
        }
        let first = [run.id(Debtors.table, row), part("name")].compactMap { $0 }.joined(separator: "  ")
        let second = [part("kind"), part("country"), part("segment"), part("owner", "looked after by ")].compactMap { $0 }
        let third = [
            part("external", "ledger number "), part("terms", "terms "), part("credit_limit", "credit limit "), part("phone"), part("email"),
        ].compactMap { $0 }
        return [first] + [second, third].filter { !$0.isEmpty }.map { "  " + $0.joined(separator: ", ") }
            + (part("note").map { ["  note: \($0)"] } ?? [])
    }

    // MARK: money

    private var owed: [String] {
        get throws(Diagnostic) {
            let accounts = view.accounts
            var table = AlignedLines(right: [1, 3, 5])
            for place in 0..<accounts.count where accounts.debtor[place] == Int64(row) {
                guard let currency = UInt16(exactly: accounts.currency[place]).flatMap({ Currency(raw: $0) }) else { continue }
                func money(_ minor: Int64) -> String { Money(minor: minor, currency: currency).text }
                let oldest = accounts.oldest[place]
                table.add(
                    "balance", money(accounts.balance[place]), accounts.arrears[place] == 0 ? "nothing overdue" : "overdue",
                    accounts.arrears[place] == 0 ? "" : money(accounts.arrears[place]),
                    oldest == Lane.null ? "" : "the oldest for \(oldest)d",
                    accounts.unapplied[place] == 0 ? "" : "\(money(accounts.unapplied[place])) unapplied")
            }
            return table.isEmpty ? ["  nothing"] : table.lines
        }
    }

    private var openInvoices: [String] {
        get throws(Diagnostic) {
            let reader = try reader(InvoicesNoun.noun)
            let balances = view.balances
            let rows = store.rows(Invoices.table, where: Invoices.debtor, is: Int64(row))
                .filter { Int($0) < balances.count && balances[Int($0)] != 0 && store.isLive(Invoices.table, $0) }
                .sorted { store.cell(Invoices.table, $0, Invoices.due) < store.cell(Invoices.table, $1, Invoices.due) }
            var table = AlignedLines(right: [2, 3])
            for invoice in rows.prefix(5) {
                let status = reader.text(invoice, "status").replacing("_", with: " ")
                let overdue = reader.value(invoice, "overdue")
                let late = if case .duration(let days) = overdue, days.days > 0 { "\(days.days)d overdue" } else { "" }
                table.add(
                    run.id(Invoices.table, invoice), "due \(reader.text(invoice, "due"))", reader.text(invoice, "balance"), late,
                    status == "overdue" || status == "open" ? "" : status)
            }
            return table.lines + (rows.count > 5 ? ["  and \(rows.count - 5) more"] : [])
        }
    }

    // MARK: what was agreed

    private var promised: [String] {
        get throws(Diagnostic) {
            let reader = try reader(PromisesNoun.noun)
            let rows = recent(Promises.table, Promises.debtor).filter {
                ["open", "broken", "partly_kept"].contains(reader.text($0, "status"))
            }
            var table = AlignedLines(right: [1])
            for promise in rows.prefix(3) {
                let status = reader.text(promise, "status").replacing("_", with: " ")
                table.add(
                    run.id(Promises.table, promise), reader.text(promise, "amount"), "by \(reader.text(promise, "due"))",
                    "\(status), \(reader.text(promise, "paid")) paid")
            }
            return table.lines
        }
    }

    private var plans: [String] {
        get throws(Diagnostic) {
            let reader = try reader(PlansNoun.noun)
            return recent(Plans.table, Plans.debtor).filter { !["completed", "cancelled"].contains(reader.text($0, "status")) }.prefix(3).map { plan in
                var line = "  \(run.id(Plans.table, plan))  \(reader.text(plan, "status").replacing("_", with: " ")): "
                line += "\(reader.text(plan, "paid")) of \(reader.text(plan, "total")) paid"
                if !reader.text(plan, "next_due").isEmpty {
                    line += ", next \(reader.text(plan, "next_amount")) on \(reader.text(plan, "next_due"))"
                }
                return line
            }
        }
    }

    private var cases: [String] {
        get throws(Diagnostic) {
            let reader = try reader(CasesNoun.noun)
            return recent(Cases.table, Cases.debtor).filter { reader.text($0, "status") == "open" }.prefix(3).map { found in
                var line = "  \(run.id(Cases.table, found))"
                if !reader.text(found, "title").isEmpty { line += "  \(reader.text(found, "title"))" }
                guard case .id(let step) = reader.value(found, "step"), let row = store.row(Steps.table, id: step) else { return line }
                let title = UInt32(exactly: store.cell(Steps.table, row, Steps.title)).map { store.texts.string($0) } ?? ""
                line += "  now \(step) \(title)"
                if !reader.text(found, "due").isEmpty { line += ", due \(reader.text(found, "due"))" }
                if case .duration(let late) = reader.value(found, "late"), late.days > 0 { line += ", \(late.days)d late" }
                return line
            }
        }
    }

    // MARK: what blocks, who was spoken to

    private var inTheWay: [String] {
        get throws(Diagnostic) { view.exclusions(ofDebtor: row).flatMap { Blocks(view, run).lines($0, debtor: row) } }
    }

    private var contacts: [String] {
        get throws(Diagnostic) {
            let reader = try reader(ContactsNoun.noun)
            let rows = store.rows(Contacts.table, where: Contacts.debtor, is: Int64(row))
                .filter { store.isLive(Contacts.table, $0) && store.cell(Contacts.table, $0, Contacts.struck) != 1 }
                .sorted { store.cell(Contacts.table, $0, Contacts.at) > store.cell(Contacts.table, $1, Contacts.at) }
            var table = AlignedLines()
            for contact in rows.prefix(3) {
                let next = reader.text(contact, "next")
                table.add(
                    reader.text(contact, "at"), reader.text(contact, "channel"), reader.text(contact, "outcome").replacing("_", with: " "),
                    reader.text(contact, "staff"), next.isEmpty ? "" : "again \(next)", reader.text(contact, "note"))
            }
            return table.lines
        }
    }

    private var people: [String] {
        get throws(Diagnostic) {
            let reader = try reader(PeopleNoun.noun)
            var table = AlignedLines()
            for person in recent(People.table, People.debtor).reversed().prefix(4) {
                table.add(
                    run.id(People.table, person), reader.text(person, "name"), reader.text(person, "role").replacing("_", with: " "),
                    reader.text(person, "phone"), reader.text(person, "email"))
            }
            return table.lines
        }
    }

    /// Live rows that refer to the debtor, the newest first.
    private func recent(_ table: TableID, _ column: Int) -> [UInt32] {
        store.rows(table, where: column, is: Int64(row)).filter { store.isLive(table, $0) }.reversed()
    }

    // MARK: what to do next

    /// The one thing to do next, from what the card shows.
    private struct NextSteps {
        let lines: [String]

        init(_ card: AccountCard) throws(Diagnostic) {
            var lines: [String] = []
            let (row, run, today) = (card.row, card.run, card.today)
            let blocks = card.view.exclusions(ofDebtor: row)
            if blocks.contains(.moratorium) {
                self.lines = ["  leave alone: a moratorium runs"]
                return
            }
            if blocks.contains(.noChase) { lines.append("  do not chase: the debtor is marked so") }
            if blocks.contains(.dispute) { lines.append("  settle the dispute: resolve … outcome …") }
            let promises = try card.reader(PromisesNoun.noun)
            if let broken = card.recent(Promises.table, Promises.debtor).first(where: { ["broken", "partly_kept"].contains(promises.text($0, "status")) }),
                !blocks.contains(.promiseOpen) {
                lines.append("  ask about the broken promise \(run.id(Promises.table, broken))")
            }
            let plans = try card.reader(PlansNoun.noun)
            for plan in card.recent(Plans.table, Plans.debtor) where plans.text(plan, "status") == "in_arrears" {
                lines.append("  ask about the missed instalment of \(run.id(Plans.table, plan)): \(plans.text(plan, "arrears"))")
            }
            for plan in card.recent(Plans.table, Plans.debtor) where plans.text(plan, "status") == "proposed" {
                lines.append("  get \(run.id(Plans.table, plan)) agreed: agree \(run.id(Plans.table, plan))")
            }
            let contacts = try card.reader(ContactsNoun.noun)
            let last = card.store.rows(Contacts.table, where: Contacts.debtor, is: Int64(row))
                .filter { card.store.isLive(Contacts.table, $0) }
                .max { card.store.cell(Contacts.table, $0, Contacts.at) < card.store.cell(Contacts.table, $1, Contacts.at) }
            if let last, case .day(let next) = contacts.value(last, "next") {
                lines.append(next <= today ? "  get in touch: it was noted for \(next.text)" : "  get in touch on \(next.text), as noted")
            }
            let accounts = card.view.accounts
            let debts = (0..<accounts.count).filter { accounts.debtor[$0] == Int64(row) }
            if debts.contains(where: { accounts.unapplied[$0] > 0 && accounts.balance[$0] > 0 }) {
                let name = run.id(Debtors.table, row)
                let hasPayments = card.store.rows(Payments.table, where: Payments.debtor, is: Int64(row))
                    .contains { card.store.cell(Payments.table, $0, Payments.amount) > card.store.cell(Payments.table, $0, Payments.allocated) }
                lines.append(
                    hasPayments
                        ? "  allocate the unapplied money: payments | where debtor = \(name) and unapplied > 0 | allocate"
                        : "  use what is credited on account: credit INVOICE AMOUNT because \"…\" account")
            }
            if lines.isEmpty, blocks.isEmpty {
                for place in debts where accounts.arrears[place] > 0 {
                    guard let currency = UInt16(exactly: accounts.currency[place]).flatMap({ Currency(raw: $0) }) else { continue }
                    lines.append("  ask for \(Money(minor: accounts.arrears[place], currency: currency).text), the oldest \(accounts.oldest[place])d overdue")
                }
            }
            if lines.isEmpty { lines.append(blocks.isEmpty ? "  nothing: all is paid or not due yet" : "  wait: see what is in the way") }
            self.lines = lines
        }
    }
}
