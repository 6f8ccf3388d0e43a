// Bars that lie, in a picture: labels at the left, a figure at the end of each bar, round marks below. Bars of several parts are
// drawn part by part from zero, those below zero to the left.

struct BarPicture {
    private let label: Int
    private let figure: Int
    private let isStacked: Bool

    private static let pitch = 260
    private static let thickness = 160
    private static let labelColumns = 30

    /// Labels and figures take the same room in every panel.
    init(_ chart: Chart) {
        isStacked = chart.form == .stacked
        var (label, figure) = (0, 0)
        for panel in chart.panels {
            for point in panel.points {
                label = max(label, Drawing.width(Drawing.fitted(point.label, columns: Self.labelColumns)))
                figure = max(figure, Drawing.width(point.total.map { panel.unit.text($0) } ?? ""))
            }
        }
        self.label = label
        self.figure = figure
    }

    func draw(_ panel: ChartPanel, from top: Int, _ drawing: inout Drawing) -> Int {
        let bars = panel.points.map { StackedBar($0) }
        let scale = ChartScale(of: bars.flatMap { [-$0.below, $0.above] }, steps: 6, unit: panel.unit)
        let left = ChartPicture.margin + label + 120 + (scale.low < 0 ? figure + 80 : 0)
        let right = ChartPicture.width - ChartPicture.margin - figure - 80
        let bottom = top + 60 + panel.points.count * Self.pitch
        func x(_ value: Int128) -> Int { left + scale.place(value, on: right - left) }
        marks(scale, panel.unit, from: left, to: right, top: top + 60, bottom: bottom, &drawing)
        for (row, (point, bar)) in zip(panel.points, bars).enumerated() {
            let y = top + 60 + row * Self.pitch + (Self.pitch - Self.thickness) / 2
            let base = y + Self.thickness / 2 + 42
            drawing.label(
                Drawing.fitted(point.label, columns: Self.labelColumns), ChartPicture.margin + label, base, "name", .end, whole: point.label)
            guard let total = point.total else {
                drawing.label("–", x(0) + 60, base, "tick")
                continue
            }
            if isStacked {
                parts(point, panel, y, x, &drawing)
            } else {
                let (from, to) = (x(min(0, total)), x(max(0, total)))
                drawing.box(from, y, total == 0 ? 0 : max(10, to - from), Self.thickness, total < 0 ? "below" : "bar", tip: "\(point.label): \(panel.unit.text(total))")
            }
            let text = panel.unit.text(total)
            if bar.below > 0, bar.above == 0 {
                drawing.label(text, x(-bar.below) - 60, base, "figure", .end)
            } else {
                drawing.label(text, x(bar.above) + 60, base, "figure")
            }
        }
        drawing.line(x(0), top + 60, x(0), bottom, "axis")
        return bottom + 200
    }

    private func parts(_ point: ChartPoint, _ panel: ChartPanel, _ y: Int, _ x: (Int128) -> Int, _ drawing: inout Drawing) {
        var (above, below): (Int128, Int128) = (0, 0)
        for (place, value) in point.values.enumerated() {
            guard let value, value != 0 else { continue }
            let figure = Int128(value)
            let (from, to) = figure > 0 ? (above, above + figure) : (below + figure, below)
            if figure > 0 { above = to } else { below = from }
            let name = place < panel.parts.count ? panel.parts[place] : ""
            drawing.box(
                x(from), y, x(to) - x(from), Self.thickness, "part p\(place % PictureStyle.parts)",
                tip: "\(point.label), \(name): \(panel.unit.text(figure))")
        }
    }

    private func marks(
        _ scale: ChartScale, _ unit: ChartUnit, from left: Int, to right: Int, top: Int, bottom: Int, _ drawing: inout Drawing
    ) {
        let labels = scale.marks.map { unit.mark($0, step: scale.step) }
        let places = scale.marks.map { left + scale.place($0, on: right - left) }
        let stride = LineAxis.stride(labels.count) { before, next in
            places[next] - places[before] > (Drawing.width(labels[before]) + Drawing.width(labels[next])) / 2 + 60
        }
        for (place, mark) in scale.marks.enumerated() {
            if mark != 0 { drawing.line(places[place], top, places[place], bottom, "grid") }
            if place % stride == 0 { drawing.label(labels[place], places[place], bottom + 150, "tick", .middle) }
        }
    }
}
