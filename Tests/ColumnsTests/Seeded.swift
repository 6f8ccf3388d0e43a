// A seeded generator for property tests: a failure names its seed and is repeated by it.

struct Seeded: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<max(1, bound), using: &self) }
    mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

    /// Lanes with nulls, small values and the ends of the range.
    mutating func lanes(_ count: Int, in range: ClosedRange<Int64>, nulls: Int = 10, extremes: Int = 0) -> [Int64] {
        (0..<count).map { _ in
            if chance(nulls) { return Int64.min }
            if chance(extremes) { return [Int64.max, Int64.min + 1, 0, -1][below(4)] }
            return Int64.random(in: range, using: &self)
        }
    }
}
