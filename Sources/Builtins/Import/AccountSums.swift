// What the files of one import bring to each account, with what the book has there: no account may come to more than can be
// added up. Only amounts that could matter are counted. Changes nothing.
import Columns
import Receivables
import Values

struct AccountSums {
    enum Side: Hashable { case claimed, received, credited }

    private struct Account: Hashable {
        var side: Side
        var debtor: UInt32
        var currency: UInt16
    }

    private var sums: [Account: Int128] = [:]

    /// Counts an amount, or refuses it and counts nothing.
    @inline(__always)
    mutating func add(_ minor: Int64, _ side: Side, of debtor: UInt32, _ unit: Currency, _ store: Store) throws(CellFault) {
        if minor >= AccountLimit.ordinary { try count(minor, Account(side: side, debtor: debtor, currency: unit.raw), store) }
    }

    private mutating func count(_ minor: Int64, _ account: Account, _ store: Store) throws(CellFault) {
        let sum = (sums[account] ?? Self.inBook(account, store)) + Int128(minor)
        guard sum <= AccountLimit.most else { throw .accountFull }
        sums[account] = sum
    }

    private static func inBook(_ account: Account, _ store: Store) -> Int128 {
        guard store.isLive(Debtors.table, account.debtor) else { return 0 }
        let currency = Int64(account.currency)
        return switch account.side {
        case .claimed: AccountLimit.claimed(of: account.debtor, currency, in: store)
        case .received: AccountLimit.received(from: account.debtor, currency, in: store)
        case .credited:
            store.rows(Credits.table, where: Credits.debtor, is: Int64(account.debtor)).reduce(Int128(0)) { sum, row in
                store.cell(Credits.table, row, Credits.currency) == currency
                    ? sum + Int128(max(0, store.cell(Credits.table, row, Credits.amount))) : sum
            }
        }
    }
}
