// Sums of dated facts per row they refer to, up to a day: what was allocated to each invoice by then.
// Blocks that lie wholly before or after the day are not looked into where that saves work; the maintained sum serves where
// no fact is later. Concrete loops over the kinds at rest.

import Columns
import Values

struct FactSums {
    let store: Store
    /// The facts: their table and its columns (u32 reference, i64 amount, i32 day).
    let source: TableID
    let key: Int
    let amount: Int
    let date: Int
    /// The table and column that the store keeps the whole sum in.
    let target: TableID
    let maintained: Int

    static func allocatedToInvoices(_ store: Store) -> FactSums {
        FactSums(
            store: store, source: Allocations.table, key: Allocations.invoice, amount: Allocations.amount,
            date: Allocations.date, target: Invoices.table, maintained: Invoices.allocated)
    }

    static func chargedToInvoices(_ store: Store) -> FactSums {
        FactSums(
            store: store, source: Charges.table, key: Charges.invoice, amount: Charges.amount, date: Charges.date,
            target: Invoices.table, maintained: Invoices.charged)
    }

    static func creditedToInvoices(_ store: Store) -> FactSums {
        FactSums(
            store: store, source: Credits.table, key: Credits.invoice, amount: Credits.amount, date: Credits.date,
            target: Invoices.table, maintained: Invoices.credited)
    }

    static func writtenOffInvoices(_ store: Store) -> FactSums {
        FactSums(
            store: store, source: WriteOffs.table, key: WriteOffs.invoice, amount: WriteOffs.amount, date: WriteOffs.date,
            target: Invoices.table, maintained: Invoices.writtenOff)
    }

    static func allocatedOfPayments(_ store: Store) -> FactSums {
        FactSums(
            store: store, source: Allocations.table, key: Allocations.payment, amount: Allocations.amount,
            date: Allocations.date, target: Payments.table, maintained: Payments.allocated)
    }

    /// The sums at the end of `day`, by target row, and whether one left 64 bits. `isZero` says that every one is nothing.
    func upTo(_ day: Day) -> (lane: LaneSource, isZero: Bool, overflowed: Bool) {
        if store.rowCount(source) == 0 { return (.constant(0), true, false) }
        let dates = store.view(source, date)
        let whole = store.view(target, maintained)
        let limit = Int64(day.number)
        var later: [Int] = []
        var earlier: [Int] = []
        for block in 0..<dates.blockCount {
            guard let bounds = dates.blockBounds(block) else { continue }
            if bounds.max > limit { later.append(block) }
            if bounds.min <= limit { earlier.append(block) }
        }
        guard !later.isEmpty else {
            let isZero = (0..<whole.blockCount).allSatisfy { whole.blockBounds($0).map { $0.min == 0 && $0.max == 0 } ?? true }
            return (.column(whole), isZero, false)
        }
        let subtracts = later.count <= earlier.count
        var sums = subtracts ? whole.lanes() : [Int64](repeating: 0, count: store.rowCount(target))
        var overflowed = false
        for block in subtracts ? later : earlier {
            overflowed = add(block, dates: dates, limit: Int32(day.number), after: subtracts, into: &sums) || overflowed
        }
        return (.dense(DenseLane(sums)), false, overflowed)
    }

    /// Adds the facts of a block dated up to `limit`, or takes off those dated after it.
    private func add(_ block: Int, dates: ColumnView, limit: Int32, after: Bool, into sums: inout [Int64]) -> Bool {
        let live = store.live(source)
        let dead = live.dead
        let first = block << 12
        return sums.withUnsafeMutableBufferPointer { sums -> Bool in
            let found: Bool??? = dates.withChunk(block) { dates in
                store.view(source, key).withChunk(block) { keys in
                    store.view(source, amount).withChunk(block) { amounts -> Bool in
                        guard case .i32(let dates) = dates, case .u32(let keys) = keys, case .i64(let amounts) = amounts else {
                            return false
                        }
                        return Self.scatter(
                            dates, keys, amounts, first: first, dead: dead, limit: limit, after: after, into: sums)
                    }
                }
            }
            return found.flatMap { $0 }.flatMap { $0 } ?? false
        }
    }

    private static func scatter(
        _ dates: UnsafeBufferPointer<Int32>, _ keys: UnsafeBufferPointer<UInt32>, _ amounts: UnsafeBufferPointer<Int64>,
        first: Int, dead: [UInt64], limit: Int32, after: Bool, into sums: UnsafeMutableBufferPointer<Int64>
    ) -> Bool {
        let count = min(dates.count, keys.count, amounts.count)
        let targets = sums.count
        var overflowed = false
        for i in 0..<count {
            let target = Int(keys[i])
            // A null reference is the greatest number, which no target reaches.
            guard (dates[i] > limit) == after, target < targets, amounts[i] != Lane.null else { continue }
            if !dead.isEmpty, dead[(first &+ i) >> 6] & (1 << UInt64((first &+ i) & 63)) != 0 { continue }
            let (sum, over) = after
                ? sums[target].subtractingReportingOverflow(amounts[i]) : sums[target].addingReportingOverflow(amounts[i])
            sums[target] = sum
            overflowed = overflowed || over
        }
        return overflowed
    }
}
