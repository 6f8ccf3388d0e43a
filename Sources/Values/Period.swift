// A run of days, both ends included: a month, a quarter, a year, an ISO week, or any other span. What it is follows
// from its ends, so `2026-11` and `2026-11-01..2026-11-30` are one period.

package struct Period: Hashable, Sendable {
    package let first: Day
    package let last: Day

    /// nil when the end lies before the start.
    package init?(first: Day, last: Day) {
        guard first <= last else { return nil }
        self.first = first
        self.last = last
    }

    package init(month: Month) {
        first = month.first
        last = month.last
    }

    package init(day: Day) {
        first = day
        last = day
    }

    package static func year(_ year: Int) -> Period? {
        guard let start = Month(year: year, month: 1), let end = Month(year: year, month: 12) else { return nil }
        return Period(first: start.first, last: end.last)
    }

    /// Quarter 1...4.
    package static func quarter(_ quarter: Int, of year: Int) -> Period? {
        guard quarter >= 1, quarter <= 4, let start = Month(year: year, month: quarter * 3 - 2),
            let end = Month(year: year, month: quarter * 3)
        else { return nil }
        return Period(first: start.first, last: end.last)
    }

    /// ISO 8601 week 1...53: weeks begin on Monday and belong to the year of their Thursday.
    package static func week(_ week: Int, of year: Int) -> Period? {
        guard week >= 1, week <= 53, let fourth = Day(year: year, month: 1, day: 4) else { return nil }
        let monday = Int64(fourth.number) - Int64(fourth.weekday.rawValue) + 1 + Int64(week - 1) * 7
        guard let first = Day(number: monday), let last = Day(number: monday + 6),
            let thursday = Day(number: monday + 3), thursday.year == year
        else { return nil }
        return Period(first: first, last: last)
    }

    package func contains(_ day: Day) -> Bool { first <= day && day <= last }
    package func contains(_ other: Period) -> Bool { first <= other.first && other.last <= last }
    package func overlaps(_ other: Period) -> Bool { first <= other.last && other.first <= last }
    /// Days in the period, at least 1.
    package var dayCount: Int64 { first.days(to: last) + 1 }
}

/// The calendar units one can say `start of` and `this` with.
package enum CalendarUnit: String, Hashable, Sendable, CaseIterable {
    case week, month, quarter, year
}

extension Period {
    /// The week, month, quarter or year a day lies in: `Period(.quarter, containing: 2026-11-23)` is 2026-Q4.
    /// At either end of the calendar a week is cut short.
    package init(_ unit: CalendarUnit, containing day: Day) {
        let parts = day.civil
        switch unit {
        case .week:
            let monday = Int64(day.number) - Int64(day.weekday.rawValue) + 1
            first = Day(clamping: monday)
            last = Day(clamping: monday + 6)
        case .month:
            self = Month(of: day).period
        case .quarter:
            self = Period.quarter((parts.month + 2) / 3, of: parts.year) ?? Month(of: day).period
        case .year:
            self = Period.year(parts.year) ?? Month(of: day).period
        }
    }

    /// `this`, `last` and `next` of a unit: steps 0, -1 and 1 from the one that contains the day.
    package init(_ unit: CalendarUnit, containing day: Day, stepping steps: Int64) throws(ValueFault) {
        let months: Int64
        switch unit {
        case .week:
            let (days, over) = steps.multipliedReportingOverflow(by: 7)
            guard !over else { throw .outOfRange }
            self.init(.week, containing: try day.adding(days: days))
            return
        case .month: months = 1
        case .quarter: months = 3
        case .year: months = 12
        }
        let (distance, over) = steps.multipliedReportingOverflow(by: months)
        guard !over else { throw .outOfRange }
        self.init(unit, containing: try Month(of: day).first.adding(months: distance))
    }
}
