// Which share of the promises of a window was kept, by count and by value.

import Columns
package import Values

package struct KeptPromises: Sendable, Hashable {
    package let currency: Currency
    package internal(set) var promises = 0
    package internal(set) var kept = 0
    package internal(set) var partly = 0
    package internal(set) var broken = 0
    package internal(set) var promised: Int64 = 0
    package internal(set) var keptValue: Int64 = 0
    /// What came in by the day and the tolerance, of all of them, at most what was promised.
    package internal(set) var cash: Int64 = 0

    package func rateByCount() throws(TradeFault) -> Percent? { try Ratios.percent(Int128(kept), of: Int128(promises)) }
    package func rateByValue() throws(TradeFault) -> Percent? { try Ratios.percent(Int128(keptValue), of: Int128(promised)) }
    package func rateByCash() throws(TradeFault) -> Percent? { try Ratios.percent(Int128(cash), of: Int128(promised)) }
}

extension BookView {
    /// Promises due in the window whose time, tolerance included, is over at the view's day, or that were kept before; open,
    /// cancelled and superseded ones do not count.
    package func keptPromises(_ window: Period, tolerance: Int64, share: Int64) throws(TradeFault) -> [KeptPromises] {
        var found: [Currency: KeptPromises] = [:]
        for row in rows(Promises.table) ?? store.live(Promises.table).rows() {
            guard let due = Day(lane: cell(Promises.table, row, Promises.due)), window.contains(due),
                let currency = Currency(lane: cell(Promises.table, row, Promises.currency))
            else { continue }
            let standing = promise(row, tolerance: tolerance, share: share)
            let amount = cell(Promises.table, row, Promises.amount)
            var one = found[currency] ?? KeptPromises(currency: currency)
            switch standing.status {
            case .open, .cancelled, .superseded: continue
            case .kept:
                one.kept += 1
                one.keptValue = one.keptValue.addingClamped(amount)
            case .partly_kept: one.partly += 1
            case .broken: one.broken += 1
            }
            one.promises += 1
            one.promised = one.promised.addingClamped(amount)
            one.cash = one.cash.addingClamped(min(amount, standing.paid))
            found[currency] = one
        }
        return found.values.sorted { $0.currency.raw < $1.currency.raw }
    }
}
