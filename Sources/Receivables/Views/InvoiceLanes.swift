// Everything derived that can be asked of an invoice at the view's day, each as a lane.
// An invoice stores only draft, issued or cancelled; all of this is true side by side and none of it is kept in the book.

package import Columns
import Values

package enum InvoiceLane: Int, CaseIterable, Sendable, Hashable {
    /// Money: what is still owed.
    case balance
    /// Money: balance with write-offs added back.
    case claimable
    /// Money: paid, charged, credited, written off by the day.
    case allocated, charged, credited, writtenOff
    /// Days: as-of − due; negative before the due day.
    case overdue
    /// Integer: the level of the last notice that named the invoice's debtor.
    case oldestLevel
    /// Flags.
    case partPaid, disputed, held, inPlan, promised, isWrittenOff
    /// Words: one word for display, and the first reason not to chase (null: none).
    case status, blocked
    /// Word: the standard ageing bucket of an invoice that has a balance, else null.
    case bucket
    /// The row of the agreed plan that pays it off, and days its oldest open instalment is late; null for none.
    case plan, planOverdue

    var cacheNumber: Int { 1_000 + rawValue }
}

/// The one word shown for an invoice. Display only: flags and days are what conditions are written about.
package enum InvoiceStatus: String, CaseIterable, Sendable, Hashable {
    case draft, cancelled, paid, written_off, disputed, on_hold, in_plan, promised, overdue, due_today, part_paid, open

    /// Its place in `allCases`.
    var position: Int {
        switch self {
        case .draft: 0
        case .cancelled: 1
        case .paid: 2
        case .written_off: 3
        case .disputed: 4
        case .on_hold: 5
        case .in_plan: 6
        case .promised: 7
        case .overdue: 8
        case .due_today: 9
        case .part_paid: 10
        case .open: 11
        }
    }
}

extension BookView {
    /// A derived lane over the rows of `invoices`.
    package func invoice(_ lane: InvoiceLane) -> LaneSource {
        switch lane {
        case .balance: return balanceSource
        case .allocated, .charged, .credited, .writtenOff: return sum(lane).lane
        case .overdue: return overdueLane
        case .claimable:
            let (writtenOff, isZero) = sum(.writtenOff)
            if isZero { return balanceSource }
            return .dense(kept(Invoices.table, lane.cacheNumber) {
                zip(balances, writtenOff.lanes(balances.count)).map { $0.addingClamped($1) }
            })
        case .oldestLevel: return noticeLevels
        case .partPaid:
            let paid = sum(.allocated).lane
            return .dense(kept(Invoices.table, lane.cacheNumber) {
                zip(balances, paid.lanes(balances.count)).map { $0 != 0 && $1 > 0 ? 1 : 0 }
            })
        case .isWrittenOff:
            let (writtenOff, isZero) = sum(.writtenOff)
            if isZero { return .constant(0) }
            return .dense(kept(Invoices.table, lane.cacheNumber) {
                writtenOff.lanes(store.rowCount(Invoices.table)).map { $0 > 0 ? 1 : 0 }
            })
        case .disputed: return flag(lane, exclusions.disputedInvoices)
        case .held: return flag(lane, exclusions.heldInvoices, debtors: exclusions.heldDebtors)
        case .inPlan: return flag(lane, exclusions.plannedInvoices)
        case .promised: return flag(lane, exclusions.promisedInvoices, debtors: exclusions.promisedDebtors)
        case .blocked: return blockedInvoices
        case .status: return statuses
        case .bucket: return buckets
        case .plan, .planOverdue:
            return .dense(kept(Invoices.table, lane.cacheNumber) {
                var lanes = [Int64](repeating: Lane.null, count: store.rowCount(Invoices.table))
                for plan in store.live(Plans.table).rows() where isAgreed(plan: plan) && exists(Plans.table, plan) {
                    guard let standing = try? standing(ofPlan: plan), let next = standing.next else { continue }
                    let late = standing.instalments[next].due.days(to: day)
                    for invoice in invoices(ofPlan: plan) { lanes[Int(invoice)] = lane == .plan ? Int64(plan) : late }
                }
                return lanes
            })
        }
    }

    /// Days overdue: cheaper to work out each time than to keep.
    private var overdueLane: LaneSource { .difference(day.lane, dues) }

    private func flag(_ lane: InvoiceLane, _ rows: Set<UInt32>, debtors: Set<UInt32> = []) -> LaneSource {
        if rows.isEmpty && debtors.isEmpty { return .constant(0) }
        return .dense(kept(Invoices.table, lane.cacheNumber) {
            var flags = [Int64](repeating: 0, count: store.rowCount(Invoices.table))
            for row in rows where Int(row) < flags.count { flags[Int(row)] = 1 }
            for debtor in debtors {
                for row in adjacency(Invoices.table, Invoices.debtor).rows(of: Int(debtor)) { flags[Int(row)] = 1 }
            }
            return flags
        })
    }

