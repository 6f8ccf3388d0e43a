// The rules a figure can rest on, each with its name and where it comes from. What `explain` prints beside a line.

package enum Rule: String, CaseIterable, Sendable, Hashable {
    case balance
    case accountBalance = "account balance"
    case daysOverdue = "days overdue"
    case unapplied
    case equalInstalments = "equal instalments"
    case annuity
    case simpleInterest = "simple interest"
    case recorded

    /// What it says, in one formula or sentence.
    package var formula: String {
        switch self {
        case .balance: "amount + charges − waived − credits − allocated − written off"
        case .accountBalance: "the balances of the account's invoices, currency by currency"
        case .daysOverdue: "as-of day − due day, in calendar days; overdue from 1"
        case .unapplied: "payment − its allocations"
        case .equalInstalments: "total ÷ count, rounded half-up; the last takes the remainder"
        case .annuity: "A = P·i ÷ (1 − (1+i)^−n), rounded; the last is what is left and its interest"
        case .simpleInterest: "principal × days × rate, no interest on interest, rounded once"
        case .recorded: "as recorded"
        }
    }

    /// The authority for it, where it is not this book's own arithmetic.
    package var source: String? {
        switch self {
        case .simpleInterest: "Late Payment of Commercial Debts (Interest) Act 1998; Directive 2011/7/EU; BGB 288, 289"
        case .annuity: "level payment formula; final payment as in eCampusOntario, Business Math"
        case .balance, .accountBalance, .daysOverdue, .unapplied, .equalInstalments, .recorded: nil
        }
    }
}
