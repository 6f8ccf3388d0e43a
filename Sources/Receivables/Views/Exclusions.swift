// What stands in the way of chasing a debtor or an invoice at the view's day.

import Columns
import Values

/// The codes printed for it, strongest first: the first that applies is `blocked`.
package enum Exclusion: String, CaseIterable, Sendable, Hashable {
    case moratorium
    case noChase = "no-chase"
    case dispute
    case hold
    case planActive = "plan-active"
    case promiseOpen = "promise-open"
}

/// Rows that something stands in the way of, by what it is. Small sets over small tables.
package struct Exclusions: Equatable {
    package internal(set) var moratoriumDebtors: Set<UInt32> = []
    package internal(set) var heldDebtors: Set<UInt32> = []
    package internal(set) var heldInvoices: Set<UInt32> = []
    package internal(set) var disputedInvoices: Set<UInt32> = []
    package internal(set) var disputedDebtors: Set<UInt32> = []
    package internal(set) var plannedInvoices: Set<UInt32> = []
    package internal(set) var plannedDebtors: Set<UInt32> = []
    package internal(set) var promisedInvoices: Set<UInt32> = []
    package internal(set) var promisedDebtors: Set<UInt32> = []
    /// Debtors of promises of either kind.
    package internal(set) var debtorsWithPromises: Set<UInt32> = []

    /// Whether nothing stands in anybody's way.
    var isEmpty: Bool { self == Exclusions() }
}

extension BookView {
    package var exclusions: Exclusions {
        if let made = keptExclusions { return made }
        let made = gatherExclusions()
        keptExclusions = made
        return made
    }

    private func gatherExclusions() -> Exclusions {
        var found = Exclusions()
        let moratorium = word("moratorium")
        for row in rows(Holds.table) ?? store.live(Holds.table).rows() where isInForce(hold: row) {
            let debtor = cell(Holds.table, row, Holds.debtor).rowNumber
            let invoice = cell(Holds.table, row, Holds.invoice).rowNumber
            if cell(Holds.table, row, Holds.kind) == moratorium {
                if let debtor { found.moratoriumDebtors.insert(debtor) }
            }
            if let invoice { found.heldInvoices.insert(invoice) } else if let debtor { found.heldDebtors.insert(debtor) }
        }
        for row in rows(Disputes.table) ?? store.live(Disputes.table).rows() where isOpen(dispute: row) {
            if let invoice = cell(Disputes.table, row, Disputes.invoice).rowNumber { found.disputedInvoices.insert(invoice) }
            if let debtor = cell(Disputes.table, row, Disputes.debtor).rowNumber { found.disputedDebtors.insert(debtor) }
        }
        for plan in rows(Plans.table) ?? store.live(Plans.table).rows() where isAgreed(plan: plan) {
            // A plan paid off stands in nobody's way, and one in arrears no longer protects what it covers.
            guard let standing = try? standing(ofPlan: plan), !standing.isComplete, standing.isOnTrack,
                !isInDefault(plan: plan, standing)
            else { continue }
            if let debtor = cell(Plans.table, plan, Plans.debtor).rowNumber { found.plannedDebtors.insert(debtor) }
            for cover in adjacency(PlanInvoices.table, PlanInvoices.plan).rows(of: Int(plan)) {
                if let invoice = store.cell(PlanInvoices.table, cover, PlanInvoices.invoice).rowNumber {
                    found.plannedInvoices.insert(invoice)
                }
            }
        }
        for row in rows(Promises.table) ?? store.live(Promises.table).rows() {
            guard promise(row).status == .open, let debtor = cell(Promises.table, row, Promises.debtor).rowNumber else { continue }
            found.debtorsWithPromises.insert(debtor)
            if let invoice = cell(Promises.table, row, Promises.invoice).rowNumber {
                found.promisedInvoices.insert(invoice)
            } else {
                found.promisedDebtors.insert(debtor)
            }
        }
        return found
    }

    func isInForce(hold row: UInt32) -> Bool {
        let from = cell(Holds.table, row, Holds.from)
        let until = cell(Holds.table, row, Holds.until)
        let released = cell(Holds.table, row, Holds.releasedOn)
        return from <= day.lane && (until == Lane.null || day.lane <= until) && (released == Lane.null || day.lane < released)
    }

    func isOpen(dispute row: UInt32) -> Bool {
        let closed = cell(Disputes.table, row, Disputes.closedOn)
        return cell(Disputes.table, row, Disputes.since) <= day.lane && (closed == Lane.null || day.lane < closed)
    }

    func isAgreed(plan row: UInt32) -> Bool {
        let agreed = cell(Plans.table, row, Plans.agreed)
        let cancelled = cell(Plans.table, row, Plans.cancelled)
        return agreed != Lane.null && agreed <= day.lane && (cancelled == Lane.null || day.lane < cancelled)
    }

