// What the book keeps about itself: staff, rates, settings, closed months, revisions, imports and keys.
// Declares columns and frozen numbers only.

package import Columns

package enum Staff {
    package static let table = TableID(19)
    package static let id = 0, name = 1, roles = 2, email = 3

    package static let schema = TableSchema(
        table, "staff", prefix: "ST-", summary: "who works the book",
        columns: [
            ColumnSchema("id", .i64, .id, summary: "our number, ST-2", tag: 1),
            ColumnSchema("name", .u32, .text, summary: "the name", tag: 2),
            ColumnSchema("roles", .u32, .text, nullable: true, summary: "what the person may do", tag: 3),
            ColumnSchema("email", .u32, .text, nullable: true, summary: "where mail goes", tag: 4),
        ])
}

package enum ExchangeRates {
    package static let table = TableID(20)
    package static let from = 0, to = 1, day = 2, rate = 3, source = 4

    package static let schema = TableSchema(
        table, "rates", prefix: "", summary: "exchange rates by day",
        columns: [
            ColumnSchema("from", .u16, .currency, summary: "one unit of this", tag: 1),
            ColumnSchema("to", .u16, .currency, summary: "is so many of this", tag: 2),
            ColumnSchema("day", .i32, .day, summary: "from this day on", tag: 3),
            ColumnSchema("rate", .i64, .number(scale: 9), summary: "how many", tag: 4),
            ColumnSchema("source", .u32, .text, nullable: true, summary: "who says so", tag: 5),
        ])
}

package enum ReferenceRates {
    package static let table = TableID(21)
    package static let name = 0, day = 1, percent = 2, source = 3

    package static let schema = TableSchema(
        table, "reference_rates", prefix: "", summary: "base rates that statutory interest adds to, by the day they came into force",
        columns: [
            ColumnSchema("name", .u32, .word, summary: "which rate", tag: 1),
            ColumnSchema("day", .i32, .day, summary: "from this day on", tag: 2),
            ColumnSchema("percent", .i64, .percent(scale: 4), summary: "a year", tag: 3),
            ColumnSchema("source", .u32, .text, nullable: true, summary: "who says so", tag: 4),
        ])
}

package enum Settings {
    package static let table = TableID(22)
    package static let name = 0, value = 1

    package static let schema = TableSchema(
        table, "settings", prefix: "", summary: "how this book counts and prints",
        columns: [
            ColumnSchema("name", .u32, .text, summary: "the setting", tag: 1),
            ColumnSchema("value", .u32, .text, summary: "its value", tag: 2),
        ])
}

package enum ClosedMonths {
    package static let table = TableID(23)
    package static let month = 0, closedOn = 1, reopenedOn = 2, reason = 3

    package static let schema = TableSchema(
        table, "closed_months", prefix: "", summary: "months that no entry may be dated into",
        columns: [
            ColumnSchema("month", .i32, .day, summary: "the month's first day", tag: 1),
            ColumnSchema("closed_on", .i32, .day, summary: "when it was closed", tag: 2),
            ColumnSchema("reopened_on", .i32, .day, nullable: true, summary: "when it was opened again", tag: 3),
            ColumnSchema("reason", .u32, .text, nullable: true, summary: "why it was opened again", tag: 4),
        ])
}

package enum Revisions {
    package static let table = TableID(24)
    package static let tableNumber = 0, row = 1, column = 2, day = 3, sequence = 4, old = 5, actor = 6, reason = 7

    /// An edit of a cell: before `day` the cell held `old`. The latest value is in the cell itself.
    package static let schema = TableSchema(
        table, "revisions", prefix: "", summary: "what cells held before they were edited",
        columns: [
            ColumnSchema("table", .u16, .integer, summary: "the table's number", tag: 1),
            ColumnSchema("row", .u32, .integer, summary: "the row", tag: 2),
            ColumnSchema("column", .u16, .integer, summary: "the column", tag: 3),
            ColumnSchema("day", .i32, .day, summary: "from which day the new value is true", tag: 4),
            ColumnSchema("sequence", .u32, .integer, summary: "order among edits of one day", tag: 5),
            ColumnSchema("old", .i64, .integer, nullable: true, summary: "what was there", tag: 6),
            ColumnSchema("actor", .u32, .text, nullable: true, summary: "who edited", tag: 7),
            ColumnSchema("reason", .u32, .text, nullable: true, summary: "why", tag: 8),
        ])
}

package enum Imports {
    package static let table = TableID(25)
    package static let key = 0, digest = 1, day = 2, source = 3, rows = 4

    package static let schema = TableSchema(
        table, "imports", prefix: "", summary: "files that were read in",
        columns: [
            ColumnSchema("key", .u32, .text, summary: "what the import is known by", tag: 1),
            ColumnSchema("digest", .i64, .integer, summary: "of the file's bytes", tag: 2),
            ColumnSchema("day", .i32, .day, summary: "when", tag: 3),
            ColumnSchema("source", .u32, .text, nullable: true, summary: "the file's name", tag: 4),
            ColumnSchema("rows", .u32, .integer, summary: "rows taken", tag: 5),
        ])
}

package enum Keys {
    package static let table = TableID(26)
    package static let key = 0, group = 1, digest = 2

    package static let schema = TableSchema(
        table, "keys", prefix: "", summary: "names of business events already done, so that none is done twice",
        columns: [
            ColumnSchema("key", .u32, .text, summary: "the name", tag: 1),
            ColumnSchema("group", .i64, .integer, summary: "the change that did it", tag: 2),
            ColumnSchema("digest", .i64, .integer, summary: "of what was asked", tag: 3),
        ])
}
