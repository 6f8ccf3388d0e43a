// A chart that a reader can take in: of thousands of bars the first so many, and one for the rest. What was gathered or left out
// is always said. May not change a figure.

extension Chart {
    /// Which points are kept when there are too many.
    package enum Kept: Hashable, Sendable {
        /// The first ones: points come the largest first, or in an order that somebody chose.
        case first
        /// The last ones: points are in the order of time or size of their key, and the latest matter most.
        case last
    }

    /// Without points whose figures are all nothing, where their place on the axis tells nothing either; what is left out is said.
    /// A panel of nothing else keeps them.
    package func withoutNothing(_ isPlain: (ChartPoint) -> Bool) -> (chart: Chart, notes: [String]) {
        var result = self
        var told: [String] = []
        for (place, panel) in panels.enumerated() {
            let points = panel.points.filter { point in
                !isPlain(point) || point.total == nil || point.values.contains { $0 != nil && $0 != 0 }
            }
            let gone = panel.points.count - points.count
            guard gone > 0, !points.isEmpty else { continue }
            result.panels[place].points = points
            told.append(Self.told(TableFooter.grouped(gone), of: panel))
        }
        return (result, told.isEmpty ? [] : ["of nothing, not drawn: \(told.joined(separator: ", "))"])
    }

    private static func told(_ count: String, of panel: ChartPanel) -> String {
        panel.heading.isEmpty ? count : "\(count) \(panel.heading)"
    }

    /// At most `most` points in each panel, with what to say about it. What is not kept becomes one more point where its figures may
    /// be added up, and is left out where they may not.
    ///
    ///     54 points, most 20: 20 and `34 others`, and says "gathered in one bar: 34 of 54 EUR"
    package func gathered(most: Int, keeping: Kept, adding: Bool) -> (chart: Chart, notes: [String]) {
        var result = self
        let kept = max(1, most)
        var (gathered, left): ([String], [String]) = ([], [])
        for (place, panel) in panels.enumerated() where panel.points.count > kept {
            let count = panel.points.count
            let sums = adding ? Self.sum(panel.points, keeping, kept, parts: panel.parts.count) : nil
            let rest = TableFooter.grouped(count - kept)
            result.panels[place].points = Array(keeping == .first ? panel.points.prefix(kept) : panel.points.suffix(kept))
            let told = Self.told("\(rest) of \(TableFooter.grouped(count))", of: panel)
            if let sums {
                let other = ChartPoint("\(rest) \(keeping == .last ? "earlier" : rest == "1" ? "other" : "others")", values: sums)
                result.panels[place].points.insert(other, at: keeping == .first ? kept : 0)
                gathered.append(told)
            } else {
                left.append(told)
            }
        }
        var notes: [String] = []
        if !gathered.isEmpty { notes.append("gathered in one bar: \(gathered.joined(separator: ", "))") }
        if !left.isEmpty { notes.append("left out: \(left.joined(separator: ", "))") }
        return (result, notes)
    }

    /// Nil where a sum does not fit.
    private static func sum(_ points: [ChartPoint], _ keeping: Kept, _ kept: Int, parts: Int) -> [Int64?]? {
        let points = keeping == .first ? points.dropFirst(kept) : points.dropLast(kept)
        var sums: [Int64?] = []
        for part in 0..<parts {
            var sum: Int128?
            for point in points where part < point.values.count {
                if let value = point.values[part] { sum = (sum ?? 0) + Int128(value) }
            }
            guard let whole = sum else {
                sums.append(nil)
                continue
            }
            guard let value = Int64(exactly: whole) else { return nil }
            sums.append(value)
        }
        return sums
    }
}