    /// All that stands in the way of chasing a debtor, strongest first.
    package func exclusions(ofDebtor row: UInt32) -> [Exclusion] {
        let found = exclusions
        return Exclusion.allCases.filter {
            switch $0 {
            case .moratorium: found.moratoriumDebtors.contains(row)
            case .noChase: cell(Debtors.table, row, Debtors.noChase) == 1
            case .dispute: found.disputedDebtors.contains(row)
            case .hold: found.heldDebtors.contains(row)
            case .planActive: found.plannedDebtors.contains(row)
            case .promiseOpen: found.debtorsWithPromises.contains(row)
            }
        }
    }

    /// All that stands in the way of chasing an invoice, strongest first.
    package func exclusions(ofInvoice row: UInt32) -> [Exclusion] {
        let found = exclusions
        let debtor = cell(Invoices.table, row, Invoices.debtor).rowNumber
        func ofDebtor(_ set: Set<UInt32>) -> Bool { debtor.map(set.contains) ?? false }
        return Exclusion.allCases.filter {
            switch $0 {
            case .moratorium: ofDebtor(found.moratoriumDebtors)
            case .noChase: debtor.map { cell(Debtors.table, $0, Debtors.noChase) == 1 } ?? false
            case .dispute: found.disputedInvoices.contains(row)
            case .hold: found.heldInvoices.contains(row) || ofDebtor(found.heldDebtors)
            case .planActive: found.plannedInvoices.contains(row)
            case .promiseOpen: found.promisedInvoices.contains(row) || ofDebtor(found.promisedDebtors)
            }
        }
    }

    func blockedDebtors() -> [Int64] {
        let found = exclusions
        var blocked = [Int64](repeating: Lane.null, count: store.rowCount(Debtors.table))
        for exclusion in Exclusion.allCases.reversed() {
            let code = word(exclusion.rawValue)
            let rows: Set<UInt32> = switch exclusion {
            case .moratorium: found.moratoriumDebtors
            case .noChase: noChaseDebtors
            case .dispute: found.disputedDebtors
            case .hold: found.heldDebtors
            case .planActive: found.plannedDebtors
            case .promiseOpen: found.debtorsWithPromises
            }
            for row in rows where Int(row) < blocked.count { blocked[Int(row)] = code }
        }
        return blocked
    }

    var blockedInvoices: LaneSource {
        let found = exclusions
        let noChase = noChaseDebtors
        if found.isEmpty, noChase.isEmpty { return .constant(Lane.null) }
        return .dense(kept(Invoices.table, InvoiceLane.blocked.cacheNumber) { blockedInvoices(found, noChase) })
    }

    private func blockedInvoices(_ found: Exclusions, _ noChase: Set<UInt32>) -> [Int64] {
        var blocked = [Int64](repeating: Lane.null, count: store.rowCount(Invoices.table))
        for exclusion in Exclusion.allCases.reversed() {
            let code = word(exclusion.rawValue)
            let (invoices, debtors): (Set<UInt32>, Set<UInt32>) = switch exclusion {
            case .moratorium: ([], found.moratoriumDebtors)
            case .noChase: ([], noChase)
            case .dispute: (found.disputedInvoices, [])
            case .hold: (found.heldInvoices, found.heldDebtors)
            case .planActive: (found.plannedInvoices, [])
            case .promiseOpen: (found.promisedInvoices, found.promisedDebtors)
            }
            for row in invoices where Int(row) < blocked.count { blocked[Int(row)] = code }
            if debtors.isEmpty { continue }
            let byDebtor = adjacency(Invoices.table, Invoices.debtor)
            for debtor in debtors {
                for row in byDebtor.rows(of: Int(debtor)) { blocked[Int(row)] = code }
            }
        }
        return blocked
    }

    private var noChaseDebtors: Set<UInt32> {
        let flags = column(Debtors.table, Debtors.noChase)
        let count = store.rowCount(Debtors.table)
        var rows: Set<UInt32> = []
        var lanes = [Int64](repeating: 0, count: Block.capacity)
        for from in stride(from: 0, to: count, by: Block.capacity) {
            if let bounds = flags.bounds(from / Block.capacity), bounds.max == 0 { continue }
            let some = min(Block.capacity, count - from)
            flags.fill(&lanes, from: from, count: some)
            for i in 0..<some where lanes[i] == 1 { rows.insert(UInt32(truncatingIfNeeded: from + i)) }
        }
        return rows
    }
}

extension Int64 {
    /// A reference's row; nil where it is null or no row number.
    var rowNumber: UInt32? { UInt32(exactly: self) }
}
