// All the tables of a book in memory. A copy is the snapshot, the fork and the what-if: it costs nothing until written.
// `apply` is the only door to the rows. The store knows no file, no debtor and no word a person typed.

/// One state of a store's rows, known by identity.
package final class Edition: Sendable {}

package struct Store {
    package let catalog: Catalog
    package private(set) var texts: TextPool
    package private(set) var ids: IDPatterns
    /// What lazy checks found; look here before showing a result.
    package let damage: Damage
    /// Changes with every change of the rows: what was worked out from a store holds as long as its edition is the same object.
    package internal(set) var edition = Edition()
    let plan: Plan
    var tables: [Table]

    /// An empty store.
    package init(catalog: Catalog) throws(StoreFault) {
        self.catalog = catalog
        texts = TextPool()
        ids = IDPatterns()
        damage = Damage()
        plan = try Plan(catalog)
        tables = plan.tables.map { Table($0) }
    }

    /// A store over parts that were read or mapped; nothing in them is touched until it is asked for. Tables that are not
    /// named are empty.
    package init(
        catalog: Catalog, texts: TextPool, ids: IDPatterns, tables parts: [TableID: TableParts], damage: Damage
    ) throws(StoreFault) {
        self.catalog = catalog
        self.texts = texts
        self.ids = ids
        self.damage = damage
        plan = try Plan(catalog)
        tables = []
        for table in plan.tables {
            tables.append(try parts[table.schema.id].map { part throws(StoreFault) in try Table(table, part) } ?? Table(table))
        }
    }

    // MARK: texts and ids

    package mutating func intern(_ text: String) -> UInt32 { texts.intern(text) }
    package mutating func intern(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 { texts.intern(bytes) }
    package mutating func intern(
        _ bytes: UnsafeRawBufferPointer, ends: UnsafeBufferPointer<UInt32>, into lanes: UnsafeMutablePointer<Int64>
    ) { texts.intern(bytes, ends: ends, into: lanes) }
    /// Makes room for texts that are about to come.
    package mutating func reserve(texts more: Int) { texts.reserve(more) }
    package mutating func key(for id: String) -> IDKey { ids.key(for: id) }
    package mutating func key(for id: UnsafeBufferPointer<UInt8>) -> IDKey { ids.key(for: id) }

    /// The id after the greatest that a table holds or held with this prefix: `INV-2026-0312` after `INV-2026-0311`; number 1
    /// where there is none. Nil past nine digits, for a prefix that ends in a digit, and for a table without ids.
    package mutating func nextID(_ table: TableID, prefix: String, width: Int) -> IDKey? {
        guard let t = plan.position(table), plan.tables[t].hasID else { return nil }
        if let last = prefix.utf8.last, last >= 48, last <= 57 { return nil }
        let patterns = ids.patterns(prefix: prefix)
        var highest: UInt32 = 0
        for pattern in patterns { highest = max(highest, tables[t].highest(pattern) ?? 0) }
        guard highest < 999_999_999 else { return nil }
        if width == 0, let pattern = patterns.first, ids.isPlain(pattern) { return IDKey(pattern: pattern, number: highest + 1) }
        return ids.key(prefix: prefix, number: highest + 1, width: width)
    }

    // MARK: reading

    /// Rows, tombstones included; 0 for an unknown table.
    package func rowCount(_ table: TableID) -> Int { plan.position(table).map { tables[$0].count } ?? 0 }
    package func liveCount(_ table: TableID) -> Int { plan.position(table).map { tables[$0].live.liveCount } ?? 0 }
    package func isLive(_ table: TableID, _ row: UInt32) -> Bool {
        plan.position(table).map { tables[$0].live[Int(row)] } ?? false
    }
    package func live(_ table: TableID) -> LiveRows { plan.position(table).map { tables[$0].live } ?? LiveRows() }

    /// The column as it is now; an empty view for an unknown one.
    package func view(_ table: TableID, _ column: Int) -> ColumnView {
        guard let t = plan.position(table), tables[t].columns.indices.contains(column) else { return ColumnView(Spine(.i64)) }
        return ColumnView(tables[t].columns[column])
    }

    /// One cell; null for one that does not exist.
    package func cell(_ table: TableID, _ row: UInt32, _ column: Int) -> Int64 {
        guard let t = plan.position(table), tables[t].columns.indices.contains(column) else { return Lane.null }
        return tables[t].columns[column][Int(row)]
    }

    /// A row's lanes in schema order; empty for a row that does not exist.
    package func cells(_ table: TableID, _ row: UInt32) -> [Int64] {
        guard let t = plan.position(table), Int(row) < tables[t].count else { return [] }
        return tables[t].cells(Int(row))
    }

    // MARK: finding

    /// The live row of an id.
    package func row(_ table: TableID, id: IDKey) -> UInt32? {
        guard let t = plan.position(table) else { return nil }
        return tables[t].row(key: id.bits).map { UInt32(truncatingIfNeeded: $0) }
    }

    package func row(_ table: TableID, id: String) -> UInt32? { ids.existingKey(for: id).flatMap { row(table, id: $0) } }
    package func row(_ table: TableID, id: UnsafeBufferPointer<UInt8>) -> UInt32? {
        ids.existingKey(for: id).flatMap { row(table, id: $0) }
    }

    /// The live rows, ascending, whose `column` (a reference, a text or a word) holds `lane`: invoices of a debtor, an invoice
    /// by somebody else's number. Built at first use in one pass and kept up to date under inserts.
    package func rows(_ table: TableID, where column: Int, is lane: Int64) -> [UInt32] {
        guard let t = plan.position(table), let targets = targets(t, column) else { return [] }
        return tables[t].rows(column, lane, targets: targets)
    }

    /// All live rows of `source` by the row (or text code) its column `key` holds: built at first use in one pass, kept until
    /// the source changes.
    package func adjacency(source: TableID, key: Int) -> Adjacency {
        guard let t = plan.position(source), let targets = targets(t, key) else { return Adjacency(starts: [0], rows: []) }
        return tables[t].adjacency(key, targets: targets)
    }

    /// How many values a column can point at; nil for one that points at nothing.
    private func targets(_ table: Int, _ column: Int) -> Int? {
        guard plan.tables[table].columns.indices.contains(column) else { return nil }
        switch plan.tables[table].columns[column].rule {
        case .reference(let target): return tables[target].count
        case .text, .words: return texts.count
        case .any, .flag, .id: return nil
        }
    }

    /// What a snapshot writes of a table. Its blocks are this store's own: write their bytes with `view(_:_:).withBytes`.
    package func parts(_ table: TableID) -> TableParts {
        guard let t = plan.position(table) else { return TableParts(rows: 0, ascending: 0, dead: [], columns: []) }
        let table = tables[t]
        return TableParts(
            rows: table.count, ascending: table.ascending, dead: table.live.dead,
            columns: table.columns.map { spine in ColumnParts(spine.physical) { spine.block($0) } })
    }
}
