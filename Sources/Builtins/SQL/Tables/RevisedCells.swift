// Edited cells of an export: what they held, and the view of a table that lays it over the cells of a past day.
import Columns
import Receivables
import Rendering

enum RevisedCells {
    static let declaration = """
        -- what cells held before they were edited: before `day` the cell held the old value, of which one column is filled
        CREATE TABLE book_revisions (
          place BIGINT NOT NULL PRIMARY KEY, -- its place in the book
          of_table TEXT NOT NULL, -- debtors, invoices, …
          of_place BIGINT NOT NULL, -- the row's place there
          of_column TEXT NOT NULL, -- its column
          day DATE NOT NULL, -- from which day the new value is true
          sequence BIGINT NOT NULL, -- order among edits of one day
          old_text TEXT, -- what a text, a word or a reference was
          old_whole BIGINT, -- what a number, an amount or a flag was
          old_day DATE, -- what a day was
          actor TEXT, -- who edited
          reason TEXT -- why
        );

        """

    /// The columns of each table in which some cell was edited.
    static func columns(of store: Store) -> [TableID: [Int]] {
        var found: [TableID: [Int]] = [:]
        for row in store.live(Revisions.table).rows() {
            func cell(_ column: Int) -> Int { Int(clamping: store.cell(Revisions.table, row, column)) }
            guard let number = UInt16(exactly: cell(Revisions.tableNumber)), let schema = Book.catalog.table(TableID(number)),
                schema.columns.indices.contains(cell(Revisions.column)), !found[schema.id, default: []].contains(cell(Revisions.column))
            else { continue }
            found[schema.id, default: []].append(cell(Revisions.column))
        }
        return found.mapValues { $0.sorted() }
    }

    /// The column of `book_revisions` that holds what a cell of this meaning was.
    static func kept(_ meaning: Meaning) -> String {
        switch meaning {
        case .text, .word, .id, .currency, .reference, .moment: "old_text"
        case .day: "old_day"
        case .integer, .number, .percent, .money, .minutes, .days, .flag: "old_whole"
        }
    }

    /// `invoices_then`: the rows of a table with each cell as it was on the day.
    static func view(_ schema: TableSchema, _ columns: [Int]) -> SQLView {
        SQLView("\(schema.name)_then", "\(StoredTables.name(schema)) with each cell as it was on the day") { names in
            var picked = ["t." + SQLWords.name("place")]
            var joins = ""
            for place in StoredTables.facts(schema) {
                let column = schema.columns[place]
                let name = SQLWords.name(column.name)
                guard columns.contains(place) else {
                    picked.append("t.\(name)")
                    continue
                }
                let old = column.meaning == .flag ? "(v\(place).old = 1)" : "v\(place).old"
                picked.append("CASE WHEN v\(place).place IS NULL THEN t.\(name) ELSE \(old) END AS \(name)")
                joins += """

                    LEFT JOIN (SELECT x.of_place AS place, x.\(kept(column.meaning)) AS old,
                        ROW_NUMBER() OVER (PARTITION BY x.of_place ORDER BY x.day, x.sequence) AS turn
                      FROM book_revisions x JOIN \(names("reckoning")) r ON r.as_of IS NOT NULL AND x.day > r.as_of
                      WHERE x.of_table = '\(schema.name)' AND x.of_column = \(SQLWords.text(column.name))
                    ) v\(place) ON v\(place).place = t.place AND v\(place).turn = 1
                    """
            }
            return "SELECT \(picked.joined(separator: ", "))\nFROM \(StoredTables.name(schema)) t\(joins)"
        }
    }
}
