// Which ranges a histogram counts in. The rule, in full: the ranges are equally wide, begin at multiples of their width, and the
// width is the least round one that needs no more ranges than were asked for; where nobody asked, log2(n) + 1 of them after
// Sturges (Journal of the American Statistical Association 21, 1926), but from 5 to 20. Where a hundredth of the figures at
// either end stretches the axis more than twofold, they are gathered in an open range at that end. Whole numbers only.

package struct HistogramBins: Hashable, Sendable {
    package struct Bin: Hashable, Sendable {
        /// Both ends are in it; nil where it is open.
        package let from: Int64?
        package let to: Int64?
        package var count: Int
    }

    package let width: Int64
    package private(set) var bins: [Bin]

    /// Nil for no figures at all.
    package init?(_ figures: [Int64], most: Int?, unit: ChartUnit) {
        let sorted = figures.sorted()
        guard let least = sorted.first, let greatest = sorted.last else { return nil }
        let wanted = max(1, most ?? max(5, min(20, Int.bitWidth - figures.count.leadingZeroBitCount)))
        let tail = sorted.count / 100
        let (low, high) = (sorted[tail], sorted[sorted.count - 1 - tail])
        // Ranges begin at multiples of their width, so figures on both sides of nothing need two however wide those are.
        let isSplit = { (range: ClosedRange<Int64>) in range.lowerBound < 0 && range.upperBound >= 0 }
        let isStretched = Int128(greatest) - Int128(least) > 2 * (Int128(high) - Int128(low)) && high > low
            && wanted > (isSplit(low...high) ? 3 : 2)
        // Of the open ranges each takes the place of one.
        var inner: ClosedRange<Int64> = least...greatest
        var room = wanted
        if isStretched {
            inner = low...high
            if 2 * (Int128(low) - Int128(least)) > Int128(high) - Int128(low) { room -= 1 } else { inner = least...high }
            if 2 * (Int128(greatest) - Int128(high)) > Int128(high) - Int128(low) { room -= 1 } else { inner = inner.lowerBound...greatest }
        }
        room = max(room, isSplit(inner) ? 2 : 1)
        var steps = RoundSteps(unit)
        var step = steps.next()
        func start(_ value: Int64) -> Int128 {
            let value = Int128(value)
            return (value >= 0 ? value / step : -((-value + step - 1) / step)) * step
        }
        while (start(inner.upperBound) - start(inner.lowerBound)) / step + 1 > Int128(room) { step = steps.next() }
        let first = start(inner.lowerBound)
        let count = Int((start(inner.upperBound) - first) / step) + 1
        width = Int64(clamping: step)
        bins = (0..<count).map { place in
            let from = first + Int128(place) * step
            return Bin(from: Int64(clamping: from), to: Int64(clamping: from + step - 1), count: 0)
        }
        if let start = bins.first?.from, start > least { bins.insert(Bin(from: nil, to: start - 1, count: 0), at: 0) }
        if let end = bins.last?.to, end < greatest { bins.append(Bin(from: end + 1, to: nil, count: 0)) }
        var place = 0
        for figure in sorted {
            while let to = bins[place].to, figure > to, place + 1 < bins.count { place += 1 }
            bins[place].count += 1
        }
    }
}
