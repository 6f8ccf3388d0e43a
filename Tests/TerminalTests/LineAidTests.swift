// Menu, suggestion, search, hint, help and colours on a real pseudo-terminal, with a small language lent to the editor.
import Files
import Testing

@testable import Terminal

extension Keyboard {
    @Suite(.serialized) struct LineAidTests {
        private static let words = ["select", "sort", "sum", "take"]

        /// Completes four words, marks `bad`, tells a hint behind `take `, and has a page of nine lines.
        private static func aids() -> LineAids {
            func start(_ line: [UInt8], _ cursor: Int) -> Int { line[..<cursor].lastIndex(of: 0x20).map { $0 + 1 } ?? 0 }
            return LineAids(
                colour: { line, _ in
                    LineAids.blankSeparated(line).filter { Array(line[$0]) == Array("bad".utf8) }.map { ($0, Style(.red, underlined: true)) }
                },
                complete: { line, cursor in
                    let from = start(line, cursor)
                    let found = words.filter { $0.utf8.starts(with: line[from..<cursor]) }
                    return Choices(from..<cursor, found.map { Choice($0, detail: "does \($0)") })
                },
                hint: { line, _ in line.starts(with: Array("take ".utf8)) ? ("count: how many", "take COUNT") : nil },
                help: { _, _ in (1...9).map { "page line \($0)" } })
        }

        private func play(
            _ steps: [PseudoTerminal.Step], columns: Int = 60, rows: Int = 12, history: [String] = []
        ) throws -> (line: String?, screen: ScreenModel, shown: String) {
            Interrupt.clear()
            try ProcessSafety.install()
            let terminal = try #require(PseudoTerminal(columns: columns, rows: rows))
            defer { terminal.close() }
            var past = History()
            for entry in history { past.add(Array(entry.utf8)) }
            var settings = LineEditor.Settings(
                screen: Screen(
                    inputIsTerminal: true, outputIsTerminal: true, errorIsTerminal: true, size: (columns, rows), colour: .always,
                    environment: { $0 == "TERM" ? "xterm" : nil }), history: past)
            settings.input = terminal.terminal
            settings.output = terminal.terminal
            settings.readsEditrc = false
            settings.aids = Self.aids()
            let editor = try LineEditor(settings)
            let reading = terminal.play(steps) {
                editor.read(prompt: Prompt("> "), continuation: Prompt(". "), isComplete: { _ in true })
            }
            var model = ScreenModel(columns: columns, rows: rows)
            model.feed(terminal.shown)
            let text: String? = if case .line(let bytes) = reading { String(decoding: bytes, as: UTF8.self) } else { nil }
            return (text, model, String(decoding: terminal.shown, as: UTF8.self))
        }

        @Test func tabTakesTheOnlyChoiceAndABlank() throws {
            let played = try play([.see("> ", type: "ta\t3"), .see("3", type: "\r")])
            #expect(played.line == "take 3")
            #expect(played.screen.lines == ["> take 3"])
        }

        @Test func tabTakesWhatAllBeginWithFirst() throws {
            let played = try play([.see("> ", type: "s\t"), .see("does sum", type: "u\t"), .see("sum ", type: "\r")])
            #expect(played.line == "sum ")
        }

        @Test func theMenuMovesAndEnterTakes() throws {
            // Tab opens; Tab, Tab, Down: select, sort, sum; Shift-Tab goes back to sort.
            let played = try play([
                .see("> ", type: "s\t"), .see("does sum", type: "\t\t\u{1B}[B\u{1B}[Z"), .see("7msort", type: "\r"),
                .see("> sort", type: "x\r"),
            ])
            #expect(played.line == "sort x")
            #expect(played.screen.lines == ["> sort x"])
        }

        @Test(arguments: ["\u{1B}", "\u{03}"])
        func whatWasTypedComesBack(key: String) throws {
            let played = try play([
                .see("> ", type: "s\t"), .see("does sum", type: "\t"), .see("7mselect", type: key), .see("> s", type: "!"),
                .see("s!", type: "\r"),
            ])
            #expect(played.line == "s!")
            #expect(played.screen.lines == ["> s!"])
        }

        @Test func anyOtherKeyTakesAndGoesOn() throws {
            let played = try play([.see("> ", type: "s\t"), .see("does sum", type: "\t"), .see("7mselect", type: "id"), .see("id", type: "\r")])
            #expect(played.line == "select id")
        }

        @Test func theSuggestionComesFromTheHistoryAndIsTakenWhole() throws {
            let played = try play(
                [.see("> ", type: "se"), .see("\u{1B}[2mlect id, due", type: "\u{1B}[C"), .see("> select id, due", type: "\r")],
                history: ["select id, due"])
            #expect(played.line == "select id, due")
        }

