// Bars made of parts: label, the sum of the parts, and a pattern for each part, which is told in a legend above. Patterns grow
// denser in the order of the parts, so that without colour the worst still weighs most. Parts below zero go left from a line.

struct StackPainter {
    private let chart: Chart
    private let columns: BarColumns
    private let palette: Palette
    private let room: Int?

    init(_ chart: Chart, room: Int?, _ palette: Palette) {
        self.chart = chart
        self.room = room
        self.palette = palette
        columns = BarColumns(chart, room: room) { panel in
            panel.points.map { $0.total.map { panel.unit.text($0) } ?? "" }
        }
    }

    /// Patterns for so many parts, from light to dense. More parts than six begin anew.
    static func patterns(_ count: Int, isASCII: Bool) -> [String] {
        let some =
            switch (count, isASCII) {
            case (...1, false): ["█"]
            case (2, false): ["░", "█"]
            case (3, false): ["░", "▒", "█"]
            case (4, false): ["░", "▒", "▓", "█"]
            case (5, false): ["░", "▒", "▞", "▓", "█"]
            case (_, false): ["░", "▒", "▞", "▓", "▌", "█"]
            case (...1, true): ["#"]
            case (2, true): [".", "#"]
            case (3, true): [".", "+", "#"]
            case (4, true): [".", "+", "x", "#"]
            case (5, true): [".", "-", "+", "x", "#"]
            case (_, true): [".", "-", "+", "o", "x", "#"]
            }
        return (0..<max(1, count)).map { some[$0 % some.count] }
    }

    private func colour(_ part: Int) -> String {
        palette.parts.isEmpty ? "" : palette.parts[part % palette.parts.count]
    }

    func paint(to out: inout ChartText) {
        guard let parts = chart.panels.first?.parts, !chart.isEmpty else { return }
        let patterns = Self.patterns(parts.count, isASCII: palette.isASCII)
        legend(parts, patterns, to: &out)
        for (place, panel) in chart.panels.enumerated() {
            if chart.panels.count > 1 {
                if place > 0 { out.end() }
                out.line(panel.heading, palette.header, room: room)
            }
            let bars = panel.points.map { StackedBar($0) }
            let zero = BarZero(bars.flatMap { [-$0.below, $0.above] }, width: columns.bar)
            for (point, bar) in zip(panel.points, bars) {
                out.label(point.label, width: columns.label)
                out.pad(ChartPainter.gap)
                if let total = point.total {
                    out.label(panel.unit.text(total), width: columns.figure, right: true, total < 0 ? palette.negative : "")
                    out.pad(ChartPainter.gap)
                    paint(point, bar, zero, patterns, to: &out)
                } else {
                    out.label(palette.dash, width: columns.figure, right: true, palette.null)
                }
                out.end()
            }
        }
    }

    private func paint(_ point: ChartPoint, _ bar: StackedBar, _ zero: BarZero, _ patterns: [String], to out: inout ChartText) {
        if zero.room > 0 {
            let parts = StackedBar.columns(point.values.map { -min(0, Int128($0 ?? 0)) }, length: zero.columns(bar.below))
            out.pad(zero.room - parts.reduce(0, +))
            for (part, count) in parts.enumerated().reversed() {
                out.append(String(repeating: patterns[part], count: count), colour(part))
            }
            out.append(palette.isASCII ? "|" : "│", palette.rule)
        }
        let parts = StackedBar.columns(point.values.map { max(0, Int128($0 ?? 0)) }, length: zero.columns(bar.above))
        for (part, count) in parts.enumerated() { out.append(String(repeating: patterns[part], count: count), colour(part)) }
    }

    private func legend(_ parts: [String], _ patterns: [String], to out: inout ChartText) {
        let limit = room ?? .max
        for (place, name) in parts.enumerated() {
            let width = ChartText.columns(of: name) + 2
            if out.column > 0, out.column + ChartPainter.gap + width > limit { out.end() }
            if out.column > 0 { out.pad(ChartPainter.gap) }
            out.append(patterns[place], colour(place))
            out.pad(1)
            out.append(ChartText.fitted(name, max(1, limit - 2), palette))
        }
        out.end()
    }
}

/// What of a point lies above zero and what below, and how parts share columns.
struct StackedBar {
    private(set) var above: Int128 = 0
    private(set) var below: Int128 = 0

    init(_ point: ChartPoint) {
        for case let value? in point.values {
            if value > 0 { above += Int128(value) } else { below -= Int128(value) }
        }
    }

    /// Shares whole columns out by the largest remainder; a part that is more than nothing gets one while there is one.
    static func columns(_ parts: [Int128], length: Int) -> [Int] {
        let sum = parts.reduce(0, +)
        let some = parts.count { $0 > 0 }
        guard sum > 0, some > 0 else { return parts.map { _ in 0 } }
        let length = max(1, length)
        let each = length >= 2 * some ? 1 : 0
        let free = Int128(length - each * some)
        var counts = parts.map { $0 > 0 ? each + Int($0 * free / sum) : 0 }
        let order = parts.indices.filter { parts[$0] > 0 }.sorted { parts[$0] * free % sum > parts[$1] * free % sum }
        for place in order.prefix(max(0, length - counts.reduce(0, +))) { counts[place] += 1 }
        return counts
    }
}
