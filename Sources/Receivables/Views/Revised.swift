// Edited cells as they were: the revisions of the book, laid over the columns they concern.

import Columns
import Values

enum Revised {
    /// The columns in which some cell was edited with effect after `day`, with those cells as they were at its end: each
    /// holds what its earliest later edit replaced.
    static func columns(of store: Store, on day: Day) -> [BookView.CacheKey: LaneSource] {
        let live = store.live(Revisions.table)
        guard live.liveCount > 0 else { return [:] }
        func view(_ column: Int) -> ColumnView { store.view(Revisions.table, column) }
        let (tables, rows, columns) = (view(Revisions.tableNumber), view(Revisions.row), view(Revisions.column))
        let (days, sequences, olds) = (view(Revisions.day), view(Revisions.sequence), view(Revisions.old))

        struct Cell: Hashable {
            let key: BookView.CacheKey
            let row: Int
        }
        var first: [Cell: (day: Int64, sequence: Int64, old: Int64)] = [:]
        for revision in live.rows() where days[Int(revision)] > day.lane {
            let at = Int(revision)
            guard let table = UInt16(exactly: tables[at]), let row = Int(exactly: rows[at]), let column = Int(exactly: columns[at])
            else { continue }
            let cell = Cell(key: BookView.CacheKey(table: TableID(table), lane: column), row: row)
            let candidate = (day: days[at], sequence: sequences[at], old: olds[at])
            if let known = first[cell], (known.day, known.sequence) <= (candidate.day, candidate.sequence) { continue }
            first[cell] = candidate
        }
        var patched: [BookView.CacheKey: [Int64]] = [:]
        for (cell, was) in first {
            if patched[cell.key] == nil { patched[cell.key] = store.view(cell.key.table, cell.key.lane).lanes() }
            guard cell.row >= 0, cell.row < patched[cell.key]?.count ?? 0 else { continue }
            patched[cell.key]?[cell.row] = was.old
        }
        return patched.mapValues { .dense(DenseLane($0)) }
    }
}
