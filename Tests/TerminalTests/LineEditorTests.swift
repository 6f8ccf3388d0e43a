// The editor on a real pseudo-terminal. One at a time: the interrupt flag belongs to the process.
import Files
import Glibc
import Testing

@testable import Terminal

extension Keyboard {
    @Suite(.serialized) struct LineEditorTests {
        private static let prompt = Prompt("book> ")
        private static let continuation = Prompt("  ... ")

        /// Whole when parentheses balance.
        private static func isWhole(_ statement: [UInt8]) -> Bool {
            statement.filter { $0 == 0x28 }.count <= statement.filter { $0 == 0x29 }.count
        }

        private struct Session {
            var readings: [Reading]
            var screen: ScreenModel
            var shown: String
            var history: [[UInt8]]
        }

        /// Reads `count` times while the steps are played.
        private func session(
            _ steps: [PseudoTerminal.Step], reads count: Int = 1, columns: Int = 40, rows: Int = 12,
            mode: EditorMode = .painted, history: [String] = []
        ) throws -> Session {
            Interrupt.clear()
            try ProcessSafety.install()
            let terminal = try #require(PseudoTerminal(columns: columns, rows: rows))
            defer { terminal.close() }
            var past = History()
            for entry in history { past.add(Array(entry.utf8)) }
            let screen = Screen(
                inputIsTerminal: true, outputIsTerminal: true, errorIsTerminal: true, size: (columns, rows), colour: .never,
                environment: { $0 == "TERM" ? "xterm" : nil })
            var settings = LineEditor.Settings(screen: screen, history: past)
            settings.mode = mode
            settings.input = terminal.terminal
            settings.output = terminal.terminal
            settings.readsEditrc = false
            let editor = try LineEditor(settings)
            let readings = terminal.play(steps) {
                (0..<count).map { _ in
                    editor.read(prompt: Self.prompt, continuation: Self.continuation, isComplete: Self.isWhole)
                }
            }
            var model = ScreenModel(columns: columns, rows: rows)
            model.feed(terminal.shown)
            return Session(
                readings: readings, screen: model, shown: String(decoding: terminal.shown, as: UTF8.self),
                history: editor.history.entries)
        }

        private func line(_ text: String) -> Reading { .line(Array(text.utf8)) }

        @Test func readsALineAndShowsIt() throws {
            let session = try session([.see("book> ", type: "invoices"), .see("invoices", type: "\r")])
            #expect(session.readings == [line("invoices")])
            #expect(session.screen.lines == ["book> invoices"])
            #expect(session.screen.row == 1 && session.screen.column == 0)
            #expect(session.screen.unknown == [])
            #expect(session.history == [Array("invoices".utf8)])
        }

        @Test func editsWithBackspaceArrowsHomeEndAndDelete() throws {
            // "bcX" ⌫ → "bc", Home "a", End "d", left left "-" → "ab-cd", Home Delete → "b-cd"
            let session = try session([
                .see("book> ", type: "bcX\u{7F}\u{1B}[Ha\u{1B}[Fd\u{1B}[D\u{1B}[D-\u{1B}OH\u{1B}[3~"),
                .see("b-cd", type: "\r"),
            ])
            #expect(session.readings == [line("b-cd")])
            #expect(session.screen.lines == ["book> b-cd"])
        }

        @Test func enterOnAnIncompleteStatementStartsARow() throws {
            let session = try session([
                .see("book> ", type: "where (a\r"), .see("  ... ", type: "b)"), .see("b)", type: "\r"),
            ])
            #expect(session.readings == [line("where (a\nb)")])
            #expect(session.screen.lines == ["book> where (a", "  ... b)"])
            #expect(session.history == [Array("where (a\nb)".utf8)])
        }

        @Test func altEnterStartsARowInAWholeStatement() throws {
            let session = try session([.see("book> ", type: "a\u{1B}\rb"), .see("  ... b", type: "\r")])
            #expect(session.readings == [line("a\nb")])
        }

