// What a ledger says is open, line by line, added up by invoice (or by debtor where it names no invoices) and currency. Looks
// things up in a copy of the book; takes nothing in.
import Columns
import Receivables
import Rendering
import Values

struct LedgerReading {
    /// What the ledger says of one invoice or debtor in one currency.
    struct Entry {
        /// The row of the book, where it knows the number; the debtor's for what is on account.
        var row: UInt32?
        /// Below zero and no invoice of the book: it stands on the debtor's account.
        var isOnAccount: Bool
        /// The row of the debtor it names, where the book knows it.
        var owner: UInt32?
        /// What the ledger calls it, and whom it names as the debtor.
        var number: String
        var debtor: String
        var currency: Currency
        var sum: Int128
    }

    private struct Known: Hashable {
        var row: UInt32?
        var isOnAccount: Bool
        var number: String
        var currency: Currency
    }

    private(set) var entries: [Entry] = []
    private(set) var totals = CurrencyTotals()
    private(set) var rejects: [Reject] = []
    private(set) var rejected = 0
    /// Whether some line names no currency and nothing else says one.
    private(set) var lacksCurrency = false
    private var places: [Known: Int] = [:]
    private var invoices: RecordKeys
    private var debtors: RecordKeys

    init(_ store: inout Store) {
        func keys(_ kind: FileKind, _ schema: TableSchema, _ external: Int) -> RecordKeys {
            RecordKeys(kind, schema, external: external, rows: NewRows(schema, in: store, set: []), in: &store)
        }
        invoices = keys(.invoices, Invoices.schema, Invoices.external)
        debtors = keys(.debtors, Debtors.schema, Debtors.external)
    }

    /// Whether the ledger lists invoices; otherwise it has a line for each debtor.
    static func isByInvoice(_ layout: Layout) -> Bool { number(layout) >= 0 }

    private static func number(_ layout: Layout) -> Int {
        [FileField.number, .id, .external].map { layout[$0] }.first { $0 >= 0 } ?? -1
    }

    mutating func read(_ file: RecognisedFile, _ isInterrupted: () -> Bool, _ store: inout Store) throws(ImportFault) {
        let layout = file.layout
        file.source.rewind()
        let (reader, origin) = file.form.rows(of: file.source, layout)
        let made = layout.templates.isEmpty ? nil : MadeCells(layout.templates)
        var cells = CellReader(file.style)
        var isHeader = true
        var count = 0
        while true {
            do throws(CSVFault) {
                guard try reader.next() else { break }
            } catch {
                guard error.isConfinedToRecord else {
                    if let why = origin.fault { throw .json(why) }
                    if let why = file.source.fault { throw .disk(why) }
                    throw .csv(error)
                }
                reject(error.place, "", ImportWords.why(error), reader)
                continue
            }
            if isHeader {
                isHeader = false
                continue
            }
            count += 1
            if count & 0xFFFF == 0, isInterrupted() { throw .interrupted }
            let row = RowCells(fields: reader.fields, made: made?.fill(reader.fields))
            if let why = origin.fault(of: count) {
                let (place, key, says) = ImportWords.inRow(why)
                reject(place, key, says, reader)
                continue
            }
            var field = FileField.currency
            do throws(CellFault) { try take(row, layout, &cells, &field, &store) } catch {
                if case .noCurrency = error { lacksCurrency = true }
                let place = layout[field]
                let cell = String(decoding: row[place].prefix(60), as: UTF8.self)
                reject(
                    origin.place(of: count) ?? reader.place(of: place < Layout.made ? place : -1),
                    place < 0 ? field.rawValue : layout.name(of: place, as: field), ImportWords.why(error, cell, file.style), reader)
            }
        }
        if isHeader { throw .empty }
    }

    private mutating func reject(_ place: InputPlace?, _ column: String, _ why: String, _ reader: CSVReader) {
        rejected += 1
        guard rejects.count < FileReport.shown else { return }
        rejects.append(Reject(place: place ?? InputPlace(line: reader.line, column: 1), column: column, cell: "", why: why))
    }

    private mutating func take(
        _ row: RowCells, _ layout: Layout, _ cells: inout CellReader, _ field: inout FileField, _ store: inout Store
    ) throws(CellFault) {
        let isByInvoice = Self.isByInvoice(layout)
        let name = row.trimmed(isByInvoice ? Self.number(layout) : layout[.debtor])
        let debtorCell = row.trimmed(layout[.debtor])
        field = isByInvoice ? .number : .debtor
        // A line without a number and a debtor may be a sum below the list: nobody can say.
        if name.isEmpty, debtorCell.isEmpty { throw .empty }
        let found = isByInvoice
            ? name.isEmpty ? nil : invoices.rowInBook(name, RecordKeys.plainNumber(name), &store) : debtors.rowInBook(name, RecordKeys.plainNumber(name), &store)
        let debtor = isByInvoice
            ? found.flatMap { UInt32(exactly: store.cell(Invoices.table, $0, Invoices.debtor)) }
                ?? debtors.rowInBook(debtorCell, RecordKeys.plainNumber(debtorCell), &store)
            : found
        field = .currency
        let own = isByInvoice ? found.map { store.cell(Invoices.table, $0, Invoices.currency) } : nil
        let usual = debtor.map { store.cell(Debtors.table, $0, Debtors.currency) }
        let unit = try cells.currency(row.trimmed(layout[.currency])) ?? cells.style.currency ?? Self.currency(own) ?? Self.currency(usual)
        guard let unit else { throw .noCurrency }
        field = .amount
        let minor = try cells.amount(row.trimmed(layout[.amount]), unit.exponent)
        let isOnAccount = isByInvoice && found == nil && minor < 0 && debtor != nil
        field = .number
        if isByInvoice, name.isEmpty, !isOnAccount { throw .empty }
        totals.add(minor, unit)
        let number = isOnAccount ? "" : String(decoding: name, as: UTF8.self)
        let row = isOnAccount ? debtor : found
        let known = Known(row: row, isOnAccount: isOnAccount, number: row == nil ? number : "", currency: unit)
        if let at = places[known] {
            entries[at].sum += Int128(minor)
        } else {
            places[known] = entries.count
            entries.append(
                Entry(
                    row: row, isOnAccount: isOnAccount, owner: debtor, number: number, debtor: String(decoding: debtorCell, as: UTF8.self),
                    currency: unit, sum: Int128(minor)))
        }
    }

    private static func currency(_ lane: Int64?) -> Currency? {
        lane.flatMap { UInt16(exactly: $0) }.flatMap { Currency(raw: $0) }
    }
}
