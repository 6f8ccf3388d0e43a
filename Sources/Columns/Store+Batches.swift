// Imports and their inverse: whole columns checked block by block, appended by moving blocks.

extension Store {
    mutating func insertRows(_ t: Int, _ first: Int, _ batch: ColumnBatch, _ work: inout Work) throws(StoreFault) {
        let id = plan.tables[t].schema.id
        let count = tables[t].count
        let rows = try checkShape(t, batch)
        guard first <= count else {
            throw .gap(id, row: UInt32(truncatingIfNeeded: first), next: UInt32(truncatingIfNeeded: count))
        }
        guard first + rows < Int(UInt32.max) - 1 else { throw .full }
        if rows == 0 { return }
        try checkSound(t, first)
        if first == count {
            for c in batch.columns.indices { try checkColumn(t, first, c, batch) }
            work.trail.append(.grew(table: t, from: first))
            if let (row, existing) = tables[t].append(batch) {
                throw .duplicateID(id, row: UInt32(truncatingIfNeeded: row), existing: UInt32(truncatingIfNeeded: existing))
            }
        } else {
            try restore(t, first, batch, &work)
        }
        try keepBatch(t, batch, times: 1, &work)
    }

    /// Brings back tombstones, writing only what differs.
    private mutating func restore(_ t: Int, _ first: Int, _ batch: ColumnBatch, _ work: inout Work) throws(StoreFault) {
        let id = plan.tables[t].schema.id
        let rows = first..<(first + batch.count)
        guard rows.upperBound <= tables[t].count else {
            throw .gap(id, row: UInt32(truncatingIfNeeded: first), next: UInt32(truncatingIfNeeded: tables[t].count))
        }
        for row in rows where tables[t].live[row] { throw .occupied(id, row: UInt32(truncatingIfNeeded: row)) }
        for c in batch.columns.indices { try checkColumn(t, first, c, batch) }
        for block in stride(from: first, to: rows.upperBound, by: Block.capacity) { try checkSound(t, block) }
        try checkSound(t, rows.upperBound - 1)
        for c in batch.columns.indices {
            let column = batch.columns[c].spine
            let sameIDs = restoreColumn(t, first, c, column, &work)
            if c == 0, plan.tables[t].hasID, !sameIDs || !tables[t].allAscend { try refuseDuplicates(t, first, column) }
        }
        revive(t, rows, &work)
    }

    /// Writes what differs from the tombstones' cells; whether nothing did.
    private mutating func restoreColumn(
        _ t: Int, _ first: Int, _ c: Int, _ column: Spine, _ work: inout Work
    ) -> Bool {
        let old = ColumnView(tables[t].columns[c])
        let new = ColumnView(column)
        var left = [Int64](repeating: 0, count: Block.capacity)
        var right = left
        var same = true
        for from in stride(from: 0, to: column.count, by: Block.capacity) {
            let step = min(Block.capacity, column.count - from)
            fill(&left, old, first + from, step)
            fill(&right, new, from, step)
            for i in 0..<step where left[i] != right[i] {
                write(right[i], t, first + from + i, c, &work)
                same = false
            }
        }
        return same
    }

    private func refuseDuplicates(_ t: Int, _ first: Int, _ column: Spine) throws(StoreFault) {
        let id = plan.tables[t].schema.id
        var seen = Set<Int64>()
        for i in 0..<column.count {
            let row = UInt32(truncatingIfNeeded: first + i)
            if let existing = tables[t].row(key: column[i]) {
                throw .duplicateID(id, row: row, existing: UInt32(truncatingIfNeeded: existing))
            }
            if !seen.insert(column[i]).inserted { throw .duplicateID(id, row: row, existing: row) }
        }
    }

    mutating func removeRows(
        _ t: Int, _ first: Int, _ count: Int, _ batch: ColumnBatch, _ work: inout Work
    ) throws(StoreFault) {
        let id = plan.tables[t].schema.id
        guard try checkShape(t, batch) == count else { throw .shape(id) }
        if count == 0 { return }
        guard first + count <= tables[t].count else { throw .unknownRow(id, row: UInt32(truncatingIfNeeded: first + count - 1)) }
        for row in first..<(first + count) where !tables[t].live[row] { throw .notLive(id, row: UInt32(truncatingIfNeeded: row)) }
        for c in batch.columns.indices {
            if let row = firstDifference(tables[t].columns[c], first, batch.columns[c].spine) {
                try checkSound(t, first + row)
                throw .differs(id, row: UInt32(truncatingIfNeeded: first + row), column: c)
            }
        }
        try keepBatch(t, batch, times: -1, &work)
        kill(t, first..<(first + count), &work)
    }

