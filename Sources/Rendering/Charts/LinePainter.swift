// A line over an axis of days or figures, with round marks at its left and the ends of the axis below. A figure that is missing
// breaks the line. What the dots cannot show exactly is said under each panel: the first, the last, the least, the greatest.

struct LinePainter {
    private let chart: Chart
    private let palette: Palette
    private let room: Int?

    static let rows = 10
    static let steps = 4
    static let leastCanvas = 8

    init(_ chart: Chart, room: Int?, _ palette: Palette) {
        self.chart = chart
        self.room = room
        self.palette = palette
    }

    func paint(to out: inout ChartText) {
        let width = room ?? ChartPainter.standardWidth
        let scales = chart.panels.map { panel in
            ChartScale(of: panel.points.compactMap(\.total), steps: Self.steps, unit: panel.unit)
        }
        // The same in every panel, so that one month stands above the other.
        var margin = 1
        for (panel, scale) in zip(chart.panels, scales) {
            for mark in scale.marks { margin = max(margin, panel.unit.mark(mark, step: scale.step).utf8.count) }
        }
        let axis = LineAxis(chart.panels)
        for (place, panel) in chart.panels.enumerated() {
            if chart.panels.count > 1 {
                if place > 0 { out.end() }
                out.line(panel.heading, palette.header, room: room)
            }
            paint(panel, scales[place], axis, margin: margin, columns: max(Self.leastCanvas, width - margin - 3), to: &out)
        }
    }

    private func paint(
        _ panel: ChartPanel, _ scale: ChartScale, _ axis: LineAxis, margin: Int, columns: Int, to out: inout ChartText
    ) {
        guard !panel.points.isEmpty else { return }
        var canvas = DotCanvas(columns: columns, rows: Self.rows, isASCII: palette.isASCII)
        var before: (x: Int, y: Int)?
        for (place, point) in panel.points.enumerated() {
            guard let total = point.total else {
                before = nil
                continue
            }
            let here = (axis.place(point, place, on: canvas.width - 1), scale.place(total, on: canvas.height - 1))
            canvas.line(from: before ?? here, to: here)
            before = here
        }
        var marks: [Int: Int128] = [:]
        for mark in scale.marks { marks[Self.rows - 1 - scale.place(mark, on: Self.rows - 1)] = mark }
        for row in 0..<Self.rows {
            let mark = marks[row]
            out.label(mark.map { panel.unit.mark($0, step: scale.step) } ?? "", width: margin, right: true, palette.footer)
            out.pad(1)
            out.append(palette.isASCII ? (mark == nil ? "|" : "+") : mark == nil ? "│" : "┤", palette.rule)
            out.pad(1)
            out.append(canvas.row(row), palette.bar)
            out.end()
        }
        foot(panel, axis, margin: margin + 3, columns: columns, to: &out)
        let told = summary(panel)
        if !told.isEmpty { out.line(told, "", room: room) }
    }

    /// Labels below the axis: every one, or every second, third … from the first on, as they fit.
    private func foot(_ panel: ChartPanel, _ axis: LineAxis, margin: Int, columns: Int, to out: inout ChartText) {
        let labels = panel.points.map { ChartText.fitted($0.label, columns, palette) }
        let widths = labels.map { DisplayWidth.columns(of: $0) }
        let starts = panel.points.enumerated().map { place, point in
            max(0, min(axis.place(point, place, on: columns - 1) - widths[place] / 2, columns - widths[place]))
        }
        let stride = LineAxis.stride(labels.count) { before, next in
            starts[before] + widths[before] + ChartPainter.gap <= starts[next]
        }
        out.pad(margin)
        for place in Swift.stride(from: 0, to: labels.count, by: stride) {
            out.pad(margin + starts[place] - out.column)
            out.append(labels[place], palette.footer)
        }
        out.end()
    }

    private func summary(_ panel: ChartPanel) -> String {
        let known = panel.points.compactMap { point in point.total.map { (label: point.label, figure: $0) } }
        guard let first = known.first, let last = known.last, known.count > 1 else {
            return known.first.map { "\($0.label) \(panel.unit.text($0.figure))" } ?? ""
        }
        var least = first
        var greatest = first
        for point in known {
            if point.figure < least.figure { least = point }
            if point.figure > greatest.figure { greatest = point }
        }
        let told = [("first", first), ("last", last), ("least", least), ("greatest", greatest)]
        return told.map { "\($0) \(panel.unit.text($1.figure)) (\($1.label))" }.joined(separator: ", ")
    }
}

/// Where points stand along an axis: by their places where all have one, one after the other where not.
struct LineAxis {
    private let low: Int128
    private let span: Int128
    private let isMeasured: Bool

    /// One axis for all panels.
    init(_ panels: [ChartPanel]) {
        let points = panels.flatMap(\.points)
        let places = points.compactMap(\.place).map { Int128($0) }
        isMeasured = places.count == points.count
        low = isMeasured ? places.min() ?? 0 : 0
        span = isMeasured ? (places.max() ?? 0) - low : Int128((panels.map(\.points.count).max() ?? 1) - 1)
    }

    /// The least stride at which no label stands on the one before it.
    static func stride(_ count: Int, fits: (_ before: Int, _ next: Int) -> Bool) -> Int {
        for stride in [1, 2, 3, 4, 6, 12, 24, 36, 48, 60, 120, 240, 600, 1200, 2400] where stride < count {
            let places = Swift.stride(from: 0, to: count, by: stride).map { $0 }
            if zip(places, places.dropFirst()).allSatisfy({ fits($0, $1) }) { return stride }
        }
        return max(1, count)
    }

    /// From 0 to `length`, rounded; the middle where there is one point only.
    func place(_ point: ChartPoint, _ number: Int, on length: Int) -> Int {
        guard span > 0 else { return length / 2 }
        let along = isMeasured ? Int128(point.place ?? 0) - low : Int128(number)
        return Int((2 * along * Int128(length) + span) / (2 * span))
    }
}
