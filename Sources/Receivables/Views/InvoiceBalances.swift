// What each invoice still owes at the view's day.
// balance = amount + charged − credited − allocated − written off; nothing while a draft, before issue, or once cancelled.

import Columns
import Values

extension BookView {
    /// Balances in minor units of each invoice's currency, by invoice row.
    package var balances: [Int64] { balanceLane.values }

    var balanceLane: DenseLane {
        kept(Invoices.table, InvoiceLane.balance.cacheNumber) { reckonBalances() }
    }

    /// One of the four dated sums per invoice, at the view's day.
    func sum(_ lane: InvoiceLane) -> (lane: LaneSource, isZero: Bool) {
        let facts: FactSums
        switch lane {
        case .allocated: facts = .allocatedToInvoices(store)
        case .charged: facts = .chargedToInvoices(store)
        case .credited: facts = .creditedToInvoices(store)
        case .writtenOff: facts = .writtenOffInvoices(store)
        case .balance, .claimable, .overdue, .oldestLevel, .partPaid, .disputed, .held, .inPlan, .promised, .isWrittenOff,
            .status, .blocked:
            return (.constant(0), true)
        }
        if let known = lanes[CacheKey(table: Invoices.table, lane: lane.cacheNumber)] { return (.dense(known), false) }
        let (source, isZero, overflowed) = facts.upTo(day)
        if overflowed { hasOverflowed = true }
        if case .dense(let made) = source { lanes[CacheKey(table: Invoices.table, lane: lane.cacheNumber)] = made }
        return (source, isZero)
    }

    private func reckonBalances() -> [Int64] {
        let count = store.rowCount(Invoices.table)
        var balances = dense(Invoices.table, Invoices.amount)
        var overflowed = false
        for (lane, sign) in [(InvoiceLane.allocated, -1), (.charged, 1), (.credited, -1), (.writtenOff, -1)] {
            let (source, isZero) = sum(lane)
            if isZero { continue }
            overflowed = Self.fold(source, adding: sign > 0, count: count, into: &balances) || overflowed
        }
        clearUnclaimed(&balances)
        if overflowed { hasOverflowed = true }
        return balances
    }

    private static func fold(_ source: LaneSource, adding: Bool, count: Int, into balances: inout [Int64]) -> Bool {
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: 4_096) { room in
            balances.withUnsafeMutableBufferPointer { balances in
                guard let lanes = room.baseAddress else { return false }
                var overflowed = false
                var from = 0
                while from < count {
                    let rows = min(4_096, count - from)
                    source.read(from: from, count: rows, into: lanes)
                    // Sign bits collect the overflow, which keeps the loop free of branches.
                    var sign: Int64 = 0
                    if adding {
                        for i in 0..<rows {
                            let (a, b) = (balances[from &+ i], lanes[i])
                            let s = a &+ b
                            sign |= (a ^ s) & (b ^ s)
                            balances[from &+ i] = s
                        }
                    } else {
                        for i in 0..<rows {
                            let (a, b) = (balances[from &+ i], lanes[i])
                            let s = a &- b
                            sign |= (a ^ b) & (a ^ s)
                            balances[from &+ i] = s
                        }
                    }
                    overflowed = overflowed || sign < 0
                    from += rows
                }
                return overflowed
            }
        }
    }

    /// Zero for drafts, tombstones, what was cancelled by the day, and (as of a day) what was not issued yet.
    private func clearUnclaimed(_ balances: inout [Int64]) {
        let issuedState = word(Invoices.issuedState)
        let draft = word(Invoices.draft)
        let states = column(Invoices.table, Invoices.state)
        let cancellations = column(Invoices.table, Invoices.cancelledOn)
        let issues = column(Invoices.table, Invoices.issued)
        let limit = day.lane
        var state = [Int64](repeating: 0, count: 4_096)
        var cancelled = state
        var issued = state
        for block in 0..<(balances.count + 4_095) / 4_096 {
            if let bounds = states.bounds(block), bounds.min == issuedState, bounds.max == issuedState,
                asOf == nil || (issues.bounds(block).map { $0.max <= limit } ?? false) {
                continue
            }
            let from = block * 4_096
            let count = min(4_096, balances.count - from)
            states.fill(&state, from: from, count: count)
            cancellations.fill(&cancelled, from: from, count: count)
            issues.fill(&issued, from: from, count: count)
            for i in 0..<count {
                // A cancelled invoice was owed until its day; one cancelled on no known day never was.
                let isOwed = state[i] == issuedState || (state[i] != draft && cancelled[i] > limit)
                if !isOwed || (asOf != nil && issued[i] > limit) { balances[from + i] = 0 }
            }
        }
        let live = store.live(Invoices.table)
        if !live.allLive {
            for row in balances.indices where !live[row] { balances[row] = 0 }
        }
    }
}

extension LaneSource {
    /// The bounds of a stored block; nil where the lane is not a stored column, or a block is all null.
    func bounds(_ block: Int) -> (min: Int64, max: Int64)? {
        guard case .column(let view) = self else { return nil }
        return view.blockBounds(block)
    }

    /// Reads into the front of an array that has room for `count`.
    func fill(_ lanes: inout [Int64], from: Int, count: Int) {
        lanes.withUnsafeMutableBufferPointer { room in
            if let base = room.baseAddress { read(from: from, count: min(count, room.count), into: base) }
        }
    }
}
