// `reconcile "ledger.csv"`: where what is open in the book differs from what a ledger says is open, to the cent, and the totals of
// both in each currency. Reads a file; changes nothing.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum ReconcileNoun {
    private static let file = Key.path("file", "what the ledger says is open: invoices, or debtors with their balances")

    private static let columns = [
        ColumnShape(
            "what", .word, words: ["only_in_ledger", "only_in_book", "differs"], nullable: false,
            summary: "in which way the two disagree"),
        ColumnShape("number", .text, summary: "the ledger's number, or on account"),
        ColumnShape("invoice", .reference(Invoices.table), summary: "which invoice of the book"),
        ColumnShape("debtor", .reference(Debtors.table), summary: "which debtor of the book"),
        ColumnShape("name", .text, summary: "the debtor's name, or whom the ledger names"),
        ColumnShape("ledger", .money, nullable: false, summary: "what the ledger says is open"),
        ColumnShape("book", .money, nullable: false, summary: "what the book says is open"),
        ColumnShape("difference", .money, nullable: false, summary: "ledger less book"),
        ColumnShape("currency", .currency, nullable: false, summary: "in which currency"),
    ]
    private static let shape = RowShape(columns: columns, shown: [0, 1, 2, 3, 4, 5, 6, 7], noun: "reconcile")

    static let noun = Noun.derived(
        "reconcile", singular: "difference",
        [file, ImportVerb.decimal, ImportVerb.encoding, ImportVerb.separator, ImportVerb.currency, ImportVerb.map], columns: columns,
        shown: ["what", "number", "invoice", "debtor", "name", "ledger", "book", "difference"],
        summary: "whether the book ties to a ledger, and where it does not",
        details: """
            The file lists what the ledger holds open, invoice by invoice, or debtor by debtor; it is read as `import` reads one.
            What the book has unapplied or credited on account is taken off, debtor by debtor, as a ledger does: lines below zero
            that name no invoice of the book. Each row shown is a difference; below stand the totals of both sides in every currency.
            No rows means they tie.
            `as of` compares with what was open in the book that day. Nothing is changed.
            """,
        examples: [
            Example("reconcile \"ledger-2026-11-23.csv\"", "every difference, and the totals of both"),
            Example("reconcile \"ledger-2026-11-23.csv\" | where what = \"differs\""),
        ]
    ) { call throws(Diagnostic) in
        let told = call[ImportVerb.map]
        guard let entries = told.isEmpty ? [] : MapText.entries(told.joined(separator: " ")) else {
            throw call.fault(
                "import.map", "a map says what is made of which columns", at: ImportVerb.map,
                try: "map { id: number, debtor: \"D-{debtor_id}\" }")
        }
        return PreparedNoun(shape) { request, run throws(Diagnostic) in
            let view = try request.view()
            let balances = view.balances
            if view.hasOverflowed {
                throw run.fault("reconcile.too-large", "a balance must fit 18 digits, but one of the book's does not", at: file)
            }
            var options = try ImportVerb.dialect(run)
            options.kind = .invoices
            options.map = entries
            // No day of the file is looked at, so none is asked about.
            options.dates = .ymd
            options.needs = [[.number, .id, .external, .debtor], [.amount]]
            let desk = ImportDesk(run: run, place: file, options: options)
            var store = request.store
            var reading = LedgerReading(&store)
            let files = try desk.files(try run[file])
            for one in files {
                do throws(ImportFault) { try reading.read(one, run.context.isInterrupted, &store) } catch { throw desk.fault(error, one.name) }
            }
            if reading.rejected > 0 {
                throw run.fault(
                    "reconcile.rejected", "\(ImportWords.rows(reading.rejected)) of the ledger cannot be read, so nothing is proved",
                    at: file, notes: reading.rejects.map(\.line),
                    hint: reading.lacksCurrency ? "say which currency the file is in, such as: … currency EUR" : nil)
            }
            let isByInvoice = files.allSatisfy { LedgerReading.isByInvoice($0.layout) }
            let differences = Differences(view, balances, reading, isByInvoice: isByInvoice)
            guard let relation = differences.relation(shape, request.context.codec, asOf: request.asOf) else {
                throw run.fault("reconcile.too-large", "a sum must fit 18 digits, but one does not", at: file)
            }
            return relation
        }
    }
}

