// Why the trade refused something, in words. The rules below know no sentence; every action uses this one place.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

extension Run {
    /// Works out a change; a refusal becomes a diagnostic at an argument, or at the whole call.
    func change<Result>(
        at item: (any SignatureItem)? = nil, _ make: (inout Store) throws(TradeFault) -> Result
    ) throws(Diagnostic) -> Result {
        do throws(TradeFault) { return try make(&context.world.store) } catch { throw refusal(error, at: item) }
    }

    /// Works something out that changes nothing.
    func reckon<Result>(
        at item: (any SignatureItem)? = nil, _ make: () throws(TradeFault) -> Result
    ) throws(Diagnostic) -> Result {
        do throws(TradeFault) { return try make() } catch { throw refusal(error, at: item) }
    }

    func refusal(_ fault: TradeFault, at item: (any SignatureItem)?) -> Diagnostic {
        let words = TradeWords(context.world.store)
        let (code, message, hint) = words.tell(fault)
        return self.fault(code, message, at: item, hint: hint)
    }

    /// The id of a row, as a person writes it.
    func id(_ table: TableID, _ row: UInt32) -> String {
        let key = context.world.store.cell(table, row, 0)
        return key == Lane.null ? "?" : context.world.store.ids.text(of: IDKey(bits: key))
    }

    /// The row a change set inserts first into a table, as it will be called.
    func newID(_ changes: ChangeSet, _ table: TableID) -> String {
        changes.firstKey(table).map { context.world.store.ids.text(of: IDKey(bits: $0)) } ?? "?"
    }

    /// Every row a change set inserts into a table.
    func newIDs(_ changes: ChangeSet, _ table: TableID) -> [String] {
        changes.effects.compactMap { effect in
            guard case .insert(table, _, let cells) = effect, let key = cells.first else { return nil }
            return context.world.store.ids.text(of: IDKey(bits: key))
        }
    }
}

extension ChangeSet {
    /// The key of the first row it inserts into a table.
    func firstKey(_ table: TableID) -> Int64? {
        for effect in effects {
            if case .insert(table, _, let cells) = effect { return cells.first }
        }
        return nil
    }
}

extension ByteSink {
    /// The id of a row, as a person writes it; what a change set is about to insert has its key in column 0 of its cells.
    mutating func append(id key: Int64?, in store: borrowing Store) {
        guard let key, key != Lane.null else { return append(byte: UInt8(ascii: "?")) }
        append { store.ids.append(IDKey(bits: key), to: &$0) }
    }
}

/// Turns a fault of the trade into a code, a message and a hint.
struct TradeWords {
    let store: Store

    init(_ store: Store) { self.store = store }

