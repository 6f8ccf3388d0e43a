// Maintained sums: the cells that follow from others, kept with each change and chained where a kept cell is summed again.

extension Store {
    /// An amount changed from `old` to `new` under `key`: the kept cell follows. Null counts as nothing.
    mutating func keep(_ sum: Plan.Sum, key: Int64, old: Int64, new: Int64, _ work: inout Work) throws(StoreFault) {
        guard key != Lane.null, key >= 0, key < Int64(tables[sum.target].count) else { return }
        let change = Int128(new == Lane.null ? 0 : new) - Int128(old == Lane.null ? 0 : old)
        guard change != 0 else { return }
        let row = Int(key)
        try checkSound(sum.target, row, sum.column)
        let before = tables[sum.target].columns[sum.column][row]
        let after = Int64(exactly: Int128(before == Lane.null ? 0 : before) + change * Int128(sum.sign))
        guard let after, after != Lane.null else {
            throw .overflow(plan.tables[sum.target].schema.id, row: UInt32(truncatingIfNeeded: row), column: sum.column)
        }
        tables[sum.target].keep(after, row: row, column: sum.column)
        work.trail.append(.kept(table: sum.target, row: row, column: sum.column, old: before))
        guard tables[sum.target].live[row] else { return }
        for next in plan.tables[sum.target].columns[sum.column].amounts {
            try keep(next, key: tables[sum.target].columns[next.key][row], old: before, new: after, &work)
        }
    }

    /// The same for many rows at once: `amounts` is added `times` (1 or -1) under `keys`, each as a column of the same length.
    mutating func keepAll(
        _ sum: Plan.Sum, keys: ColumnView, amounts: ColumnView, times: Int64, _ work: inout Work
    ) throws(StoreFault) {
        let id = plan.tables[sum.target].schema.id
        let spine = tables[sum.target].columns[sum.column]
        for i in 0..<spine.blockCount { try checkSound(sum.target, i << 12, sum.column) }
        let before = ColumnView(spine).lanes()
        var after = before
        let factor = sum.sign &* times
        // A block at a time: both columns as lanes would be as much memory again as an import brings.
        var rows = [Int64](repeating: 0, count: min(Block.capacity, keys.count))
        var shares = rows
        for from in stride(from: 0, to: keys.count, by: Block.capacity) {
            let count = min(Block.capacity, keys.count - from)
            fill(&rows, keys, from, count)
            fill(&shares, amounts, from, count)
            for i in 0..<count where rows[i] >= 0 && rows[i] < Int64(after.count) && shares[i] != Lane.null {
                let row = Int(rows[i])
                let (share, tooMuch) = shares[i].multipliedReportingOverflow(by: factor)
                let (total, tooGreat) = (after[row] == Lane.null ? 0 : after[row]).addingReportingOverflow(share)
                if tooMuch || tooGreat || total == Lane.null {
                    throw .overflow(id, row: UInt32(truncatingIfNeeded: row), column: sum.column)
                }
                after[row] = total
            }
        }
        work.trail.append(.keptAll(table: sum.target, column: sum.column, old: spine))
        tables[sum.target].columns[sum.column] = spine.replacing(before, by: after)
        let chained = plan.tables[sum.target].columns[sum.column].amounts
        if chained.isEmpty { return }
        let live = tables[sum.target].live
        var changes = [Int64](repeating: 0, count: after.count)
        for row in after.indices where after[row] != before[row] && live[row] {
            let (change, overflow) = after[row].subtractingReportingOverflow(before[row] == Lane.null ? 0 : before[row])
            if overflow || change == Lane.null {
                throw .overflow(id, row: UInt32(truncatingIfNeeded: row), column: sum.column)
            }
            changes[row] = change
        }
        var column = BatchColumn(.i64)
        changes.withUnsafeBufferPointer { lanes in
            guard let base = lanes.baseAddress else { return }
            for from in stride(from: 0, to: lanes.count, by: Block.capacity) {
                column.append(block: base + from, min(Block.capacity, lanes.count - from))
            }
        }
        for next in chained {
            try keepAll(next, keys: ColumnView(tables[sum.target].columns[next.key]), amounts: column.view, times: 1, &work)
        }
    }

    /// Follows the sums of rows that came (`times` 1) or went (-1): by row where they are few beside the target, else at once.
    mutating func keepBatch(_ t: Int, _ batch: ColumnBatch, times: Int64, _ work: inout Work) throws(StoreFault) {
        for sum in plan.tables[t].sums {
            let (keys, amounts) = (batch.view(sum.key), batch.view(sum.amount))
            if keys.count * 16 < tables[sum.target].count {
                let (keys, amounts) = (keys.lanes(), amounts.lanes())
                for i in keys.indices {
                    try keep(sum, key: keys[i], old: times > 0 ? 0 : amounts[i], new: times > 0 ? amounts[i] : 0, &work)
                }
            } else {
                try keepAll(sum, keys: keys, amounts: amounts, times: times, &work)
            }
        }
    }
}
