// The few elements a chart is drawn with, as SVG 1.1. Lengths are tenths of a pixel, so that no floating point is needed. All text
// is escaped here; classes name what a thing is, and the style sheet of the chart says how that looks.

struct Drawing {
    private(set) var text = ""
    private var depth = 1

    /// Tenths as pixels: 125 is `12.5`, 120 is `12`.
    static func pixels(_ tenths: Int) -> String {
        let (whole, part) = (tenths.magnitude / 10, tenths.magnitude % 10)
        return "\(tenths < 0 ? "-" : "")\(whole)\(part == 0 ? "" : ".\(part)")"
    }

    private mutating func add(_ element: String) { text += String(repeating: "  ", count: depth) + element + "\n" }

    mutating func open(_ role: String) {
        add("<g class=\"\(role)\">")
        depth += 1
    }

    mutating func close() {
        depth -= 1
        add("</g>")
    }

    /// `tip` is what a pointer that rests on it shows.
    mutating func box(_ x: Int, _ y: Int, _ width: Int, _ height: Int, _ role: String, tip: String = "") {
        let place = "x=\"\(Self.pixels(x))\" y=\"\(Self.pixels(y))\" width=\"\(Self.pixels(max(0, width)))\" height=\"\(Self.pixels(max(0, height)))\""
        end("<rect class=\"\(role)\" \(place)", "rect", tip)
    }

    mutating func dot(_ x: Int, _ y: Int, _ radius: Int, _ role: String, tip: String = "") {
        end("<circle class=\"\(role)\" cx=\"\(Self.pixels(x))\" cy=\"\(Self.pixels(y))\" r=\"\(Self.pixels(radius))\"", "circle", tip)
    }

    private mutating func end(_ start: String, _ name: String, _ tip: String) {
        add(tip.isEmpty ? "\(start)/>" : "\(start)><title>\(Markup.text(tip))</title></\(name)>")
    }

    mutating func line(_ x1: Int, _ y1: Int, _ x2: Int, _ y2: Int, _ role: String) {
        add("<path class=\"\(role)\" d=\"M\(Self.pixels(x1)) \(Self.pixels(y1))L\(Self.pixels(x2)) \(Self.pixels(y2))\"/>")
    }

    /// Points joined; several runs where one is missing between them.
    mutating func path(_ runs: [[(x: Int, y: Int)]], _ role: String) {
        var data = ""
        for run in runs where run.count > 1 {
            for (place, point) in run.enumerated() {
                data += "\(place == 0 ? "M" : "L")\(Self.pixels(point.x)) \(Self.pixels(point.y))"
            }
        }
        if !data.isEmpty { add("<path class=\"\(role)\" d=\"\(data)\"/>") }
    }

    enum Anchor: String { case start, middle, end }

    mutating func label(_ words: String, _ x: Int, _ y: Int, _ role: String, _ anchor: Anchor = .start, whole: String? = nil) {
        let at = anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\""
        let tip = whole.map { $0 == words ? "" : "<title>\(Markup.text($0))</title>" } ?? ""
        add("<text class=\"\(role)\" x=\"\(Self.pixels(x))\" y=\"\(Self.pixels(y))\"\(at)>\(Markup.text(words))\(tip)</text>")
    }

    /// How wide a text will be about, in tenths of a pixel: a font is not measured, so every column counts as a wide digit.
    static func width(_ text: String, size: Int = 12) -> Int { ChartText.columns(of: text) * size * 6 }

    /// Cut to so many columns, with an ellipsis.
    static func fitted(_ text: String, columns: Int) -> String {
        DisplayWidth.columns(of: SafeText.visible(text)) <= columns ? text : ChartText.fitted(text, columns, .plain)
    }
}
