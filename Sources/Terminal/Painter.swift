// A line with its prompts as rows of a screen, and the bytes that bring a terminal from the last picture to this one.
// It computes; whoever owns the descriptor writes.

/// What should stand on the screen: rows no wider than it, and where the cursor is.
struct Frame: Equatable {
    struct Row: Equatable {
        var bytes: [UInt8]
        var width: Int
    }

    var rows: [Row]
    /// What stands below the line: a menu, a hint, a page of help.
    var below: [Row] = []
    var cursorRow: Int
    var cursorColumn: Int

    /// Lays text out below `width` columns, wrapping by hand: the terminal's own wrapping differs from one to the next.
    /// `styles` are in order and do not overlap; `ghost` is shown behind the text and is no part of it.
    init(
        prompt: Prompt, continuation: Prompt, text: [UInt32], cursor: Int, width: Int, colours: Bool,
        styles: [StyledRange] = [], ghost: [UInt32] = [], ghostStyle: Style = .plain
    ) {
        let width = max(2, width)
        rows = []
        cursorRow = 0
        cursorColumn = 0
        var start = 0
        var pen = Pen(styles)
        while true {
            let end = text[start...].firstIndex(of: 0x0A) ?? text.count
            place(start == 0 ? prompt : continuation, width, colours)
            var at = start
            for glyph in Glyphs.of(text[start..<end]) {
                if rows[rows.count - 1].width + glyph.width > width { newRow(&pen) }
                // Inside a cluster the cursor stands before it.
                if cursor >= at && cursor < at + glyph.scalars { markCursor() }
                pen.turn(to: at, &rows[rows.count - 1].bytes)
                rows[rows.count - 1].bytes += glyph.bytes
                rows[rows.count - 1].width += glyph.width
                at += glyph.scalars
            }
            pen.lift(&rows[rows.count - 1].bytes)
            if cursor == end {
                // After a full row the cursor stands at the start of the next, where the next key will appear.
                if rows[rows.count - 1].width >= width { newRow(&pen) }
                markCursor()
            }
            guard end < text.count else { break }
            start = end + 1
        }
        guard !ghost.isEmpty else { return }
        pen = Pen([StyledRange(range: 0..<ghost.count, style: ghostStyle)])
        for glyph in Glyphs.of(ghost[...]) {
            if rows[rows.count - 1].width + glyph.width > width { newRow(&pen) }
            pen.turn(to: 0, &rows[rows.count - 1].bytes)
            rows[rows.count - 1].bytes += glyph.bytes
            rows[rows.count - 1].width += glyph.width
        }
        pen.lift(&rows[rows.count - 1].bytes)
    }

    private mutating func newRow(_ pen: inout Pen) {
        // Each row is painted by itself, so no style may reach into the next.
        pen.lift(&rows[rows.count - 1].bytes)
        rows.append(Row(bytes: [], width: 0))
    }

    private mutating func markCursor() {
        cursorRow = rows.count - 1
        cursorColumn = rows[cursorRow].width
    }

    private mutating func place(_ prompt: Prompt, _ width: Int, _ colours: Bool) {
        rows.append(Row(bytes: [], width: 0))
        let style: Style =
            switch colours ? prompt.tint : .none {
            case .none: .plain
            case .bold: Style(bold: true)
            case .dim: Style(dim: true)
            }
        let scalars = Glyphs.visible(prompt.text).unicodeScalars.map(\.value)
        var pen = Pen([StyledRange(range: 0..<scalars.count, style: style)])
        for glyph in Glyphs.of(scalars[...]) {
            if rows[rows.count - 1].width + glyph.width > width { newRow(&pen) }
            pen.turn(to: 0, &rows[rows.count - 1].bytes)
            rows[rows.count - 1].bytes += glyph.bytes
            rows[rows.count - 1].width += glyph.width
        }
        pen.lift(&rows[rows.count - 1].bytes)
    }
}

