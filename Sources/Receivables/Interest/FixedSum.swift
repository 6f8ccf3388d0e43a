// The fixed sum a late commercial debt carries besides interest.
// Amounts are minor units of the debt's own currency; which law applies is the caller's to know.

/// Fixed compensation per late debt.
///
///     FixedSum.ukLatePayment.amount(forDebt: 99_999)    // 4_000: 40.00 on 999.99
///     FixedSum.ukLatePayment.amount(forDebt: 100_000)   // 7_000: 70.00 on 1,000.00
///
/// Source: Late Payment of Commercial Debts (Interest) Act 1998 s.5A (GBP); Directive 2011/7/EU art. 6 (EUR 40).
package struct FixedSum: Sendable, Hashable {
    /// Steps by the debt's size, ascending: a debt of at least `from` carries `sum`.
    package let steps: [Step]

    package struct Step: Sendable, Hashable {
        package let from: Int64
        package let sum: Int64
    }

    package static let ukLatePayment = FixedSum(steps: [
        Step(from: 1, sum: 40_00), Step(from: 1_000_00, sum: 70_00), Step(from: 10_000_00, sum: 100_00),
    ])

    package static let euLatePayment = FixedSum(steps: [Step(from: 1, sum: 40_00)])

    package func amount(forDebt debt: Int64) -> Int64 {
        steps.last { $0.from <= debt }?.sum ?? 0
    }
}
