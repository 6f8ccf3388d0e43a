// Which days are worked: the weekend and the holidays of a book. Counting is by formula and binary search, so a
// million working days cost the same as one.

package struct Calendar: Hashable, Sendable {
    package let weekend: Set<Weekday>
    /// Sorted, without repeats, and without those that fall on a weekend.
    private let holidays: [Day]

    /// Saturday and Sunday off, no holidays.
    package static let standard = Calendar()

    package init(weekend: Set<Weekday> = [.saturday, .sunday], holidays: some Sequence<Day> = []) {
        self.weekend = weekend
        self.holidays = Set(holidays.lazy.filter { !weekend.contains($0.weekday) }).sorted()
    }

    package func isWorkday(_ day: Day) -> Bool {
        !weekend.contains(day.weekday) && !holds(day)
    }

    /// Working days after `start` up to and including `end`; negative when the end comes first.
    package func workdays(from start: Day, to end: Day) -> Int64 {
        worked(through: end) - worked(through: start)
    }

    /// The day `count` working days on: Friday plus one is Monday. Zero leaves the day as it is, worked or not.
    package func adding(workdays count: Int64, to day: Day) throws(ValueFault) -> Day {
        guard count != 0 else { return day }
        // Forward from what this day's end has seen, backward from what its start had.
        let base = worked(through: day) - (count < 0 && isWorkday(day) ? 1 : 0)
        let (target, over) = base.addingReportingOverflow(count > 0 ? count : count + 1)
        guard !over, target >= 1, target <= worked(through: .last) else { throw .outOfRange }
        // The first day by whose end `target` days were worked is itself a worked day.
        var low = Int64(Day.first.number)
        var high = Int64(Day.last.number)
        while low < high {
            let middle = low + (high - low) / 2
            if worked(through: Day(clamping: middle)) >= target { high = middle } else { low = middle + 1 }
        }
        return Day(clamping: low)
    }

    /// The day itself when it is worked, else the next one that is.
    package func onOrAfter(_ day: Day) throws(ValueFault) -> Day {
        isWorkday(day) ? day : try adding(workdays: 1, to: day)
    }

    /// The day itself when it is worked, else the one before.
    package func onOrBefore(_ day: Day) throws(ValueFault) -> Day {
        isWorkday(day) ? day : try adding(workdays: -1, to: day)
    }

    /// Worked days from the first day of the calendar through this one.
    private func worked(through day: Day) -> Int64 {
        let total = Int64(day.number) - Int64(Day.first.number) + 1
        let perWeek = Int64(7 - weekend.count)
        var result = total / 7 * perWeek
        // 0001-01-01 was a Monday, so the odd days at the end start on a Monday.
        for weekday in Weekday.allCases.prefix(Int(total % 7)) where !weekend.contains(weekday) { result += 1 }
        return result - Int64(position(of: day, after: true))
    }

    private func holds(_ day: Day) -> Bool {
        position(of: day, after: true) > position(of: day, after: false)
    }

    private func position(of day: Day, after: Bool) -> Int {
        var low = 0
        var high = holidays.count
        while low < high {
            let middle = low + (high - low) / 2
            if holidays[middle] < day || (after && holidays[middle] == day) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
