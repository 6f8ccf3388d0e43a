// The rules a figure can rest on, each with its name and where it comes from. What `explain` prints beside a line.

package enum Rule: String, CaseIterable, Sendable, Hashable {
    case balance
    case accountBalance = "account balance"
    case daysOverdue = "days overdue"
    case unapplied
    case equalInstalments = "equal instalments"
    case annuity
    case affordable
    case simpleInterest = "simple interest"
    case compoundInterest = "compound interest"
    case dayCount = "day count"
    case fixedSum = "fixed sum"
    case allocation
    case largestRemainder = "largest remainder"
    case dso, countback
    case bestPossible = "best possible dso"
    case daysDelinquent = "average days delinquent"
    case effectiveness = "collection effectiveness"
    case rollRate = "roll rate"
    case share
    case collectionRate = "collection rate"
    case weightedDelay = "weighted average delay"
    case expectedCash = "expected cash"
    case provisionMatrix = "provision matrix"
    case chainedRolls = "chained rolls"
    case discount = "early-payment discount"
    case keptPromises = "kept promises"
    case presentValue = "present value"
    case statement
    case recorded

    /// What it says, in one formula or sentence.
    package var formula: String {
        switch self {
        case .balance: "amount + charges − waived − credits − allocated − written off"
        case .accountBalance: "the balances of the account's invoices, currency by currency"
        case .daysOverdue: "as-of day − due day, in calendar days; overdue from 1"
        case .unapplied: "payment − its allocations − what was paid back"
        case .equalInstalments: "total ÷ count, rounded half-up; the last takes the remainder"
        case .annuity: "A = P·i ÷ (1 − (1+i)^−n), rounded; the last is what is left and its interest"
        case .simpleInterest: "principal × days × rate, no interest on interest, rounded once"
        case .affordable: "as many instalments as it takes; the last is what is left"
        case .compoundInterest: "balance × (1 + rate) for each period, each balance rounded once"
        case .dayCount: "the first day that counts is the one after; the last day counts"
        case .fixedSum: "the step of the largest amount that the debt reaches"
        case .allocation: "each part in its turn up to what is open; parts and rest add up to the payment"
        case .largestRemainder: "exact shares rounded down; what is left goes a unit each to the largest remainders, ties to the earlier"
        case .dso: "receivables ÷ credit sales × days"
        case .countback: "whole months of credit sales taken off the receivables, the newest first; the last month counts for its share"
        case .bestPossible: "receivables not overdue ÷ credit sales × days"
        case .daysDelinquent: "DSO − best possible DSO"
        case .effectiveness: "(opening + sales − closing) ÷ (opening + sales − closing not overdue)"
        case .rollRate: "what moved on ÷ what was there a period before"
        case .share: "part ÷ whole"
        case .collectionRate: "(collected − cost) ÷ placed"
        case .weightedDelay: "Σ amount × days late ÷ Σ amount; what is open counts to the day asked about"
        case .expectedCash: "Σ amount × chance"
        case .provisionMatrix: "Σ amount of a bucket × its loss rate over the whole life"
        case .chainedRolls: "Σ balance × the product of its own and all later roll rates"
        case .discount: "discount ÷ (1 − discount) × 365 ÷ days; compounded: (1 − discount)^(−365 ÷ days) − 1"
        case .keptPromises: "kept where the share asked for came in by the promised day and the tolerance"
        case .presentValue: "amount ÷ (1 + rate × days ÷ 365), rounded once for each amount"
        case .statement: "opening + movements = closing"
        case .recorded: "as recorded"
        }
    }

    /// The authority for it, where it is not this book's own arithmetic.
    package var source: String? {
        switch self {
        case .simpleInterest: "Late Payment of Commercial Debts (Interest) Act 1998; Directive 2011/7/EU; BGB 288, 289"
        case .annuity: "level payment formula; final payment as in eCampusOntario, Business Math"
        case .dayCount: "ISDA 2006 definitions 4.16; the US rule with the end of February"
        case .fixedSum: "Late Payment of Commercial Debts (Interest) Act 1998 s. 5A; Directive 2011/7/EU art. 6; BGB 288(5)"
        case .allocation: "BGB 366, 367, 497(3)"
        case .provisionMatrix: "IFRS 9, paragraph B5.5.35: the simplified approach"
        case .balance, .accountBalance, .daysOverdue, .unapplied, .equalInstalments, .affordable, .compoundInterest,
            .largestRemainder, .dso, .countback, .bestPossible, .daysDelinquent, .effectiveness, .rollRate, .share,
            .collectionRate, .weightedDelay, .expectedCash, .chainedRolls, .discount, .keptPromises, .presentValue, .statement, .recorded:
            nil
        }
    }
}
