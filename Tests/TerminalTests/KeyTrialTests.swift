// Random keys at the whole prompt, on a pseudo-terminal, with the real language and a book: after every key what stands on
// the screen must be what a fresh picture of the same line would be, and the line must stand in it.
// RECOUP_KEYS sets how many keys are typed at each size; `scripts/torture keys N` does.
import Glibc
import Testing

@testable import Shell
@testable import Terminal

extension Keyboard {
    @Suite(.serialized) struct KeyTrialTests {
        @Test(arguments: [(80, 24), (40, 6), (24, 12), (132, 40)])
        func everyKeyLeavesTheRightPicture(columns: Int, rows: Int) throws {
            let keys = getenv("RECOUP_KEYS").flatMap { Int(String(cString: $0)) } ?? 250  // times four sizes: a thousand
            let seed = getenv("RECOUP_SEED").flatMap { UInt64(String(cString: $0)) } ?? 20_261_123
            let trial = try KeyTrial(columns: columns, rows: rows, keys: keys, seed: seed &+ UInt64(columns))
            try trial.run()
            #expect(trial.compared >= keys)
            #expect(trial.wrong.isEmpty, "\(trial.wrong.prefix(2).joined(separator: "\n"))")
        }

        /// A trial that could not fail would prove nothing.
        @Test func aLostSequenceIsNoticed() throws {
            let trial = try KeyTrial(columns: 80, rows: 24, keys: 120, seed: 7)
            trial.loses = Array("\u{1B}[J".utf8)
            try trial.run()
            #expect(!trial.wrong.isEmpty)
        }
    }
}

/// One long session of one person without a plan.
final class KeyTrial {
    private(set) var wrong: [String] = []
    private(set) var compared = 0
    /// What the screen does not get to see.
    var loses: [UInt8] = []
    private let terminal: PseudoTerminal
    private var rows: Int
    private var columns: Int
    private let sizes: [(columns: Int, rows: Int)]
    private(set) var resizes = 0
    private var left: Int
    private var state: UInt64
    private var screen: ScreenModel
    private var typed: [String] = []
    private let book: PromptBook

    init(columns: Int, rows: Int, keys: Int, seed: UInt64) throws {
        terminal = try #require(PseudoTerminal(columns: columns, rows: rows))
        screen = ScreenModel(columns: columns, rows: rows)
        self.columns = columns
        self.rows = rows
        // Narrower, lower, wider, and back.
        sizes = [(columns, rows), (max(20, columns / 2), rows), (columns, max(5, rows / 2)), (columns + 13, rows + 3), (columns, rows)]
        left = keys
        state = seed
        book = try PromptBook()
    }

    func run() throws {
        Interrupt.clear()
        // A change of the window's size is told by a signal.
        try ProcessSafety.install()
        defer { terminal.close() }
        var history = History()
        for line in ["invoices | age", "debtors\n| where name contains \"日本\"\n| take 2", "receive 500 EUR from D-1 on 2026-11-02"] {
            history.add(Array(line.utf8))
        }
        let aids = PromptAids(book.conversation)
        var settings = LineEditor.Settings(
            screen: Screen(
                inputIsTerminal: true, outputIsTerminal: true, errorIsTerminal: true, size: (columns, rows), colour: .always,
                environment: { $0 == "TERM" ? "xterm" : nil }), history: history)
        settings.input = terminal.terminal
        settings.output = terminal.terminal
        settings.readsEditrc = false
        settings.aids = aids.lent { .dark }
        let editor = try LineEditor(settings)
        let painted = try #require(editor.painted)
        painted.watch = (
            written: { [self] in screen.feed(without(loses, $0)) }, pictured: { [self] in compare($0, painted) }, settled: { [self] in typeOne() })
        defer { painted.watch = nil }
        let completeness = Completeness()
        terminal.play([]) {
            while left > 0 {
                switch editor.read(prompt: Prompt("book> ", tint: .bold), continuation: Prompt("  ... "), isComplete: completeness.isWhole) {
                case .line, .interrupted, .end: break
                case .terminated, .failed: left = 0
                }
            }
        }
        withExtendedLifetime(aids) {}
    }

    private func without(_ lost: [UInt8], _ bytes: [UInt8]) -> [UInt8] {
        guard !lost.isEmpty, let at = bytes.indices.first(where: { bytes[$0...].starts(with: lost) }) else { return bytes }
        return Array(bytes[..<at] + bytes[(at + lost.count)...])
    }

    // MARK: comparing

