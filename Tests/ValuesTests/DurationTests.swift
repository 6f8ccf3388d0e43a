import Testing
import Values

struct DurationTests {
    @Test(arguments: [
        ("30d", "30d"), ("2w", "14d"), ("3mo", "3mo"), ("1y", "1y"), ("14mo", "14mo"), ("6h", "6h"), ("5wd", "5wd"),
        ("1y6mo", "18mo"), ("90min", "1h30min"), ("-30d", "-30d"), ("-1mo15d", "-1mo15d"), ("-1mo+15d", "-1mo+15d"),
        ("1mo-3d", "1mo-3d"), ("0d", "0d"), ("0mo", "0d"),
    ])
    func durationsInAndOut(text: String, printed: String) throws {
        #expect(try Duration(parsing: text).text == printed)
    }

    @Test(arguments: [
        ("5m", ValueFault.minutesOrMonths(5)), ("", .empty), ("d", .malformed), ("5", .malformed), ("5x", .malformed),
        ("5 d", .malformed), ("-", .malformed), ("1.5h", .malformed), ("3000000000d", .overflow),
        ("2147483648d", .overflow), ("400000000y", .overflow), ("99999999999999999999d", .overflow), ("5days", .malformed),
        ("٥d", .foreignDigits),
    ])
    func refusals(text: String, expected: ValueFault) {
        #expect(fault { () throws(ValueFault) in try Duration(parsing: text) } == expected)
    }

    @Test func daysAndMonthsAddedToADay() throws {
        func sum(_ day: String, _ duration: String) throws -> String {
            try Day(parsing: day).adding(Duration(parsing: duration)).text
        }
        #expect(try sum("2026-01-31", "1mo") == "2026-02-28")
        #expect(try sum("2026-03-31", "-1mo") == "2026-02-28")
        #expect(try sum("2024-02-29", "1y") == "2025-02-28")
        #expect(try sum("2026-01-31", "1mo1d") == "2026-03-01")
        #expect(try sum("2026-11-23", "24h") == "2026-11-24")
        #expect(fault { () throws(ValueFault) in try Day.first.adding(Duration(minutes: 360)) } == .needsTime)
        #expect(fault { () throws(ValueFault) in try Day.last.adding(Duration(days: 1)) } == .outOfRange)
        #expect(
            try Moment(parsing: "2026-11-30T23:00").adding(Duration(parsing: "1mo2h")).text == "2026-12-31T01:00")
    }

    @Test func lengthsThatCanBeOrdered() throws {
        func order(_ a: String, _ b: String) throws -> Ordering {
            try Duration(parsing: a).ordering(to: try Duration(parsing: b))
        }
        #expect(try order("24h", "1d") == .equal)
        #expect(try order("2w", "15d") == .ascending)
        #expect(try order("1y", "11mo") == .descending)
        #expect(try order("5wd", "6wd") == .ascending)
        for (a, b) in [("30d", "1mo"), ("5wd", "5d"), ("1mo", "20wd")] {
            #expect(throws: ValueFault.noFixedLength) { try order(a, b) }
        }
        #expect(try Duration(parsing: "24h") == Duration(days: 1))
        #expect(try Duration(parsing: "24h").hashValue == Duration(days: 1).hashValue)
        #expect(Duration(months: 1).exactDays == nil && Duration(days: 3).exactDays == 3)
        #expect(Duration(dayCount: .max) == nil)
    }

    @Test func theEdgesAreFaultsAndNeverTraps() {
        let most = Duration(months: .max, days: .max, minutes: .max, workdays: .max)
        let least = Duration(months: .min, days: .min, minutes: .min, workdays: .min)
        #expect(fault { () throws(ValueFault) in try most + most } == .overflow)
        #expect(fault { () throws(ValueFault) in try least.negated() } == .overflow)
        #expect(fault { () throws(ValueFault) in try most.times(.max) } == .overflow)
        for duration in [most, least] {
            #expect(fault { () throws(ValueFault) in try Moment(day: .first).adding(duration) } == .outOfRange)
        }
        let far = Schedule(from: .first, every: Duration(months: 1))
        #expect(fault { () throws(ValueFault) in try far.date(.max) } == .overflow)
    }

    @Test func textReadsBack() {
        always(20_000, seed: 0x4455_5231) { chance in
            let duration = chance.duration()
            return try Duration(parsing: duration.text) == duration ? nil : duration.text
        }
    }

    @Test func workingDaysSkipWeekendsAndHolidays() throws {
        func day(_ text: String) throws -> Day { try Day(parsing: text) }
        let plain = Calendar.standard
        #expect(try plain.adding(workdays: 1, to: day("2026-11-27")).text == "2026-11-30")
        #expect(try plain.adding(workdays: -1, to: day("2026-11-30")).text == "2026-11-27")
        #expect(try plain.adding(workdays: 5, to: day("2026-11-28")).text == "2026-12-04")
        let book = Calendar(holidays: [try day("2026-12-25"), try day("2026-12-26"), try day("2026-12-28")])
        #expect(try book.adding(workdays: 1, to: day("2026-12-24")).text == "2026-12-29")
        #expect(try book.onOrAfter(day("2026-12-25")).text == "2026-12-29")
        #expect(try book.onOrBefore(day("2026-12-28")).text == "2026-12-24")
        #expect(book.workdays(from: try day("2026-12-24"), to: try day("2026-12-31")) == 3)
        let never = Calendar(weekend: Set(Weekday.allCases))
        #expect(fault { () throws(ValueFault) in try never.adding(workdays: 1, to: .first) } == .outOfRange)
        for count in [Int64.max, .min] {
            #expect(fault { () throws(ValueFault) in try plain.adding(workdays: count, to: .first) } == .outOfRange)
        }
        #expect(fault { () throws(ValueFault) in try plain.adding(workdays: -1, to: .first) } == .outOfRange)
        #expect(try plain.adding(workdays: -1, to: Day(clamping: Int64(Day.first.number) + 1)) == .first)
    }

    /// Against a walk that tries one day after the other.
    @Test func workingDaysAgreeWithAWalk() {
        always(2_000, seed: 0x574F_524B) { chance in
            let start = Day(clamping: chance.pick(18_000...22_000))
            let weekend = Set(Weekday.allCases.filter { _ in chance.pick(0...3) == 0 }.prefix(6))
            let holidays = (0..<chance.pick(0...20)).map { _ in Day(clamping: Int64(start.number) + chance.pick(-90...90)) }
            let calendar = Calendar(weekend: weekend, holidays: holidays)
            let count = chance.pick(Int64(-40)...40)
            var walked = start
            var left = count.magnitude
            while left > 0 {
                walked = try walked.adding(days: count < 0 ? -1 : 1)
                if !weekend.contains(walked.weekday), !holidays.contains(walked) { left -= 1 }
            }
            let found = try calendar.adding(workdays: count, to: start)
            return found == walked ? nil : "\(start) + \(count)wd gave \(found), the walk \(walked)"
        }
    }
}
