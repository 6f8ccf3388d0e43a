// What speaks for whose money a payment is, one fact each, and how much it weighs. The weights are ours and stand here alone; every
// proposal names the facts it rests on. Nothing else is remembered: the same book gives the same proposals.

/// One fact that speaks for a proposal.
package enum MatchEvidence: Hashable, Sendable {
    /// What the payer wrote names the invoice by our number or the ledger's.
    case namesInvoice
    /// It names the debtor by our number or the ledger's.
    case namesDebtor
    /// The payer is called as the debtor is, whatever the case, accents and legal form.
    case sameName
    /// Every word of the one name is in the other.
    case likeName
    /// An earlier payment under this payer's name is the debtor's.
    case paidBefore(payment: UInt32)
    /// So many invoices of the currency have exactly this open, this one among them.
    case exactAmount(among: Int)
    /// All that the debtor has open in the currency is exactly this.
    case wholeAccount
    /// What is past due of it is exactly this.
    case wholeArrears

    /// In hundredths, alone: 90 says that nine of ten such are right.
    package var weight: Int {
        switch self {
        case .namesInvoice: 90
        case .namesDebtor: 85
        case .sameName: 70
        case .likeName: 40
        case .paidBefore: 75
        case .exactAmount(let among): among == 1 ? 60 : among <= 3 ? 25 : 5
        case .wholeAccount: 50
        case .wholeArrears: 40
        }
    }
}

/// Whose money a payment may be, and which invoice it may be for.
package struct MatchProposal: Sendable {
    package let payment: UInt32
    package let debtor: UInt32
    /// Nil where nothing speaks for one invoice: the debtor's oldest would be settled first.
    package let invoice: UInt32?
    package let evidence: [MatchEvidence]

    /// Hundredths, at most 99: facts that are independent leave the doubt that each leaves, multiplied.
    ///
    ///     [.sameName, .exactAmount(among: 1)]  // 1 − 0.30 × 0.40 = 88 %
    package var confidence: Int {
        var doubt = 1_000_000
        for fact in evidence { doubt = doubt * (100 - fact.weight) / 100 }
        return min(99, 100 - (doubt + 5_000) / 10_000)
    }
}
