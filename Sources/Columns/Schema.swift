// Tables as data: what completion, files, checks and the snapshot format are derived from.
// A schema describes; it never reads a row.

/// A table's frozen number on disk.
package struct TableID: RawRepresentable, Hashable, Sendable, Comparable {
    package let rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }
    package init(_ rawValue: UInt16) { self.rawValue = rawValue }
    package static func < (a: TableID, b: TableID) -> Bool { a.rawValue < b.rawValue }
}

/// What a lane stands for.
package enum Meaning: Hashable, Sendable {
    case integer
    case number(scale: UInt8)
    case percent(scale: UInt8)
    /// Minor units of the currency in the column that `ColumnSchema.currency` names.
    case money
    /// `Currency.raw`.
    case currency
    /// Days since 1970-01-01.
    case day
    /// Minutes since midnight.
    case minutes
    /// Minutes since 1970-01-01T00:00.
    case moment
    /// A duration in days.
    case days
    /// 0 or 1.
    case flag
    /// A code in the store's `TextPool`.
    case text
    /// A code in the store's `TextPool`, of an enumeration: `ColumnSchema.words`.
    case word
    /// `IDKey.bits`.
    case id
    /// A row number of the target table.
    case reference(TableID)
}

package struct ColumnSchema: Hashable, Sendable {
    package let name: String
    package let physical: Physical
    package let meaning: Meaning
    package let nullable: Bool
    /// The column of the same table that holds this money's currency.
    package let currency: String?
    /// The words of a closed enumeration; empty admits any word.
    package let words: [String]
    package let summary: String
    /// Frozen number on disk, unique in its table.
    package let tag: UInt16

    package init(
        _ name: String, _ physical: Physical, _ meaning: Meaning, nullable: Bool = false, currency: String? = nil,
        words: [String] = [], summary: String = "", tag: UInt16
    ) {
        self.name = name
        self.physical = physical
        self.meaning = meaning
        self.nullable = nullable
        self.currency = currency
        self.words = words
        self.summary = summary
        self.tag = tag
    }
}

/// `target.column[row] += sign × source.amount` for every live source row whose `key` is that row. The store keeps it
/// blindly with each change; what the cell held when its row was inserted stays underneath. Sums may chain: a kept cell may
/// be the amount of another sum. A null amount or key adds nothing.
package struct MaintainedSum: Hashable, Sendable {
    package let target: TableID
    package let column: String
    package let source: TableID
    package let amount: String
    package let key: String
    package let sign: Int64

    package init(target: TableID, column: String, source: TableID, amount: String, key: String, sign: Int64) {
        self.target = target
        self.column = column
        self.source = source
        self.amount = amount
        self.key = key
        self.sign = sign
    }
}

package struct TableSchema: Hashable, Sendable {
    package let id: TableID
    package let name: String
    /// What automatic ids begin with (`INV-`); empty for a table whose rows have no id of their own.
    package let prefix: String
    /// Column 0 is the id where `prefix` is not empty.
    package let columns: [ColumnSchema]
    package let summary: String
    /// The cells of a row of which nothing is known: null, or 0 where null is not admitted.
    package let blank: [Int64]

    package init(_ id: TableID, _ name: String, prefix: String, summary: String = "", columns: [ColumnSchema]) {
        self.id = id
        self.name = name
        self.prefix = prefix
        self.columns = columns
        self.summary = summary
        blank = columns.map { $0.nullable ? Lane.null : 0 }
    }

    /// `invoices.column("due")` is the ordinal of that column.
    package func column(_ name: String) -> Int? { columns.firstIndex { $0.name == name } }

    /// Whether column 0 is an id, unique among live rows.
    package var hasID: Bool { columns.first?.meaning == .id }
}

package struct Catalog: Hashable, Sendable {
    package let tables: [TableSchema]
    package let sums: [MaintainedSum]

    package init(tables: [TableSchema], sums: [MaintainedSum] = []) {
        self.tables = tables
        self.sums = sums
    }

    package func table(_ id: TableID) -> TableSchema? { tables.first { $0.id == id } }
    package func table(named name: String) -> TableSchema? { tables.first { $0.name == name } }
}
