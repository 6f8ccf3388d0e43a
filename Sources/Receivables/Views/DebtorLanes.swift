// What a debtor owes and when the debtor was last heard of, at the view's day.
// Money here is in the debtor's own currency; `accounts` holds every currency.

package import Columns
import Values

package enum DebtorLane: Int, CaseIterable, Sendable, Hashable {
    /// Money in the debtor's own currency: all that is owed; what is past due; money in that settles nothing yet; promised
    /// and not yet come in.
    case balance, arrears, unapplied, promised
    /// Days overdue of the oldest invoice past due; null when none is.
    case oldest
    /// Days: the latest payment; the latest contact.
    case lastPaid, lastContact
    /// A word: the first reason not to chase; null for none.
    case blocked
    /// Integer: in how many other currencies something is owed, for the footer that says so.
    case otherCurrencies

    var cacheNumber: Int { 1_000 + rawValue }
}

extension BookView {
    /// A derived lane over the rows of `debtors`.
    package func debtor(_ lane: DebtorLane) -> LaneSource {
        switch lane {
        case .balance, .arrears, .oldest:
            if lanes[CacheKey(table: Debtors.table, lane: lane.cacheNumber)] == nil { reckonDebtors() }
            return .dense(kept(Debtors.table, lane.cacheNumber) { [] })
        case .unapplied: return .dense(kept(Debtors.table, lane.cacheNumber) { unappliedByDebtor() })
        case .promised: return .dense(kept(Debtors.table, lane.cacheNumber) { promisedByDebtor() })
        case .lastPaid:
            return .dense(kept(Debtors.table, lane.cacheNumber) {
                latest(Payments.table, date: Payments.date, of: Payments.debtor, perDay: 1, without: Payments.reversedOn)
            })
        case .lastContact:
            return .dense(kept(Debtors.table, lane.cacheNumber) {
                latest(Contacts.table, date: Contacts.at, of: Contacts.debtor, perDay: 1_440, without: Contacts.struck)
            })
        case .blocked: return .dense(kept(Debtors.table, lane.cacheNumber) { blockedDebtors() })
        case .otherCurrencies:
            return .dense(kept(Debtors.table, lane.cacheNumber) {
                let own = dense(Debtors.table, Debtors.currency)
                var others = [Int64](repeating: 0, count: own.count)
                let accounts = accounts
                for i in accounts.debtor.indices where accounts.balance[i] != 0 && own[Int(accounts.debtor[i])] != accounts.currency[i] {
                    others[Int(accounts.debtor[i])] += 1
                }
                return others
            })
        }
    }

    /// Balance, arrears and oldest in one pass over invoices.
    private func reckonDebtors() {
        let count = store.rowCount(Debtors.table)
        var balance = [Int64](repeating: 0, count: count)
        var arrears = balance
        var oldest = [Int64](repeating: Lane.null, count: count)
        let own = dense(Debtors.table, Debtors.currency)
        let balances = balances
        let debtors = column(Invoices.table, Invoices.debtor)
        let currencies = column(Invoices.table, Invoices.currency)
        let dues = dues
        let today = day.lane
        let overflowed = withUnsafeTemporaryAllocation(of: Int64.self, capacity: 12_288) { room in
            guard let debtor = room.baseAddress else { return false }
            let (currency, due) = (debtor + 4_096, debtor + 8_192)
            var overflowed = false
            for from in stride(from: 0, to: balances.count, by: 4_096) {
                let rows = min(4_096, balances.count - from)
                debtors.read(from: from, count: rows, into: debtor)
                currencies.read(from: from, count: rows, into: currency)
                dues.read(from: from, count: rows, into: due)
                let over = balances.withUnsafeBufferPointer { balances in
                    own.withUnsafeBufferPointer { own in
                        balance.withUnsafeMutableBufferPointer { balance in
                            arrears.withUnsafeMutableBufferPointer { arrears in
                                oldest.withUnsafeMutableBufferPointer { oldest in
                                    Self.add(
                                        UnsafeBufferPointer(rebasing: balances[from..<from + rows]), debtor, currency, due, own, today,
                                        balance, arrears, oldest)
                                }
                            }
                        }
                    }
                }
                overflowed = overflowed || over
            }
            return overflowed
        }
        if overflowed { hasOverflowed = true }
        for (row, later) in notYetDue(splits) {
            let debtor = Int(clamping: debtors.lane(at: row))
            guard own.indices.contains(debtor), own[debtor] == currencies.lane(at: row) else { continue }
            arrears[debtor] = arrears[debtor].addingClamped(0 - later)
        }
        lanes[CacheKey(table: Debtors.table, lane: DebtorLane.balance.cacheNumber)] = DenseLane(balance)
        lanes[CacheKey(table: Debtors.table, lane: DebtorLane.arrears.cacheNumber)] = DenseLane(arrears)
        lanes[CacheKey(table: Debtors.table, lane: DebtorLane.oldest.cacheNumber)] = DenseLane(oldest)
    }

