// The painter against a model of a screen: after any sequence of pictures, the last one is what stands there.
import Testing

@testable import Terminal

@Suite struct PainterTests {
    private struct Random: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private static let alphabet: [Unicode.Scalar] = ["a", "b", " ", "ü", "日", "本", "\n", "é", "한", "x"]

    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
    func anyWalkOfEditsLeavesTheLastPictureStanding(seed: UInt64) {
        CBridge.useUTF8()
        var random = Random(state: seed)
        let columns = Int.random(in: 8...30, using: &random)
        let rows = 10
        var model = ScreenModel(columns: columns, rows: rows)
        var painter = Painter()
        var text: [UInt32] = []
        var cursor = 0
        for step in 0..<300 {
            switch Int.random(in: 0..<6, using: &random) {
            case 0...2:
                let scalar = Self.alphabet[Int.random(in: 0..<Self.alphabet.count, using: &random)]
                text.insert(scalar.value, at: cursor)
                cursor += 1
            case 3: if cursor > 0 { cursor -= 1; text.remove(at: cursor) }
            case 4: cursor = Int.random(in: 0...text.count, using: &random)
            default: if text.count > 60 { text.removeAll(); cursor = 0 }
            }
            let frame = Frame(
                prompt: Prompt("p> "), continuation: Prompt(". "), text: text, cursor: cursor, width: columns,
                colours: false)
            model.feed(painter.paint(frame, height: rows))
            let wanted = window(frame, rows)
            let context = Comment(rawValue: "seed \(seed) step \(step)")
            #expect(model.lines.map(\.utf8.count) == wanted.lines.map(\.utf8.count), context)
            guard model.lines == wanted.lines, model.row == wanted.row, model.column == frame.cursorColumn else {
                Issue.record("seed \(seed) step \(step): \(model.lines) is not \(wanted.lines)")
                return
            }
        }
        #expect(model.unknown == [])
        #expect(model.scrolled == 0)
    }

    /// The part of a frame that fits, computed apart from the painter.
    private func window(_ frame: Frame, _ height: Int) -> (lines: [String], row: Int) {
        var first = 0
        if frame.rows.count > height { first = min(max(0, frame.cursorRow - height / 2), frame.rows.count - height) }
        var lines = frame.rows[first..<min(first + height, frame.rows.count)].map { row in
            var text = String(decoding: row.bytes, as: UTF8.self)
            while text.last == " " { text.removeLast() }
            return text
        }
        while lines.last == "" { lines.removeLast() }
        return (lines, frame.cursorRow - first)
    }

    @Test func noRowIsWiderThanTheScreen() {
        CBridge.useUTF8()
        for width in 2...9 {
            let frame = Frame(
                prompt: Prompt("book> "), continuation: Prompt("... "), text: Glyphs.scalars(Array("日本語 abc\n日".utf8)),
                cursor: 3, width: width, colours: false)
            #expect(frame.rows.allSatisfy { $0.width <= width }, "width \(width)")
        }
    }

    @Test func theSamePictureCostsNothing() {
        var painter = Painter()
        let frame = Frame(
            prompt: Prompt("> "), continuation: Prompt("> "), text: [0x61], cursor: 1, width: 20, colours: false)
        #expect(!painter.paint(frame, height: 5).isEmpty)
        #expect(painter.paint(frame, height: 5) == [])
    }

    @Test func aTintIsClosedBeforeTheText() {
        let frame = Frame(
            prompt: Prompt("> ", tint: .bold), continuation: Prompt("> "), text: [0x61], cursor: 1, width: 20,
            colours: true)
        #expect(frame.rows == [Frame.Row(bytes: Array("\u{1B}[1m> \u{1B}[0ma".utf8), width: 3)])
    }

    @Test func nothingInTheLineIsObeyedByTheTerminal() {
        CBridge.useUTF8()
        let hostile = Array("a\u{1B}[2Jb\u{9B}c\u{202E}d".unicodeScalars.map(\.value))
        let bytes = Glyphs.of(hostile[...]).flatMap(\.bytes)
        let shown = String(decoding: bytes, as: UTF8.self)
        #expect(shown == "a^[[2Jb\u{FFFD}c\u{FFFD}d")
        #expect(Glyphs.visible("p\u{1B}[31m\u{202E}>") == "p[31m>")
    }

    @Test(arguments: [
        ("e\u{301}", 1, 2), ("日", 2, 1), ("👍🏽", 2, 2), ("❤\u{FE0F}", 2, 2), ("👨‍👩‍👧", 2, 5), ("\u{301}", 1, 1), ("한", 2, 1),
    ])
    func aClusterHasOneWidth(text: String, width: Int, scalars: Int) {
        CBridge.useUTF8()
        let glyphs = Glyphs.of(text.unicodeScalars.map(\.value)[...])
        #expect(glyphs.map(\.width) == [width])
        #expect(glyphs.map(\.scalars) == [scalars])
    }

    @Test func resizingCountsTheRowsTheTerminalMade() {
        var painter = Painter()
        let frame = Frame(
            prompt: Prompt("> "), continuation: Prompt("> "), text: Array(repeating: 0x61, count: 25), cursor: 25,
            width: 40, colours: false)
        _ = painter.paint(frame, height: 9)
        painter.resized(to: 10)
        // 27 cells are three rows of ten; the cursor in column 27 is on the third, two below the top.
        #expect(String(decoding: painter.paint(frame, height: 9), as: UTF8.self).contains("\u{1B}[2A\r\u{1B}[J"))
    }
}