    func tell(_ fault: TradeFault) -> (code: String, message: String, hint: String?) {
        switch fault {
        case .noSuchRow(let table, _): ("act.refused", "the record is not among the \(name(table)) any more", nil)
        case .idTaken(let table, let key):
            ("trade.id-taken", "'\(store.ids.text(of: key))' is one of the \(name(table)) already", "leave the id out and the next free one is taken")
        case .externalTaken(let table, let row):
            ("trade.number-taken", "that outside number belongs to \(id(table, row)) already", nil)
        case .currencyDiffers(let given, let owed):
            ("trade.currency-differs", "this is owed in \(owed.code), but the amount is in \(given.code)", "amounts are never converted by themselves")
        case .debtorDiffers(let invoice):
            ("trade.debtor-differs", "\(id(Invoices.table, invoice)) belongs to another debtor", nil)
        case .unidentified(let payment):
            ("trade.unidentified", "nobody has been named for \(id(Payments.table, payment)) yet", "say whose it is: allocate … from D-17")
        case .notPositive: ("trade.not-positive", "the amount must be more than zero", nil)
        case .exceedsOpen(let table, let row, let open, let asked):
            ("trade.exceeds-open",
                "\(id(table, row)) has \(minor(table, row, open)) open, and \(minor(table, row, asked)) is more", nil)
        case .notOnAccount(let debtor, let left, let asked):
            ("trade.exceeds-open", "\(id(Debtors.table, debtor)) has \(left.text) credited on account, and \(asked.text) is more", nil)
        case .overflow: ("trade.overflow", "the total must fit 18 digits, and this one does not", nil)
        case .accountFull(let debtor, let currency):
            ("trade.account-full",
                "what \(id(Debtors.table, debtor)) is billed, or pays, may come to \(Money(minor: Int64(clamping: AccountLimit.most), currency: currency).text), but this makes it more",
                nil)
        case .notEnough: ("act.refused", "the invoices named ask for more than came in", nil)
        case .dueBeforeIssued(let issued, let due):
            ("trade.due-before-issued", "an invoice is due on or after it is issued, but \(due.text) lies before \(issued.text)", nil)
        case .endsBeforeStart(let start, let end):
            ("trade.ends-before-start", "this begins on \(start.text), and \(end.text) lies before that", nil)
        case .dayOutOfRange: ("trade.day-out-of-range", "that day lies outside the calendar", nil)
        case .dayBeforeFact(let fact, let given):
            ("trade.day-before-fact", "\(given.text) lies before \(fact.text), the day it began", nil)
        case .monthClosed(let day):
            ("trade.month-closed", "\(Month(of: day).text) is closed: nothing is entered into it", "date it into an open month, or reopen the month with a reason")
        case .notIssued(let invoice):
            ("trade.not-issued", "\(id(Invoices.table, invoice)) is not issued, so nothing is owed on it", nil)
        case .isCancelled(let table, let row): ("trade.is-cancelled", "\(id(table, row)) is cancelled", nil)
        case .isReversed(let payment):
            ("trade.is-reversed", "\(id(Payments.table, payment)) was taken back by the bank", nil)
        case .alreadyAgreed(let plan, let day):
            ("trade.already-agreed", "\(id(Plans.table, plan)) was agreed on \(day.text)", nil)
        case .alreadyEnded(let table, let row, let day):
            ("trade.already-ended", "\(id(table, row)) ended on \(day.text)", nil)
        case .stepNotReady(let step, let state): ("trade.step-not-ready", stepWords(step, state), "cases and steps show whose turn it is")
        case .inPlan(let invoice, let plan):
            ("trade.in-plan", "\(id(Invoices.table, invoice)) is paid off by \(id(Plans.table, plan)) already", "cancel that plan first")
        case .hasAllocations(let invoice, _):
            ("trade.has-payments", "money was received for \(id(Invoices.table, invoice)): it is credited, not cancelled", nil)
        case .wasSent(let invoice, let table, let row):
            ("trade.was-sent",
                "the debtor was told of \(id(Invoices.table, invoice)) by \(id(table, row)): it is credited, not cancelled",
                "a contact entered in error is struck first: strike C-…")
        case .hasInstalments(let invoice):
            ("trade.has-instalments", "\(id(Invoices.table, invoice)) is paid in instalments, each with its own due day", "a plan moves due days: plan D-… for \(id(Invoices.table, invoice))")
        case .needsApproval(let limit, let asked):
            ("trade.needs-approval", "up to \(limit.text) is written off by one person alone, and this comes to more than that with \(asked.text)", "name who else agreed: approved \"A. Turner\"")
        case .offerTooHigh(let owed):
            ("trade.offer-too-high", "a settlement is less than what is owed, which is \(owed.text)", "the whole debt in parts is a plan: plan D-… instalments 6 from …")
        case .approvesOwn: ("trade.approves-own", "whoever writes off cannot approve it too", nil)
        case .notOnAccountAtAll(let credit):
            ("trade.not-on-account", "\(id(Credits.table, credit)) does not stand on the account: it took something off an invoice, or off the account", "credits | where invoice is null")
        case .alreadyTakenBack: ("act.refused", "that allocation was taken back before", nil)
        case .nothingOwed(let debtor, let currency):
            ("trade.nothing-owed", "\(id(Debtors.table, debtor)) owes nothing in \(currency.code)", nil)
        case .instalmentCount: ("trade.instalment-count", "a plan has from 1 to 600 instalments", nil)
        case .instalmentTooSmall:
            ("trade.instalment-too-small", "each instalment must pay off something, and this one is too small", nil)
        case .rateOutOfRange: ("trade.rate-out-of-range", "the rate of a plan must be more than 0% a year and less than 1000% for each instalment, but this one is not", nil)
        case .noRate(let day): ("act.refused", "no reference rate is known for \(day.text)", nil)
        case .emptyCase: ("trade.empty-case", "a case needs at least one step", "steps [\"courtesy call\", \"agree a plan\"]")
        case .notEditable(let table, let column):
            ("edit.not-editable", "'\(columnName(table, column))' of \(name(table)) is not edited: it follows from facts of its own", nil)
        case .nothingToChange(let table, let row, let column):
            ("trade.nothing-to-change", "'\(columnName(table, column))' of \(id(table, row)) is that already", nil)
        }
    }

    private func stepWords(_ step: UInt32, _ state: StepState) -> String {
        let name = id(Steps.table, step)
        return switch state {
        case .pending: "\(name) must wait: a step before it is open"
        case .ready: "\(name) is ready"
        case .blocked(let gate): "\(name) is blocked: \(gate.rawValue.replacing("_", with: " "))"
        case .done: "\(name) is done already"
        case .skipped: "\(name) was skipped"
        }
    }

    private func name(_ table: TableID) -> String { store.catalog.table(table)?.name ?? "records" }

    private func columnName(_ table: TableID, _ column: Int) -> String {
        guard let schema = store.catalog.table(table), schema.columns.indices.contains(column) else { return "this" }
        return schema.columns[column].name
    }

    func id(_ table: TableID, _ row: UInt32) -> String {
        let key = store.cell(table, row, 0)
        return key == Lane.null ? "?" : store.ids.text(of: IDKey(bits: key))
    }

    /// An amount in the currency of a row.
    private func minor(_ table: TableID, _ row: UInt32, _ amount: Int64) -> String {
        guard let place = store.catalog.table(table)?.column("currency"),
            let raw = UInt16(exactly: store.cell(table, row, place)), let currency = Currency(raw: raw)
        else { return "\(amount)" }
        return Money(minor: amount, currency: currency).text
    }
}
