// Round numbers for an axis: from where to where it goes, and how far apart its marks stand. Zero is always on it, since a bar
// or a line that does not start at zero makes small differences look large. Whole numbers only.

struct ChartScale: Hashable {
    /// Both multiples of the step; `low` is 0 or less, `high` 0 or more, and they differ.
    let low: Int128
    let high: Int128
    let step: Int128

    /// The narrowest axis over all figures with at most so many steps.
    init(of values: some Sequence<Int128>, steps: Int, unit: ChartUnit) {
        var (least, greatest): (Int128, Int128) = (0, 0)
        for value in values { (least, greatest) = (min(least, value), max(greatest, value)) }
        let most = Int128(max(1, steps))
        var steps = RoundSteps(unit)
        var step = steps.next()
        func reach(_ value: Int128) -> Int128 { (value + step - 1) / step }
        while reach(greatest) + reach(-least) > most { step = steps.next() }
        self.step = step
        low = -reach(-least) * step
        high = max(reach(greatest), least == 0 ? 1 : 0) * step
    }

    var marks: [Int128] { (0...Int((high - low) / step)).map { low + Int128($0) * step } }

    /// How far along an axis of `length` a figure lies, rounded: at `low` 0, at `high` `length`.
    func place(_ value: Int128, on length: Int) -> Int {
        let span = high - low
        return Int((2 * (value - low) * Int128(length) + span) / (2 * span))
    }
}

/// Round steps from the least up: 1, 2, 5, 10, 20, 50 … of the last decimal; for days those of a calendar.
struct RoundSteps {
    private static let days: [Int128] = [1, 2, 5, 10, 15, 30, 60, 90, 180, 360]
    private let countsDays: Bool
    private var place = 0

    init(_ unit: ChartUnit) { countsDays = unit.countsDays }

    /// Figures have at most 19 digits, and sums of thousands of them 25: no step is asked for that would not fit.
    mutating func next() -> Int128 {
        defer { place += 1 }
        if countsDays {
            if place < Self.days.count { return Self.days[place] }
            let beyond = place - Self.days.count
            return 360 * ([2, 5, 10][beyond % 3]) * ChartUnit.power(beyond / 3)
        }
        return [1, 2, 5][place % 3] * ChartUnit.power(place / 3)
    }
}
