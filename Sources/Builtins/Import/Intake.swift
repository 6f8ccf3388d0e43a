// The rows of all files of one import on their way into the book: each kind's row is checked and set in lanes in a file of its
// own (Intake+Invoices and so on). Changes nothing: what it gathered is one change set.
import Columns
import Receivables
import Rendering
import Values

struct Intake {
    var debtors: RecordKeys
    var people: RecordKeys
    var invoices: RecordKeys
    var payments: RecordKeys
    var credits: RecordKeys
    var contacts: RecordKeys
    let allocations: NewRows
    var open: OpenInvoices
    var bank: BankMatching
    let closed: [ClosedRange<Int64>]
    /// The cell that is being read, for whoever tells what is wrong with it.
    var at = FileField.id
    var cells = CellReader(CellStyle())
    var words: [WordCache]
    /// Money that came for invoices that were settled by then: it waits unapplied.
    var overpaid = 0
    /// Rows of the book that the files speak of as well.
    var known = Set<BookRow>()
    /// Rows of the book that a file speaks of in a row that could not be taken.
    var refused = Set<BookRow>()
    var usedCredits = UsedCredits()
    var sums = AccountSums()
    var isUpdate = false
    /// Whether debtors that rows of invoices name and nobody knows are made on the way.
    var addsDebtors = false
    /// Rows of the file at hand that are credits on account, and what they come to.
    var onAccount = 0
    var onAccountTotals = CurrencyTotals()
    /// Whether a row of payments that is in the book already is passed over rather than refused.
    var skipped = 0
    /// The amount of the row that is being read, as soon as it is known.
    var seen: Money?
    /// What an update writes.
    var updates: [Effect] = []
    var renewed = 0

    struct BookRow: Hashable {
        var table: TableID
        var row: UInt32
    }

    init(_ store: inout Store) {
        func rows(_ schema: TableSchema, _ set: Set<Int>, texts: Set<Int> = []) -> NewRows {
            NewRows(schema, in: store, set: set, texts: texts)
        }
        let debtorRows = rows(Debtors.schema, Set(Debtors.id...Debtors.note))
        let peopleRows = rows(People.schema, Set(People.id...People.note))
        let invoiceRows = rows(
            Invoices.schema,
            [Invoices.id, Invoices.debtor, Invoices.currency, Invoices.amount, Invoices.issued, Invoices.due, Invoices.termsDays],
            texts: [Invoices.external, Invoices.reference, Invoices.note])
        let paymentRows = rows(
            Payments.schema,
            [Payments.id, Payments.debtor, Payments.date, Payments.amount, Payments.currency, Payments.method],
            texts: [Payments.external, Payments.payer, Payments.reference, Payments.note])
        let creditRows = rows(Credits.schema, Set(Credits.id...Credits.reason))
        let contactRows = rows(Contacts.schema, Set(Contacts.id...Contacts.note))
        allocations = rows(
            Allocations.schema,
            [Allocations.payment, Allocations.invoice, Allocations.amount, Allocations.currency, Allocations.date])
        allocations.fix(Allocations.order, Int64(store.intern(AllocationOrder.instructed.rawValue)))
        invoiceRows.fix(Invoices.state, Int64(store.intern(Invoices.issuedState)))
        debtors = RecordKeys(.debtors, Debtors.schema, external: Debtors.external, rows: debtorRows, in: &store)
        people = RecordKeys(.people, People.schema, external: nil, rows: peopleRows, in: &store)
        invoices = RecordKeys(.invoices, Invoices.schema, external: Invoices.external, rows: invoiceRows, in: &store)
        payments = RecordKeys(.payments, Payments.schema, external: Payments.external, rows: paymentRows, in: &store)
        credits = RecordKeys(.credits, Credits.schema, external: Credits.external, rows: creditRows, in: &store)
        contacts = RecordKeys(.contacts, Contacts.schema, external: nil, rows: contactRows, in: &store)
        open = OpenInvoices(store)
        bank = BankMatching()
        closed = Self.closedMonths(store)
        words = Array(repeating: WordCache(), count: FileField.allCases.count)
    }

