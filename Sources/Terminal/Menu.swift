// A list to choose from, below the line: which is chosen, and the rows it takes on a screen of some size.
// It computes; keys and painting are elsewhere.

struct Menu: Equatable {
    let choices: [Choice]
    /// Nil until the person moves.
    private(set) var selected: Int?
    private var top = 0

    init(_ choices: [Choice]) { self.choices = choices }

    var chosen: Choice? { selected.map { choices[$0] } }

    enum Move { case next, previous, left, right }

    /// Around both ends.
    mutating func move(_ move: Move, width: Int) {
        guard let at = selected else {
            selected = move == .previous || move == .left ? choices.count - 1 : 0
            return
        }
        let height = layout(width).rows
        switch move {
        case .next: selected = at + 1 < choices.count ? at + 1 : 0
        case .previous: selected = at > 0 ? at - 1 : choices.count - 1
        case .left: selected = at >= height ? at - height : at
        case .right: selected = at + height < choices.count ? at + height : at
        }
    }

    private struct Layout {
        var columns: Int
        var rows: Int
        var cell: Int
        var text: Int
    }

    /// As many columns as fit; with descriptions never narrower than one can read.
    private func layout(_ width: Int) -> Layout {
        let width = max(8, width)
        let widest = choices.reduce(1) { max($0, Row.width(of: $1.text)) }
        let hasDetails = choices.contains { !$0.detail.isEmpty }
        let text = min(widest, hasDetails ? max(8, width / 2) : width - 3)
        let cell = hasDetails ? max(44, text + 24) : text + 3
        let fitting = max(1, width / cell)
        // A short list with descriptions reads best as a list.
        let columns = hasDetails && choices.count <= 8 ? 1 : min(fitting, choices.count)
        return Layout(
            columns: columns, rows: (choices.count + columns - 1) / columns, cell: width / columns, text: text)
    }

    typealias Row = Frame.Row

    /// The rows on a screen that has room for `height` of them; the last one tells how many are not shown.
    mutating func rows(width: Int, height: Int, styles: PromptStyles) -> [Row] {
        guard height > 0, !choices.isEmpty else { return [] }
        let layout = layout(width)
        let isCut = layout.rows > height
        let shown = isCut ? max(1, height - 1) : layout.rows
        let row = (selected ?? 0) % layout.rows
        top = min(max(0, min(top, layout.rows - shown)), row)
        if row >= top + shown { top = row - shown + 1 }
        var rows: [Row] = []
        for line in top..<(top + shown) {
            var out = Row(bytes: [], width: 0)
            for column in 0..<layout.columns {
                let place = column * layout.rows + line
                guard place < choices.count else { break }
                out.pad(to: column * layout.cell)
                cell(place, layout, upTo: min(width, (column + 1) * layout.cell - (layout.columns > 1 ? 1 : 0)), styles, &out)
            }
            rows.append(out)
        }
        if isCut, height > 1 {
            let visible = (0..<choices.count).count { (top..<(top + shown)).contains($0 % layout.rows) }
            var more = Row(bytes: [], width: 0)
            more.add("  … \(choices.count - visible) more", styles.detail, upTo: width)
            rows.append(more)
        }
        return rows
    }

    private func cell(_ place: Int, _ layout: Layout, upTo edge: Int, _ styles: PromptStyles, _ out: inout Row) {
        let choice = choices[place]
        let isSelected = place == selected
        let begin = out.width
        // The sign stands for those who see no colour.
        out.add(isSelected ? ">" : " ", isSelected ? styles.selected : .plain, upTo: edge)
        out.add(choice.text, isSelected ? styles.selected : choice.style, upTo: min(edge, begin + 1 + layout.text))
        guard !choice.detail.isEmpty else { return }
        out.pad(to: min(edge, begin + 1 + layout.text + 2))
        out.add(choice.detail, styles.detail, upTo: edge)
    }
}

extension Frame.Row {
    static func width(of text: String) -> Int {
        Glyphs.of(Glyphs.visible(text).unicodeScalars.map(\.value)[...]).reduce(0) { $0 + $1.width }
    }

    mutating func pad(to column: Int) {
        guard column > width else { return }
        bytes += Array(repeating: 0x20, count: column - width)
        width = column
    }

    /// A line on as many rows as it takes, broken at blanks where there are some; the rows below stand where its text began.
    static func wrapped(_ line: String, width: Int) -> [Frame.Row] {
        let indent = min(line.utf8.prefix { $0 == 0x20 }.count, width / 3)
        var rows: [Frame.Row] = []
        var row = Frame.Row(bytes: [], width: 0)
        for word in Glyphs.visible(line).split(separator: " ", omittingEmptySubsequences: false) {
            let wide = self.width(of: String(word))
            if row.width > indent, row.width + 1 + wide > width {
                rows.append(row)
                row = Frame.Row(bytes: [], width: 0)
                row.pad(to: indent)
            } else if row.width > 0 || (rows.isEmpty && word.isEmpty) {
                row.pad(to: min(width, row.width + 1))
            }
            row.add(String(word), .plain, upTo: width)
        }
        return rows + [row]
    }

    /// Text up to a column, `…` in its last cell where it is cut.
    mutating func add(_ text: String, _ style: Style, upTo edge: Int) {
        let glyphs = Glyphs.of(Glyphs.visible(text).unicodeScalars.map(\.value)[...])
        guard edge > width, !glyphs.isEmpty else { return }
        let fits = glyphs.reduce(0) { $0 + $1.width } <= edge - width
        let start = style.bytes
        bytes += start
        for glyph in glyphs {
            if !fits, width + glyph.width > edge - 1 {
                bytes += Array("…".utf8)
                width += 1
                break
            }
            bytes += glyph.bytes
            width += glyph.width
        }
        if !start.isEmpty { bytes += Style.reset }
    }
}
