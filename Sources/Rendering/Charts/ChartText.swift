// Lines of a painted chart: text that is padded, cut and coloured by columns of the screen. Data goes through `SafeText`; the
// only escapes are the palette's. Leaves no blanks at a line's end. May not know what a chart is.

struct ChartText {
    let palette: Palette
    private(set) var bytes: [UInt8] = []
    /// Blanks not yet written.
    private var owed = 0
    private(set) var column = 0

    init(_ palette: Palette) { self.palette = palette }

    mutating func pad(_ count: Int) {
        owed += max(0, count)
        column += max(0, count)
    }

    mutating func append(_ text: String, _ colour: String = "") {
        guard !text.isEmpty else { return }
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: owed))
        owed = 0
        bytes.append(contentsOf: colour.utf8)
        bytes.append(contentsOf: text.utf8)
        if !colour.isEmpty { bytes.append(contentsOf: palette.reset.utf8) }
        column += DisplayWidth.columns(of: text)
    }

    /// A text from outside, cut to a number of columns and padded to them.
    mutating func label(_ text: String, width: Int, right: Bool = false, _ colour: String = "") {
        let cut = Self.fitted(text, width, palette)
        let blanks = width - DisplayWidth.columns(of: cut)
        if right { pad(blanks) }
        append(cut, colour)
        if !right { pad(blanks) }
    }

    mutating func end() {
        bytes.append(UInt8(ascii: "\n"))
        owed = 0
        column = 0
    }

    /// A line of its own, broken at its blanks where the screen is narrower.
    mutating func line(_ text: String, _ colour: String, room: Int?) {
        let safe = Array(SafeText.visible(text).utf8)
        var lines: [String] = []
        safe.withUnsafeBufferPointer { all in
            Clipping.forEachLine(of: all, room: room ?? .max) { lines.append(String(decoding: $0, as: UTF8.self)) }
        }
        for text in lines {
            append(text, colour)
            end()
        }
    }

    static func fitted(_ text: String, _ width: Int, _ palette: Palette) -> String {
        var safe = Array(SafeText.visible(text).utf8)
        Clipping.clip(&safe, from: 0, to: width, ellipsis: palette.ellipsis)
        return String(decoding: safe, as: UTF8.self)
    }

    static func columns(of text: String) -> Int { DisplayWidth.columns(of: SafeText.visible(text)) }
}