    /// Takes one row; where it throws, nothing of the row was taken and `at` says which cell was at fault.
    @inline(__always)
    mutating func take(_ row: RowCells, _ layout: FieldPlaces, _ store: inout Store) throws(CellFault) {
        switch layout {
        case .invoices(let places): try takeInvoice(row, places, &store)
        case .payments(let places): try takePayment(row, places, &store)
        case .contacts(let places): try takeContact(row, places, &store)
        case .debtors(let places): try takeDebtor(row, places, &store)
        case .people(let places): try takePerson(row, places, &store)
        case .credits(let places): try takeCredit(row, places, &store)
        }
    }

    /// The new rows of a kind.
    func rows(of kind: FileKind) -> NewRows {
        switch kind {
        case .debtors: debtors.rows
        case .people: people.rows
        case .invoices: invoices.rows
        case .payments: payments.rows
        case .credits: credits.rows
        case .contacts: contacts.rows
        }
    }

    /// Gives texts that still wait their codes: once everything is taken, and before `changes`.
    func settle(_ store: inout Store) {
        for rows in [invoices.rows, payments.rows] { rows.settle(&store) }
    }

    /// Everything that was taken, as one change.
    func changes() -> ChangeSet {
        var effects: [Effect] = []
        for rows in [debtors.rows, people.rows, invoices.rows, credits.rows, payments.rows] where rows.count > 0 {
            effects.append(.insertRows(rows.schema.id, first: UInt32(truncatingIfNeeded: rows.first), rows.batch()))
        }
        for rows in [allocations, contacts.rows] where rows.count > 0 {
            effects.append(.insertRows(rows.schema.id, first: UInt32(truncatingIfNeeded: rows.first), rows.batch()))
        }
        return ChangeSet(effects + updates)
    }

    // MARK: cells that every kind has

    /// Asks for the memory of an invoice that the next row seems to name, so that it is there when that row is taken.
    @inline(__always)
    func ask(forInvoice cell: UnsafeBufferPointer<UInt8>) {
        if let number = RecordKeys.plainNumber(cell), let row = invoices.noted(number) { open.ask(for: row) }
    }

    /// How many rows of this kind a file seems to hold: room is made for them at once.
    mutating func expect(_ kind: FileKind, rows: Int) {
        if kind == .invoices { open.reserve(rows) }
    }

    /// A text that is mostly new; null for an empty cell.
    @inline(__always)
    mutating func text(_ cell: UnsafeBufferPointer<UInt8>, _ field: FileField, _ store: inout Store) throws(CellFault) -> Int64 {
        if cell.isEmpty { return Lane.null }
        at = field
        return try store.lane(cell.written)
    }

    /// A text of which there are few in the column; null for an empty cell.
    @inline(__always)
    mutating func word(
        _ cell: UnsafeBufferPointer<UInt8>, _ field: FileField, _ place: Int, _ store: inout Store
    ) throws(CellFault) -> Int64 {
        if cell.isEmpty { return Lane.null }
        at = field
        return try words[place].lane(cell.written, &store)
    }

    /// One of a closed list of words, whatever its case; null for an empty cell.
    mutating func word(
        _ cell: UnsafeBufferPointer<UInt8>, of list: [String], _ field: FileField, _ place: Int, _ store: inout Store
    ) throws(CellFault) -> Int64 {
        let lane = try word(cell, field, place, &store)
        guard lane != Lane.null else { return lane }
        if allowed[place].contains(lane) { return lane }
        let spelled = String(decoding: cell, as: UTF8.self)
        guard let word = list.first(where: { $0 == spelled.lowercased() }) else { throw .notAWord(list) }
        let code = Int64(store.intern(word))
        if code == lane { allowed[place].append(lane) }
        return code
    }

    /// Codes that a closed list admits, by word cache.
    private var allowed: [[Int64]] = Array(repeating: [], count: 64)

    @inline(__always)
    mutating func day(_ cell: UnsafeBufferPointer<UInt8>, _ field: FileField) throws(CellFault) -> Int64 {
        at = field
        return try cells.day(cell)
    }

