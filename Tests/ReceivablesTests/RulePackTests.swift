// The packs that come with the program, the reading of a user's, and which of them applies.
import Testing
import Values

@testable import Receivables

@Suite struct RulePackTests {
    private func pack(_ name: String) throws -> RulePack { try #require(StandardPacks.all.first { $0.name == name }) }

    @Test func everyStandardPackIsRead() throws {
        #expect(StandardPacks.all.count == StandardPacks.texts.count)
        for text in StandardPacks.texts { _ = try RulePack(reading: text) }
        #expect(StandardPacks.all.allSatisfy { !$0.law.isEmpty && !$0.title.isEmpty })
    }

    @Test func noStandardPackHasAGapOrAnOverlap() {
        let doubtful = RuleCheck.findings(StandardPacks.all, on: day("2026-11-23")).filter { $0.kind != .unconfirmed && $0.pack != "contract" }
        #expect(doubtful == [])
    }

    /// The reference table of the Act, with 8 points on it.
    @Test(arguments: [
        ("2022-03-01", 8_25), ("2022-07-01", 9_25), ("2023-06-30", 11_50), ("2023-07-01", 13_00), ("2024-12-31", 13_25),
        ("2025-02-01", 12_75), ("2025-08-01", 12_25), ("2026-12-31", 11_75),
    ])
    func statutoryRates(_ on: String, _ rate: Int64) throws {
        #expect(try pack("uk-late-payment").rates(country: "GB", kind: "company")?.percent(on: day(on)) == percent(rate))
    }

    @Test func noRateIsGuessed() throws {
        let rates = try #require(try pack("uk-late-payment").rates(country: "GB", kind: "company"))
        #expect(rates.percent(on: day("2027-01-01")) == nil)
        #expect(rates.percent(on: day("2021-12-31")) == nil)
        let terms = InterestTerms(rates: rates, mode: .splitByPeriod)
        #expect(throws: TradeFault.noRate(on: day("2027-01-10"))) {
            try terms.interest(on: 100_00, due: day("2026-12-01"), to: day("2027-01-10"))
        }
    }

    @Test func marginsByKindAndCountry() throws {
        let german = try pack("de-bgb")
        #expect(german.margin(country: "DE", kind: "consumer")?.percent == percent(5_00))
        #expect(german.margin(country: "DE", kind: "company")?.percent == percent(9_00))
        #expect(german.fixedSum(onDebt: 10_000_00, currency("EUR"), kind: "consumer") == nil)
        #expect(german.fixedSum(onDebt: 10_000_00, currency("EUR"), kind: "company")?.sum == 40_00)
        #expect(try pack("eu-2011-7").margin(country: "FR", kind: "company")?.percent == percent(10_00))
    }

    @Test func whyAPackDoesNotApply() throws {
        func refusal(_ name: String, _ country: String?, _ kind: String?) throws -> Inapplicable? {
            try pack(name).refusal(for: DebtorFacts(names: ["D-1"], country: country, kind: kind))
        }
        #expect(try refusal("uk-late-payment", "GB", "company") == nil)
        #expect(try refusal("uk-late-payment", "GB", "consumer") == .otherKind("consumer"))
        #expect(try refusal("uk-late-payment", "FR", "company") == .otherCountry("FR"))
        #expect(try refusal("uk-late-payment", nil, "company") == .countryUnknown)
        #expect(try refusal("uk-late-payment", "GB", nil) == .kindUnknown)
        #expect(try refusal("contract", "GB", "company") == .namesNobody)
        guard case .exceptedCountry("AT", _)? = try refusal("eu-2011-7", "AT", "company") else {
            Issue.record("Austria is excepted")
            return
        }
    }

    /// Every line of a hostile text is refused or read, and nothing traps.
    @Test func hostileTexts() {
        var dice = Dice(seed: 4)
        let words = ["pack", "rate", "margin", "sum", "any", "8%", "-", "2026-01-01", "GBP", "confirmed", "99999999999999999999", "%", "reset", "0", "\u{0}", "country"]
        for _ in 0..<3_000 {
            let text = (0..<dice.roll(0...8)).map { _ in
                (0..<dice.roll(0...6)).map { _ in dice.pick(words) ?? "" }.joined(separator: " ")
            }.joined(separator: "\n")
            if let pack = try? RulePack(reading: text) { _ = RuleCheck.findings([pack], on: day("2026-11-23")) }
        }
    }

    @Test func discountOfTwoTenNetThirty() throws {
        let cost = try EarlyDiscount(percent(2_00), early: 10, net: 30)
        #expect(cost.simple == percent(37_24))
        #expect(cost.effective == percent(44_59))
        // (1/(1−d))^(365/days) − 1 where that is a whole power or root: 2, 4, and the tenth root of 100.
        #expect(try EarlyDiscount(percent(50_00), early: 0, net: 365).effective == percent(100_00))
        #expect(try EarlyDiscount(percent(75_00), early: 0, net: 365).effective == percent(300_00))
        #expect(try EarlyDiscount(percent(99_00), early: 0, net: 3_650).effective == percent(58_49))
        #expect(throws: TradeFault.self) { try EarlyDiscount(percent(100_00), early: 10, net: 30) }
    }

    @Test func aPaymentOnTheLastDayLeavesNothing() throws {
        let terms = InterestTerms(rates: RateSteps(percent(8_00)))
        let receipts = [Receipt(day: day("2025-05-01"), amount: 1_000_00)]
        let statement = try terms.interest(on: 1_000_00, due: day("2025-01-31"), to: day("2025-05-01"), receipts: receipts)
        #expect(statement.total == 19_73)
        #expect(statement.principal == 0)
    }

    /// A payment that bounced is owed again from that day.
    @Test func whatWasTakenBackBearsInterestAgain() throws {
        let terms = InterestTerms(rates: RateSteps(percent(3_65)))
        let receipts = [Receipt(day: day("2025-01-11"), amount: 1_000_00), Receipt(day: day("2025-01-21"), amount: -1_000_00)]
        let statement = try terms.interest(on: 1_000_00, due: day("2025-01-01"), to: day("2025-01-31"), receipts: receipts)
        #expect(statement.lines.map(\.days) == [10, 10])
        #expect(statement.total == 2_00)
    }
}