/// Writes the changes from one style to the next while text is laid out from left to right.
private struct Pen {
    private let styles: [StyledRange]
    private var next = 0
    private var style = Style.plain

    init(_ styles: [StyledRange]) { self.styles = styles }

    /// The style of the scalar at `place`, which never goes back.
    mutating func turn(to place: Int, _ out: inout [UInt8]) {
        while next < styles.count, styles[next].range.upperBound <= place { next += 1 }
        let wanted = next < styles.count && styles[next].range.contains(place) ? styles[next].style : .plain
        if wanted == style { return }
        lift(&out)
        style = wanted
        out += wanted.bytes
    }

    mutating func lift(_ out: inout [UInt8]) {
        if style != .plain { out += Style.reset }
        style = .plain
    }
}

/// Remembers what it painted last, so that the next picture starts where that one did.
struct Painter {
    private var painted: [Frame.Row] = []
    private var cursorRow = 0
    private var cursorColumn = 0
    private var last: Frame?

    /// Starts a new line where the cursor is, at the left edge.
    mutating func begin() { self = Painter() }

    /// The bytes for one frame, empty when nothing changed. `height` is the screen's: of a taller line the part around
    /// the cursor is shown, since rows that scrolled away cannot be painted again, and what stands below it gets a third.
    mutating func paint(_ frame: Frame, height: Int) -> [UInt8] {
        if frame == last { return [] }
        last = frame
        let height = max(1, height)
        let below = frame.below.prefix(min(height - 1, max(height / 3, height - frame.rows.count)))
        let room = height - below.count
        let first = max(0, min(frame.cursorRow - room / 2, frame.rows.count - room))
        let rows = frame.rows[first..<min(frame.rows.count, first + room)] + below
        // Between these two a terminal that knows them shows nothing half-painted; others ignore them.
        var out = Array("\u{1B}[?2026h\u{1B}[?25l".utf8)
        out += toTop()
        for (index, row) in rows.enumerated() {
            if index > 0 { out += [0x0D, 0x0A] }
            out += row.bytes
        }
        cursorRow = frame.cursorRow - first
        cursorColumn = frame.cursorColumn
        painted = Array(rows)
        out += Self.up(rows.count - 1 - cursorRow)
        out.append(0x0D)
        if cursorColumn > 0 { out += Array("\u{1B}[\(cursorColumn)C".utf8) }
        out += Array("\u{1B}[?25h\u{1B}[?2026l".utf8)
        return out
    }

    /// Leaves the picture standing and goes to the row below it.
    mutating func leave() -> [UInt8] {
        var out: [UInt8] = []
        let below = painted.count - 1 - cursorRow
        if below > 0 { out += Array("\u{1B}[\(below)B".utf8) }
        out += [0x0D, 0x0A]
        begin()
        return out
    }

    /// A terminal that changed its width has wrapped the old rows anew, cell by cell; the cursor went with its cell.
    mutating func resized(to width: Int) {
        let width = max(2, width)
        var above = 0
        for row in painted.prefix(cursorRow) { above += row.wrapped(at: row.width, width: width).row + 1 }
        if painted.indices.contains(cursorRow) {
            let place = painted[cursorRow].wrapped(at: cursorColumn, width: width)
            (cursorRow, cursorColumn) = (above + place.row, place.column)
        }
        // A later change goes on from how the rows lie now.
        painted = painted.flatMap { $0.cut(width: width) }
        last = nil
    }

    /// Forgets the picture: the screen was cleared.
    mutating func forget() {
        painted = []
        cursorRow = 0
        cursorColumn = 0
        last = nil
    }

    private func toTop() -> [UInt8] { Self.up(cursorRow) + Array("\r\u{1B}[J".utf8) }

    private static func up(_ rows: Int) -> [UInt8] { rows > 0 ? Array("\u{1B}[\(rows)A".utf8) : [] }
}
