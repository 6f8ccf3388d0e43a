import Testing

@testable import Rendering

@Suite struct ChartPainterTests {
    private static let labels = ["not_due", "日本運輸株式会社 東京", "👩‍🚀 Space Ltd", "\u{1B}[31mred\u{202E}", "", "x"]

    /// A chart of any form with hostile labels, figures below zero and figures that are missing.
    private static func chart(_ form: Chart.Form, panels: Int, points: Int, negative: Bool, _ random: inout Seeded) -> Chart {
        let parts = form == .stacked ? ["a", "日本", "c\u{7}"] : ["v"]
        let made = (0..<panels).map { panel in
            ChartPanel(
                heading: panels > 1 ? ["EUR", "GBP", "USD"][panel] : "", unit: ChartUnit(scale: 2), parts: parts,
                points: (0..<points).map { place in
                    ChartPoint(
                        labels.randomElement(using: &random) ?? "", place: form == .line ? Int64(place * place) : nil,
                        values: parts.map { _ in
                            Int.random(in: 0..<6, using: &random) == 0
                                ? nil : Int64.random(in: (negative ? -9_000_000 : 0)...90_000_000, using: &random)
                        })
                })
        }
        return Chart(form, title: "owed\u{1B}[2J by 日本", axis: "k", panels: made)
    }

    @Test func noLineIsWiderThanTheScreenAndNoFigureIsCut() {
        var random = Seeded(40200)
        for form in [Chart.Form.bars, .stacked, .line, .histogram] {
            for width in 40...200 {
                let chart = Self.chart(form, panels: 1 + width % 3, points: width % 9, negative: width % 2 == 0, &random)
                for isASCII in [false, true] {
                    let painter = ChartPainter(width: width, palette: isASCII ? .plain.inASCII : .plain)
                    let text = painter.text(chart, footer: ["gathered in one bar: 3 of 6 EUR"])
                    for line in text.split(separator: "\n") {
                        #expect(DisplayWidth.columns(of: String(line)) <= width, "\(form) \(width): \(line)")
                        #expect(line.last != " ")
                    }
                    #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}") && !text.contains("\u{7}"))
                    if form == .line { continue }
                    for panel in chart.panels {
                        for point in panel.points {
                            if let total = point.total { #expect(text.contains(panel.unit.text(total)), "\(form) \(width)") }
                        }
                    }
                }
            }
        }
    }

    @Test func anyWidthIsAnswered() {
        var random = Seeded(1)
        for width in 1..<40 {
            for form in [Chart.Form.bars, .stacked, .line, .histogram] {
                let chart = Self.chart(form, panels: 2, points: 5, negative: true, &random)
                #expect(ChartPainter(width: width).text(chart, footer: []).hasSuffix("\n"))
            }
        }
    }

    private let ageing = Chart(
        .bars, title: "owed", axis: "bucket",
        panels: [
            ChartPanel(
                heading: "EUR", unit: ChartUnit(scale: 2), parts: ["owed"],
                points: [
                    ChartPoint("not_due", values: [100_00]), ChartPoint("1-30", values: [-50_00]), ChartPoint("31-60", values: [0]),
                    ChartPoint("90+", values: [nil]), ChartPoint("gone", values: [1]),
                ])
        ])

    @Test func barsWithWhatIsLessThanNothing() {
        #expect(ChartPainter(width: 40).text(ageing, footer: ["2 rows"]) == """
            owed, EUR
            not_due  100.00         │██████████████
            1-30     -50.00  ███████│
            31-60      0.00         │
            90+           –
            gone       0.01         │▏
            2 rows

            """)
        #expect(ChartPainter(width: 40, palette: .plain.inASCII).text(ageing, footer: []) == """
            owed, EUR
            not_due  100.00         |##############
            1-30     -50.00  #######|
            31-60      0.00         |
            90+           -
            gone       0.01         |.

            """)
    }

    @Test func coloursSayNothingThatSignsDoNot() {
        let text = ChartPainter(width: 40, palette: .colour).text(ageing, footer: ["2 rows"])
        var plain = ""
        var isEscape = false
        for scalar in text.unicodeScalars {
            if scalar == "\u{1B}" { isEscape = true }
            if !isEscape { plain.unicodeScalars.append(scalar) }
            if scalar == "m" { isEscape = false }
        }
        #expect(plain == ChartPainter(width: 40).text(ageing, footer: ["2 rows"]))
        #expect(text.contains("\u{1B}[31m-50.00\u{1B}[0m"))
    }

    @Test func aLineBreaksWhereAFigureIsMissing() {
        let chart = Chart(
            .line, title: "owed by day", axis: "day",
            panels: [
                ChartPanel(
                    unit: ChartUnit(scale: 0), parts: ["owed"],
                    points: [(0, 0), (10, 8), (20, nil), (30, 4), (40, 0)].map { place, value in
                        ChartPoint("d\(place)", place: Int64(place), values: [value.map { Int64($0) }])
                    })
            ])
        #expect(ChartPainter(width: 40, palette: .plain.inASCII).text(chart, footer: []) == """
            owed by day
            8 +          *
              |         *
            6 +        *
              |       *
            4 +      *                    *
              |     *                      **
              |    *                         **
            2 +   *                            **
              |  *                               **
            0 + *                                  *
                d0      d10      d20     d30     d40
            first 0 (d0), last 0 (d40), least 0
            (d0), greatest 8 (d10)

            """)
    }
}
