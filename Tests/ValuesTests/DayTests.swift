import Testing
import Values

struct DayTests {
    private func day(_ text: String) throws -> Day { try Day(parsing: text) }

    @Test func knownDays() throws {
        #expect(try day("1970-01-01").number == 0)
        #expect(try day("1970-01-01").weekday == .thursday)
        #expect(try day("2000-02-29").number == 11016)
        #expect(try day("2026-11-23").weekday == .monday)
        #expect(try day("0001-01-01") == .first)
        #expect(Day.first.weekday == .monday)
        #expect(try day("9999-12-31") == .last)
        #expect(Day.last.weekday == .friday)
        #expect(try day("2024-12-31").dayOfYear == 366)
    }

    /// A counter that knows nothing but the lengths of months walks every day of the calendar.
    @Test func everyDayAgreesWithANaiveCounter() {
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        var number = Int64(Day.first.number)
        for year in 1...9999 {
            let leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
            for month in 1...12 {
                let length = lengths[month - 1] + (leap && month == 2 ? 1 : 0)
                // The walk inside the month is checked at its ends, and all of it in the years people have bills in.
                let steps = (1900...2100).contains(year) ? Array(1...length) : [1, 2, length - 1, length]
                for step in steps {
                    let expected = number + Int64(step - 1)
                    let found = Day(year: year, month: month, day: step)
                    guard let found, Int64(found.number) == expected,
                        (found.year, found.month, found.day) == (year, month, step)
                    else {
                        Issue.record("\(year)-\(month)-\(step) should be day \(expected)")
                        return
                    }
                }
                if Day(year: year, month: month, day: length + 1) != nil {
                    Issue.record("\(year)-\(month) has no day \(length + 1)")
                    return
                }
                number += Int64(length)
            }
        }
        #expect(number == Int64(Day.last.number) + 1)
    }

    @Test func monthEndsKeepTheirAnchor() throws {
        let schedule = Schedule(from: try day("2026-01-31"), every: Duration(months: 1))
        #expect(
            try schedule.dates(5).map(\.text) == ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"])
        let leap = Schedule(from: try day("2024-02-29"), every: Duration(months: 12))
        #expect(try leap.dates(5).map(\.text) == ["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"])
        #expect(try schedule.date(-2).text == "2025-11-30")
    }

    /// For every month of 1900 to 2999 as anchor: the k-th date has the anchor's day, or the last day a naive counter
    /// finds in that month.
    @Test func monthRuleOverElevenCenturies() throws {
        func length(_ year: Int, _ month: Int) -> Int {
            (28...31).last { Day(year: year, month: month, day: $0) != nil } ?? 0
        }
        for year in 1900...2999 {
            for month in 1...12 {
                let last = length(year, month)
                for anchorDay in [1, 28, 29, 30, 31] where anchorDay <= last {
                    guard let anchor = Day(year: year, month: month, day: anchorDay) else { continue }
                    for k in [1, 2, 3, 11, 12, 13] {
                        let index = year * 12 + month - 1 + k
                        let want = Day(
                            year: index / 12, month: index % 12 + 1,
                            day: min(anchorDay, length(index / 12, index % 12 + 1)))
                        let found = try anchor.adding(months: Int64(k))
                        guard found == want else {
                            Issue.record("\(anchor) + \(k)mo gave \(found)")
                            return
                        }
                    }
                }
            }
        }
    }

