// How many interest days lie between two days, and what part of a year they are.
// Pure arithmetic on days: knows no money, no rate, no book.
// The 30/360 family is named by variant because spreadsheets disagree about it.

package import Values

/// A day-count convention. `days(from:to:)` is what is printed; `weight(from:to:)` over `base` is the exact part of a year.
///
///     DayCount.thirty360US.days(from: 2024-02-29, to: 2024-03-31)   // 30
///     DayCount.thirtyE360.days(from: 2024-02-29, to: 2024-03-31)    // 31
///
/// Source: ISDA 2006 definitions 4.16 (act/act, 30E/360), the US rule with the end of February (SIFMA), 30E+/360.
package enum DayCount: String, CaseIterable, Sendable, Hashable {
    case actual365 = "act/365"
    case actual360 = "act/360"
    case actualActual = "act/act"
    case thirty360US = "30/360us"
    case thirtyE360 = "30e/360"
    case thirtyEPlus360 = "30e+/360"

    /// Denominator of `weight`: 365·366 for act/act, whose days weigh by the year they lie in.
    package var base: Int64 {
        switch self {
        case .actual365: 365
        case .actual360, .thirty360US, .thirtyE360, .thirtyEPlus360: 360
        case .actualActual: 365 * 366
        }
    }

    /// Days that bear interest when money due on `from` is paid on `to`: the first is the day after `from`, `to` counts.
    /// Negative when `to` lies before `from`.
    package func days(from: Day, to: Day) -> Int64 {
        switch self {
        case .actual365, .actual360, .actualActual: Int64(to.number) - Int64(from.number)
        case .thirty360US, .thirtyE360, .thirtyEPlus360: thirtyDays(from: from, to: to)
        }
    }

    /// The exact part of a year, as a count of `base`-ths.
    package func weight(from: Day, to: Day) -> Int64 {
        guard self == .actualActual else { return days(from: from, to: to) }
        guard from < to else { return from == to ? 0 : -weight(from: to, to: from) }
        let leap = Self.leapDays(before: to) - Self.leapDays(before: from)
        let total = Int64(to.number) - Int64(from.number)
        return leap * 365 + (total - leap) * 366
    }

    /// Days that lie in leap years, from the start of year 1 up to but not including `day`.
    private static func leapDays(before day: Day) -> Int64 {
        let past = Int64(day.year) - 1
        let leapYears = past / 4 - past / 100 + past / 400
        guard Day.isLeap(day.year), let start = Day(year: day.year, month: 1, day: 1) else { return leapYears * 366 }
        return leapYears * 366 + Int64(day.number) - Int64(start.number)
    }

    private func thirtyDays(from: Day, to: Day) -> Int64 {
        var (d1, d2) = (Int64(from.day), Int64(to.day))
        var m2 = Int64(to.month)
        switch self {
        case .thirty360US:
            if Self.isEndOfFebruary(from) {
                if Self.isEndOfFebruary(to) { d2 = 30 }
                d1 = 30
            }
            if d2 == 31 && d1 >= 30 { d2 = 30 }
            if d1 == 31 { d1 = 30 }
        case .thirtyE360:
            d1 = min(d1, 30)
            d2 = min(d2, 30)
        case .thirtyEPlus360:
            d1 = min(d1, 30)
            if d2 == 31 { (d2, m2) = (1, m2 + 1) }
        case .actual365, .actual360, .actualActual:
            break
        }
        return 360 * (Int64(to.year) - Int64(from.year)) + 30 * (m2 - Int64(from.month)) + d2 - d1
    }

    private static func isEndOfFebruary(_ day: Day) -> Bool {
        day.month == 2 && day.day == (Day.isLeap(day.year) ? 29 : 28)
    }
}
