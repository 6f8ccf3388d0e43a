// A chart as an SVG picture that needs nothing else: no script, no font, no file beside it. It is read on a light page and on a
// dark one, and prints dark on white. Figures are written out beside what is drawn, and parts differ in lightness and stand in
// the order of the legend, so that nothing rests on colour. May not know what the figures mean.

package struct ChartPicture {
    private let chart: Chart
    private let footer: [String]

    static let width = 7600
    static let margin = 240

    package init(_ chart: Chart, footer: [String]) {
        self.chart = chart
        self.footer = footer
    }

    /// A whole file; `inline` leaves out what a page around it has already.
    package func text(inline: Bool = false) -> String {
        var drawing = Drawing()
        var y = 380
        var title = chart.title
        if chart.panels.count == 1, let heading = chart.panels.first?.heading, !heading.isEmpty {
            title += title.isEmpty ? heading : ", \(heading)"
        }
        if title.isEmpty {
            y = 100
        } else {
            drawing.label(Drawing.fitted(title, columns: 68), Self.margin, y, "title", whole: title)
            y += 180
        }
        if chart.form == .stacked, let parts = chart.panels.first?.parts, !chart.isEmpty { y = legend(parts, y, &drawing) }
        let bars = BarPicture(chart)
        for panel in chart.panels where !panel.points.isEmpty {
            if chart.panels.count > 1 {
                y += 200
                drawing.label(panel.heading, Self.margin, y, "heading")
                y += 60
            }
            switch chart.form {
            case .bars, .stacked: y = bars.draw(panel, from: y, &drawing)
            case .histogram: y = HistogramPicture.draw(panel, from: y, &drawing)
            case .line: y = LinePicture(chart).draw(panel, from: y, &drawing)
            }
        }
        if chart.isEmpty {
            y += 200
            drawing.label("no rows", Self.margin, y, "note")
        }
        y += 40
        for line in footer.flatMap({ Self.lines($0) }) {
            y += 170
            drawing.label(line, Self.margin, y, "note")
        }
        let height = Drawing.pixels(y + 200)
        let size = "width=\"760\" height=\"\(height)\" viewBox=\"0 0 760 \(height)\""
        let head = inline ? "" : "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        return """
            \(head)<svg class="chart" xmlns="http://www.w3.org/2000/svg" \(size) role="img">
              <title>\(Markup.text(title))</title>
              <style>
            \(PictureStyle.sheet(isGraded: chart.gradesParts))
              </style>
              <rect class="page" x="0" y="0" width="760" height="\(height)"/>
            \(drawing.text)</svg>

            """
    }

    private func legend(_ parts: [String], _ from: Int, _ drawing: inout Drawing) -> Int {
        var (x, y) = (Self.margin, from + 130)
        for (place, part) in parts.enumerated() {
            let name = Drawing.fitted(part, columns: 30)
            let width = 180 + Drawing.width(name) + 160
            if x > Self.margin, x + width > Self.width - Self.margin {
                x = Self.margin
                y += 200
            }
            drawing.box(x, y - 100, 120, 120, "part p\(place % PictureStyle.parts)")
            drawing.label(name, x + 180, y, "tick", whole: part)
            x += width
        }
        return y + 80
    }

    /// A line of the footer, broken at its blanks.
    private static func lines(_ text: String) -> [String] {
        var lines: [String] = []
        Array(SafeText.visible(text).utf8).withUnsafeBufferPointer { bytes in
            Clipping.forEachLine(of: bytes, room: 108) { lines.append(String(decoding: $0, as: UTF8.self)) }
        }
        return lines
    }
}
