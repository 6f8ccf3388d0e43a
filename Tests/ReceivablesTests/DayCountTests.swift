import Receivables
import Testing
import Values

@Suite struct DayCountTests {
    /// Worked figures R27–R33: actual, 30/360 US, 30E/360, 30E+/360.
    @Test(arguments: [
        ("2025-01-31", "2025-02-28", 28, 28, 28, 28),
        ("2024-02-29", "2024-03-31", 31, 30, 31, 32),
        ("2025-08-30", "2025-10-31", 62, 60, 60, 61),
        ("2023-12-31", "2024-12-31", 366, 360, 360, 361),
        ("2003-02-15", "2003-03-15", 28, 30, 30, 30),
    ])
    func published(_ from: String, _ to: String, _ actual: Int64, _ us: Int64, _ e: Int64, _ ePlus: Int64) {
        let (from, to) = (day(from), day(to))
        #expect(DayCount.actual365.days(from: from, to: to) == actual)
        #expect(DayCount.actual360.days(from: from, to: to) == actual)
        #expect(DayCount.thirty360US.days(from: from, to: to) == us)
        #expect(DayCount.thirtyE360.days(from: from, to: to) == e)
        #expect(DayCount.thirtyEPlus360.days(from: from, to: to) == ePlus)
    }

    /// 10,000 at 8 %: act/365, act/360, 30/360 US of the same figures.
    @Test(arguments: [
        ("2025-01-31", "2025-02-28", 61_37, 62_22, 62_22),
        ("2024-02-29", "2024-03-31", 67_95, 68_89, 66_67),
        ("2025-08-30", "2025-10-31", 135_89, 137_78, 133_33),
        ("2023-12-31", "2024-12-31", 802_19, 813_33, 800_00),
    ])
    func interest(_ from: String, _ to: String, _ act365: Int64, _ act360: Int64, _ us: Int64) throws {
        for (count, expected) in [(DayCount.actual365, act365), (.actual360, act360), (.thirty360US, us)] {
            let terms = InterestTerms(rates: RateSteps(percent(800)), dayCount: count)
            #expect(try terms.interest(on: 10_000_00, due: day(from), to: day(to)).total == expected)
        }
    }

    @Test func endOfFebruaryInTheAmericanRule() {
        // Both ends at the end of February count as the 30th; only a start there moves a 31st.
        #expect(DayCount.thirty360US.days(from: day("2023-02-28"), to: day("2024-02-29")) == 360)
        #expect(DayCount.thirty360US.days(from: day("2024-02-28"), to: day("2024-02-29")) == 1)
        #expect(DayCount.thirty360US.days(from: day("2024-02-29"), to: day("2024-02-29")) == 0)
    }

    /// ISDA's own example of act/act: 61 days of 2003 and 121 of leap year 2004.
    @Test func actualActualWeighsDaysByTheirYear() {
        let weight = DayCount.actualActual.weight(from: day("2003-11-01"), to: day("2004-05-01"))
        #expect(weight == 61 * 366 + 121 * 365)
        #expect(DayCount.actualActual.weight(from: day("2004-05-01"), to: day("2003-11-01")) == -weight)
        #expect(DayCount.actualActual.weight(from: day("2024-01-01"), to: day("2025-01-01")) == DayCount.actualActual.base)
        #expect(DayCount.actualActual.weight(from: day("2025-01-01"), to: day("2026-01-01")) == DayCount.actualActual.base)
    }

    @Test func theEndsOfTimeDoNotTrap() {
        for count in DayCount.allCases {
            #expect(count.weight(from: .first, to: .last) > 0)
            #expect(count.days(from: .last, to: .first) < 0)
        }
    }
}
