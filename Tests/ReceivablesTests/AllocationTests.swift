import Receivables
import Testing
import Values

@Suite struct AllocationTests {
    private func parts(_ components: [(DebtComponent, Int64)], paying amount: Int64, _ order: AllocationOrder) -> [Int64] {
        order.parts(of: amount, over: components.map { OpenItem(open: $0.1, due: day("2025-01-01"), component: $0.0) })
    }

    /// R10–R12.
    @Test func components() {
        let debt: [(DebtComponent, Int64)] = [(.cost, 40_00), (.interest, 25_50), (.principal, 1_000_00)]
        #expect(parts(debt, paying: 200_00, .costsInterestPrincipal) == [40_00, 25_50, 134_50])
        #expect(parts(debt, paying: 200_00, .costsPrincipalInterest) == [40_00, 0, 160_00])
        let small: [(DebtComponent, Int64)] = [(.principal, 100_00), (.cost, 5_00), (.interest, 25)]
        #expect(parts(small, paying: 100_00, .costsInterestPrincipal) == [94_75, 5_00, 25])
    }

    /// R13.
    @Test func oldestFirst() {
        let items = [(300_00, "2025-03-01"), (500_00, "2025-04-01"), (200_00, "2025-05-01")]
            .map { OpenItem(open: $0.0, due: day($0.1)) }
        #expect(AllocationOrder.oldestDue.parts(of: 450_00, over: items) == [300_00, 150_00, 0])
        #expect(AllocationOrder.oldestDue.parts(of: 450_00, over: items.reversed()) == [0, 150_00, 300_00])
        #expect(AllocationOrder.currentFirst.parts(of: 450_00, over: items) == [0, 250_00, 200_00])
        #expect(AllocationOrder.smallest.parts(of: 450_00, over: items) == [250_00, 0, 200_00])
        #expect(AllocationOrder.largest.parts(of: 550_00, over: items) == [50_00, 500_00, 0])
    }

    /// R14, R16, R18.
    @Test func largestRemainder() {
        #expect(Shares.proportional(250_00, over: [100_00, 200_00, 400_00]) == [35_71, 71_43, 142_86])
        #expect(Shares.proportional(160_00, over: [4_550_00, 6_700_00, 1_200_00]) == [58_47, 86_11, 15_42])
        #expect(Shares.proportional(100_00, over: [1, 1, 1]) == [33_34, 33_33, 33_33])
        #expect(Shares.proportional(-100_00, over: [1, 1, 1]) == [-33_34, -33_33, -33_33])
        #expect(Shares.proportional(100_00, over: [0, 0]) == nil)
        #expect(Shares.proportional(100_00, over: [2, -1]) == nil)
        #expect(Shares.proportional(.max, over: [.max, .max]) == [1 << 62, (1 << 62) - 1])
    }

    @Test func statutoryOrder() {
        let items = [
            OpenItem(open: 100, due: day("2025-02-01"), burden: 5_00),
            OpenItem(open: 100, due: day("2025-01-01"), burden: 5_00, secured: true),
            OpenItem(open: 100, due: day("2025-03-01"), burden: 8_00),
            OpenItem(open: 100, due: day("2026-01-01"), burden: 9_00),
        ]
        // Due before not due, unsecured before secured, burdensome first.
        #expect(AllocationOrder.statutory.parts(of: 150, over: items, today: day("2025-06-01")) == [50, 0, 100, 0])
        #expect(AllocationOrder.statutory.parts(of: 350, over: items, today: day("2025-06-01")) == [100, 100, 100, 50])
        let alike = [OpenItem(open: 100, due: day("2025-02-01")), OpenItem(open: 300, due: day("2025-02-01"))]
        #expect(AllocationOrder.statutory.parts(of: 100, over: alike, today: day("2025-06-01")) == [25, 75])
    }

    @Test(arguments: AllocationOrder.allCases, [UInt64(1), 2, 3, 4])
    func partsNeverExceedAndAlwaysAddUp(_ order: AllocationOrder, _ seed: UInt64) {
        var dice = Dice(seed: seed)
        for _ in 0..<300 {
            let items = (0..<dice.roll(0...8)).map { _ in
                OpenItem(
                    open: dice.chance(5) ? .max : dice.roll(0...1_000), due: Day(clamping: dice.roll(19_000...20_000)),
                    component: dice.pick(DebtComponent.allCases) ?? .cost, burden: dice.roll(0...3), secured: dice.chance(50))
            }
            let amount = dice.chance(5) ? Int64.max : dice.roll(-10...5_000)
            let parts = order.parts(of: amount, over: items, today: Day(clamping: 19_500))
            #expect(parts.count == items.count, "seed \(seed)")
            #expect(zip(parts, items).allSatisfy { $0 >= 0 && $0 <= $1.open }, "seed \(seed)")
            let whole = parts.reduce(Int128(0)) { $0 + Int128($1) }
            let open = items.reduce(Int128(0)) { $0 + Int128($1.open) }
            #expect(whole == min(open, Int128(max(0, amount))), "seed \(seed)")
            // What is left open, offered again with nothing more, gets nothing.
            #expect(order.parts(of: 0, over: items).allSatisfy { $0 == 0 })
        }
    }
}
