// The book as it stood at the end of a day: what existed, and the derived figures of every row, as lanes.
// Reads a store and never changes it. Each lane is worked out when first asked for and kept while the view lives; a view
// belongs to one store value, so a changed book needs a new view.

package import Columns
package import Values

/// Without `asOf` the view shows every row on record and reckons to the end of `today`; with it, rows that did not exist yet
/// are gone too, and cells edited since show what they held.
///
///     let view = BookView(store, today: today, asOf: nil)
///     let balances = view.balances           // minor units, by invoice row
///     let lane = view.debtor(.arrears)       // LaneSource, by debtor row
package final class BookView {
    package let store: Store
    package let asOf: Day?
    /// The day everything is reckoned to: `asOf`, else today.
    package let day: Day
    /// Whether some sum left 64 bits: figures are then clamped, and must not be shown as if they were right.
    package internal(set) var hasOverflowed: Bool {
        get { overflow.isRaised }
        set { overflow.isRaised = newValue }
    }
    let overflow = OverflowFlag()

    var lanes: [CacheKey: DenseLane] = [:]
    private var adjacencies: [CacheKey: Adjacency] = [:]
    var keptBalances: LaneComputer?
    var keptStatuses: LaneComputer?
    var keptBuckets: LaneComputer?
    var keptExclusions: Exclusions?
    var keptAccounts: Accounts?
    var keptRules: RuleBook?
    var keptSplits: Splits?
    var keptClaimants: [UInt32: Claimant] = [:]
    private var revisedColumns: [CacheKey: LaneSource]?

    /// What a kept lane is known by: a table, and a stored column (from 0) or a derived lane (from 1,000).
    struct CacheKey: Hashable {
        let table: TableID
        let lane: Int
    }

    package init(_ store: Store, today: Day, asOf: Day? = nil) {
        self.store = store
        self.asOf = asOf
        day = asOf ?? today
    }

    /// The pool's code of a word, as a lane; null where the book never used it. `Book.prepare` makes the trade's own words known.
    func word(_ text: String) -> Int64 {
        store.texts.code(of: text).map(Int64.init) ?? Lane.null
    }

    func kept(_ table: TableID, _ lane: Int, _ make: () -> [Int64]) -> DenseLane {
        let key = CacheKey(table: table, lane: lane)
        if let made = lanes[key] { return made }
        let made = DenseLane(make())
        lanes[key] = made
        return made
    }

    /// A stored column as it was at the view's day.
    package func column(_ table: TableID, _ column: Int) -> LaneSource {
        if asOf != nil {
            let revised = revisedColumns ?? Revised.columns(of: store, on: day)
            revisedColumns = revised
            if let source = revised[CacheKey(table: table, lane: column)] { return source }
        }
        return .column(store.view(table, column))
    }

    /// One stored cell as it was at the view's day.
    package func cell(_ table: TableID, _ row: UInt32, _ column: Int) -> Int64 {
        guard asOf != nil else { return store.cell(table, row, column) }
        return self.column(table, column).lane(at: row)
    }

    /// A whole stored column as it was at the view's day.
    func dense(_ table: TableID, _ column: Int) -> [Int64] {
        self.column(table, column).lanes(store.rowCount(table))
    }

    func adjacency(_ source: TableID, _ key: Int) -> Adjacency {
        let cacheKey = CacheKey(table: source, lane: key)
        if let known = adjacencies[cacheKey] { return known }
        let made = store.adjacency(source: source, key: key)
        adjacencies[cacheKey] = made
        return made
    }
}

/// Raised by lanes that are worked out after the view handed them on.
final class OverflowFlag {
    var isRaised = false
}

extension LaneSource {
    /// One lane.
    func lane(at row: UInt32) -> Int64 {
        var lane = Lane.null
        read(from: Int(row), count: 1, into: &lane)
        return lane
    }

    /// The first `count` lanes.
    func lanes(_ count: Int) -> [Int64] {
        [Int64](unsafeUninitializedCapacity: count) { room, filled in
            if let base = room.baseAddress, count > 0 { read(from: 0, count: count, into: base) }
            filled = count
        }
    }
}

extension Currency {
    init?(lane: Int64) {
        guard let raw = UInt16(exactly: lane), let currency = Currency(raw: raw) else { return nil }
        self = currency
    }
}

/// A day and null as lanes.
extension Day {
    var lane: Int64 { Int64(number) }

    init?(lane: Int64) {
        guard let day = Day(number: lane) else { return nil }
        self = day
    }
}
