// The whole book as SQL text, from first statement to last, handed on in pieces so that a large book is never in memory twice.
// May not say where the file lies or whether it may be written over.
import Columns
import Files
import Receivables
import Rendering
import Values

struct BookExport: ~Copyable {
    private let store: Store
    private let today: Day
    private var file: WholeFileWriter
    private var out: [UInt8] = []
    private var days: Set<Int32> = []
    private var strange: [Bool]
    private(set) var rows = 0
    /// Texts in which a NUL gave way to its picture.
    private(set) var nuls = 0

    /// Rows of one INSERT.
    private static let batch = 500
    /// Years before the first day and after the last that the calendar holds too, for whoever reckons on.
    private static let margin = 5

    init(_ store: Store, today: Day, to file: consuming WholeFileWriter) {
        self.store = store
        self.today = today
        self.file = file
        strange = [Bool](repeating: false, count: store.texts.count)
    }

    /// How many rows of facts an export has.
    static func rowCount(of store: Store) -> Int {
        (StoredTables.all.map(\.id) + [Revisions.table]).reduce(0) { $0 + store.liveCount($1) }
    }

    consuming func finish() throws(DiskFault) { try file.finish() }

    consuming func abandon() { file.abandon() }

    /// Everything but the last step, which makes the file appear.
    mutating func write() throws(DiskFault) {
        try say(Self.head(today))
        try say("BEGIN;\n\n")
        try say(HelperTables.declarations)
        for schema in StoredTables.all { try say(StoredTables.declaration(schema)) }
        try say(RevisedCells.declaration)
        note(today.number)
        try say("INSERT INTO book_day VALUES ('\(today.text)', NULL);\n")
        try list("currencies", HelperTables.currencies)
        for schema in StoredTables.all { try rows(of: schema) }
        try revisions()
        try list("calendar", calendar().map(HelperTables.calendar))
        let (texts, marks) = (store.texts, strange)
        try list("texts", marks.indices.lazy.filter { marks[$0] }.map { HelperTables.text(texts.string(UInt32($0))) })
        let revised = RevisedCells.columns(of: store)
        for view in SQLViews.all(revised: revised) {
            var names = SQLViewNames(revised: revised)
            try say("\n-- \(view.summary)\nCREATE VIEW \(view.name) AS\n\(view.body(&names));\n")
        }
        try say("\nCOMMIT;\n")
        try flush()
    }

    private static func head(_ today: Day) -> String {
        """
        -- A receivables book as of \(today.text), for an empty database: PostgreSQL, SQLite or DuckDB.
        -- book_… are the tables of facts; the views (debtors, invoices, payments, …) say what is true on the day in book_day.
        -- Money is whole minor units with its currency beside it. A percentage is a whole number too; its declaration says of what.
        -- In PostgreSQL make the database with a plain order of texts: createdb --template=template0 --locale=C --encoding=UTF8

        """
    }

    // MARK: rows

    private mutating func rows(of schema: TableSchema) throws(DiskFault) {
        let facts = StoredTables.facts(schema)
        let columns = facts.map { store.view(schema.id, $0) }
        let units = facts.map { place in schema.columns[place].meaning }
        let live = store.live(schema.id)
        guard live.liveCount > 0 else { return }
        var lanes = facts.map { _ in [Int64](repeating: Lane.null, count: Block.capacity) }
        var written = 0
        for from in stride(from: 0, to: live.count, by: Block.capacity) {
            let count = min(Block.capacity, live.count - from)
            for (place, column) in columns.enumerated() {
                lanes[place].withUnsafeMutableBufferPointer { room in
                    if let base = room.baseAddress { column.read(from: from, count: count, into: base) }
                }
            }
            for row in 0..<count where live[from + row] {
                open(StoredTables.name(schema), written)
                append("(\(from + row)")
                for place in columns.indices {
                    append(", ")
                    cell(lanes[place][row], units[place])
                }
                append(")")
                written += 1
            }
            try hand()
        }
        close(written)
    }

