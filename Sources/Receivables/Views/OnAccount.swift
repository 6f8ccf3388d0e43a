// Credits that name no invoice: they stand on their debtor's account as money does that settles nothing yet, and count with it.
// What was put on invoices since is a row below zero with its own day, so that the account of an earlier day stays what it was.

import Columns
import Values

extension BookView {
    /// Calls with debtor, currency and amount of each credit on account that counts at the view's day.
    func eachOnAccount(_ body: (_ row: UInt32, _ debtor: Int64, _ currency: Int64, _ minor: Int64) -> Void) {
        guard store.rowCount(Credits.table) > 0 else { return }
        let invoices = dense(Credits.table, Credits.invoice)
        guard invoices.contains(Lane.null) else { return }
        let (debtors, currencies) = (dense(Credits.table, Credits.debtor), dense(Credits.table, Credits.currency))
        let (amounts, dates) = (dense(Credits.table, Credits.amount), dense(Credits.table, Credits.date))
        let live = store.live(Credits.table)
        for row in invoices.indices where invoices[row] == Lane.null && dates[row] <= day.lane && live[row] {
            body(UInt32(truncatingIfNeeded: row), debtors[row], currencies[row], amounts[row])
        }
    }
}

enum OnAccount {
    /// What is left on a debtor's account in one currency, for a credit dated `day`: no more than is left later either.
    static func left(ofDebtor debtor: UInt32, _ currency: Currency, on day: Day, in store: Store) -> Int64 {
        var (then, ever) = (Int128(0), Int128(0))
        for row in store.rows(Credits.table, where: Credits.debtor, is: Int64(debtor)) {
            func cell(_ column: Int) -> Int64 { store.cell(Credits.table, row, column) }
            guard cell(Credits.invoice) == Lane.null, cell(Credits.currency) == Int64(currency.raw) else { continue }
            ever += Int128(cell(Credits.amount))
            if cell(Credits.date) <= day.lane { then += Int128(cell(Credits.amount)) }
        }
        return Int64(clamping: max(0, min(then, ever)))
    }

    /// What is left of one credit on account: its own, and no more than its debtor has there at all.
    static func left(ofCredit row: UInt32, on day: Day, in store: Store) throws(TradeFault) -> Int64 {
        func cell(_ column: Int) -> Int64 { store.cell(Credits.table, row, column) }
        guard cell(Credits.invoice) == Lane.null, cell(Credits.amount) > 0, let debtor = cell(Credits.debtor).rowNumber,
            let currency = Currency(lane: cell(Credits.currency))
        else { throw .notOnAccountAtAll(credit: row) }
        var left = cell(Credits.amount)
        for taken in store.rows(Credits.table, where: Credits.from, is: Int64(row)) {
            left = left.addingClamped(store.cell(Credits.table, taken, Credits.amount))
        }
        return max(0, min(left, self.left(ofDebtor: debtor, currency, on: day, in: store)))
    }
}