        @Test func controlCDropsTheLineAndKeepsTheSession() throws {
            let session = try session(
                [.see("book> ", type: "wrong"), .see("wrong", type: "\u{03}"), .see("^C", type: ""), .see("book> ", type: "right\r")], reads: 2)
            #expect(session.readings == [.interrupted, line("right")])
            #expect(session.screen.lines == ["book> wrong^C", "book> right"])
            #expect(!Interrupt.isRaised)
        }

        @Test func anInterruptSignalDropsTheLine() throws {
            let session = try session(
                [
                    .see("book> ", type: "wrong"),
                    .see("wrong") { kill(getpid(), SIGINT) },
                    // The prompt after the last picture of that line: keys typed before it would be echoed.
                    .see("^C", type: ""),
                    .see("book> ", type: "right\r"),
                ], reads: 2)
            #expect(session.readings == [.interrupted, line("right")])
        }

        @Test func controlDLeavesOnlyOnAnEmptyLine() throws {
            let session = try session([
                .see("book> ", type: "ab\u{01}\u{04}"), .see("book> b", type: "\u{04}"), .see("book> ", type: "\u{04}"),
            ])
            #expect(session.readings == [.end])
        }

        @Test func aHangUpEndsTheReading() throws {
            let terminal = try #require(PseudoTerminal(columns: 40, rows: 12))
            Glibc.close(terminal.controller)
            defer { Glibc.close(terminal.terminal) }
            Interrupt.clear()
            let screen = Screen(
                inputIsTerminal: true, outputIsTerminal: true, errorIsTerminal: true, size: (40, 12), colour: .never,
                environment: { $0 == "TERM" ? "xterm" : nil })
            var settings = LineEditor.Settings(screen: screen)
            settings.input = terminal.terminal
            settings.output = terminal.terminal
            settings.readsEditrc = false
            let editor = try LineEditor(settings)
            #expect(editor.read(prompt: Self.prompt, continuation: Self.continuation, isComplete: Self.isWhole) == .end)
        }

        @Test func aPasteInsertsWithoutRunning() throws {
            let session = try session([
                .see("book> ", type: "\u{1B}[200~one\rtwo\r\nthr\u{1B}[31mee\u{07}\u{1B}[201~!"),
                .see("!", type: "\r"),
            ])
            #expect(session.readings == [line("one\ntwo\nthr[31mee!")])
            #expect(session.screen.lines == ["book> one", "  ... two", "  ... thr[31mee!"])
            #expect(session.screen.bells == 0)
        }

        @Test func aLongPasteIsOneInsertion() throws {
            let rows = (0..<400).map { "row number \($0)" }
            let session = try session(
                [.see("book> ", type: "\u{1B}[200~"), .see("", type: rows.prefix(100).joined(separator: "\r")),
                 .see("", type: "\r" + rows[100..<200].joined(separator: "\r")),
                 .see("", type: "\r" + rows[200..<400].joined(separator: "\r") + "\u{1B}[201~"),
                 .see("row number 399", type: "\r")])
            #expect(session.readings == [line(rows.joined(separator: "\n"))])
            #expect(session.screen.lines.last == "  ... row number 399")
        }

        @Test func wideTextWrapsAndDeletesCleanly() throws {
            let session = try session(
                [
                    .see("book> ", type: "Müller 日本語日本語 x"), .see(" x", type: "\u{7F}\u{7F}\u{7F}"),
                    .see("\u{1B}[4C", type: "!"), .see("!", type: "\r"),
                ], columns: 20)
            // 6 + 7 cells of "Müller " leave room for three wide characters; the fourth goes to the next row whole.
            #expect(session.readings == [line("Müller 日本語日本!")])
            #expect(session.screen.lines == ["book> Müller 日本語", "日本!"])
        }

