// So many of a number of places, each set of them as likely as any other; and the draws, which a seed makes repeat.

/// SplitMix64 (Steele, Lea, Flood 2014): the same seed gives the same numbers on every machine.
package struct Draws {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

package enum Sampling {
    /// `count` of the places `0 ..< size`, ascending; all of them where there are no more. Floyd's way, by a map of bits: one draw
    /// for each place that is taken.
    ///
    /// J. Bentley and R. W. Floyd, "A sample of brilliance", Communications of the ACM 30 (1987).
    package static func places(_ count: Int, of size: Int, _ draws: inout Draws) -> [UInt32] {
        guard count < size else { return (0..<UInt32(clamping: max(0, size))).map { $0 } }
        guard count > 0 else { return [] }
        var taken = [Bool](repeating: false, count: size)
        for last in (size - count)..<size {
            let place = below(last + 1, &draws)
            taken[taken[place] ? last : place] = true
        }
        return taken.indices.compactMap { taken[$0] ? UInt32(clamping: $0) : nil }
    }

    /// A number from 0 up to but not `bound`, none likelier than another.
    ///
    /// D. Lemire, "Fast random integer generation in an interval", ACM Transactions on Modeling and Computer Simulation 29 (2019).
    private static func below(_ bound: Int, _ draws: inout Draws) -> Int {
        let bound = UInt64(bound)
        let rest = (0 &- bound) % bound
        while true {
            let (high, low) = bound.multipliedFullWidth(by: draws.next())
            if low >= rest { return Int(high) }
        }
    }
}