/// Where two lists of what is open disagree.
private struct Differences {
    private struct Line {
        var what: String
        var number: String
        var invoice: UInt32?
        var debtor: UInt32?
        var name: String
        var ledger: Int128
        var book: Int128
        var currency: Currency
    }

    private let view: BookView
    private var lines: [Line] = []
    private var notes: [String] = []
    private var totals: [Currency: (ledger: Int128, book: Int128)] = [:]

    private struct Account: Hashable {
        var row: UInt32
        var currency: Currency
        /// Of an invoice or of a debtor as a whole; else of what is on the debtor's account.
        var isOnAccount = false

        var place: (Int, UInt32, String) { (isOnAccount ? 1 : 0, row, currency.code) }
    }

    init(_ view: BookView, _ balances: [Int64], _ reading: LedgerReading, isByInvoice: Bool) {
        self.view = view
        var open: [Account: Int128] = [:]
        for (row, balance) in balances.enumerated() where balance != 0 {
            let row = UInt32(truncatingIfNeeded: row)
            guard let currency = UInt16(exactly: view.cell(Invoices.table, row, Invoices.currency)).flatMap({ Currency(raw: $0) }) else { continue }
            totals[currency, default: (0, 0)].book += Int128(balance)
            let debtor = UInt32(exactly: view.cell(Invoices.table, row, Invoices.debtor)) ?? .max
            open[Account(row: isByInvoice ? row : debtor, currency: currency), default: 0] += Int128(balance)
        }
        let onAccount = takeOff(&open, isByInvoice: isByInvoice)
        for entry in reading.entries {
            totals[entry.currency, default: (0, 0)].ledger += entry.sum
            let account = entry.row.map { Account(row: $0, currency: entry.currency, isOnAccount: entry.isOnAccount) }
            let book = account.flatMap { open.removeValue(forKey: $0) }
            if entry.sum == book ?? 0 { continue }
            add(
                book == nil ? "only_in_ledger" : "differs", entry.row, isByInvoice && !entry.isOnAccount,
                entry.isOnAccount ? Self.onAccount : entry.number, entry.debtor, entry.owner, entry.sum, book ?? 0, entry.currency)
        }
        for (account, sum) in open.sorted(by: { $0.key.place < $1.key.place }) where sum != 0 {
            add(
                "only_in_book", account.row, isByInvoice && !account.isOnAccount, account.isOnAccount ? Self.onAccount : "", "", nil, 0, sum,
                account.currency)
        }
        for (currency, sums) in totals.sorted(by: { $0.key.code < $1.key.code }) {
            let gap = sums.ledger - sums.book
            let sides = "ledger \(Self.text(sums.ledger, currency)), book \(Self.text(sums.book, currency))"
                + (onAccount[currency].map { ", on account \(Self.text($0, currency)) of it" } ?? "")
            notes.append(gap == 0 ? "\(sides): they tie" : "\(sides): they differ by \(Self.text(gap, currency))")
        }
        noteUnidentified()
    }

    /// Money that nobody has been named for stands on no account, so no ledger's debtor can be held against it.
    private mutating func noteUnidentified() {
        var count = 0
        var sums: [Currency: Int128] = [:]
        let left = view.payment(.unapplied)
        let (payers, currencies) = (view.column(Payments.table, Payments.debtor), view.column(Payments.table, Payments.currency))
        let rows = Selection(live: view.store.live(Payments.table))
        for ((minor, payer), raw) in zip(zip(rows.lanes(left), rows.lanes(payers)), rows.lanes(currencies)) {
            guard payer == Lane.null, minor != Lane.null, minor != 0, let currency = UInt16(exactly: raw).flatMap({ Currency(raw: $0) })
            else { continue }
            count += 1
            sums[currency, default: 0] += Int128(minor)
        }
        guard count > 0 else { return }
        let told = sums.sorted { $0.key.code < $1.key.code }.map { Self.text($0.value, $0.key) }.joined(separator: ", ")
        notes.append("left out of the book's side: \(counted(count, "payment")) without a debtor, \(told) unapplied")
    }

