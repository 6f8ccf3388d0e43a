// When a plan is in default and what heals it. Pure: the dues, the days they were settled and the plan's rule in, days out.

package import Values

/// The rule that was agreed with a plan.
package struct DefaultRule: Sendable, Hashable {
    /// How many instalments must be missed at one time.
    package var missed: Int64
    /// Days after its due day until an instalment counts as missed.
    package var grace: Int64
    /// Days after the default in which paying everything due heals it.
    package var cure: Int64

    package init(missed: Int64, grace: Int64, cure: Int64) {
        self.missed = missed
        self.grace = grace
        self.cure = cure
    }

    /// What a plan gets that says nothing else: two missed, three days of grace, a fortnight to cure.
    package static let standard = DefaultRule(missed: 2, grace: 3, cure: 14)
}

/// A default, and how it ended.
package struct PlanDefault: Sendable, Hashable {
    /// The day so many instalments had been missed.
    package let on: Day
    /// The last day for a cure.
    package let until: Day
    /// The day everything due by then was paid; nil where it was not.
    package let curedOn: Day?

    /// Whether the plan is over because of it, at the end of a day.
    package func isFinal(on day: Day) -> Bool { curedOn == nil && day > until }
}

extension PlanStanding {
    /// The defaults of a plan by `day`, in order; only the last can be without a cure.
    ///
    /// An instalment is missed the day after its grace, where something of it was unpaid at the end of the grace.
    package func defaults(_ rule: DefaultRule, by day: Day) -> [PlanDefault] {
        guard rule.missed > 0 else { return [] }
        /// Unpaid at the end of a day.
        func isOpen(_ one: InstalmentStanding, _ limit: Day) -> Bool { one.settledOn.map { $0 > limit } ?? true }
        var found: [PlanDefault] = []
        var from = Day.first
        for one in instalments {
            let missedOn = Day(clamping: one.due.lane + rule.grace + 1)
            let before = Day(clamping: missedOn.lane - 1)
            guard missedOn >= from, missedOn <= day, isOpen(one, before) else { continue }
            let missed = instalments.count { $0.due.lane + rule.grace <= before.lane && isOpen($0, before) }
            guard missed >= rule.missed else { continue }
            // Without a cure it is over the day it happens.
            let until = Day(clamping: missedOn.lane + rule.cure - (rule.cure == 0 ? 1 : 0))
            let cured = cure(after: missedOn, until: min(until, day), isOpen)
            found.append(PlanDefault(on: missedOn, until: until, curedOn: cured))
            guard let cured else { break }
            from = Day(clamping: cured.lane + 1)
        }
        return found
    }

    /// The first day in a window at whose end nothing that is due by then is open.
    private func cure(after start: Day, until end: Day, _ isOpen: (InstalmentStanding, Day) -> Bool) -> Day? {
        let days = Set(instalments.compactMap(\.settledOn).filter { $0 >= start && $0 <= end }).sorted()
        return days.first { day in !instalments.contains { $0.due <= day && isOpen($0, day) } }
    }
}
