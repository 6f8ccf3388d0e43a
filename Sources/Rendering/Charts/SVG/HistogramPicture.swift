// Columns that touch, one for each range, with the count above and the ends of the ranges below. A range that is open at one end is
// drawn paler, and its open end has no figure.

enum HistogramPicture {
    private static let height = 2200

    static func draw(_ panel: ChartPanel, from top: Int, _ drawing: inout Drawing) -> Int {
        let counts = panel.points.map { $0.total ?? 0 }
        let scale = ChartScale(of: counts, steps: 5, unit: panel.unit)
        let marks = scale.marks.map { panel.unit.mark($0, step: scale.step) }
        let left = ChartPicture.margin + (marks.map { Drawing.width($0) }.max() ?? 0) + 100
        let right = ChartPicture.width - ChartPicture.margin - 200
        let (high, low) = (top + 200, top + 200 + height)
        func y(_ count: Int128) -> Int { low - scale.place(count, on: height) }
        for (mark, text) in zip(scale.marks, marks) {
            if mark != 0 { drawing.line(left, y(mark), right, y(mark), "grid") }
            drawing.label(text, left - 80, y(mark) + 42, "tick", .end)
        }
        let count = max(1, panel.points.count)
        func edge(_ place: Int) -> Int { left + place * (right - left) / count }
        let isWide = edge(1) - edge(0) > (panel.points.map { Drawing.width(panel.unit.text($0.total ?? 0)) }.max() ?? 0)
        for (place, point) in panel.points.enumerated() {
            let isOpen = point.place == nil || point.end == nil
            drawing.box(
                edge(place) + 5, y(counts[place]), edge(place + 1) - edge(place) - 10, low - y(counts[place]), isOpen ? "open" : "bar",
                tip: "\(point.label): \(panel.unit.text(counts[place]))")
            if isWide, counts[place] > 0 {
                let middle = (edge(place) + edge(place + 1)) / 2
                drawing.label(panel.unit.text(counts[place]), middle, max(high, y(counts[place])) - 50, "figure", .middle)
            }
        }
        drawing.line(left, low, right, low, "axis")
        ends(panel, edge, low, &drawing)
        return low + 260
    }

    /// Where ranges begin, and where the last one ends, as far as they fit.
    private static func ends(_ panel: ChartPanel, _ edge: (Int) -> Int, _ low: Int, _ drawing: inout Drawing) {
        let unit = panel.axis ?? panel.unit
        var labels: [(place: Int, text: String)] = []
        // All are multiples of the width, so they lose decimals together.
        let starts = panel.points.compactMap(\.place)
        let step = zip(starts, starts.dropFirst()).map { Int128($1) - Int128($0) }.first ?? 1
        for (place, point) in panel.points.enumerated() {
            if let start = point.place { labels.append((place, unit.mark(Int128(start), step: step))) }
        }
        if let end = panel.points.last?.end { labels.append((panel.points.count, unit.mark(Int128(end) + 1, step: step))) }
        let stride = LineAxis.stride(labels.count) { before, next in
            edge(labels[next].place) - edge(labels[before].place)
                > (Drawing.width(labels[before].text) + Drawing.width(labels[next].text)) / 2 + 80
        }
        for place in Swift.stride(from: 0, to: labels.count, by: stride) {
            let x = edge(labels[place].place)
            drawing.line(x, low, x, low + 40, "axis")
            drawing.label(labels[place].text, x, low + 170, "tick", .middle)
        }
    }
}
