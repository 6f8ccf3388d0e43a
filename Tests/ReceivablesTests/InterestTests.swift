import Receivables
import Testing
import Values

@Suite struct InterestTests {
    let uk = InterestTerms(rates: RateSteps(percent(11_75)))

    /// R1: 10,000 at 11.75 %, 90 days: 289.73, 3.22 a day, 10,389.73 with the fixed sum.
    @Test func ninetyDays() throws {
        let statement = try uk.interest(on: 10_000_00, due: day("2025-01-01"), to: day("2025-04-01"))
        #expect(statement.total == 289_73)
        #expect(statement.lines.map(\.days) == [90])
        #expect(try uk.perDay(on: 10_000_00, day: day("2025-04-01")) == 3_22)
        #expect(10_000_00 + statement.total + FixedSum.ukLatePayment.amount(forDebt: 10_000_00) == 10_389_73)
    }

    /// R3.
    @Test(arguments: [(999_99, 40_00), (1_000_00, 70_00), (9_999_99, 70_00), (10_000_00, 100_00)])
    func fixedSum(_ debt: Int64, _ sum: Int64) {
        #expect(FixedSum.ukLatePayment.amount(forDebt: debt) == sum)
    }

    @Test func noFixedSumWithoutADebt() {
        #expect(FixedSum.ukLatePayment.amount(forDebt: 0) == 0)
        #expect(FixedSum.euLatePayment.amount(forDebt: 1) == 40_00)
    }

    /// R4.
    @Test(arguments: [(850_00, 45, 12_31), (6_500_00, 120, 251_10), (18_000_00, 200, 1_158_90)])
    func moreOfTheAct(_ debt: Int64, _ days: Int64, _ interest: Int64) throws {
        let due = day("2025-01-01")
        #expect(try uk.interest(on: debt, due: due, to: due.adding(days: days)).total == interest)
    }

    /// R5: which half-year's rate? 8,000 due 31 May 2023, paid 30 Sep.
    @Test func rateModes() throws {
        let rates = RateSteps([
            .init(from: day("2023-01-01"), percent: percent(11_50)), .init(from: day("2023-07-01"), percent: percent(13_00)),
        ])
        func total(_ mode: RateMode) throws -> InterestStatement {
            try InterestTerms(rates: rates, mode: mode).interest(on: 8_000_00, due: day("2023-05-31"), to: day("2023-09-30"))
        }
        #expect(try total(.fixedAtDefault).total == 307_51)
        let split = try total(.splitByPeriod)
        #expect(split.total == 337_75)
        #expect(split.lines.map(\.days) == [30, 92])
        // 8,000 × 122 × 13 % ÷ 365
        #expect(try total(.atPayment).total == 347_62)
    }

    /// R7: Germany across a change of the base rate, 46 and 45 days; one rounding, not one a line.
    @Test func germanSplit() throws {
        let rates = RateSteps([
            .init(from: day("2024-01-01"), percent: percent(12_62)), .init(from: day("2024-07-01"), percent: percent(12_37)),
        ])
        let (due, paid) = (day("2024-05-15"), day("2024-08-14"))
        let statement = try InterestTerms(rates: rates).interest(on: 10_000_00, due: due, to: paid)
        #expect(statement.lines.map(\.days) == [46, 45])
        #expect(statement.lines.map(\.rounded) == [159_05, 152_51])
        #expect(statement.total == 311_55)
        let leap = try InterestTerms(rates: rates, dayCount: .actualActual).interest(on: 10_000_00, due: due, to: paid)
        #expect(leap.lines.map(\.rounded) == [158_61, 152_09])
        #expect(leap.total == 310_70)
    }

    /// R9: 1,000 due 31 Jan at 8 %, 400 on 2 Mar, settled 1 May.
    @Test func partPayments() throws {
        let receipts = [Receipt(day: day("2025-03-02"), amount: 400_00)]
        func statement(_ method: PartPayments) throws -> InterestStatement {
            try InterestTerms(rates: RateSteps(percent(8_00)), partPayments: method)
                .interest(on: 1_000_00, due: day("2025-01-31"), to: day("2025-05-01"), receipts: receipts)
        }
        let principalFirst = try statement(.principalFirst)
        #expect(principalFirst.lines.map(\.days) == [30, 60])
        #expect(principalFirst.lines.map(\.principal) == [1_000_00, 600_00])
        // (1,000 × 30 + 600 × 60) × 8 % ÷ 365 = 14.4657…
        #expect(principalFirst.total == 14_47)
        #expect(principalFirst.principal == 600_00)
        let interestFirst = try statement(.interestFirst)
        // 6.58 cleared, 393.42 off the principal: 606.58 × 60 × 8 % ÷ 365 = 7.9769…
        #expect(interestFirst.principal == 606_58)
        #expect(interestFirst.total == 6_58 + 7_98)
    }

    /// R9e: 100 at 10 % for 15 days and a fee of 10.
    @Test func aNoticeTotal() throws {
        let due = day("2025-06-01")
        let interest = try InterestTerms(rates: RateSteps(percent(10_00))).interest(on: 100_00, due: due, to: due.adding(days: 15))
        #expect(interest.total == 41)
        #expect(100_00 + interest.total + 10_00 == 110_41)
    }

    @Test func aMoratoriumBearsNothing() throws {
        var terms = InterestTerms(rates: RateSteps(percent(8_00)))
        let (due, end) = (day("2026-01-01"), day("2026-04-11"))
        terms.frozen = [day("2026-02-01")...day("2026-03-02")]
        let statement = try terms.interest(on: 3_650_00, due: due, to: end)
        // 100 days less 30: 80 pence a day.
        #expect(statement.lines.map(\.days) == [30, 40])
        #expect(statement.total == 70 * 80)
    }

    @Test func halfEvenIsTheOtherRounding() throws {
        // 1,825.00 at 1 % for one day is 5 pence exactly; 1/10 of it is half a penny.
        for (rounding, expected) in [(Rounding.halfUp, Int64(1)), (.halfEven, 0)] {
            let terms = InterestTerms(rates: RateSteps(percent(1_00)), rounding: rounding)
            #expect(try terms.interest(on: 182_50, due: day("2025-03-01"), to: day("2025-03-02")).total == expected)
        }
    }

    @Test func nothingBeforeTheDueDayAndNoGuessedRate() throws {
        #expect(try uk.interest(on: 100_00, due: day("2025-01-01"), to: day("2025-01-01")).total == 0)
        let late = InterestTerms(rates: RateSteps([.init(from: day("2025-07-01"), percent: percent(8_00))]))
        #expect(throws: TradeFault.noRate(on: day("2025-01-02"))) {
            try late.interest(on: 100_00, due: day("2025-01-01"), to: day("2025-08-01"))
        }
    }

    @Test func greatMoneyIsRefusedNotWrapped() throws {
        let terms = InterestTerms(rates: RateSteps(percent(800_000)))
        #expect(throws: TradeFault.overflow) {
            try terms.interest(on: .max, due: .first, to: .last)
        }
    }
}
