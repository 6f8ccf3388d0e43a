// The few colours a table uses, by role. Meaning never rests on colour alone: a negative number keeps its sign, a
// null its dash. Only the sixteen colours and weights of every terminal, so that a light and a dark background both
// work. May not look at data.

package struct Palette: Hashable, Sendable {
    package var header: String
    package var rule: String
    package var null: String
    package var negative: String
    package var footer: String
    /// What ends any of them; empty where nothing is coloured.
    package var reset: String
    /// Lines, dashes and dots in ASCII, for a screen without UTF-8.
    package var isASCII: Bool

    package static let plain = Palette(
        header: "", rule: "", null: "", negative: "", footer: "", reset: "", isASCII: false)

    package static let colour = Palette(
        header: "\u{1B}[1m", rule: "\u{1B}[2m", null: "\u{1B}[2m", negative: "\u{1B}[31m", footer: "\u{1B}[2m",
        reset: "\u{1B}[0m", isASCII: false)

    package var inASCII: Palette {
        var copy = self
        copy.isASCII = true
        return copy
    }

    var ellipsis: String { isASCII ? "~" : "…" }
    var dash: String { isASCII ? "-" : "–" }
    var line: String { isASCII ? "-" : "─" }
}
