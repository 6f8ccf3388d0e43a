// The few colours tables and charts use, by role. Meaning never rests on colour alone: a negative number keeps its sign, a
// null its dash, a part of a bar its pattern. Only the sixteen colours and weights of every terminal, so that a light and a
// dark background both work. May not look at data.

package struct Palette: Hashable, Sendable {
    package var header: String
    package var rule: String
    package var null: String
    package var negative: String
    package var footer: String
    /// Parts of a chart in their order, which for ages goes from harmless to worst; and a bar
    /// without parts. Empty where nothing is coloured.
    package var parts: [String]
    package var bar: String
    /// What ends any of them; empty where nothing is coloured.
    package var reset: String
    /// Lines, dashes and dots in ASCII, for a screen without UTF-8.
    package var isASCII: Bool

    package static let plain = Palette(
        header: "", rule: "", null: "", negative: "", footer: "", parts: [], bar: "", reset: "", isASCII: false)

    /// For a dark screen, and for one that nobody described.
    package static let colour = Palette(
        header: "\u{1B}[1m", rule: "\u{1B}[2m", null: "\u{1B}[2m", negative: "\u{1B}[31m", footer: "\u{1B}[2m",
        parts: [92, 96, 93, 95, 91, 94].map { "\u{1B}[\($0)m" }, bar: "\u{1B}[96m", reset: "\u{1B}[0m", isASCII: false)

    /// For a light screen, on which bright yellow and cyan can hardly be seen.
    package static let colourOnLight: Palette = {
        var palette = colour
        palette.parts = [32, 36, 33, 35, 31, 34].map { "\u{1B}[\($0)m" }
        palette.bar = "\u{1B}[34m"
        return palette
    }()

    package var inASCII: Palette {
        var copy = self
        copy.isASCII = true
        return copy
    }

    var ellipsis: String { isASCII ? "~" : "…" }
    var dash: String { isASCII ? "-" : "–" }
    var line: String { isASCII ? "-" : "─" }
}