    /// Stands for the number of a line about what settles nothing yet: a ledger's numbers of such lines need not be ours.
    private static let onAccount = "on account"

    /// Takes off what is unapplied or credited on account, and says how much that is in each currency.
    private mutating func takeOff(_ open: inout [Account: Int128], isByInvoice: Bool) -> [Currency: Int128] {
        let accounts = view.accounts
        var sums: [Currency: Int128] = [:]
        for place in 0..<accounts.count where accounts.unapplied[place] != 0 {
            guard let row = UInt32(exactly: accounts.debtor[place]),
                let currency = UInt16(exactly: accounts.currency[place]).flatMap({ Currency(raw: $0) })
            else { continue }
            let sum = 0 - Int128(accounts.unapplied[place])
            sums[currency, default: 0] += sum
            totals[currency, default: (0, 0)].book += sum
            open[Account(row: row, currency: currency, isOnAccount: isByInvoice), default: 0] += sum
        }
        return sums
    }

    private mutating func add(
        _ what: String, _ row: UInt32?, _ isByInvoice: Bool, _ number: String, _ named: String, _ owner: UInt32?, _ ledger: Int128,
        _ book: Int128, _ currency: Currency
    ) {
        let debtor = (isByInvoice ? row.flatMap { UInt32(exactly: view.cell(Invoices.table, $0, Invoices.debtor)) } : row) ?? owner
        let known = debtor.flatMap { UInt32(exactly: view.cell(Debtors.table, $0, Debtors.name)) }.map { view.store.texts.string($0) }
        let own = isByInvoice ? row.flatMap { UInt32(exactly: view.cell(Invoices.table, $0, Invoices.external)) } : nil
        lines.append(
            Line(
                what: what, number: number.isEmpty ? own.map { view.store.texts.string($0) } ?? "" : number,
                invoice: isByInvoice ? row : nil, debtor: debtor, name: known ?? named, ledger: ledger, book: book, currency: currency))
    }

    /// Nil where a sum leaves 64 bits.
    func relation(_ shape: RowShape, _ codec: CellCodec, asOf: Day?) -> Relation? {
        var lanes: [[Int64]] = Array(repeating: [], count: shape.columns.count)
        for line in lines {
            guard let ledger = Int64(exactly: line.ledger), let book = Int64(exactly: line.book),
                let difference = Int64(exactly: line.ledger - line.book)
            else { return nil }
            let cells: [Int64] = [
                Int64(codec.code(line.what)), line.number.isEmpty ? Lane.null : Int64(codec.code(line.number)),
                line.invoice.map { Int64($0) } ?? Lane.null, line.debtor.map { Int64($0) } ?? Lane.null,
                line.name.isEmpty ? Lane.null : Int64(codec.code(line.name)), ledger, book, difference, Int64(line.currency.raw),
            ]
            for (place, cell) in cells.enumerated() { lanes[place].append(cell) }
        }
        let sources = lanes.map { LaneSource.dense(DenseLane($0)) }
        guard let currency = sources.last else { return nil }
        return Relation(
            shape: shape,
            columns: zip(shape.columns, sources).map { column, source in
                RelationColumn(source, currency: column.meaning == .money ? currency : nil)
            },
            baseCount: lines.count, notes: notes, asOf: asOf)
    }

    private static func text(_ minor: Int128, _ currency: Currency) -> String {
        Int64(exactly: minor).map { Money(minor: $0, currency: currency).text } ?? "too much \(currency.code)"
    }
}
