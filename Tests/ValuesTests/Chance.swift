// Seeded chance for the property tests, and the one way they fail: with the seed and the case in the message.
import Testing
import Values

struct Chance: RandomNumberGenerator {
    let seed: UInt64
    private var state: UInt64

    init(_ seed: UInt64) {
        self.seed = seed
        state = seed
    }

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func pick(_ range: ClosedRange<Int64>) -> Int64 { .random(in: range, using: &self) }
    mutating func pick(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &self) }
    mutating func flag() -> Bool { next() & 1 == 0 }

    /// Any size with equal chance of each bit length, so that small numbers and the edges both come up.
    mutating func anyInt64() -> Int64 {
        let size = next() >> UInt64(pick(1...63))
        return flag() ? Int64(size) : -Int64(size)
    }

    mutating func number() -> Number { Number(mantissa: anyInt64(), scale: UInt8(pick(0...15))) }
    mutating func day() -> Day { Day(clamping: pick(Int64(Day.first.number)...Int64(Day.last.number))) }
    mutating func duration() -> Duration {
        func part(_ chance: inout Chance) -> Int32 {
            chance.flag() ? 0 : Int32(truncatingIfNeeded: chance.anyInt64())
        }
        return Duration(months: part(&self), days: part(&self), minutes: part(&self), workdays: part(&self))
    }
    mutating func currency() -> Currency { Currency.all.randomElement(using: &self) ?? .eur }
}

/// Runs cases until one is wrong; a wrong one is told with its seed. `body` gives nil when right, else what was wrong.
func always(
    _ count: Int, seed: UInt64, sourceLocation: SourceLocation = #_sourceLocation,
    _ body: (inout Chance) throws -> String?
) {
    var chance = Chance(seed)
    for index in 0..<count {
        do {
            guard let wrong = try body(&chance) else { continue }
            Issue.record("case \(index) of seed \(seed): \(wrong)", sourceLocation: sourceLocation)
        } catch {
            Issue.record("case \(index) of seed \(seed) threw \(error)", sourceLocation: sourceLocation)
        }
        return
    }
}

func fault<T>(_ body: () throws(ValueFault) -> T) -> ValueFault? {
    do throws(ValueFault) {
        _ = try body()
        return nil
    } catch {
        return error
    }
}
