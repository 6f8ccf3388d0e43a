// The one door: effects are checked and carried out in order, and their inverse returned. A refused change leaves no trace.

extension Store {
    /// Applies the effects in order and returns their inverse, last first. On a fault nothing has changed. Maintained sums and
    /// indexes follow. No row that is still referred to can be removed, and nothing can refer to a row that is not live.
    @discardableResult
    package mutating func apply(_ change: ChangeSet) throws(StoreFault) -> ChangeSet {
        // Where nobody else holds it, nobody can take it for the same.
        if !isKnownUniquelyReferenced(&edition) { edition = Edition() }
        var work = Work()
        do throws(StoreFault) {
            for effect in change.effects { try step(effect, &work) }
            try refuseDangling(work)
        } catch {
            undo(work)
            throw error
        }
        work.inverse.reverse()
        return ChangeSet(work.inverse)
    }

    /// What one call has done so far: enough to take it back.
    struct Work {
        var inverse: [Effect] = []
        /// In the order done.
        var trail: [Trace] = []
        /// Rows removed and not since restored, by table.
        var removed: [(table: Int, rows: Range<Int>)] = []
    }

    /// One thing done, as what takes it back needs it.
    enum Trace {
        case grew(table: Int, from: Int)
        case wrote(table: Int, row: Int, column: Int, old: Int64)
        case kept(table: Int, row: Int, column: Int, old: Int64)
        case keptAll(table: Int, column: Int, old: Spine)
        case killed(table: Int, rows: Range<Int>)
        case revived(table: Int, rows: Range<Int>)
    }

    private mutating func undo(_ work: Work) {
        for trace in work.trail.reversed() {
            switch trace {
            case .grew(let table, let from): tables[table].truncate(to: from)
            case .wrote(let table, let row, let column, let old): tables[table].put(old, row: row, column: column)
            case .kept(let table, let row, let column, let old): tables[table].keep(old, row: row, column: column)
            case .keptAll(let table, let column, let old): tables[table].columns[column] = old
            case .killed(let table, let rows): tables[table].revive(rows)
            case .revived(let table, let rows): tables[table].kill(rows)
            }
        }
    }

    private mutating func step(_ effect: Effect, _ work: inout Work) throws(StoreFault) {
        switch effect {
        case .insert(let id, let row, let cells):
            try insert(try position(id), Int(row), cells, &work)
            work.inverse.append(.remove(id, row: row, cells: cells))
        case .remove(let id, let row, let cells):
            try remove(try position(id), Int(row), cells, &work)
            work.inverse.append(.insert(id, row: row, cells: cells))
        case .update(let id, let row, let column, let old, let new):
            try update(try position(id), Int(row), column, old, new, &work)
            work.inverse.append(.update(id, row: row, column: column, old: new, new: old))
        case .insertRows(let id, let first, let batch):
            try insertRows(try position(id), Int(first), batch, &work)
            work.inverse.append(.removeRows(id, first: first, count: UInt32(truncatingIfNeeded: batch.count), batch))
        case .removeRows(let id, let first, let count, let batch):
            try removeRows(try position(id), Int(first), Int(count), batch, &work)
            work.inverse.append(.insertRows(id, first: first, batch))
        }
    }

    private func position(_ id: TableID) throws(StoreFault) -> Int {
        guard let t = plan.position(id) else { throw .unknownTable(id) }
        return t
    }

    // MARK: one row

    private mutating func insert(_ t: Int, _ row: Int, _ cells: [Int64], _ work: inout Work) throws(StoreFault) {
        let id = plan.tables[t].schema.id
        let count = tables[t].count
        guard cells.count == plan.tables[t].columns.count else { throw .shape(id) }
        guard row <= count else { throw .gap(id, row: UInt32(truncatingIfNeeded: row), next: UInt32(truncatingIfNeeded: count)) }
        guard row < Int(UInt32.max) - 1 else { throw .full }
        if row < count, tables[t].live[row] { throw .occupied(id, row: UInt32(truncatingIfNeeded: row)) }
        for c in cells.indices { try check(cells[c], t, row, c) }
        try checkSound(t, row)
        if plan.tables[t].hasID, let existing = tables[t].row(key: cells[0]) {
            throw .duplicateID(id, row: UInt32(truncatingIfNeeded: row), existing: UInt32(truncatingIfNeeded: existing))
        }
        if row == count {
            tables[t].append(cells)
            work.trail.append(.grew(table: t, from: row))
        } else {
            for c in cells.indices { write(cells[c], t, row, c, &work) }
            revive(t, row..<(row + 1), &work)
        }
        for sum in plan.tables[t].sums { try keep(sum, key: cells[sum.key], old: 0, new: cells[sum.amount], &work) }
    }

    private mutating func remove(_ t: Int, _ row: Int, _ cells: [Int64], _ work: inout Work) throws(StoreFault) {
        let id = plan.tables[t].schema.id
        guard cells.count == plan.tables[t].columns.count else { throw .shape(id) }
        try checkLive(t, row)
        try checkSound(t, row)
        for c in cells.indices where tables[t].columns[c][row] != cells[c] {
            throw .differs(id, row: UInt32(truncatingIfNeeded: row), column: c)
        }
        for sum in plan.tables[t].sums { try keep(sum, key: cells[sum.key], old: cells[sum.amount], new: 0, &work) }
        kill(t, row..<(row + 1), &work)
    }

    private mutating func update(
        _ t: Int, _ row: Int, _ column: Int, _ old: Int64, _ new: Int64, _ work: inout Work
    ) throws(StoreFault) {
        let id = plan.tables[t].schema.id
        guard plan.tables[t].columns.indices.contains(column) else { throw .unknownColumn(id, column: column) }
        try checkLive(t, row)
        try checkSound(t, row, column)
        guard tables[t].columns[column][row] == old else {
            throw .differs(id, row: UInt32(truncatingIfNeeded: row), column: column)
        }
        guard old != new else { return }
        try check(new, t, row, column)
        if column == 0, plan.tables[t].hasID, let existing = tables[t].row(key: new) {
            throw .duplicateID(id, row: UInt32(truncatingIfNeeded: row), existing: UInt32(truncatingIfNeeded: existing))
        }
        write(new, t, row, column, &work)
        let shape = plan.tables[t].columns[column]
        for sum in shape.amounts { try keep(sum, key: tables[t].columns[sum.key][row], old: old, new: new, &work) }
        for sum in shape.keys {
            let amount = tables[t].columns[sum.amount][row]
            try keep(sum, key: old, old: amount, new: 0, &work)
            try keep(sum, key: new, old: 0, new: amount, &work)
        }
    }

    // MARK: what steps are made of, each leaving its trace

    mutating func write(_ lane: Int64, _ t: Int, _ row: Int, _ column: Int, _ work: inout Work) {
        let old = tables[t].columns[column][row]
        guard old != lane else { return }
        tables[t].put(lane, row: row, column: column)
        work.trail.append(.wrote(table: t, row: row, column: column, old: old))
    }

    mutating func kill(_ t: Int, _ rows: Range<Int>, _ work: inout Work) {
        tables[t].kill(rows)
        work.trail.append(.killed(table: t, rows: rows))
        work.removed.append((t, rows))
    }

    mutating func revive(_ t: Int, _ rows: Range<Int>, _ work: inout Work) {
        tables[t].revive(rows)
        work.trail.append(.revived(table: t, rows: rows))
    }
}
