// What an update of the book by a file would do, before it does it: what is new, what changes from what to what, and what the file
// no longer speaks of. Changes nothing; what vanished stays in the book.
import Columns
import Interpreter
import Receivables
import Values

struct UpdatePreview {
    /// New and changed records: what the act is about.
    let count: Int
    /// What stands in the book and not in the file, as lines.
    private(set) var says: [String] = []
    private(set) var relation: Relation?

    private static let shape = RowShape(columns: [
        ColumnShape("change", .text, nullable: false, summary: "new, changed or vanished"),
        ColumnShape("id", .text, nullable: false, summary: "our number"),
        ColumnShape("number", .text, summary: "the number of the ledger"),
        ColumnShape("column", .text, summary: "what changes"),
        ColumnShape("before", .text, summary: "what the book says"),
        ColumnShape("after", .text, summary: "what the file says"),
    ])

    /// So many lines of each kind are shown; the note says how many more there are.
    private static let shown = 100

    private let run: Run
    private let codec: CellCodec
    private var lanes: [[Int64]] = Array(repeating: [], count: 6)
    private var notes: [String] = []

    init(_ harvest: ImportDesk.Harvest, _ run: Run) {
        self.run = run
        codec = run.context.codec
        let intake = harvest.intake
        let kinds = Set(harvest.reports.map(\.kind))
        let added = kinds.contains(.debtors) ? 0 : intake.debtors.rows.count
        // A list of invoices brings credits on account as well.
        let brings = kinds.contains(.invoices) ? kinds.union([.credits]) : kinds
        count = brings.reduce(intake.renewed + added) { $0 + intake.rows(of: $1).count }
        for kind in FileKind.inOrder where brings.contains(kind) { new(kind, intake.rows(of: kind)) }
        changed(intake.updates)
        if kinds.contains(.invoices) { vanished(intake) }
        let rows = lanes[0].count
        guard rows > 0 else { return }
        relation = Relation(
            shape: Self.shape, columns: lanes.map { RelationColumn(.dense(DenseLane($0))) }, baseCount: rows, notes: notes)
    }

    private mutating func add(_ change: String, _ id: String, _ number: String, _ column: String, _ before: String, _ after: String) {
        for (place, text) in [change, id, number, column, before, after].enumerated() {
            lanes[place].append(text.isEmpty ? Lane.null : Int64(codec.code(text)))
        }
    }

    private mutating func more(_ count: Int, _ what: String) {
        if count > Self.shown { notes.append("and \(count - Self.shown) more that are \(what)") }
    }

    private mutating func new(_ kind: FileKind, _ rows: NewRows) {
        let external = Self.external(rows.schema.id)
        let (column, said): (String, (Int) -> String) =
            switch kind {
            case .invoices, .credits:
                ("amount", { [self] place in
                    let amount = kind == .invoices ? Invoices.amount : Credits.amount
                    return text(rows.lane(place, amount), rows.schema.columns[amount], rows.lane(place, Self.currency(rows.schema.id)))
                })
            case .debtors: ("name", { [self] place in text(rows.lane(place, Debtors.name)) })
            case .people, .payments, .contacts: ("", { _ in "" })
            }
        for place in 0..<min(rows.count, Self.shown) {
            let id = codec.store.ids.text(of: IDKey(bits: rows.lane(place, 0)))
            add("new", id, external.map { text(rows.lane(place, $0)) } ?? "", column, "", said(place))
        }
        more(rows.count, "new")
    }

    private mutating func changed(_ updates: [Effect]) {
        var units: [Intake.BookRow: Int64] = [:]
        for case .update(let table, let row, let column, _, let new) in updates where Self.currency(table) == column {
            units[Intake.BookRow(table: table, row: row)] = new
        }
        var shown = 0
        for case .update(let table, let row, let column, let old, let new) in updates {
            shown += 1
            guard shown <= Self.shown, let schema = codec.store.catalog.table(table), schema.columns.indices.contains(column) else { continue }
            let unit = codec.store.cell(table, row, Self.currency(table))
            let after = units[Intake.BookRow(table: table, row: row)] ?? unit
            let says = schema.columns[column]
            add("changed", run.id(table, row), number(table, row), says.name, text(old, says, unit), text(new, says, after))
        }
        more(updates.count, "changed")
    }

