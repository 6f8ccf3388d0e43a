// The terms interest is computed on: the rates and the days they came into force, and which of them counts.

package import Values

/// Which day's rate a late debt bears. Sources differ by country, so every calculation names its mode.
package enum RateMode: String, CaseIterable, Sendable, Hashable {
    /// The rate on the first day of default, for the whole time (UK reading of the 2002 order).
    case fixedAtDefault = "fixed_at_default"
    /// Every day at the rate in force on it (Germany).
    case splitByPeriod = "split_by_period"
    /// The rate on the last day reckoned, for the whole time (one of Ireland's two published readings).
    case atPayment = "at_payment"
}

/// What a part payment settles.
package enum PartPayments: String, CaseIterable, Sendable, Hashable {
    /// It reduces the principal; interest accrues apart and bears none itself.
    case principalFirst = "principal_first"
    /// It clears the interest accrued by then, rounded to the minor unit, and the rest reduces the principal.
    case interestFirst = "interest_first"
}

/// Annual rates by the day they came into force, ascending.
package struct RateSteps: Sendable, Hashable {
    package struct Step: Sendable, Hashable {
        package let from: Day
        package let percent: Percent
        package init(from: Day, percent: Percent) {
            self.from = from
            self.percent = percent
        }
    }
    package let steps: [Step]
    /// The last day the latest rate is known to hold; nil where it holds on.
    package let until: Day?

    package init(_ steps: [Step], until: Day? = nil) {
        self.steps = steps.sorted { $0.from < $1.from }
        self.until = until
    }
    /// One rate for all time.
    package init(_ percent: Percent) {
        steps = [Step(from: Day.first, percent: percent)]
        until = nil
    }

    /// Nil before the first rate and after the day the last is known to hold.
    package func percent(on day: Day) -> Percent? {
        if let until, day > until { return nil }
        return steps.last { $0.from <= day }?.percent
    }
}

package struct InterestTerms: Sendable, Hashable {
    package var rates: RateSteps
    package var dayCount: DayCount
    package var mode: RateMode
    package var partPayments: PartPayments
    package var rounding: Rounding
    /// Days that bear no interest, both ends included: a moratorium.
    package var frozen: [ClosedRange<Day>]

    package init(
        rates: RateSteps, dayCount: DayCount = .actual365, mode: RateMode = .splitByPeriod,
        partPayments: PartPayments = .principalFirst, rounding: Rounding = .halfUp, frozen: [ClosedRange<Day>] = []
    ) {
        self.rates = rates
        self.dayCount = dayCount
        self.mode = mode
        self.partPayments = partPayments
        self.rounding = rounding
        self.frozen = frozen
    }
}
