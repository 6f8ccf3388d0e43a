// A month of a year. Months count on one line, so the next month is the next number and December is no special case.

package struct Month: Hashable, Comparable, Sendable {
    /// year × 12 + month - 1.
    private let index: Int32

    package init?(year: Int, month: Int) {
        guard year >= 1, year <= 9999, month >= 1, month <= 12 else { return nil }
        index = Int32(year * 12 + month - 1)
    }

    package init(of day: Day) {
        let parts = day.civil
        index = Int32(parts.year * 12 + parts.month - 1)
    }

    package var year: Int { Int(index / 12) }
    package var month: Int { Int(index % 12) + 1 }
    package var first: Day { Day(year: year, month: month, day: 1) ?? .first }
    package var last: Day { Day(year: year, month: month, day: Day.length(ofMonth: month, year: year)) ?? .last }
    package var period: Period { Period(month: self) }

    package static func < (a: Month, b: Month) -> Bool { a.index < b.index }

    package func adding(_ months: Int64) throws(ValueFault) -> Month { Month(of: try first.adding(months: months)) }

    /// Months from this one to another: positive when the other is later.
    package func months(to other: Month) -> Int64 { Int64(other.index) - Int64(index) }

    /// `2026-11`.
    package var text: String { period.text }
}