    @Test func beyondTheCalendarIsAFault() throws {
        let due = try day("2026-11-23")
        for days in [Int64(1) << 31, .max, .min, 4_000_000, -4_000_000] {
            #expect(fault { () throws(ValueFault) in try due.adding(days: days) } == .outOfRange)
            #expect(fault { () throws(ValueFault) in try due.adding(months: days) } == .outOfRange)
        }
        #expect(Day(number: 2_932_897) == nil)
        #expect(Day(number: -719_163) == nil)
        #expect(Day(clamping: .max) == .last)
        #expect(Day(clamping: .min) == .first)
        for (year, month, number) in [(0, 1, 1), (10000, 1, 1), (2026, 0, 1), (2026, 13, 1), (2026, 1, 0), (2026, 4, 31)] {
            #expect(Day(year: year, month: month, day: number) == nil)
        }
        #expect(Day(year: .max, month: .max, day: .max) == nil)
        #expect(Day(year: .min, month: .min, day: .min) == nil)
    }

    @Test(arguments: [
        ("2025-02-29", ValueFault.outOfRange), ("0000-00-00", .outOfRange), ("99999-01-01", .outOfRange),
        ("2026-13-01", .outOfRange), ("", .empty), ("tomorrow", .malformed), (" 2026-01-01", .malformed),
        ("٢٠٢٦-٠١-٠١", .foreignDigits), ("2026-01-01T", .malformed), ("-026-01-01", .malformed), ("20260101", .malformed),
    ])
    func refusals(text: String, expected: ValueFault) {
        #expect(fault { () throws(ValueFault) in try Day(parsing: text) } == expected)
    }

    @Test func doubtfulDatesShowEveryReading() throws {
        guard case .doubtfulDay(let readings) = fault({ () throws(ValueFault) in try Day(parsing: "03/01/26") }) else {
            Issue.record("03/01/26 must be doubtful")
            return
        }
        #expect(readings.map(\.order) == [.dmy, .mdy, .ymd])
        #expect(readings.map(\.day.text) == ["2026-01-03", "2026-03-01", "2003-01-26"])
        let one = withBytes(of: "23.11.2026") { Day.readings(of: $0) }
        #expect(one.map(\.order) == [.dmy])
        #expect(withBytes(of: "31/31/2026") { Day.readings(of: $0) }.isEmpty)
    }

    @Test func filesNameTheirOrder() throws {
        func read(_ text: String, _ order: DayOrder, pivot: Int? = nil) throws(ValueFault) -> String {
            try withBytes(of: text) { (bytes) throws(ValueFault) in
                try Day(parsing: bytes, order: order, pivot: pivot).text
            }
        }
        #expect(try read("03/01/2026", .dmy) == "2026-01-03")
        #expect(try read("03/01/2026", .mdy) == "2026-03-01")
        #expect(try read("2026/1/3", .ymd) == "2026-01-03")
        #expect(try read("3.1.2026", .dmy) == "2026-01-03")
        #expect(try read("2026-01-03", .dmy) == "2026-01-03")
        #expect(try read("03-01-69", .dmy, pivot: 70) == "2069-01-03")
        #expect(try read("03-01-70", .dmy, pivot: 70) == "1970-01-03")
        #expect(fault { () throws(ValueFault) in try read("31/02/2026", .dmy) } == .outOfRange)
        #expect(fault { () throws(ValueFault) in try read("03/01-2026", .dmy) } == .malformed)
        #expect(fault { () throws(ValueFault) in try read("", .dmy) } == .empty)
        for doubtful in [("03/01/26", DayOrder.dmy), ("03/01/2026", .ymd)] {
            guard case .doubtfulDay = fault({ () throws(ValueFault) in try read(doubtful.0, doubtful.1) }) else {
                Issue.record("\(doubtful) must show its readings")
                continue
            }
        }
    }

    @Test func textReadsBack() {
        always(20_000, seed: 0x4441_5931) { chance in
            let day = chance.day()
            guard try Day(parsing: day.text) == day else { return day.text }
            let parts = day.civil
            let german = "\(parts.day).\(parts.month).\(String(repeating: "0", count: max(0, 4 - "\(parts.year)".count)))\(parts.year)"
            let again = try withBytes(of: german) { (bytes) throws(ValueFault) in try Day(parsing: bytes, order: .dmy) }
            return again == day ? nil : german
        }
    }
}
