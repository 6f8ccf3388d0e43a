// How much may stand on one account, so that no sum over its rows leaves 64 bits: figures are then refused when they are
// booked, rather than when somebody asks for a total that cannot be told.

package import Columns
import Values

package enum AccountLimit {
    /// In minor units, of what was ever invoiced and charged, or ever received, for one debtor in one currency: half of what 64
    /// bits count.
    package static let most: Int128 = 1 << 62
    /// Amounts below this make no sum above the other half, since a table has fewer than 2^32 rows. So only larger ones are
    /// added up, and a stream of ordinary invoices asks nothing.
    package static let ordinary: Int64 = 1 << 28

    /// Refuses what would be claimed of the debtor beyond the limit.
    static func check(claiming minor: Int64, of debtor: UInt32, _ currency: Currency, in store: Store) throws(TradeFault) {
        guard minor >= ordinary else { return }
        if claimed(of: debtor, Int64(currency.raw), in: store) + Int128(minor) > most { throw .accountFull(debtor: debtor, currency) }
    }

    /// Refuses what would be received from the debtor beyond the limit.
    static func check(receiving minor: Int64, from debtor: UInt32?, _ currency: Currency, in store: Store) throws(TradeFault) {
        guard minor >= ordinary, let debtor else { return }
        if received(from: debtor, Int64(currency.raw), in: store) + Int128(minor) > most { throw .accountFull(debtor: debtor, currency) }
    }

    /// What was ever invoiced to a debtor and charged on it, in one currency, whatever became of it.
    package static func claimed(of debtor: UInt32, _ currency: Int64, in store: Store) -> Int128 {
        store.rows(Invoices.table, where: Invoices.debtor, is: Int64(debtor)).reduce(Int128(0)) { sum, row in
            guard store.cell(Invoices.table, row, Invoices.currency) == currency else { return sum }
            return sum + Int128(store.cell(Invoices.table, row, Invoices.amount))
                + Int128(max(0, store.cell(Invoices.table, row, Invoices.charged)))
        }
    }

    /// What ever came in from a debtor in one currency.
    package static func received(from debtor: UInt32, _ currency: Int64, in store: Store) -> Int128 {
        store.rows(Payments.table, where: Payments.debtor, is: Int64(debtor)).reduce(Int128(0)) { sum, row in
            store.cell(Payments.table, row, Payments.currency) == currency
                ? sum + Int128(store.cell(Payments.table, row, Payments.amount)) : sum
        }
    }
}
