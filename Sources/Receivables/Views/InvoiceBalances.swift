// What each invoice still owes at the view's day.
// balance = amount + charged − credited − allocated − written off; nothing while a draft, before issue, or once cancelled.

import Columns
import Values

extension BookView {
    /// Balances in minor units of each invoice's currency, by invoice row.
    package var balances: [Int64] { balanceLane.values }

    var balanceLane: DenseLane {
        kept(Invoices.table, InvoiceLane.balance.cacheNumber) { balanceSource.lanes(store.rowCount(Invoices.table)) }
    }

    /// The same, worked out block by block when read: whoever looks at one invoice reckons no others.
    var balanceSource: LaneSource {
        if let made = lanes[CacheKey(table: Invoices.table, lane: InvoiceLane.balance.cacheNumber)] { return .dense(made) }
        let computer = keptBalances ?? reckonBalances()
        keptBalances = computer
        return .computed(computer)
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
            .status, .blocked, .bucket, .plan, .planOverdue:
            return (.constant(0), true)
        }
        if let known = lanes[CacheKey(table: Invoices.table, lane: lane.cacheNumber)] { return (.dense(known), false) }
        let (source, isZero, overflowed) = facts.upTo(day)
        if overflowed { hasOverflowed = true }
        if case .dense(let made) = source { lanes[CacheKey(table: Invoices.table, lane: lane.cacheNumber)] = made }
        return (source, isZero)
    }

    private func reckonBalances() -> LaneComputer {
        let amounts = column(Invoices.table, Invoices.amount)
        var parts: [(lane: LaneSource, isAdded: Bool)] = []
        for (lane, isAdded) in [(InvoiceLane.allocated, false), (.charged, true), (.credited, false), (.writtenOff, false)] {
            let (source, isZero) = sum(lane)
            if !isZero { parts.append((source, isAdded)) }
        }
        let claims = Claims(self)
        let overflow = overflow
        return LaneComputer(count: store.rowCount(Invoices.table)) { from, count, out in
            amounts.read(from: from, count: count, into: out)
            for part in parts where Self.fold(part.lane, adding: part.isAdded, from: from, count: count, into: out) {
                overflow.isRaised = true
            }
            claims.clear(out, from: from, count: count)
        }
    }

    /// Adds a block of a lane to the balances, or takes it off; whether a sum left 64 bits.
    private static func fold(
        _ source: LaneSource, adding: Bool, from: Int, count: Int, into balances: UnsafeMutablePointer<Int64>
    ) -> Bool {
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: Block.capacity) { room in
            guard let lanes = room.baseAddress else { return false }
            source.read(from: from, count: count, into: lanes)
            // Sign bits collect the overflow, which keeps the loop free of branches.
            var sign: Int64 = 0
            if adding {
                for i in 0..<count {
                    let (a, b) = (balances[i], lanes[i])
                    let s = a &+ b
                    sign |= (a ^ s) & (b ^ s)
                    balances[i] = s
                }
            } else {
                for i in 0..<count {
                    let (a, b) = (balances[i], lanes[i])
                    let s = a &- b
                    sign |= (a ^ b) & (a ^ s)
                    balances[i] = s
                }
            }
            return sign < 0
        }
    }

    /// Which invoices are owed at all.
    private struct Claims {
        let issuedState: Int64
        let draft: Int64
        let states: LaneSource
        let cancellations: LaneSource
        let issues: LaneSource
        let limit: Int64
        let isThen: Bool
        let live: LiveRows

        init(_ view: BookView) {
            issuedState = view.word(Invoices.issuedState)
            draft = view.word(Invoices.draft)
            states = view.column(Invoices.table, Invoices.state)
            cancellations = view.column(Invoices.table, Invoices.cancelledOn)
            issues = view.column(Invoices.table, Invoices.issued)
            limit = view.day.lane
            isThen = view.asOf != nil
            live = view.store.live(Invoices.table)
        }

        /// Zero for drafts, tombstones, what was cancelled by the day, and (as of a day) what was not issued yet.
        func clear(_ balances: UnsafeMutablePointer<Int64>, from: Int, count: Int) {
            if !live.allLive {
                for i in 0..<count where !live[from &+ i] { balances[i] = 0 }
            }
            let block = from / Block.capacity
            if let bounds = states.bounds(block), bounds.min == issuedState, bounds.max == issuedState,
                !isThen || (issues.bounds(block).map { $0.max <= limit } ?? false) {
                return
            }
            withUnsafeTemporaryAllocation(of: Int64.self, capacity: Block.capacity * 3) { room in
                guard let state = room.baseAddress else { return }
                let (cancelled, issued) = (state + Block.capacity, state + 2 * Block.capacity)
                states.read(from: from, count: count, into: state)
                cancellations.read(from: from, count: count, into: cancelled)
                issues.read(from: from, count: count, into: issued)
                for i in 0..<count {
                    // A cancelled invoice was owed until its day; one cancelled on no known day never was.
                    let isOwed = state[i] == issuedState || (state[i] != draft && cancelled[i] > limit)
                    if !isOwed || (isThen && issued[i] > limit) { balances[i] = 0 }
                }
            }
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