    private static func add(
        _ balances: UnsafeBufferPointer<Int64>, _ debtor: UnsafePointer<Int64>, _ currency: UnsafePointer<Int64>,
        _ due: UnsafePointer<Int64>, _ own: UnsafeBufferPointer<Int64>, _ today: Int64,
        _ balance: UnsafeMutableBufferPointer<Int64>, _ arrears: UnsafeMutableBufferPointer<Int64>,
        _ oldest: UnsafeMutableBufferPointer<Int64>
    ) -> Bool {
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: 4_096) { room in
            guard let open = room.baseAddress, let owedBy = balances.baseAddress else { return false }
            let count = OpenRows.find(owedBy, min(balances.count, room.count), into: open)
            var overflowed = false
            for k in 0..<count {
                let i = Int(open[k])
                if debtor[i] < 0 || debtor[i] >= own.count { continue }
                let row = Int(truncatingIfNeeded: debtor[i])
                if own[row] != currency[i] { continue }
                let owed = owedBy[i]
                let (sum, over) = balance[row].addingReportingOverflow(owed)
                balance[row] = sum
                overflowed = overflowed || over
                if due[i] < today {
                    let (late, overLate) = arrears[row].addingReportingOverflow(owed)
                    arrears[row] = late
                    overflowed = overflowed || overLate
                    if owed > 0 { oldest[row] = max(oldest[row], today &- due[i]) }
                }
            }
            return overflowed
        }
    }

    private func unappliedByDebtor() -> [Int64] {
        let own = dense(Debtors.table, Debtors.currency)
        var sums = [Int64](repeating: 0, count: own.count)
        let left = unappliedLane.values
        let debtors = dense(Payments.table, Payments.debtor)
        let currencies = dense(Payments.table, Payments.currency)
        for row in left.indices where left[row] != 0 {
            let debtor = Int(clamping: debtors[row])
            guard own.indices.contains(debtor), own[debtor] == currencies[row] else { continue }
            let (sum, over) = sums[debtor].addingReportingOverflow(left[row])
            if over { hasOverflowed = true }
            sums[debtor] = sum
        }
        eachOnAccount { _, debtor, currency, minor in
            let debtor = Int(clamping: debtor)
            guard own.indices.contains(debtor), own[debtor] == currency else { return }
            sums[debtor] = sums[debtor].addingClamped(minor)
        }
        return sums
    }

    private func promisedByDebtor() -> [Int64] {
        let own = dense(Debtors.table, Debtors.currency)
        var sums = [Int64](repeating: 0, count: own.count)
        for row in rows(Promises.table) ?? store.live(Promises.table).rows() {
            let debtor = Int(clamping: cell(Promises.table, row, Promises.debtor))
            guard own.indices.contains(debtor), own[debtor] == cell(Promises.table, row, Promises.currency) else { continue }
            let standing = promise(row)
            guard standing.status == .open else { continue }
            sums[debtor] = sums[debtor].addingClamped(max(0, cell(Promises.table, row, Promises.amount) - standing.paid))
        }
        return sums
    }

    /// The latest day per debtor among rows dated by the view's day; `without` marks rows that do not count (a day reached, or
    /// a flag set). Days may be kept as moments, `perDay` to the day.
    private func latest(_ table: TableID, date: Int, of reference: Int, perDay: Int64, without: Int) -> [Int64] {
        var latest = [Int64](repeating: Lane.null, count: store.rowCount(Debtors.table))
        let count = store.rowCount(table)
        let live = store.live(table)
        let dates = column(table, date)
        let references = column(table, reference)
        let marks = column(table, without)
        let limit = day.lane
        let isFlag = store.catalog.table(table)?.columns[without].meaning == .flag
        var at = [Int64](repeating: 0, count: 4_096)
        var target = at
        var mark = at
        for from in stride(from: 0, to: count, by: 4_096) {
            let rows = min(4_096, count - from)
            dates.fill(&at, from: from, count: rows)
            references.fill(&target, from: from, count: rows)
            marks.fill(&mark, from: from, count: rows)
            for i in 0..<rows where target[i] >= 0 && target[i] < latest.count {
                let day = perDay == 1 ? at[i] : at[i].flooredDivision(by: perDay)
                let isVoid = isFlag ? mark[i] == 1 : mark[i] != Lane.null && mark[i] <= limit
                guard day <= limit, !isVoid, live[from + i] else { continue }
                let row = Int(truncatingIfNeeded: target[i])
                latest[row] = max(latest[row], day)
            }
        }
        return latest
    }
}

extension Int64 {
    /// Division toward minus infinity, so that a moment before 1970 falls into its own day.
    func flooredDivision(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
