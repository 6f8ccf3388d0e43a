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
        let ages = [-5, 0, 1, 30, 31, 60, 61, Lane.null, 99]
        let powers = ages.indices.map { Int64(1) << Int64($0) }
        let selection = Selection(count: ages.count)
        let halves = Groups(selection, by: [GroupKey(.dense(DenseLane(ages.indices.map { $0 < 8 ? 0 : 1 })))])
        let sums = buckets.sums(
            selection, ages: .dense(DenseLane(ages)), amounts: .dense(DenseLane(powers)), by: halves)
        #expect(buckets.count == 4)
        #expect(sums.map { Int($0) } == [131, 12, 48, 64, 0, 0, 0, 256])
    }

    @Test(arguments: Rounding.allCases)
    func scalingIsExactOrSaysSo(rounding: Rounding) throws {
        var random = Seeded(7)
        var lanes = random.lanes(3_000, in: -50_000_000...50_000_000, nulls: 0)
        let expected = try lanes.map { try Number.divide(Int128($0) * 1_325, by: 3_650_000, rounding: rounding) }
        let count = lanes.count
        #expect(LaneArithmetic.scale(&lanes, count, by: 1_325, over: 3_650_000, rounding: rounding))
        #expect(lanes.map { Int128($0) } == expected)
        var tooGreat = [1, Int64.max / 1_000]
        #expect(!LaneArithmetic.scale(&tooGreat, 2, by: 1_325, over: 3_650_000, rounding: rounding))
    }

}