    private struct Account: Hashable {
        var debtor, currency: Int64
    }

    /// Open invoices and credits on account of the book that a list of open invoices leaves out: paid or withdrawn over there, as likely as not.
    private mutating func vanished(_ intake: Intake) {
        let view = BookView(codec.store, today: run.world.today)
        let balances = view.balances
        var found = 0
        var names: [String] = []
        func leave(_ table: TableID, _ row: UInt32, _ column: String, _ open: Int64) {
            let inBook = Intake.BookRow(table: table, row: row)
            if intake.known.contains(inBook) || intake.refused.contains(inBook) { return }
            found += 1
            guard found <= Self.shown else { return }
            let outside = number(table, row)
            let unit = codec.store.cell(table, row, Self.currency(table))
            add("vanished", run.id(table, row), outside, column, text(open, Invoices.schema.columns[Invoices.amount], unit), "")
            if names.count < 10 { names.append(outside.isEmpty ? run.id(table, row) : outside) }
        }
        for row in codec.store.live(Invoices.table).rows() where Int(row) < balances.count && balances[Int(row)] != 0 {
            leave(Invoices.table, row, "balance", balances[Int(row)])
        }
        // A credit whose account is used up since has nothing left that could vanish.
        let accounts = view.accounts
        var open = Set<Account>()
        var used = intake.usedCredits
        for place in 0..<accounts.count where accounts.unapplied[place] > 0 {
            open.insert(Account(debtor: accounts.debtor[place], currency: accounts.currency[place]))
        }
        for row in open.isEmpty ? [] : codec.store.live(Credits.table).rows() {
            func cell(_ column: Int) -> Int64 { codec.store.cell(Credits.table, row, column) }
            guard cell(Credits.invoice) == Lane.null, cell(Credits.amount) > 0,
                open.contains(Account(debtor: cell(Credits.debtor), currency: cell(Credits.currency)))
            else { continue }
            // What was used up here cannot stand over there any more.
            if !intake.known.contains(Intake.BookRow(table: Credits.table, row: row)),
                used.explains(cell(Credits.amount), of: row, codec.store)
            { continue }
            leave(Credits.table, row, "amount", cell(Credits.amount))
        }
        guard found > 0 else { return }
        more(found, "vanished")
        let rest = found > names.count ? " and \(found - names.count) more" : ""
        says = [
            "vanished, left as they are: \(names.joined(separator: ", "))\(rest)",
            "  what was paid comes in with its payments; what was withdrawn is ended by credit, or by cancel",
        ]
    }

    // MARK: texts

    private static func currency(_ table: TableID) -> Int {
        table == Invoices.table ? Invoices.currency : table == Credits.table ? Credits.currency : Debtors.currency
    }

    /// The column with the ledger's number; nil where a table has none that is shown.
    private static func external(_ table: TableID) -> Int? {
        switch table {
        case Invoices.table: Invoices.external
        case Credits.table: Credits.external
        case Debtors.table: Debtors.external
        default: nil
        }
    }

    private func number(_ table: TableID, _ row: UInt32) -> String {
        Self.external(table).map { text(codec.store.cell(table, row, $0)) } ?? ""
    }

    private func text(_ lane: Int64) -> String { lane == Lane.null ? "" : codec.value(lane, .text).shown }

    private func text(_ lane: Int64, _ column: ColumnSchema, _ currency: Int64) -> String {
        lane == Lane.null ? "" : codec.value(lane, column.meaning, currency: currency).shown
    }
}
