// The tables of an export: one for each table of the book, declared from its schema, with what each column means beside it.
// What the store keeps by itself (what was allocated to an invoice) is left out: the views work it out for any day.
import Columns
import Receivables
import Rendering
import Values

enum StoredTables {
    /// What the book's own tables are called, since the nouns have the plain names.
    static func name(_ schema: TableSchema) -> String { "book_\(schema.name)" }

    /// In an order in which each stands after those it refers to. Revisions have a form of their own.
    static let all: [TableSchema] = {
        var waiting = Book.catalog.tables.filter { $0.id != Revisions.table }
        var placed: [TableSchema] = []
        while let next = waiting.firstIndex(where: { schema in
            schema.columns.allSatisfy { column in
                guard case .reference(let target) = column.meaning else { return true }
                return target == schema.id || placed.contains { $0.id == target }
            }
        }) {
            placed.append(waiting.remove(at: next))
        }
        return placed + waiting
    }()

    /// The columns that are written: those that hold facts.
    static func facts(_ schema: TableSchema) -> [Int] {
        schema.columns.indices.filter { place in
            !Book.catalog.sums.contains { $0.target == schema.id && $0.column == schema.columns[place].name }
        }
    }

    /// The text of `CREATE TABLE`.
    static func declaration(_ schema: TableSchema) -> String {
        var lines = [Line("place BIGINT NOT NULL\(schema.hasID ? "" : " PRIMARY KEY")", "its place in the book, in the order of entry")]
        for place in facts(schema) {
            let column = schema.columns[place]
            var text = "\(SQLWords.name(column.name)) \(type(column.meaning))"
            if place == 0, schema.hasID { text += " PRIMARY KEY" } else if !column.nullable { text += " NOT NULL" }
            lines.append(Line(text + reference(column.meaning, from: schema), column.summary + unit(column)))
        }
        return "-- \(schema.summary)\nCREATE TABLE \(name(schema)) (\n\(Line.list(lines)));\n"
    }

    static func type(_ meaning: Meaning) -> String {
        switch meaning {
        case .money, .number, .percent, .integer, .days, .minutes: "BIGINT"
        case .day: "DATE"
        case .moment: "TIMESTAMP"
        case .flag: "BOOLEAN"
        case .text, .word, .id, .currency: "TEXT"
        case .reference(let target): Book.catalog.table(target)?.hasID == true ? "TEXT" : "BIGINT"
        }
    }

    private static func reference(_ meaning: Meaning, from schema: TableSchema) -> String {
        switch meaning {
        case .currency: " REFERENCES currencies (code)"
        // DuckDB refuses a row whose own statement brings the row it refers to.
        case .reference(schema.id): ""
        case .reference(let target):
            Book.catalog.table(target).map { " REFERENCES \(name($0)) (\($0.hasID ? "id" : "place"))" } ?? ""
        case .integer, .number, .percent, .money, .day, .minutes, .moment, .days, .flag, .text, .word, .id: ""
        }
    }

    /// What one of a column of numbers is.
    private static func unit(_ column: ColumnSchema) -> String {
        switch column.meaning {
        case .money: "; minor units of \(column.currency.map { "its `\($0)`" } ?? "its currency")"
        case .number(let scale) where scale > 0: "; in units of 10^-\(scale)"
        case .percent(let scale) where scale > 0: "; in units of 10^-\(scale) percent"
        case .days: "; days"
        case .minutes: "; minutes since midnight"
        case .number, .percent, .integer, .currency, .day, .moment, .flag, .text, .word, .id, .reference: ""
        }
    }
}

/// A line of a declaration and the remark behind it, which must not cut the comma off.
struct Line {
    let text: String
    let remark: String

    init(_ text: String, _ remark: String) {
        self.text = text
        self.remark = remark
    }

    static func list(_ lines: [Line]) -> String {
        lines.enumerated().map { place, line in
            "  \(line.text)\(place == lines.count - 1 ? "" : ",") -- \(line.remark)\n"
        }.joined()
    }
}
