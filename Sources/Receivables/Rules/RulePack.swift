// A rule pack: what a law or a contract adds to late debts, as dated data with a source and a mark for each figure.
// Holds no figure itself: those stand in Packs/*.rules, or in a file of the user's. None of it is legal advice.

package import Values

/// Whether somebody has compared a figure with its source.
package enum Confirmation: String, CaseIterable, Sendable, Hashable {
    case confirmed
    case toConfirm = "to-confirm"
}

/// A rule pack as read.
///
///     StandardPacks.all.first?.rates(country: "GB", kind: "company")?.percent(on: day)   // reference and margin
package struct RulePack: Sendable, Hashable {
    package struct Figure: Sendable, Hashable {
        package let from: Day
        package let percent: Percent
        package let mark: Confirmation
        package let source: String
    }

    package struct Margin: Sendable, Hashable {
        /// A country, a kind of debtor, or `any`.
        package let of: String
        package let percent: Percent
        package let mark: Confirmation
        package let source: String
    }

    package struct Sum: Sendable, Hashable {
        package let currency: Currency
        /// A debt of at least so many minor units carries `sum`.
        package let from: Int64
        package let sum: Int64
        package let mark: Confirmation
        package let source: String
    }

    package internal(set) var name = ""
    package internal(set) var title = ""
    package internal(set) var law = ""
    /// Countries and kinds of debtor it is for; empty for any.
    package internal(set) var countries: [String] = []
    package internal(set) var kinds: [String] = []
    /// The debtors it is for, by id or outside number; nil for any, empty for none.
    package internal(set) var debtors: [String]?
    /// Debts that fell due before are left alone.
    package internal(set) var since: Day?
    /// Countries it is not for, and why.
    package internal(set) var exceptions: [(country: String, reason: String)] = []
    package internal(set) var mode = RateMode.splitByPeriod
    package internal(set) var dayCount = DayCount.actual365
    package internal(set) var partPayments = PartPayments.principalFirst
    /// Every how many months the reference rate is set anew; a rate holds no longer than that. Nil where it holds until the next.
    package internal(set) var resetMonths: Int?
    package internal(set) var margins: [Margin] = []
    package internal(set) var references: [Figure] = []
    package internal(set) var sums: [Sum] = []
    /// The kinds of debtor that owe fixed sums; empty for all it is for.
    package internal(set) var sumKinds: [String] = []

    package static func == (a: RulePack, b: RulePack) -> Bool {
        a.name == b.name && a.title == b.title && a.references == b.references && a.margins == b.margins && a.sums == b.sums
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(name) }

    /// The margin for a debtor: of the country, else of the kind, else of anyone.
    package func margin(country: String?, kind: String?) -> Margin? {
        margins.first { $0.of == country } ?? margins.first { $0.of == kind } ?? margins.first { $0.of == "any" }
    }

    /// The last day a reference rate is known for; nil where the latest holds on.
    package var knownUntil: Day? {
        guard let resetMonths, let last = references.last else { return nil }
        return (try? last.from.adding(months: Int64(resetMonths))).flatMap { try? $0.adding(days: -1) }
    }

    /// Reference and margin, by the days they came into force; nil where the pack has no rate for such a debtor.
    package func rates(country: String?, kind: String?) -> RateSteps? {
        guard let margin = margin(country: country, kind: kind), !references.isEmpty else { return nil }
        let steps = references.compactMap { figure in
            (try? figure.percent + margin.percent).map { RateSteps.Step(from: figure.from, percent: $0) }
        }
        return RateSteps(steps, until: knownUntil)
    }

    package func terms(
        country: String?, kind: String?, rounding: Rounding, frozen: [ClosedRange<Day>] = []
    ) -> InterestTerms? {
        rates(country: country, kind: kind).map {
            InterestTerms(
                rates: $0, dayCount: dayCount, mode: mode, partPayments: partPayments, rounding: rounding, frozen: frozen)
        }
    }

    /// The fixed sum on a late debt, and where it comes from; nil where the pack gives none.
    package func fixedSum(onDebt debt: Int64, _ currency: Currency, kind: String?) -> Sum? {
        guard debt > 0, sumKinds.isEmpty || kind.map(sumKinds.contains) == true else { return nil }
        return sums.filter { $0.currency == currency && $0.from <= debt }.max { $0.from < $1.from }
    }

    /// The reference rate in force on a day.
    package func reference(on day: Day) -> Figure? {
        if let until = knownUntil, day > until { return nil }
        return references.last { $0.from <= day }
    }
}
