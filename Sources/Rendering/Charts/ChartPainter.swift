// A chart for a person's terminal: a title, a panel for each unit, and a footer that hides nothing. Draws with block elements in
// eighths of a column, or in ASCII. Off a terminal it is as wide as a traditional screen, and labels are whole.
// May not know what the figures mean.
//
//     balance by bucket, EUR
//     not_due     999.99  ███████████████▋
//     1-30      2,250.00  ███████████████████████████████████
//     90+           0.00

package struct ChartPainter: Sendable {
    /// Columns of the screen; nil off a terminal.
    package var width: Int?
    package var palette: Palette
    static let standardWidth = 80
    static let gap = 2

    package init(width: Int?, palette: Palette = .plain) {
        self.width = width.map { max(1, $0) }
        self.palette = palette
    }

    /// The whole chart, and under it the lines of the footer.
    package func text(_ chart: Chart, footer: [String]) -> String {
        var out = ChartText(palette)
        var title = chart.title
        if chart.panels.count == 1, let heading = chart.panels.first?.heading, !heading.isEmpty { title += ", \(heading)" }
        out.line(title, palette.header, room: width)
        switch chart.form {
        case .bars, .histogram: BarPainter(chart, room: width, palette).paint(to: &out)
        case .stacked: StackPainter(chart, room: width, palette).paint(to: &out)
        case .line: LinePainter(chart, room: width, palette).paint(to: &out)
        }
        if chart.isEmpty { out.line("no rows", palette.footer, room: width) }
        for line in footer { out.line(line, palette.footer, room: width) }
        return String(decoding: out.bytes, as: UTF8.self)
    }
}

/// Columns that bars share: labels, figures, and what is left for the bars. The same in every panel, so that they align.
struct BarColumns {
    let label: Int
    let figure: Int
    let bar: Int

    static let leastLabel = 4
    static let leastBar = 8

    init(_ chart: Chart, room: Int?, figures: (ChartPanel) -> [String]) {
        var (widest, figure) = (1, 1)
        for panel in chart.panels {
            for point in panel.points { widest = max(widest, ChartText.columns(of: point.label)) }
            for text in figures(panel) { figure = max(figure, text.utf8.count) }
        }
        let gaps = 2 * ChartPainter.gap
        let width = room ?? max(ChartPainter.standardWidth, widest + figure + gaps + 20)
        // A figure is never cut; a label gives way to a third of the screen, and further before the bar is gone.
        var label = room == nil ? widest : min(widest, max(Self.leastLabel, width / 3))
        label = max(min(label, Self.leastLabel), min(label, width - figure - gaps - Self.leastBar))
        self.label = label
        self.figure = figure
        bar = max(1, width - label - figure - gaps)
    }
}
