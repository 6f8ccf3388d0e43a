import Columns
import Testing
import Values

@Suite struct ArithmeticTests {
    private static func check(
        _ a: [Int64], _ b: [Int64], _ out: [Int64], _ fault: Int?, _ exact: (Int128, Int128) -> Int128, _ label: String
    ) {
        var first: Int?
        for i in a.indices {
            if a[i] == Lane.null || b[i] == Lane.null {
                #expect(out[i] == Lane.null, "\(label) \(i)")
                continue
            }
            let lane = Int64(exactly: exact(Int128(a[i]), Int128(b[i])))
            if let lane, lane != Lane.null {
                if out[i] != lane { Issue.record("\(label): \(a[i]) and \(b[i]) gave \(out[i]), not \(lane)") }
            } else {
                first = first ?? i
                #expect(out[i] == Lane.null)
            }
        }
        #expect(fault == first, "\(label)")
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64], [0, 10])
    func againstWideIntegers(seed: UInt64, extremes: Int) {
        var random = Seeded(seed)
        let a = random.lanes(3_000, in: -2_000_000...2_000_000, extremes: extremes)
        let b = random.lanes(3_000, in: -300_000...300_000, extremes: extremes)
        var out = [Int64](repeating: 1, count: a.count)
        var fault = LaneArithmetic.add(a, b, a.count, into: &out)
        Self.check(a, b, out, fault, { $0 + $1 }, "add, seed \(seed)")
        fault = LaneArithmetic.subtract(a, b, a.count, into: &out)
        Self.check(a, b, out, fault, { $0 - $1 }, "subtract, seed \(seed)")
        for rounding in Rounding.allCases {
            for divisor in [1, 2, 7, 10_000, 36_500] as [Int64] {
                fault = LaneArithmetic.multiply(a, b, dividingBy: divisor, rounding: rounding, a.count, into: &out)
                Self.check(a, b, out, fault, { x, y in
                    (try? Number.divide(x * y, by: Int128(divisor), rounding: rounding)) ?? 0
                }, "multiply by \(divisor) \(rounding), seed \(seed)")
            }
        }
    }

    @Test func fixedDivisorAtTheEdges() {
        var random = Seeded(9)
        let edges: [Int64] = [0, 1, -1, 5, 15, 25, -25, Int64.max, Int64.min + 1, Int64.max - 1]
        for divisor in [1, 2, 3, 10, 36_500, 1 << 40, UInt64(Int64.max)] as [UInt64] {
            let by = FixedDivisor(divisor)
            for dividend in edges + (0..<500).map({ _ in Int64(truncatingIfNeeded: random.next()) | 1 }) {
                for rounding in Rounding.allCases {
                    let exact = try? Number.divide(Int128(dividend), by: Int128(divisor), rounding: rounding)
                    #expect(Int128(by.divide(dividend, rounding)) == exact, "\(dividend) by \(divisor) \(rounding)")
                }
            }
        }
    }

    @Test func agesFallIntoBuckets() {
        let buckets = AgeBuckets(bounds: [31, 1, 61])
        var out = [Int64](repeating: 9, count: 8)
        buckets.assign([-5, 0, 1, 30, 31, 60, 61, Lane.null], 8, into: &out)
        #expect(out == [0, 0, 1, 1, 2, 2, 3, Lane.null])
        #expect(buckets.count == 4)
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func scatterByDay(seed: UInt64) {
        var random = Seeded(seed)
        var amount = BatchColumn(.i64)
        var key = BatchColumn(.u32)
        var day = BatchColumn(.i32)
        var expected = [Int64](repeating: 0, count: 500)
        let dead = (0..<157).map { _ in random.chance(50) ? random.next() : 0 }
        let live = LiveRows(count: 10_000, dead: dead)
        for row in 0..<10_000 {
            let cells = (random.chance(5) ? Lane.null : Int64(random.below(1_000)), Int64(random.below(600)), Int64(row / 100 + random.below(5)))
            let fits = amount.append(cells.0) && key.append(cells.1) && day.append(row % 50 == 0 ? Lane.null : cells.2)
            #expect(fits)
            if cells.0 != Lane.null, cells.1 < 500, row % 50 != 0, cells.2 <= 60, live[row] { expected[Int(cells.1)] -= cells.0 }
        }
        var cells = [Int64](repeating: 0, count: 500)
        let fault = Scatter.add(amount.view, by: key.view, of: live, dated: day.view, through: 60, times: -1, into: &cells)
        #expect(fault == nil)
        #expect(cells == expected, "seed \(seed)")
        cells[0] = Int64.min + 1
        var one = BatchColumn(.i64)
        var zero = BatchColumn(.u32)
        #expect(one.append(1) && zero.append(0))
        #expect(Scatter.add(one.view, by: zero.view, of: LiveRows(count: 1), times: -1, into: &cells) == 0)
    }
}