    /// Worked out block by block: it is shown for a screen of rows, seldom asked of all.
    private var statuses: LaneSource {
        if let keptStatuses { return .computed(keptStatuses) }
        let codes = InvoiceStatus.allCases.map { word($0.rawValue) }
        let (draft, issued, today) = (word(Invoices.draft), word(Invoices.issuedState), day.lane)
        let sources = [
            column(Invoices.table, Invoices.state), column(Invoices.table, Invoices.cancelledOn),
            dues, balanceSource, sum(.writtenOff).lane, sum(.allocated).lane,
            invoice(.disputed), invoice(.held), invoice(.inPlan), invoice(.promised),
        ]
        let computer = LaneComputer(count: store.rowCount(Invoices.table)) { from, count, out in
            var lanes = sources.map { _ in [Int64](repeating: 0, count: count) }
            for (k, source) in sources.enumerated() { source.fill(&lanes[k], from: from, count: count) }
            for i in 0..<count {
                let (due, balance) = (lanes[2][i], lanes[3][i])
                let status: InvoiceStatus =
                    if lanes[0][i] == draft {
                        .draft
                    } else if lanes[0][i] != issued && lanes[1][i] <= today {
                        .cancelled
                    } else if balance <= 0 {
                        lanes[4][i] > 0 ? .written_off : .paid
                    } else if lanes[6][i] == 1 {
                        .disputed
                    } else if lanes[7][i] == 1 {
                        .on_hold
                    } else if lanes[8][i] == 1 {
                        .in_plan
                    } else if due < today {
                        lanes[9][i] == 1 ? .promised : .overdue
                    } else if due == today {
                        .due_today
                    } else {
                        lanes[5][i] > 0 ? .part_paid : .open
                    }
                out[i] = codes[status.position]
            }
        }
        keptStatuses = computer
        return .computed(computer)
    }

    private var buckets: LaneSource {
        if let keptBuckets { return .computed(keptBuckets) }
        let edges = AgeingBuckets.standard.edges
        let words = AgeingBuckets.standard.names.map { word($0) }
        let (owed, late) = (balanceSource, overdueLane)
        let known = words.filter { $0 != Lane.null }
        let bounds = known.min().flatMap { least in known.max().map { (min: least, max: $0) } }
        let computer = LaneComputer(count: store.rowCount(Invoices.table), within: bounds) { from, count, out in
            withUnsafeTemporaryAllocation(of: Int64.self, capacity: max(1, count)) { room in
                guard let balance = room.baseAddress else { return }
                owed.read(from: from, count: count, into: balance)
                late.read(from: from, count: count, into: out)
                for i in 0..<count {
                    var bucket = 0
                    for edge in edges { bucket &+= out[i] > edge ? 1 : 0 }
                    out[i] = balance[i] == 0 || out[i] == Lane.null ? Lane.null : words[bucket]
                }
            }
        }
        keptBuckets = computer
        return .computed(computer)
    }

    /// What the levels are kept under, beside the debtors' own lanes.
    private static var levelsByDebtor: Int { 2_000 }

    /// The highest level of the notices sent to the invoice's debtor by the day; 0 for none.
    private var noticeLevels: LaneSource {
        let notices = store.live(Notices.table)
        if notices.liveCount == 0 { return .constant(0) }
        let sent = store.view(Notices.table, Notices.sent)
        let debtors = store.view(Notices.table, Notices.debtor)
        let level = store.view(Notices.table, Notices.level)
        let byDebtor = kept(Debtors.table, Self.levelsByDebtor) {
            var levels = [Int64](repeating: 0, count: store.rowCount(Debtors.table))
            for row in notices.rows() {
                guard sent[Int(row)] != Lane.null, sent[Int(row)] <= day.lane else { continue }
                let debtor = Int(clamping: debtors[Int(row)])
                if levels.indices.contains(debtor) { levels[debtor] = max(levels[debtor], level[Int(row)]) }
            }
            return levels
        }
        return .through(.dense(byDebtor), by: column(Invoices.table, Invoices.debtor))
    }
}

extension Int64 {
    /// Clamped at the ends of 64 bits; for figures whose view already says that something overflowed.
    func addingClamped(_ other: Int64) -> Int64 {
        let (sum, over) = addingReportingOverflow(other)
        return over ? (other < 0 ? .min + 1 : .max) : sum
    }
}
