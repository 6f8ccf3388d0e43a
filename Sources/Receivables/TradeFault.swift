// Why a rule or a change is refused: a closed set that carries the facts a message needs, and no words for a person.

package import Columns
package import Values

package enum TradeFault: Error, Hashable, Sendable {
    // Finding and naming
    case noSuchRow(TableID, row: UInt32)
    case idTaken(TableID, IDKey)
    case externalTaken(TableID, existing: UInt32)
    /// A money of another currency than the row it is for.
    case currencyDiffers(given: Currency, owed: Currency)
    /// The payment belongs to one debtor, the invoice to another.
    case debtorDiffers(invoice: UInt32)
    /// An allocation of a payment that nobody has been named for.
    case unidentified(payment: UInt32)

    // Amounts and days
    case notPositive(Int64)
    /// More than is open: of an invoice's balance, or of a payment's unapplied rest.
    case exceedsOpen(TableID, row: UInt32, open: Int64, asked: Int64)
    case overflow
    /// More than may ever stand on one account.
    case accountFull(debtor: UInt32, Currency)
    /// More than the debtor has credited on account.
    case notOnAccount(debtor: UInt32, left: Money, asked: Money)
    /// More asked for than is left of the money at hand.
    case notEnough(left: Int64, asked: Int64)
    case dueBeforeIssued(issued: Day, due: Day)
    case endsBeforeStart(start: Day, end: Day)
    case dayOutOfRange
    case dayBeforeFact(fact: Day, given: Day)
    case monthClosed(Day)

    // States
    case notIssued(invoice: UInt32)
    case isCancelled(TableID, row: UInt32)
    case isReversed(payment: UInt32)
    case alreadyAgreed(plan: UInt32, on: Day)
    case alreadyEnded(TableID, row: UInt32, on: Day)
    case stepNotReady(step: UInt32, StepState)
    case inPlan(invoice: UInt32, plan: UInt32)
    /// Money has been allocated: the invoice can be credited, not cancelled.
    case hasAllocations(invoice: UInt32, Int64)
    case alreadyTakenBack(allocation: UInt32)
    /// The debtor was told of it by a contact or a notice: the invoice can be credited, not cancelled.
    case wasSent(invoice: UInt32, by: TableID, row: UInt32)
    /// Due days of an invoice that is paid in instalments are those of its instalments.
    case hasInstalments(invoice: UInt32)
    /// More than anybody may write off alone, and nobody else agreed to it.
    case needsApproval(limit: Money, asked: Money)
    /// Somebody approves what they asked for themselves.
    case approvesOwn
    /// A settlement for no less than the debt.
    case offerTooHigh(owed: Money)
    /// A credit that an invoice took already: it is not on account.
    case notOnAccountAtAll(credit: UInt32)

    // Plans and interest
    case nothingOwed(debtor: UInt32, Currency)
    case instalmentCount(Int)
    /// The instalment does not even pay the first period's interest, or is less than one minor unit.
    case instalmentTooSmall(Int64, interest: Int64)
    case rateOutOfRange
    case noRate(on: Day)
    case emptyCase

    // Edits
    case notEditable(TableID, column: Int)
    case nothingToChange(TableID, row: UInt32, column: Int)
}