    mutating func dayIfAny(_ cell: UnsafeBufferPointer<UInt8>, _ field: FileField) throws(CellFault) -> Int64 {
        cell.isEmpty ? Lane.null : try day(cell, field)
    }

    @inline(__always)
    mutating func currency(_ cell: UnsafeBufferPointer<UInt8>) throws(CellFault) -> Currency? {
        at = .currency
        return try cells.currency(cell) ?? cells.style.currency
    }

    /// More than zero, in minor units.
    @inline(__always)
    mutating func amount(_ cell: UnsafeBufferPointer<UInt8>, _ currency: Currency) throws(CellFault) -> Int64 {
        at = .amount
        let minor = try cells.amount(cell, currency.exponent)
        seen = Money(minor: minor, currency: currency)
        guard minor > 0 else { throw .notPositive }
        return minor
    }

    /// Refuses a day of a month that was closed.
    @inline(__always)
    func checkOpen(_ day: Int64) throws(CellFault) {
        if isClosed(day) { throw .monthClosed }
    }

    @inline(__always)
    func isClosed(_ day: Int64) -> Bool { !closed.isEmpty && closed.contains { $0.contains(day) } }

    private static func closedMonths(_ store: Store) -> [ClosedRange<Int64>] {
        store.live(ClosedMonths.table).rows().compactMap { row in
            guard store.cell(ClosedMonths.table, row, ClosedMonths.reopenedOn) == Lane.null,
                let first = Day(number: store.cell(ClosedMonths.table, row, ClosedMonths.month))
            else { return nil }
            let last = Month(of: first).period.last
            return Int64(first.number)...Int64(max(first, last).number)
        }
    }
}

/// What a row is called, here and by the ledger it came from, or which row of the book it is already.
enum Naming {
    case new(key: Int64, external: UnsafeBufferPointer<UInt8>)
    case inBook(UInt32)
}

extension RecordKeys {
    /// Works out the id of a row. `main` is what the file calls it, `other` a second number it gives, `ledger` a column that
    /// is the ledger's number in so many words. `keeps` says whether a plain number is written down beside the id made of it.
    @inline(__always)
    mutating func naming(
        _ main: UnsafeBufferPointer<UInt8>, other: UnsafeBufferPointer<UInt8>, ledger: UnsafeBufferPointer<UInt8>, keeps: Bool,
        _ store: inout Store
    ) throws(CellFault) -> Naming {
        let outside = ledger.isEmpty ? other : ledger
        if main.isEmpty {
            if !outside.isEmpty, let row = rowInBook(outside, nil, &store) { return .inBook(row) }
            return .new(key: try freeKey(store), external: outside)
        }
        if let number = Self.plainNumber(main) {
            if keeps {
                if isNoted(number) { throw .twiceInFile }
                if let row = rowInBook(main, nil, &store) { return .inBook(row) }
                let key = if let own = prefixedKey(number, store) { own } else { try freeKey(store) }
                return .new(key: key, external: ledger.isEmpty ? main : ledger)
            }
            let bits = Int64(number)
            guard bits > 0, bits <= 999_999_999 else { return .new(key: try freeKey(store), external: main) }
            let (inFile, inBook) = isTaken(prefix | bits, store)
            if inFile { throw .twiceInFile }
            if inBook, let row = store.row(schema.id, id: IDKey(bits: prefix | bits)) { return .inBook(row) }
            return .new(key: prefixedKey(number, store) ?? (prefix | bits), external: ledger)
        }
        if Self.isIDForm(main) {
            let key = key(main, &store)
            let (inFile, inBook) = isTaken(key, store)
            if inFile { throw .twiceInFile }
            if inBook, let row = store.row(schema.id, id: IDKey(bits: key)) { return .inBook(row) }
            return .new(key: key, external: outside)
        }
        if isNotedText(main, store) { throw .twiceInFile }
        if let row = rowInBook(main, nil, &store) { return .inBook(row) }
        return .new(key: try freeKey(store), external: main)
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// The text behind the apostrophe that our own export puts before what a spreadsheet would run.
    @inline(__always)
    var written: UnsafeBufferPointer<UInt8> { first == UInt8(ascii: "'") ? FormulaGuard.lifted(self) : self }
}
