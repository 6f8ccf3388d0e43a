// What must be true of a cell and a row before they are written.

extension Store {
    func checkLive(_ t: Int, _ row: Int) throws(StoreFault) {
        let id = plan.tables[t].schema.id
        guard row < tables[t].count else { throw .unknownRow(id, row: UInt32(truncatingIfNeeded: row)) }
        guard tables[t].live[row] else { throw .notLive(id, row: UInt32(truncatingIfNeeded: row)) }
    }

    /// Refuses to write beside bytes that failed their check.
    func checkSound(_ t: Int, _ row: Int) throws(StoreFault) {
        guard tables[t].isMapped else { return }
        for c in tables[t].columns.indices { try checkSound(t, row, c) }
    }

    func checkSound(_ t: Int, _ row: Int, _ column: Int) throws(StoreFault) {
        if tables[t].isMapped, !tables[t].columns[column].isSound(row) {
            throw .damaged(plan.tables[t].schema.id, column: column, block: row >> 12)
        }
    }

    mutating func check(_ lane: Int64, _ t: Int, _ row: Int, _ column: Int) throws(StoreFault) {
        let limits = plan.tables[t].limits[column]
        if lane == Lane.null {
            if limits.nullable { return }
            throw .null(plan.tables[t].schema.id, row: UInt32(truncatingIfNeeded: row), column: column)
        }
        let fits: Bool
        switch plan.tables[t].columns[column].rule {
        case .any: fits = true
        case .flag: fits = lane == 0 || lane == 1
        case .text: fits = lane >= 0 && lane < Int64(texts.count)
        case .words: fits = isWord(lane, t, column)
        case .id: fits = ids.holds(IDKey(bits: lane))
        case .reference(let target):
            guard lane >= 0, lane < Int64(tables[target].count), tables[target].live[Int(lane)] else {
                throw .dangling(plan.tables[t].schema.id, row: UInt32(truncatingIfNeeded: row), column: column)
            }
            fits = true
        }
        guard fits, lane >= limits.low, lane <= limits.high else {
            throw .outOfRange(plan.tables[t].schema.id, row: UInt32(truncatingIfNeeded: row), column: column)
        }
    }

    /// Whether a code is one of a closed enumeration's words; compared once, then known by its code.
    mutating func isWord(_ lane: Int64, _ t: Int, _ column: Int) -> Bool {
        guard let code = UInt32(exactly: lane) else { return false }
        if tables[t].words[column].contains(code) { return true }
        guard case .words(let words) = plan.tables[t].columns[column].rule, Int(code) < texts.count, words.contains(texts.string(code)) else { return false }
        tables[t].words[column].append(code)
        return true
    }

    /// No live row may refer to a row this change removed.
    func refuseDangling(_ work: Work) throws(StoreFault) {
        guard !work.removed.isEmpty else { return }
        for target in Set(work.removed.map(\.table)) {
            var low = Int.max
            var high = -1
            for (table, rows) in work.removed where table == target {
                low = min(low, rows.lowerBound)
                high = max(high, rows.upperBound - 1)
            }
            var gone = [Bool](repeating: false, count: max(0, high - low + 1))
            for (table, rows) in work.removed where table == target {
                for row in rows where !tables[target].live[row] { gone[row - low] = true }
            }
            for (source, column) in plan.tables[target].referrers {
                guard let row = firstReferrer(source, column, low, gone) else { continue }
                throw .referenced(
                    plan.tables[target].schema.id, row: UInt32(truncatingIfNeeded: Int(tables[source].columns[column][row])),
                    by: plan.tables[source].schema.id, byRow: UInt32(truncatingIfNeeded: row))
            }
        }
    }

    private func firstReferrer(_ source: Int, _ column: Int, _ low: Int, _ gone: [Bool]) -> Int? {
        let view = ColumnView(tables[source].columns[column])
        let live = tables[source].live
        let floor = Int64(low)
        let ceiling = floor + Int64(gone.count)
        return withUnsafeTemporaryAllocation(of: Int64.self, capacity: Block.capacity) { room -> Int? in
            guard let lanes = room.baseAddress else { return nil }
            var from = 0
            while from < view.count {
                let step = min(Block.capacity, view.count - from)
                view.read(from: from, count: step, into: lanes)
                for i in 0..<step where lanes[i] >= floor && lanes[i] < ceiling {
                    if gone[Int(lanes[i] - floor)], live[from + i] { return from + i }
                }
                from += step
            }
            return nil
        }
    }
}