    private func compare(_ frame: Frame, _ painted: PaintedEditor) {
        compared += 1
        var fresh = ScreenModel(columns: columns, rows: rows)
        var painter = Painter()
        fresh.feed(painter.paint(frame, height: rows))
        let shift = screen.row - fresh.row
        var faults: [String] = []
        if screen.column != fresh.column { faults.append("cursor in column \(screen.column), not \(fresh.column)") }
        if shift < 0 { faults.append("the picture begins above the screen") }
        if screen.isStyled { faults.append("a style is left on") }
        if !screen.unknown.isEmpty { faults.append("unknown sequences \(screen.unknown)") }
        for row in max(0, shift)..<rows where screen.cells[row] != (row - shift < rows ? fresh.cells[row - shift] : []) {
            faults.append("row \(row) is \(screen.cells[row].joined()), not \(fresh.cells[row - shift].joined())")
            break
        }
        let line = painted.handle.line.text
        let shown = frame.rows.map { Self.plain($0.bytes) }.joined()
        // By bytes: what follows must not be taken for a part of the last character.
        if !shown.utf8.starts(with: Self.expected(line).utf8) {
            faults.append("the line \(line.map { String($0, radix: 16) }.joined(separator: " ")) is not what is shown: \(shown)")
        }
        if let below = frame.below.first(where: { $0.width > columns }) { faults.append("too wide: \(Self.plain(below.bytes))") }
        if !faults.isEmpty, wrong.count < 5 {
            wrong.append("after \(typed.suffix(12)): \(faults.joined(separator: "; "))")
        }
    }

    private static func expected(_ line: [UInt32]) -> String {
        var text = "book> "
        for (place, row) in line.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            if place > 0 { text += "  ... " }
            text += String(decoding: Glyphs.of(row).flatMap(\.bytes), as: UTF8.self)
        }
        return text
    }

    private static func plain(_ bytes: [UInt8]) -> String {
        var out: [UInt8] = []
        var isEscape = false
        for byte in bytes {
            if byte == 0x1B { isEscape = true } else if isEscape { isEscape = byte != 0x6D } else { out.append(byte) }
        }
        return String(decoding: out, as: UTF8.self)
    }

    // MARK: typing

    private static let words = [
        "invoices", "debtors", " | ", "where ", "overdue > 30d", " and ", "sort -", "bal", "receive 500 ", "from ", "D-", "har",
        "help ", "let x = ", "$", "\"", "'", "(", ")", "{", " ", " ", "# ", "show ", "zzz ", "add ", "by ", "日本", "é", "e\u{301}",
        "👩‍👩‍👧", "한", "x", "\u{200D}", "x\u{200D}", "\u{301}", "❤\u{FE0F}", "🇩🇪", "🇩", "ᄒ", "ᅡ", "👍🏽", "\u{FE0F}", "take 2", "import \"b", "status = ", "Mü",
    ]
    private static let keys = [
        "\t", "\t", "\t", "\t", "\u{1B}[Z", "\u{1B}[A", "\u{1B}[B", "\u{1B}[C", "\u{1B}[D", "\r", "\r", "\u{1B}", "\u{7F}", "\u{7F}",
        "\u{12}", "\u{12}", "\u{1B}OP", "\u{1B}\r", "\u{01}", "\u{05}", "\u{0B}", "\u{15}", "\u{17}", "\u{19}", "\u{1B}b", "\u{1B}f",
        "\u{1B}d", "\u{0C}", "\u{03}", "\u{04}", "\u{1B}[1;5D", "\u{1B}[3~", "\u{1B}[200~two\rrows\u{1B}[201~", "\u{14}", "\u{1F}",
    ]

    private func choose(_ count: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(count))
    }

    /// Somebody pulls at the window. The picture is painted anew when the editor hears of it.
    private func resize() {
        (columns, rows) = sizes[choose(sizes.count)]
        resizes += 1
        typed.append("(\(columns)x\(rows))")
        terminal.resize(columns: columns, rows: rows)
        screen.resize(columns: columns, rows: rows)
        kill(getpid(), SIGWINCH)
    }

    /// The next key, or what ends the session.
    private func typeOne() {
        left -= 1
        if left > 0, choose(40) == 0 { return resize() }
        let key = left <= 0 ? "\u{03}" : choose(2) == 0 ? Self.words[choose(Self.words.count)] : Self.keys[choose(Self.keys.count)]
        typed.append(String(key.unicodeScalars.map { $0.value < 0x20 ? "^\(Character(Unicode.Scalar($0.value + 0x40) ?? "?"))" : String($0) }.joined()))
        let bytes = Array(key.utf8)
        _ = Glibc.write(terminal.controller, bytes, bytes.count)
    }
}
