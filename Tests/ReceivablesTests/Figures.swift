// How tests write days, rates and money down, and the random numbers of property tests.

import Testing
import Values

func day(_ text: String) -> Day {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, let day = Day(year: parts[0], month: parts[1], day: parts[2]) else {
        Issue.record("not a day: \(text)")
        return .first
    }
    return day
}

/// `percent(1175)` is 11.75 %.
func percent(_ hundredths: Int64) -> Percent { Percent(number: Number(mantissa: hundredths, scale: 2)) }

func currency(_ code: String) -> Currency {
    guard let currency = Currency(code: code) else {
        Issue.record("not a currency: \(code)")
        return Currency(code: "EUR")!
    }
    return currency
}

func money(_ minor: Int64, _ code: String = "GBP") -> Money { Money(minor: minor, currency: currency(code)) }

/// Seeded, so that a failure is one number to replay.
struct Dice: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func roll(_ range: ClosedRange<Int64>) -> Int64 { Int64.random(in: range, using: &self) }
    mutating func chance(_ percent: Int64) -> Bool { roll(1...100) <= percent }
    mutating func pick<T>(_ all: [T]) -> T? { all.randomElement(using: &self) }
}
