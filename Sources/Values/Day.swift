// A calendar day of the proleptic Gregorian calendar, years 1 to 9999, as a count of days. No zone, no time, no leap
// seconds; the arithmetic is our own because it must be strict and must never wrap.

package struct Day: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01; always within `first.number...last.number`.
    package let number: Int32

    /// 0001-01-01 and 9999-12-31.
    package static let first = Day(inside: -719_162)
    package static let last = Day(inside: 2_932_896)

    private init(inside number: Int32) { self.number = number }

    /// nil outside the years 1 to 9999.
    package init?(number: Int64) {
        guard number >= -719_162, number <= 2_932_896 else { return nil }
        self.number = Int32(number)
    }

    /// The day of a column's lane, drawn to the nearest end when it is no day at all.
    package init(clamping number: Int64) {
        self.number = Int32(max(-719_162, min(2_932_896, number)))
    }

    /// nil for a day that is not in the calendar: there is no 2025-02-29.
    package init?(year: Int, month: Int, day: Int) {
        guard year >= 1, year <= 9999, month >= 1, month <= 12, day >= 1,
            day <= Self.length(ofMonth: month, year: year)
        else { return nil }
        // Howard Hinnant's days_from_civil: years begin in March, so a leap day is the last day of a year.
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        number = Int32(era * 146_097 + dayOfEra - 719_468)
    }

    package static func < (a: Day, b: Day) -> Bool { a.number < b.number }

    package static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    /// 28 to 31; the month is taken to be 1...12, other months have no days.
    package static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        case 1, 3, 5, 7, 8, 10, 12: 31
        default: 0
        }
    }
}

extension Day {
    package struct Civil: Hashable, Sendable {
        package let year: Int
        package let month: Int
        package let day: Int
    }

    /// Year, month and day at once; cheaper than asking for each.
    package var civil: Civil {
        let shifted = Int(number) + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let index = (5 * dayOfYear + 2) / 153
        let month = index < 10 ? index + 3 : index - 9
        return Civil(
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
            day: dayOfYear - (153 * index + 2) / 5 + 1)
    }

    package var year: Int { civil.year }
    package var month: Int { civil.month }
    package var day: Int { civil.day }
    package var weekday: Weekday { Weekday(of: number) }
    /// 1...366.
    package var dayOfYear: Int {
        let start = Day(year: year, month: 1, day: 1) ?? .first
        return Int(number - start.number) + 1
    }
    package var isEndOfMonth: Bool {
        let parts = civil
        return parts.day == Self.length(ofMonth: parts.month, year: parts.year)
    }

    package func adding(days: Int64) throws(ValueFault) -> Day {
        let (sum, over) = Int64(number).addingReportingOverflow(days)
        guard !over, let day = Day(number: sum) else { throw .outOfRange }
        return day
    }

    /// Same day of another month, clipped to that month's end: 31 January plus one month is 28 February. A row of
    /// dates must be counted from its anchor each time (`Schedule`), or 31 would drift to 28 for good.
    package func adding(months: Int64) throws(ValueFault) -> Day {
        let parts = civil
        let start = Int64(parts.year * 12 + parts.month - 1)
        let (index, over) = start.addingReportingOverflow(months)
        guard !over, index >= 12, index < 120_000 else { throw .outOfRange }
        let year = Int(index / 12)
        let month = Int(index % 12) + 1
        let length = Self.length(ofMonth: month, year: year)
        guard let day = Day(year: year, month: month, day: min(parts.day, length)) else { throw .outOfRange }
        return day
    }

    /// Calendar days from this day to another: positive when the other is later.
    package func days(to other: Day) -> Int64 { Int64(other.number) - Int64(number) }
}

/// Monday is 1, as in ISO 8601.
package enum Weekday: UInt8, Hashable, Sendable, CaseIterable {
    case monday = 1, tuesday, wednesday, thursday, friday, saturday, sunday

    /// 1970-01-01 was a Thursday.
    init(of dayNumber: Int32) {
        let offset = ((dayNumber % 7) + 10) % 7
        self = Weekday(rawValue: UInt8(offset) + 1) ?? .monday
    }

    /// `monday`.
    package var name: String {
        switch self {
        case .monday: "monday"
        case .tuesday: "tuesday"
        case .wednesday: "wednesday"
        case .thursday: "thursday"
        case .friday: "friday"
        case .saturday: "saturday"
        case .sunday: "sunday"
        }
    }
}