        @Test func altFTakesOneWordOfTheSuggestion() throws {
            let played = try play(
                [.see("> ", type: "se"), .see("\u{1B}[2m", type: "\u{1B}f"), .see("> select", type: "\u{1B}f"), .see("select id,", type: "\r")],
                history: ["select id, due"])
            #expect(played.line == "select id,")
        }

        @Test func withoutHistoryTheSuggestionFinishesTheWord() throws {
            let played = try play([.see("> ", type: "ta"), .see("\u{1B}[2mke", type: "\u{05}"), .see("> take", type: "\r")])
            #expect(played.line == "take")
        }

        /// libedit's own command line, left empty, would end the program.
        @Test func altXDoesNothing() throws {
            let played = try play([.see("> ", type: "a\u{1B}x\rb"), .see("", type: "\r")])
            #expect(played.line == "a")
        }

        @Test func whatIsOnlySuggestedIsNotRun() throws {
            let played = try play([.see("> ", type: "se"), .see("\u{1B}[2mlect", type: "\r")], history: ["select id"])
            #expect(played.line == "se")
            #expect(played.screen.lines == ["> se"])
        }

        @Test func searchFindsLettersInOrderAndEnterTakesWithoutRunning() throws {
            let played = try play(
                [
                    .see("> ", type: "\u{12}"), .see("search: ", type: "ivag"), .see("1 of 1", type: "\r"), .see("invoices | age", type: "!\r"),
                ], history: ["invoices | age", "debtors", "payments | count"])
            #expect(played.line == "invoices | age!")
            #expect(played.screen.lines == ["> invoices | age!"])
        }

        @Test func escapeFromSearchBringsTheLineBack() throws {
            let played = try play(
                [.see("> ", type: "xyz"), .see("xyz", type: "\u{12}"), .see("search: ", type: "\u{1B}"), .see("> xyz", type: "\r")],
                history: ["debtors"])
            #expect(played.line == "xyz")
        }

        @Test func theHintStandsBelowAndGoesWithTheLine() throws {
            let played = try play([.see("> ", type: "take "), .see("count: how many", type: "3"), .see("3", type: "\r")])
            #expect(played.line == "take 3")
            #expect(played.screen.lines == ["> take 3"])
        }

        @Test func helpKeepsTheLineAndGoesOn() throws {
            let played = try play(
                [
                    .see("> ", type: "take"), .see("take", type: "\u{1B}OP"), .see("page line 4", type: "\u{1B}OP"),
                    .see("page line 8", type: " 1"), .see("1", type: "\r"),
                ], rows: 6)
            #expect(played.line == "take 1")
            #expect(played.screen.lines == ["> take 1"])
        }

        @Test func marksAreUnderlinedAndColoured() throws {
            let played = try play([.see("> ", type: "a bad b"), .see("b", type: "\r")])
            #expect(played.shown.contains("\u{1B}[4;31mbad\u{1B}[0m"))
        }

        @Test func wordsAreCutAndPutBack() throws {
            // Ctrl-W cuts "three", Ctrl-A, Ctrl-Y puts it first; Alt-D cuts the next word, Ctrl-K the rest.
            let played = try play([.see("> ", type: "one two three\u{17}\u{01}\u{19} \u{1B}d"), .see("> three ", type: "\u{0B}one\r")])
            #expect(played.line == "three one")
        }

        @Test func aSmallScreenShowsWhatFits() throws {
            let played = try play([.see("> ", type: "\t"), .see("more", type: "\t\t\t\t"), .see("7mtake", type: "\r"), .see("take", type: "\r")], columns: 20, rows: 4)
            #expect(played.line == "take ")
            #expect(played.screen.unknown == [])
        }

        @Test(arguments: [
            ("invoices | age", "ivag", true), ("invoices | age", "age", true), ("invoices | age", "gae", false), ("Debtors", "dEb", true),
        ])
        func lettersInOrderFind(entry: String, query: String, found: Bool) {
            #expect((HistorySearch.score(Array(entry.utf8), Array(query.lowercased().utf8)) != nil) == found)
        }

        @Test func theClosestMatchComesFirst() {
            var search = HistorySearch(entries: ["a long way to get eggs", "invoices | age", "agents"].map { Array($0.utf8) })
            for letter in "age" { search.type(letter.unicodeScalars.first?.value ?? 0) }
            #expect(search.matches.first == 2)
            #expect(search.matches.last == 0)
        }
    }
}