        @Test func upAndDownWalkTheHistoryAndBringTheDraftBack() throws {
            let session = try session(
                [
                    .see("book> ", type: "in\u{1B}[A"), .see("invoices | take 2", type: "\u{1B}[A"),
                    .see("invoices", type: "\u{1B}[B\u{1B}[B"), .see("book> in\u{1B}[2mvoices | take 2", type: "-"), .see("-", type: "\r"),
                ], history: ["invoices", "debtors", "invoices | take 2", "payments"])
            #expect(session.readings.count == 1)
            #expect(session.readings.first == line("in-"))
        }

        @Test func upMovesBetweenTheRowsOfAStatement() throws {
            let session = try session(
                [.see("book> ", type: "(ab\rcd)\u{1B}[AX"), .see("X", type: "\u{1B}[BY"), .see("Y", type: "\r")],
                history: ["payments"])
            #expect(session.readings == [line("(abX\ncd)Y")])
        }

        @Test func aNarrowedWindowIsPaintedAgain() throws {
            let text = String(repeating: "0123456789", count: 3)
            Interrupt.clear()
            let terminal = try #require(PseudoTerminal(columns: 40, rows: 12))
            defer { terminal.close() }
            try ProcessSafety.install()
            let screen = Screen(
                inputIsTerminal: true, outputIsTerminal: true, errorIsTerminal: true, size: (40, 12), colour: .never,
                environment: { $0 == "TERM" ? "xterm" : nil })
            var settings = LineEditor.Settings(screen: screen)
            settings.input = terminal.terminal
            settings.output = terminal.terminal
            settings.readsEditrc = false
            let editor = try LineEditor(settings)
            let reading = terminal.play([
                .see("book> ", type: text),
                .see(text) {
                    terminal.resize(columns: 20, rows: 12)
                    kill(getpid(), SIGWINCH)
                },
                .see("book> 01234567890123\r", type: "!\r"),
            ]) { editor.read(prompt: Self.prompt, continuation: Self.continuation, isComplete: Self.isWhole) }
            #expect(reading == line(text + "!"))
        }

        /// Whatever keys were pressed, what stands on the screen is the statement that is read.
        @Test(arguments: Array(1...12) as [UInt64])
        func anyKeysLeaveTheStatementOnTheScreen(seed: UInt64) throws {
            let keys = [
                "a", "b ", "é", "日本", "x y", "한", "e\u{301}", "\u{7F}", "\u{1B}[D", "\u{1B}[C", "\u{1B}[A", "\u{1B}[B",
                "\u{01}", "\u{05}", "\u{0B}", "\u{19}", "\u{1B}f", "\u{1B}b", "\u{17}", "\u{14}", "\u{1B}\r", "\u{1B}[3~",
                "\u{1F}", "\u{1B}u", "\t", "\u{12}", "\u{02}", "\u{06}", "\u{1B}d", "\u{1B}c",
            ]
            var state = seed
            func choose(_ count: Int) -> Int {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return Int((state >> 33) % UInt64(count))
            }
            var steps: [PseudoTerminal.Step] = [.see("book> ", type: "")]
            for _ in 0..<60 {
                // Each burst waits for a picture, so that what is painted between keys counts too.
                steps.append(.see("", type: (0..<(1 + choose(8))).map { _ in keys[choose(keys.count)] }.joined()))
            }
            steps.append(.see("", type: "\u{05}§"))
            steps.append(.see("§", type: "\r"))
            let session = try session(steps, columns: 24, rows: 60, history: ["invoices", "日本語 debtors\ntake 2"])
            guard case .line(let statement) = session.readings[0] else {
                Issue.record("seed \(seed): \(session.readings)")
                return
            }
            let text = Glyphs.scalars(statement)
            let frame = Frame(
                prompt: Self.prompt, continuation: Self.continuation, text: text, cursor: text.count, width: 24,
                colours: false)
            var wanted = frame.rows.map { row in
                var line = String(decoding: row.bytes, as: UTF8.self)
                while line.last == " " { line.removeLast() }
                return line
            }
            while wanted.last == "" { wanted.removeLast() }
            #expect(session.screen.lines == wanted, "seed \(seed)")
            #expect(session.screen.unknown == [], "seed \(seed)")
        }

