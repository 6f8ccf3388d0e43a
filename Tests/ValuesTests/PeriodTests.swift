import Testing
import Values

struct PeriodTests {
    @Test(arguments: [
        ("2026", "2026-01-01", "2026-12-31", "2026"), ("2026-Q4", "2026-10-01", "2026-12-31", "2026-Q4"),
        ("2026-11", "2026-11-01", "2026-11-30", "2026-11"), ("2026-W45", "2026-11-02", "2026-11-08", "2026-W45"),
        ("2020-W53", "2020-12-28", "2021-01-03", "2020-W53"), ("2025-W01", "2024-12-30", "2025-01-05", "2025-W01"),
        ("2024-02", "2024-02-01", "2024-02-29", "2024-02"), ("2026-11-23", "2026-11-23", "2026-11-23", "2026-11-23"),
        ("2026-11-01..2026-11-30", "2026-11-01", "2026-11-30", "2026-11"),
        ("2025-12-15..2026-01-15", "2025-12-15", "2026-01-15", "2025-12-15..2026-01-15"),
        ("2026-02-01..2026-04-30", "2026-02-01", "2026-04-30", "2026-02-01..2026-04-30"),
    ])
    func periodsInAndOut(text: String, first: String, last: String, printed: String) throws {
        let period = try Period(parsing: text)
        #expect(period.first.text == first)
        #expect(period.last.text == last)
        #expect(period.text == printed)
    }

    @Test(arguments: [
        ("2026-13", ValueFault.outOfRange), ("2026-00", .outOfRange), ("0000", .outOfRange), ("2026-Q5", .outOfRange),
        ("2026-Q0", .outOfRange), ("2025-W53", .outOfRange), ("2026-W00", .outOfRange), ("", .empty),
        ("2026-Q", .malformed), ("2026-1", .malformed), ("26-11", .malformed), ("2026-Q44", .malformed),
        ("2026-11-30..2026-11-01", .outOfRange), ("9999-W52", .outOfRange),
    ])
    func refusals(text: String, expected: ValueFault) {
        #expect(fault { () throws(ValueFault) in try Period(parsing: text) } == expected)
    }

    @Test func unitsAroundADay() throws {
        let day = try Day(parsing: "2026-11-23")
        #expect(Period(.week, containing: day).text == "2026-W48")
        #expect(Period(.month, containing: day).text == "2026-11")
        #expect(Period(.quarter, containing: day).text == "2026-Q4")
        #expect(Period(.year, containing: day).text == "2026")
        #expect(try Period(.month, containing: day, stepping: -1).text == "2026-10")
        #expect(try Period(.quarter, containing: day, stepping: 1).text == "2027-Q1")
        #expect(try Period(.week, containing: day, stepping: -1).text == "2026-W47")
        #expect(try Period(.year, containing: day, stepping: -1).text == "2025")
        for unit in CalendarUnit.allCases {
            #expect(fault { () throws(ValueFault) in try Period(unit, containing: day, stepping: .max) } == .outOfRange)
            #expect(fault { () throws(ValueFault) in try Period(unit, containing: day, stepping: .min) } == .outOfRange)
            #expect(Period(unit, containing: .last).last == .last)
            #expect(Period(unit, containing: .first).first == .first)
        }
        let end = try Day(parsing: "2026-10-31")
        #expect(try Period(.month, containing: end, stepping: -1).text == "2026-09")
    }

    @Test func bothEndsAreInside() throws {
        let month = try Period(parsing: "2026-11")
        #expect(month.contains(month.first) && month.contains(month.last))
        #expect(!month.contains(try month.last.adding(days: 1)))
        #expect(try month.overlaps(Period(parsing: "2026-Q4")) && Period(parsing: "2026").contains(month))
        #expect(month.dayCount == 30)
        #expect(Period(first: month.last, last: month.first) == nil)
        #expect(try Month(of: month.last).adding(2).text == "2027-01")
    }

    @Test func textReadsBack() {
        always(10_000, seed: 0x5045_5231) { chance in
            let day = chance.day()
            let period =
                switch chance.pick(0...5) {
                case 0: Period(.week, containing: day)
                case 1: Period(.month, containing: day)
                case 2: Period(.quarter, containing: day)
                case 3: Period(.year, containing: day)
                case 4: Period(day: day)
                default: Period(first: day, last: max(day, chance.day())) ?? Period(day: day)
                }
            return try Period(parsing: period.text) == period ? nil : period.text
        }
    }

    @Test func timesAndMoments() throws {
        #expect(try ClockTime(parsing: "09:30").minutes == 570)
        #expect(try Moment(parsing: "1970-01-02T00:01").epochMinutes == 1441)
        #expect(try Moment(parsing: "1969-12-31T23:59").epochMinutes == -1)
        for (text, expected) in [("9:30", ValueFault.malformed), ("24:00", .outOfRange), ("09:60", .outOfRange), ("", .empty)] {
            #expect(fault { () throws(ValueFault) in try ClockTime(parsing: text) } == expected)
        }
        #expect(fault { () throws(ValueFault) in try Moment(parsing: "2025-02-29T10:00") } == .outOfRange)
        #expect(fault { () throws(ValueFault) in try Moment(parsing: "2026-11-02 10:30") } == .malformed)
        #expect(fault { () throws(ValueFault) in try Moment(day: .last).adding(minutes: .max) } == .outOfRange)
        #expect(Moment(epochMinutes: .min) == nil)
        always(10_000, seed: 0x4D4F_4D31) { chance in
            let moment = Moment(day: chance.day(), time: ClockTime(minutes: chance.pick(0...1439)) ?? .midnight)
            guard Moment(epochMinutes: moment.epochMinutes) == moment else { return "\(moment.epochMinutes)" }
            return try Moment(parsing: moment.text) == moment ? nil : moment.text
        }
    }
}