    private mutating func revisions() throws(DiskFault) {
        var written = 0
        for row in store.live(Revisions.table).rows() {
            func lane(_ column: Int) -> Int64 { store.cell(Revisions.table, row, column) }
            guard let number = UInt16(exactly: lane(Revisions.tableNumber)), let schema = Book.catalog.table(TableID(number)),
                let place = Int(exactly: lane(Revisions.column)), schema.columns.indices.contains(place)
            else { continue }
            let column = schema.columns[place]
            open("book_revisions", written)
            append("(\(row), '\(schema.name)', \(lane(Revisions.row)), \(SQLWords.text(column.name)), ")
            cell(lane(Revisions.day), .day)
            append(", \(lane(Revisions.sequence))")
            for kept in ["old_text", "old_whole", "old_day"] {
                append(", ")
                let meaning = column.meaning == .flag ? Meaning.integer : column.meaning
                cell(kept == RevisedCells.kept(column.meaning) ? lane(Revisions.old) : Lane.null, meaning)
            }
            for text in [Revisions.actor, Revisions.reason] {
                append(", ")
                cell(lane(text), .text)
            }
            append(")")
            written += 1
            try hand()
        }
        close(written)
    }

    private mutating func list(_ table: String, _ rows: some Sequence<String>) throws(DiskFault) {
        var written = 0
        for row in rows {
            open(table, written)
            append(row)
            written += 1
            try hand()
        }
        close(written)
        self.rows -= written
    }

    private mutating func cell(_ lane: Int64, _ meaning: Meaning) {
        guard lane != Lane.null else { return append("NULL") }
        switch meaning {
        case .integer, .number, .percent, .money, .minutes, .days: append(String(lane))
        case .flag: append(lane == 0 ? "FALSE" : "TRUE")
        case .currency:
            guard let currency = UInt16(exactly: lane).flatMap({ Currency(raw: $0) }) else { return append("NULL") }
            append("'\(currency.code)'")
        case .day:
            guard let day = Day(number: lane) else { return append("NULL") }
            note(day.number)
            append("'\(day.text)'")
        case .moment:
            guard let moment = Moment(epochMinutes: lane) else { return append("NULL") }
            note(moment.day.number)
            append("'\(moment.day.text) \(moment.time.text):00'")
        case .id: text(store.ids.text(of: IDKey(bits: lane)))
        case .reference(let target):
            guard let row = UInt32(exactly: lane) else { return append("NULL") }
            guard Book.catalog.table(target)?.hasID == true else { return append(String(row)) }
            text(store.ids.text(of: IDKey(bits: store.cell(target, row, 0))))
        case .text, .word:
            guard let code = UInt32(exactly: lane), code < strange.count else { return append("NULL") }
            if !strange[Int(code)] { strange[Int(code)] = store.texts.withBytes(code, HelperTables.isBeyondASCII) }
            text(store.texts.string(code))
        }
    }

    /// All days from the first to the last of the book and some years around them; a day far from all others stands by itself.
    private func calendar() -> [Day] {
        let reach = (low: Int32(today.year - 60), high: Int32(today.year + 60))
        let years = days.compactMap { Day(number: Int64($0)).map { Int32($0.year) } }.filter { $0 >= reach.low && $0 <= reach.high }
        let first = Day(year: Int(years.min() ?? reach.low) - Self.margin, month: 1, day: 1) ?? today
        let last = Day(year: Int(years.max() ?? reach.high) + Self.margin, month: 12, day: 31) ?? today
        let all = days.union(first.number...max(first.number, last.number))
        return all.sorted().compactMap { Day(number: Int64($0)) }
    }

    private mutating func note(_ day: Int32) { days.insert(day) }

    // MARK: bytes

    private mutating func open(_ table: String, _ written: Int) {
        if written % Self.batch == 0 {
            if written > 0 { append(";\n") }
            append("INSERT INTO \(table) VALUES\n")
        } else {
            append(",\n")
        }
    }

    private mutating func close(_ written: Int) {
        if written > 0 { append(";\n") }
        rows += written
    }

    private mutating func text(_ text: String) {
        if SQLWords.append(text.utf8, to: &out) { nuls += 1 }
    }

    private mutating func append(_ text: String) { out += Array(text.utf8) }

    private mutating func say(_ text: String) throws(DiskFault) {
        append(text)
        try hand()
    }

    private mutating func hand() throws(DiskFault) {
        if out.count >= 1 << 16 { try flush() }
    }

    private mutating func flush() throws(DiskFault) {
        try file.write(out)
        out.removeAll(keepingCapacity: true)
    }
}
