// What was put on invoices from credits on account, as far as no line of a file accounts for it yet. The book knows it by the
// account, not by the credit, so a list of open items is matched with it line by line. Reads the book; changes nothing.
import Columns
import Receivables

struct UsedCredits {
    private struct Account: Hashable {
        var debtor, currency: Int64
    }

    private var left: [Account: Int128] = [:]
    /// How many lines it accounted for.
    private(set) var explained = 0

    /// In minor units, of the account that a credit stands on.
    mutating func left(of credit: UInt32, _ store: Store) -> Int128 {
        let account = Self.account(credit, store)
        if let known = left[account] { return known }
        var used = Int128(0)
        for row in store.rows(Credits.table, where: Credits.debtor, is: account.debtor)
        where store.cell(Credits.table, row, Credits.invoice) == Lane.null && Self.account(row, store) == account {
            used -= Int128(min(0, store.cell(Credits.table, row, Credits.amount)))
        }
        left[account] = used
        return used
    }

    /// Whether so much of its account was used that a credit may be lower by `less` over there; it accounts for no other then.
    mutating func explains(_ less: Int64, of credit: UInt32, _ store: Store) -> Bool {
        let used = left(of: credit, store)
        guard less > 0, Int128(less) <= used else { return false }
        left[Self.account(credit, store)] = used - Int128(less)
        explained += 1
        return true
    }

    private static func account(_ credit: UInt32, _ store: Store) -> Account {
        Account(
            debtor: store.cell(Credits.table, credit, Credits.debtor),
            currency: store.cell(Credits.table, credit, Credits.currency))
    }
}
