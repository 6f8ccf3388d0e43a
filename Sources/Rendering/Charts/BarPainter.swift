// Bars that lie, one to a line: label, figure, bar. The figure is exact and beside the bar, so no axis is needed to read it;
// bars below zero go left from a line they all share. Also paints histograms, whose bars are counts.

struct BarPainter {
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

    func paint(to out: inout ChartText) {
        for (place, panel) in chart.panels.enumerated() {
            if chart.panels.count > 1 {
                if place > 0 { out.end() }
                out.line(panel.heading, palette.header, room: room)
            }
            let figures = panel.points.map { $0.total ?? 0 }
            let zero = BarZero(figures, width: columns.bar)
            for point in panel.points {
                out.label(point.label, width: columns.label)
                out.pad(ChartPainter.gap)
                if let total = point.total {
                    out.label(panel.unit.text(total), width: columns.figure, right: true, total < 0 ? palette.negative : "")
                    out.pad(ChartPainter.gap)
                    bar(total, zero, to: &out)
                } else {
                    out.label(palette.dash, width: columns.figure, right: true, palette.null)
                }
                out.end()
            }
        }
    }

    private func bar(_ figure: Int128, _ zero: BarZero, to out: inout ChartText) {
        if figure < 0 {
            let glyphs = zero.left(-figure, isASCII: palette.isASCII)
            out.pad(zero.room - glyphs.unicodeScalars.count)
            out.append(glyphs, palette.negative)
        } else {
            out.pad(zero.room)
        }
        if zero.room > 0 { out.append(palette.isASCII ? "|" : "│", palette.rule) }
        if figure > 0 { out.append(zero.right(figure, isASCII: palette.isASCII), palette.bar) }
    }
}

/// Where zero is among the columns of a bar, and how long a figure is in them: one scale on both sides of it.
struct BarZero {
    /// Columns left of zero; 0 where nothing is negative.
    let room: Int
    /// Columns that all of `span` takes, from the least figure to the greatest.
    private let length: Int128
    private let span: Int128

    init(_ figures: [Int128], width: Int) {
        let below = -min(0, figures.min() ?? 0)
        span = below + max(0, figures.max() ?? 0)
        // One column is for the line at zero, and one for what rounding adds left of it.
        length = Int128(below > 0 ? max(1, width - 2) : width)
        room = span == 0 ? 0 : Int((below * length + span - 1) / span)
    }

    /// How many columns a figure takes, or parts of a column.
    func columns(_ figure: Int128, parts: Int128 = 1) -> Int {
        span == 0 ? 0 : Int((2 * figure * length * parts + span) / (2 * span))
    }

    /// In eighths of a column, but something for a figure that is more than nothing.
    func right(_ figure: Int128, isASCII: Bool) -> String {
        let eighths = columns(figure, parts: isASCII ? 1 : 8)
        if isASCII { return eighths == 0 ? "." : String(repeating: "#", count: eighths) }
        if eighths == 0 { return "▏" }
        let whole = String(repeating: "█", count: eighths / 8)
        return eighths % 8 == 0 ? whole : whole + ["▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8 - 1]
    }

    /// Blocks that fill a column from its right edge come in halves only.
    func left(_ figure: Int128, isASCII: Bool) -> String {
        let halves = columns(figure, parts: isASCII ? 1 : 2)
        if isASCII { return halves == 0 ? "." : String(repeating: "#", count: halves) }
        if halves == 0 { return "▕" }
        return (halves % 2 == 1 ? "▐" : "") + String(repeating: "█", count: halves / 2)
    }
}
