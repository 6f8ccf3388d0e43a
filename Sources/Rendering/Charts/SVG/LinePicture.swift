// A line over an axis of days or figures, in a picture: round marks and pale lines behind it, a dot for each point while there are
// few, and the last figure written at its end.

struct LinePicture {
    private let axis: LineAxis
    private let margins: (left: Int, right: Int)

    private static let height = 2000
    private static let steps = 5
    /// More dots than these would hide the line.
    private static let mostDots = 60

    init(_ chart: Chart) {
        axis = LineAxis(chart.panels)
        var (left, right) = (0, 0)
        for panel in chart.panels {
            let scale = Self.scale(panel)
            for mark in scale.marks { left = max(left, Drawing.width(panel.unit.mark(mark, step: scale.step))) }
            for point in panel.points { right = max(right, Drawing.width(point.total.map { panel.unit.text($0) } ?? "")) }
        }
        margins = (ChartPicture.margin + left + 100, ChartPicture.margin + right + 80)
    }

    private static func scale(_ panel: ChartPanel) -> ChartScale {
        ChartScale(of: panel.points.compactMap(\.total), steps: steps, unit: panel.unit)
    }

    func draw(_ panel: ChartPanel, from top: Int, _ drawing: inout Drawing) -> Int {
        let scale = Self.scale(panel)
        let (left, right) = (margins.left, ChartPicture.width - margins.right)
        let low = top + 140 + Self.height
        func y(_ value: Int128) -> Int { low - scale.place(value, on: Self.height) }
        for mark in scale.marks {
            drawing.line(left, y(mark), right, y(mark), mark == 0 ? "axis" : "grid")
            drawing.label(panel.unit.mark(mark, step: scale.step), left - 80, y(mark) + 42, "tick", .end)
        }
        let places = panel.points.enumerated().map { left + axis.place($1, $0, on: right - left) }
        var runs: [[(x: Int, y: Int)]] = [[]]
        for (place, point) in panel.points.enumerated() {
            guard let total = point.total else {
                runs.append([])
                continue
            }
            runs[runs.count - 1].append((places[place], y(total)))
        }
        drawing.path(runs, "line")
        for (place, point) in panel.points.enumerated() {
            guard let total = point.total else { continue }
            let tip = "\(point.label): \(panel.unit.text(total))"
            if panel.points.count <= Self.mostDots { drawing.dot(places[place], y(total), 28, "dot", tip: tip) }
        }
        if let last = panel.points.indices.last(where: { panel.points[$0].total != nil }), let total = panel.points[last].total {
            drawing.label(panel.unit.text(total), places[last] + 70, y(total) + 42, "figure")
        }
        labels(panel, places, low, &drawing)
        return low + 260
    }

    private func labels(_ panel: ChartPanel, _ places: [Int], _ low: Int, _ drawing: inout Drawing) {
        let widths = panel.points.map { Drawing.width($0.label) }
        let stride = LineAxis.stride(places.count) { before, next in
            places[next] - places[before] > (widths[before] + widths[next]) / 2 + 80
        }
        for place in Swift.stride(from: 0, to: places.count, by: stride) {
            drawing.line(places[place], low, places[place], low + 40, "axis")
            drawing.label(Drawing.fitted(panel.points[place].label, columns: 30), places[place], low + 170, "tick", .middle)
        }
    }
}
