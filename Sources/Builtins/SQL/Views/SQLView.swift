// A noun said in SQL over the tables of an export: what is true on a day is worked out from facts, as the book does it.
// A body may use the tables, and other views by asking for their names; it reads the day from `reckoning` alone.
import Columns
import Receivables

struct SQLView: Sendable {
    let name: String
    let summary: String
    /// Columns of the noun that it cannot work out.
    let lacks: [String]
    /// The query behind it.
    let body: @Sendable (inout SQLViewNames) -> String

    init(_ name: String, _ summary: String, lacks: [String] = [], _ body: @escaping @Sendable (inout SQLViewNames) -> String) {
        self.lacks = lacks
        self.name = name
        self.summary = summary
        self.body = body
    }

    /// A noun with one row for each row of a table: `NAME_ever` has every row on record, for whoever reaches through a
    /// reference, and `NAME` those that are there on the day.
    static func noun(
        _ name: String, _ summary: String, lacks: [String] = [], _ body: @escaping @Sendable (inout SQLViewNames) -> String
    ) -> [SQLView] {
        [
            SQLView("\(name)_ever", "every row of \(name) on record, there on the day or not", body),
            SQLView(name, summary, lacks: lacks) { names in "SELECT * FROM \(names("\(name)_ever")) WHERE is_there" },
        ]
    }
}

/// What views are called where a body stands, and which of them it asked for.
struct SQLViewNames {
    /// Appended to the name of each view: each day that is asked about in one statement has views of its own.
    var suffix = ""
    /// The columns of each table in which a cell was ever edited.
    var revised: [TableID: [Int]] = [:]
    private(set) var asked: [String] = []

    mutating func callAsFunction(_ view: String) -> String {
        if !asked.contains(view) { asked.append(view) }
        return view + suffix
    }

    /// The rows of a table as they were on the day: the table itself where none of its cells was ever edited.
    mutating func table(_ schema: TableSchema) -> String {
        revised[schema.id] == nil ? StoredTables.name(schema) : self("\(schema.name)_then")
    }
}

enum SQLViews {
    /// In an order in which each stands after those it uses.
    static func all(revised: [TableID: [Int]]) -> [SQLView] {
        [reckoning] + Book.catalog.tables.compactMap { schema in revised[schema.id].map { RevisedCells.view(schema, $0) } }
            + InvoiceViews.sums + PlanViews.all + PromiseViews.all + StopViews.all + InvoiceViews.nouns + PaymentViews.all
            + DebtorViews.all + RecordViews.all + CaseViews.all
    }

    /// The one row that says which day everything is reckoned to.
    static let reckoning = SQLView("reckoning", "the day that everything is reckoned to, and its number in the calendar") { _ in
        """
        SELECT b.today, b.as_of, c.day, c.n
        FROM book_day b JOIN calendar c ON c.day = COALESCE(b.as_of, b.today)
        """
    }
}
