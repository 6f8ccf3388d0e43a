// A change set being written: rows numbered ahead, texts interned, references checked.
// Every builder of a change uses it; nothing is applied here.

import Columns
import Values

struct Draft {
    private(set) var effects: [Effect] = []
    /// How many rows were added to each table: a few, so a list.
    private var added: [(table: TableID, rows: UInt32)] = []

    var changes: ChangeSet { ChangeSet(effects) }

    /// Adds a row. Cells not named are null, or 0 where null is not admitted. Answers the row's number-to-be.
    @discardableResult
    mutating func insert(_ schema: TableSchema, _ named: [(column: Int, lane: Int64)], in store: Store) -> UInt32 {
        let row = UInt32(truncatingIfNeeded: store.rowCount(schema.id)) + rowsAdded(schema.id)
        if let place = added.firstIndex(where: { $0.table == schema.id }) {
            added[place].rows += 1
        } else {
            added.append((schema.id, 1))
        }
        let blank = schema.blank
        let cells = [Int64](unsafeUninitializedCapacity: blank.count) { cells, filled in
            _ = cells.initialize(from: blank)
            for (column, lane) in named where cells.indices.contains(column) { cells[column] = lane }
            filled = blank.count
        }
        effects.append(.insert(schema.id, row: row, cells: cells))
        return row
    }

    mutating func update(_ table: TableID, _ row: UInt32, _ column: Int, to new: Int64, in store: Store) {
        let old = store.cell(table, row, column)
        if old != new { effects.append(.update(table, row: row, column: column, old: old, new: new)) }
    }

    /// An id for a new row: the one asked for, if it is free, else the next automatic one.
    mutating func id(_ asked: IDKey?, _ schema: TableSchema, in store: inout Store) throws(TradeFault) -> Int64 {
        if let asked {
            guard store.row(schema.id, id: asked) == nil else { throw .idTaken(schema.id, asked) }
            return asked.bits
        }
        guard let next = store.nextID(schema.id, prefix: schema.prefix, width: 0) else { throw .overflow }
        // Rows added earlier in this draft took the numbers before.
        return next.bits + Int64(rowsAdded(schema.id))
    }

    private func rowsAdded(_ table: TableID) -> UInt32 {
        for entry in added where entry.table == table { return entry.rows }
        return 0
    }

    /// A text's code; null for none and for the empty text.
    static func text(_ text: String?, in store: inout Store) -> Int64 {
        guard let text, !text.isEmpty else { return Lane.null }
        let code = store.intern(text)
        return code == TextPool.refused ? Lane.null : Int64(code)
    }

    /// A ledger's number for a new row, which no other live row of the table may have.
    static func external(
        _ text: String?, _ table: TableID, column: Int, in store: inout Store
    ) throws(TradeFault) -> Int64 {
        let code = Self.text(text, in: &store)
        guard code != Lane.null else { return code }
        if let existing = store.rows(table, where: column, is: code).first { throw .externalTaken(table, existing: existing) }
        return code
    }

    static func check(_ table: TableID, _ row: UInt32, in store: Store) throws(TradeFault) {
        guard store.isLive(table, row) else { throw .noSuchRow(table, row: row) }
    }

    static func check(positive amount: Int64) throws(TradeFault) {
        guard amount > 0 else { throw .notPositive(amount) }
    }

    /// Refuses a day in a month that was closed and not opened again.
    static func check(open day: Day, in store: Store) throws(TradeFault) {
        guard store.liveCount(ClosedMonths.table) > 0 else { return }
        let (year, month) = (day.year, day.month)
        for row in store.live(ClosedMonths.table).rows() {
            guard let first = Day(lane: store.cell(ClosedMonths.table, row, ClosedMonths.month)),
                store.cell(ClosedMonths.table, row, ClosedMonths.reopenedOn) == Lane.null,
                first.year == year, first.month == month
            else { continue }
            throw .monthClosed(day)
        }
    }
}

extension Optional<Day> {
    var lane: Int64 { self?.lane ?? Lane.null }
}

extension Optional<UInt32> {
    var lane: Int64 { map(Int64.init) ?? Lane.null }
}

extension Optional<Int64> {
    var lane: Int64 { self ?? Lane.null }
}