        @Test func nothingLibeditDrawsReachesTheScreen() throws {
            let terminal = try #require(PseudoTerminal(columns: 40, rows: 12))
            defer { terminal.close() }
            let handle = try EditorHandle(
                program: "recoup", input: terminal.terminal, output: terminal.terminal, takeover: true)
            handle.addCommand(0, "recoup-test-end", help: "End")
            handle.bind("^M", "recoup-test-end")
            handle.onCommand = { _ in .leave }
            var bells = 0
            handle.onBell = { bells += 1 }
            // Ctrl-B at the start of the line is refused with a bell.
            let end = terminal.play([]) {
                var settings = termios()
                tcgetattr(terminal.terminal, &settings)
                cfmakeraw(&settings)
                tcsetattr(terminal.terminal, TCSANOW, &settings)
                _ = Glibc.write(terminal.controller, "\u{02}abc\r", 5)
                return handle.read()
            }
            guard case .command = end else {
                Issue.record("ended by \(end)")
                return
            }
            #expect(handle.line.text == [0x61, 0x62, 0x63])
            #expect(handle.discarded > 0)
            #expect(terminal.shown == [])
            #expect(bells == 1)
        }

        @Test func aPlainTerminalReadsRowByRow() throws {
            let session = try session(
                [.see("book> ", type: "where (a\r"), .see("  ... ", type: "b)\r"), .see("book> ", type: "x\u{03}"),
                 .see("book> ", type: "\u{04}")], reads: 3, mode: .plain)
            #expect(session.readings == [line("where (a\nb)"), .interrupted, .end])
            #expect(!session.shown.contains("\u{1B}[?2026h"))
        }

        @Test func aStreamHasNoPromptAndNoEscapes() throws {
            var ends: [Int32] = [0, 0]
            #expect(pipe(&ends) == 0)
            defer { Glibc.close(ends[0]) }
            Interrupt.clear()
            let text = "one\r\n(two\nthree)\n(rest"
            _ = Glibc.write(ends[1], text, text.utf8.count)
            Glibc.close(ends[1])
            let stream = StatementStream(descriptor: ends[0])
            let readings = (0..<4).map { _ in stream.read(isComplete: Self.isWhole) }
            #expect(readings == [line("one"), line("(two\nthree)"), line("(rest"), .end])
        }

        @Test func anEndlessStatementIsAFault() throws {
            var ends: [Int32] = [0, 0]
            #expect(pipe(&ends) == 0)
            defer { Glibc.close(ends[0]) }
            Interrupt.clear()
            let text = String(repeating: "x", count: 100)
            _ = Glibc.write(ends[1], text, text.utf8.count)
            Glibc.close(ends[1])
            let stream = StatementStream(descriptor: ends[0], limit: 50)
            #expect(stream.read(isComplete: Self.isWhole) == .failed(.statementTooLong(limit: 50)))
        }

        @Test func aRaisedInterruptEndsAStream() throws {
            var ends: [Int32] = [0, 0]
            #expect(pipe(&ends) == 0)
            defer {
                Glibc.close(ends[0])
                Glibc.close(ends[1])
            }
            Interrupt.raise()
            defer { Interrupt.clear() }
            #expect(StatementStream(descriptor: ends[0]).read(isComplete: Self.isWhole) == .interrupted)
        }

        @Test func aDiskErrorUnderAMappingEndsWithStatusFour() async {
            await #expect(processExitsWith: .exitCode(4)) {
                try ProcessSafety.install()
                let disk = RealDisk()
                let path = "/tmp/recoup-bus-\(getpid())"
                let file = try disk.open(path, .create)
                try disk.writeAll(file, at: 0, [UInt8](repeating: 1, count: 8192))
                let mapping = try disk.map(path)
                try disk.truncate(file, to: 0)
                try disk.unlink(path)
                exit(mapping.withBytes { Int32($0[5000]) })
            }
        }
    }
}
