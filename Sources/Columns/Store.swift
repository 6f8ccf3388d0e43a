// All the tables of a book in memory. A copy is the snapshot, the fork and the what-if: it costs nothing until written.
// `apply` is the only door to the rows. The store knows no file, no debtor and no word a person typed.

package struct Store {
    package let catalog: Catalog
    package private(set) var texts: TextPool
    package private(set) var ids: IDPatterns
    /// What lazy checks found; look here before showing a result.
    package let damage: Damage

    /// An empty store.
    package init(catalog: Catalog) throws(StoreFault) {
        self.catalog = catalog
        texts = TextPool()
        ids = IDPatterns()
        damage = Damage()
    }

    /// A store over parts that were read or mapped; nothing in them is touched until it is asked for. Tables that are not
    /// named are empty.
    package init(
        catalog: Catalog, texts: TextPool, ids: IDPatterns, tables: [TableID: TableParts], damage: Damage
    ) throws(StoreFault) {
        self.catalog = catalog
        self.texts = texts
        self.ids = ids
        self.damage = damage
    }

    // MARK: texts and ids

    package mutating func intern(_ text: String) -> UInt32 { texts.intern(text) }
    package mutating func intern(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 { texts.intern(bytes) }
    package mutating func key(for id: String) -> IDKey { ids.key(for: id) }
    package mutating func key(for id: UnsafeBufferPointer<UInt8>) -> IDKey { ids.key(for: id) }

    /// The id after the greatest that a table holds or held with this prefix: `INV-2026-0312` after `INV-2026-0311`; number 1
    /// where there is none. Nil past ten digits.
    package mutating func nextID(_ table: TableID, prefix: String, width: Int) -> IDKey? { nil }

    // MARK: reading

    /// Rows, tombstones included; 0 for an unknown table.
    package func rowCount(_ table: TableID) -> Int { 0 }
    package func liveCount(_ table: TableID) -> Int { 0 }
    package func isLive(_ table: TableID, _ row: UInt32) -> Bool { false }
    package func live(_ table: TableID) -> LiveRows { LiveRows() }
    /// The column as it is now; an empty view for an unknown one.
    package func view(_ table: TableID, _ column: Int) -> ColumnView { ColumnView(Spine(.i64)) }
    /// One cell; null for one that does not exist.
    package func cell(_ table: TableID, _ row: UInt32, _ column: Int) -> Int64 { Lane.null }
    /// A row's lanes in schema order; empty for a row that does not exist.
    package func cells(_ table: TableID, _ row: UInt32) -> [Int64] { [] }

    // MARK: finding

    /// The live row of an id.
    package func row(_ table: TableID, id: IDKey) -> UInt32? { nil }
    package func row(_ table: TableID, id: String) -> UInt32? { nil }
    /// The live rows, ascending, whose `column` (a reference, a text or a word) holds `lane`. Kept up to date under inserts.
    package func rows(_ table: TableID, where column: Int, is lane: Int64) -> [UInt32] { [] }
    /// All live rows of `source` by the row (or text code) its column `key` holds: built at first use in one pass, kept until
    /// the source changes.
    package func adjacency(source: TableID, key: Int) -> Adjacency { Adjacency(starts: [0], rows: []) }

    /// What a snapshot writes of a table beside its columns' blocks (`view(_:_:).withBytes`).
    package func parts(_ table: TableID) -> TableParts { TableParts(rows: 0, ascending: 0, dead: [], columns: []) }

    // MARK: changing

    /// Applies the effects in order and returns their inverse, last first. On a fault nothing has changed. Maintained sums and
    /// indexes follow. No row that is still referred to can be removed, and nothing can refer to a row that is not live.
    @discardableResult
    package mutating func apply(_ change: ChangeSet) throws(StoreFault) -> ChangeSet { ChangeSet() }

    package func digest() -> Digest { Digest(high: 0, low: 0) }
}
