import Receivables
import Testing
import Values

@Suite struct PlanTests {
    let start = day("2026-01-31")

    /// R19.
    @Test func equalParts() throws {
        let lines = try InstalmentSchedule.equal(total: 1_000_00, count: 3, start: start, every: .months(1))
        #expect(lines.map(\.amount) == [333_33, 333_33, 333_34])
        #expect(lines.map(\.left) == [666_67, 333_34, 0])
    }

    /// R21, R22.
    @Test func annuities() throws {
        let twelve = try InstalmentSchedule.annuity(
            principal: 10_000_00, annual: percent(12_00), count: 12, start: start, every: .months(1))
        #expect(twelve.map(\.amount) == Array(repeating: 888_49, count: 11) + [888_47])
        #expect(twelve.map(\.interest).reduce(0, +) == 661_86)
        #expect(twelve[0].interest == 100_00)
        #expect(twelve[0].left == 9_211_51)
        let six = try InstalmentSchedule.annuity(
            principal: 5_000_00, annual: percent(8_00), count: 6, start: start, every: .months(1))
        #expect(six.map(\.amount) == Array(repeating: 852_89, count: 5) + [852_86])
        #expect(six.map(\.interest).reduce(0, +) == 117_31)
    }

    /// R24.
    @Test func whatOneCanAfford() throws {
        let lines = try InstalmentSchedule.affordable(principal: 5_000_00, amount: 275_00, start: start, every: .months(1))
        #expect(lines.count == 19)
        #expect(lines.last?.amount == 50_00)
        #expect(throws: TradeFault.instalmentTooSmall(10_00, interest: 100_00)) {
            try InstalmentSchedule.affordable(
                principal: 10_000_00, amount: 10_00, annual: percent(12_00), start: start, every: .months(1))
        }
    }

    /// R26, and a leap year.
    @Test func theAnchorDayIsKept() throws {
        let lines = try InstalmentSchedule.equal(total: 400_00, count: 4, start: start, every: .months(1))
        #expect(lines.map(\.due) == ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"].map(day))
        #expect(try InstalmentSchedule.due(1, start: day("2028-01-31"), every: .months(1)) == day("2028-02-29"))
        #expect(try InstalmentSchedule.due(1, start: day("2028-02-29"), every: .months(12)) == day("2029-02-28"))
        #expect(try InstalmentSchedule.due(3, start: start, every: .days(14)) == day("2026-03-14"))
        #expect(throws: TradeFault.dayOutOfRange) { try InstalmentSchedule.due(2, start: .last, every: .months(1)) }
    }

    @Test func manySmallInstalmentsNeverTurnNegative() throws {
        for total in 1...200 as ClosedRange<Int64> {
            for count in 1...40 {
                guard let lines = try? InstalmentSchedule.equal(total: total, count: count, start: start, every: .months(1)) else {
                    #expect(total < Int64(count))
                    continue
                }
                #expect(lines.map(\.amount).reduce(0, +) == total)
                #expect(lines.allSatisfy { $0.amount > 0 }, "\(total) in \(count)")
            }
        }
    }

    @Test(arguments: [UInt64(11), 12, 13])
    func annuitiesPayOffExactly(_ seed: UInt64) throws {
        var dice = Dice(seed: seed)
        for _ in 0..<200 {
            let principal = dice.roll(100_00...1_000_000_00)
            let count = Int(dice.roll(1...120))
            let rate = dice.roll(1...40_00)
            let lines = try InstalmentSchedule.annuity(
                principal: principal, annual: percent(rate), count: count, start: start, every: .months(1))
            #expect(lines.count == count, "seed \(seed)")
            #expect(lines.last?.left == 0, "seed \(seed)")
            let (paid, interest) = lines.reduce((Int64(0), Int64(0))) { ($0.0 + $1.amount, $0.1 + $1.interest) }
            #expect(paid - interest == principal, "seed \(seed)")
            // Each period's rounding, at most one unit, grows with the interest on it until the last instalment.
            let growth = 1 + Double(rate) / 120_000
            let most = (0..<count).reduce(into: (sum: 1.0, one: 1.0)) { total, _ in
                total.one *= growth
                total.sum += total.one
            }.sum
            #expect(Double(abs((lines.last?.amount ?? 0) - lines[0].amount)) <= most, "seed \(seed)")
        }
    }

    @Test func paymentsSettleInstalmentsInOrder() throws {
        let dues = [("2026-01-31", 100), ("2026-02-28", 100), ("2026-03-31", 100), ("2026-04-30", 100)]
            .map { (due: day($0.0), amount: Int64($0.1)) }
        let receipts = [
            Receipt(day: day("2026-01-30"), amount: 100), Receipt(day: day("2026-03-05"), amount: 130),
            Receipt(day: day("2026-05-01"), amount: 500),
        ]
        let april = try PlanStanding(dues: dues, receipts: receipts, on: day("2026-04-30"))
        #expect(april.instalments.map(\.status) == [.kept, .late, .part, .open])
        #expect(april.instalments.map(\.paid) == [100, 100, 30, 0])
        #expect(april.instalments[1].daysLate == 5)
        #expect(april.arrears == 70)
        #expect(april.next == 2)
        #expect(april.left == 170)
        #expect(!april.isOnTrack)
        // Due that day is not late yet.
        let march = try PlanStanding(dues: dues, receipts: receipts, on: day("2026-03-31"))
        #expect(march.instalments.map(\.status) == [.kept, .late, .open, .open])
        #expect(march.isOnTrack)
        let may = try PlanStanding(dues: dues, receipts: receipts, on: day("2026-05-01"))
        #expect(may.isComplete)
        #expect(may.surplus == 330)
        let nothing = try PlanStanding(dues: dues, receipts: [], on: day("2026-02-10"))
        #expect(nothing.instalments.map(\.status) == [.broken, .open, .open, .open])
        #expect(try PlanStanding(dues: dues, receipts: [], on: day("2026-02-10"), tolerance: 10).instalments[0].status == .open)
    }

    @Test func moneyTakenBackUnsettles() throws {
        let dues = [(due: day("2026-01-31"), amount: Int64(100)), (due: day("2026-02-28"), amount: 100)]
        let receipts = [
            Receipt(day: day("2026-01-10"), amount: 100), Receipt(day: day("2026-02-10"), amount: 100),
            Receipt(day: day("2026-02-20"), amount: -100),
        ]
        let standing = try PlanStanding(dues: dues, receipts: receipts, on: day("2026-03-01"))
        #expect(standing.instalments.map(\.status) == [.kept, .broken])
        #expect(standing.paid == 100)
    }

    /// The five promises of the promise-kept rate: tolerance three days.
    @Test func promises() throws {
        let (made, due, today) = (day("2026-01-01"), day("2026-01-15"), day("2026-03-01"))
        func status(_ amount: Int64, _ paid: Int64, late: Int64) throws -> PromiseStatus {
            let receipts = paid == 0 ? [] : [Receipt(day: try due.adding(days: late), amount: paid)]
            return try PromiseStanding(amount: amount, made: made, due: due, receipts: receipts, on: today, tolerance: 3).status
        }
        #expect(try status(500_00, 500_00, late: 0) == .kept)
        #expect(try status(300_00, 300_00, late: 2) == .kept)
        #expect(try status(1_000_00, 400_00, late: 0) == .partly_kept)
        #expect(try status(200_00, 0, late: 0) == .broken)
        #expect(try status(800_00, 800_00, late: 9) == .broken)
        #expect(try PromiseStanding(amount: 5, made: made, due: due, receipts: [], on: due).status == .open)
    }

    @Test func steps() {
        let steps = [
            RecordedStep(due: day("2026-01-10"), doneOn: day("2026-01-12")), RecordedStep(due: day("2026-01-20"), gate: .noDispute),
            RecordedStep(due: day("2026-01-30")), RecordedStep(skippedOn: day("2026-01-05")),
        ]
        let today = day("2026-01-25")
        let open = StepStanding.standings(of: steps, on: today, closed: [])
        #expect(open.map(\.state) == [.done(day("2026-01-12")), .ready, .pending, .skipped(day("2026-01-05"))])
        #expect(open.map(\.late) == [2, 5, 0, 0])
        #expect(StepStanding.standings(of: steps, on: today, closed: [.noDispute])[1].state == .blocked(.noDispute))
        // Before the first was done it was its turn.
        #expect(StepStanding.standings(of: steps, on: day("2026-01-11"), closed: []).map(\.state.word) == ["ready", "pending", "pending", "skipped"])
    }
}
