import Testing

@testable import Rendering

@Suite struct ChartPictureTests {
    private let ageing = Chart(
        .stacked, title: "ageing <by> country & more", axis: "country",
        panels: [
            ChartPanel(
                heading: "EUR", unit: ChartUnit(scale: 2), parts: ["not_due", "90+"],
                points: [ChartPoint("D\"E\u{1B}", values: [600_00, 400_00]), ChartPoint("FR", values: [nil, -100_00])])
        ], gradesParts: true)

    @Test func aSmallPicture() {
        let text = ChartPicture(ageing, footer: ["total 900.00 EUR"]).text()
        let drawn = text.components(betweenLines: "<rect class=\"page\"", "</svg>")
        #expect(drawn == #"""
              <rect class="page" x="0" y="0" width="760" height="196"/>
              <text class="title" x="24" y="38">ageing &lt;by&gt; country &amp; more, EUR</text>
              <rect class="part p0" x="24" y="59" width="12" height="12"/>
              <text class="tick" x="42" y="69">not_due</text>
              <rect class="part p1" x="108.4" y="59" width="12" height="12"/>
              <text class="tick" x="126.4" y="69">90+</text>
              <path class="grid" d="M137.6 83L137.6 135"/>
              <text class="tick" x="137.6" y="150" text-anchor="middle">-200</text>
              <text class="tick" x="226.4" y="150" text-anchor="middle">0</text>
              <path class="grid" d="M315.2 83L315.2 135"/>
              <text class="tick" x="315.2" y="150" text-anchor="middle">200</text>
              <path class="grid" d="M404 83L404 135"/>
              <text class="tick" x="404" y="150" text-anchor="middle">400</text>
              <path class="grid" d="M492.8 83L492.8 135"/>
              <text class="tick" x="492.8" y="150" text-anchor="middle">600</text>
              <path class="grid" d="M581.6 83L581.6 135"/>
              <text class="tick" x="581.6" y="150" text-anchor="middle">800</text>
              <path class="grid" d="M670.4 83L670.4 135"/>
              <text class="tick" x="670.4" y="150" text-anchor="middle">1,000</text>
              <text class="name" x="60" y="100.2" text-anchor="end">D&quot;E\e</text>
              <rect class="part p0" x="226.4" y="88" width="266.4" height="16"><title>D&quot;E\e, not_due: 600.00</title></rect>
              <rect class="part p1" x="492.8" y="88" width="177.6" height="16"><title>D&quot;E\e, 90+: 400.00</title></rect>
              <text class="figure" x="676.4" y="100.2">1,000.00</text>
              <text class="name" x="60" y="126.2" text-anchor="end">FR</text>
              <rect class="part p1" x="182" y="114" width="44.4" height="16"><title>FR, 90+: -100.00</title></rect>
              <text class="figure" x="176" y="126.2" text-anchor="end">-100.00</text>
              <path class="axis" d="M226.4 83L226.4 135"/>
              <text class="note" x="24" y="176">total 900.00 EUR</text>

            """#, "\(drawn)")
    }

    @Test func everyFormIsWellFormedAndHarmless() {
        let place: [Int64?] = [nil, 0, 10, 20, 30]
        for form in [Chart.Form.bars, .stacked, .histogram, .line] {
            for count in [0, 1, 5] {
                let points = (0..<count).map { row in
                    ChartPoint(
                        "<\(row)&\u{202E}", place: place[row], end: row == count - 1 ? nil : place[row].map { $0 + 9 },
                        values: [row == 2 ? nil : Int64(row * 100 - 150)])
                }
                let chart = Chart(
                    form, title: "t'\"", axis: "k",
                    panels: ["EUR", "GBP"].map { ChartPanel(heading: $0, unit: ChartUnit(scale: 2), parts: ["<v>"], points: points, axis: ChartUnit(scale: 0)) })
                let text = ChartPicture(chart, footer: ["<note> & \u{1B}[31m"]).text()
                #expect(Markup.isBalanced(text), "\(form) \(count)")
                #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}") && !text.contains("<note>"))
                #expect(text.contains("prefers-color-scheme: dark") && text.contains("@media print"))
                #expect(!text.contains("http://") || text.components(separatedByText: "http://") == 2, "only the name space")
            }
        }
    }
}

extension String {
    /// From the line that begins with one text up to the one that begins with another, which is left out.
    fileprivate func components(betweenLines start: String, _ end: String) -> String {
        var out = ""
        var isInside = false
        for line in split(separator: "\n", omittingEmptySubsequences: false) {
            let words = line.drop { $0 == " " }
            if words.hasPrefix(start) { isInside = true }
            if words.hasPrefix(end) { isInside = false }
            if isInside { out += line + "\n" }
        }
        return out
    }

    /// How many pieces a text cuts this one into.
    fileprivate func components(separatedByText text: String) -> Int {
        var count = 1
        var rest = self[...]
        while let range = rest.firstRange(of: text) {
            count += 1
            rest = rest[range.upperBound...]
        }
        return count
    }
}

extension Markup {
    /// Whether every element that is opened is closed in its turn.
    fileprivate static func isBalanced(_ text: String) -> Bool {
        var open: [Substring] = []
        var rest = text[...]
        while let start = rest.firstIndex(of: "<") {
            guard let end = rest[start...].firstIndex(of: ">") else { return false }
            let tag = rest[rest.index(after: start)..<end]
            rest = rest[rest.index(after: end)...]
            if tag.hasPrefix("?") || tag.hasPrefix("!") || tag.hasSuffix("/") { continue }
            if tag.hasPrefix("/") {
                guard open.popLast() == tag.dropFirst() else { return false }
            } else {
                open.append(tag.prefix { $0 != " " })
            }
        }
        return open.isEmpty
    }
}