    private func checkShape(_ t: Int, _ batch: ColumnBatch) throws(StoreFault) -> Int {
        let shape = plan.tables[t]
        guard batch.columns.count == shape.columns.count else { throw .shape(shape.schema.id) }
        let rows = batch.count
        for (given, wanted) in zip(batch.columns, shape.columns) where given.physical != wanted.physical || given.count != rows {
            throw .shape(shape.schema.id)
        }
        return rows
    }

    /// Every cell of a batch's column, which will stand from row `first` on.
    private mutating func checkColumn(_ t: Int, _ first: Int, _ column: Int, _ batch: ColumnBatch) throws(StoreFault) {
        let shape = plan.tables[t].columns[column]
        let view = batch.view(column)
        var suspect: Int?
        // A range per column says at once that most blocks are sound; only a suspect one is looked at cell by cell.
        let ceiling: Int64
        var floor: Int64 = 0
        switch shape.rule {
        case .any: (floor, ceiling) = (Int64.min + 1, Int64.max)
        case .flag: ceiling = 1
        case .text: ceiling = Int64(texts.count) - 1
        case .words, .id: ceiling = Int64.max
        case .reference(let target): ceiling = Int64(tables[target].count + (target == t ? view.count : 0)) - 1
        }
        var lanes = [Int64](repeating: 0, count: Block.capacity)
        var from = 0
        while from < view.count, suspect == nil {
            let step = min(Block.capacity, view.count - from)
            lanes.withUnsafeMutableBufferPointer { room in
                guard let base = room.baseAddress else { return }
                view.read(from: from, count: step, into: base)
                for i in 0..<step where base[i] < floor || base[i] > ceiling {
                    if base[i] == Lane.null, shape.limits.nullable { continue }
                    suspect = from + i
                    return
                }
            }
            if suspect == nil { suspect = suspectByRule(t, column, lanes, step, from, own: first..<(first + view.count)) }
            from += step
        }
        guard let row = suspect else { return }
        let id = plan.tables[t].schema.id
        let at = UInt32(truncatingIfNeeded: first + row)
        if view[row] == Lane.null { throw .null(id, row: at, column: column) }
        if case .reference = shape.rule { throw .dangling(id, row: at, column: column) }
        throw .outOfRange(id, row: at, column: column)
    }

    private mutating func suspectByRule(
        _ t: Int, _ column: Int, _ lanes: [Int64], _ count: Int, _ from: Int, own: Range<Int>
    ) -> Int? {
        switch plan.tables[t].columns[column].rule {
        case .any, .flag, .text: return nil
        case .words:
            var last = Lane.null
            for i in 0..<count where lanes[i] != Lane.null && lanes[i] != last {
                if !isWord(lanes[i], t, column) { return from + i }
                last = lanes[i]
            }
        case .id:
            for i in 0..<count where !ids.holds(IDKey(bits: lanes[i])) { return from + i }
        case .reference(let target):
            let live = tables[target].live
            if live.allLive { return nil }
            for i in 0..<count where lanes[i] >= 0 && !live[Int(lanes[i])] {
                // A batch may refer to its own rows, which do not live yet.
                if target == t, own.contains(Int(lanes[i])) { continue }
                return from + i
            }
        }
        return nil
    }

    func fill(_ lanes: inout [Int64], _ view: ColumnView, _ from: Int, _ count: Int) {
        lanes.withUnsafeMutableBufferPointer { room in
            if let base = room.baseAddress { view.read(from: from, count: min(count, room.count), into: base) }
        }
    }

    private func firstDifference(_ spine: Spine, _ first: Int, _ other: Spine) -> Int? {
        let a = ColumnView(spine)
        let b = ColumnView(other)
        var left = [Int64](repeating: 0, count: Block.capacity)
        var right = left
        var from = 0
        while from < b.count {
            let step = min(Block.capacity, b.count - from)
            fill(&left, a, first + from, step)
            fill(&right, b, from, step)
            for i in 0..<step where left[i] != right[i] { return from + i }
            from += step
        }
        return nil
    }
}
