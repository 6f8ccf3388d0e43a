// Which rows existed at a day: issued, dated, opened, made by then.

package import Columns
import Values

/// How a table says since when a row exists.
enum Existence {
    case always
    /// From the day in this column on; a row without a day always existed.
    case since(Int)
    /// From the day of the moment in this column on.
    case sinceMoment(Int)
    /// As the row it belongs to.
    case with(Int, TableID)
    /// As the row it belongs to: that of the first reference, where it has one, else of the second.
    case withEither((Int, TableID), (Int, TableID))

    static func of(_ table: TableID) -> Existence {
        switch table {
        case Debtors.table: .since(Debtors.opened)
        case People.table: .with(People.debtor, Debtors.table)
        case Invoices.table: .since(Invoices.issued)
        case Charges.table: .since(Charges.date)
        case Credits.table: .since(Credits.date)
        case WriteOffs.table: .since(WriteOffs.date)
        case Payments.table: .since(Payments.date)
        case Allocations.table: .since(Allocations.date)
        case Contacts.table: .sinceMoment(Contacts.at)
        case Promises.table: .since(Promises.made)
        case Plans.table: .since(Plans.proposed)
        case PlanInvoices.table: .with(PlanInvoices.plan, Plans.table)
        case Instalments.table: .withEither((Instalments.plan, Plans.table), (Instalments.invoice, Invoices.table))
        case InvoiceTerms.table: .with(InvoiceTerms.invoice, Invoices.table)
        case Refunds.table: .since(Refunds.date)
        case Cases.table: .since(Cases.opened)
        case Steps.table: .with(Steps.recoveryCase, Cases.table)
        case Holds.table: .since(Holds.from)
        case Disputes.table: .since(Disputes.since)
        case Notices.table: .since(Notices.sent)
        case ExchangeRates.table: .since(ExchangeRates.day)
        case ReferenceRates.table: .since(ReferenceRates.day)
        case ClosedMonths.table: .since(ClosedMonths.closedOn)
        case Revisions.table: .since(Revisions.day)
        case Imports.table: .since(Imports.day)
        default: .always
        }
    }
}

extension BookView {
    /// The rows of a table that exist in this view, ascending; nil where that is every row there is.
    package func rows(_ table: TableID) -> [UInt32]? {
        let live = store.live(table)
        guard asOf != nil else { return live.allLive ? nil : live.rows() }
        switch Existence.of(table) {
        case .always:
            return live.allLive ? nil : live.rows()
        case .since(let column):
            return rows(table, live, column: column, upTo: day.lane)
        case .sinceMoment(let column):
            return rows(table, live, column: column, upTo: (day.lane + 1) * 1_440 - 1)
        case .with(let column, let owner):
            guard let owners = rows(owner) else { return live.allLive ? nil : live.rows() }
            var exists = [Bool](repeating: false, count: store.rowCount(owner))
            for row in owners { exists[Int(row)] = true }
            let reference = store.view(table, column)
            return live.rows().filter { row in
                let target = reference[Int(row)]
                return target >= 0 && target < exists.count && exists[Int(target)]
            }
        case .withEither:
            return live.rows().filter { exists(table, $0) }
        }
    }

    /// Whether one row exists in this view.
    package func exists(_ table: TableID, _ row: UInt32) -> Bool {
        guard store.isLive(table, row) else { return false }
        guard asOf != nil else { return true }
        switch Existence.of(table) {
        case .always: return true
        case .since(let column):
            return cell(table, row, column) <= day.lane
        case .sinceMoment(let column):
            return cell(table, row, column) < (day.lane + 1) * 1_440
        case .with(let column, let owner):
            return UInt32(exactly: store.cell(table, row, column)).map { exists(owner, $0) } ?? false
        case .withEither(let first, let second):
            if let owner = store.cell(table, row, first.0).rowNumber { return exists(first.1, owner) }
            return store.cell(table, row, second.0).rowNumber.map { exists(second.1, $0) } ?? false
        }
    }

    /// Live rows whose column is at most `limit`, or null (the least lane there is).
    private func rows(_ table: TableID, _ live: LiveRows, column: Int, upTo limit: Int64) -> [UInt32]? {
        let source = self.column(table, column)
        if live.allLive, case .column(let view) = source,
            (0..<view.blockCount).allSatisfy({ (view.blockBounds($0)?.max ?? limit) <= limit }) {
            return nil
        }
        var chosen: [UInt32] = []
        chosen.reserveCapacity(live.liveCount)
        var lanes = [Int64](repeating: Lane.null, count: 4_096)
        var from = 0
        while from < live.count {
            let count = min(4_096, live.count - from)
            lanes.withUnsafeMutableBufferPointer { room in
                if let base = room.baseAddress { source.read(from: from, count: count, into: base) }
            }
            for i in 0..<count where lanes[i] <= limit && live[from + i] {
                chosen.append(UInt32(truncatingIfNeeded: from + i))
            }
            from += count
        }
        return chosen
    }
}
