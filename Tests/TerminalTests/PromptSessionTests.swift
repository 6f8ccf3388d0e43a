// Whole sessions at the prompt with the real language and a small book: what a person sees, types, and gets.
import Files
import Interpreter
import Testing
import Values

@testable import Shell
@testable import Terminal

/// A book in memory with four debtors and three invoices, and what it printed.
final class PromptBook {
    private(set) var printed = ""
    private(set) var conversation: Conversation!

    init() throws {
        let disk = MemoryDisk()
        try disk.replaceContents(of: "/bank.csv", with: [])
        let screen = { (_: ColourChoice) in
            Screen(
                inputIsTerminal: true, outputIsTerminal: true, errorIsTerminal: true, size: (80, 24), colour: .never,
                environment: { $0 == "TERM" ? "xterm" : nil })
        }
        let outside = Outside(
            disk: disk, directory: "/", now: { Moment(day: Day.first) }, screen: screen, input: .bytes([]),
            out: Channel { [unowned self] in printed += String(decoding: $0, as: UTF8.self) },
            err: Channel { [unowned self] in printed += String(decoding: $0, as: UTF8.self) }, actor: "mara", random: { 7 })
        conversation = try Program.open(try Invocation(parsing: ["--today", "2026-11-23"]), outside, mode: .prompt)
        for name in ["Harbour Cafe", "Müller & Söhne", "日本 Trading", "North Sea Diving"] {
            run("add debtor \"\(name)\" currency EUR")
        }
        run("add invoice 500 EUR to D-1 on 2026-08-01 due 2026-09-01")
        run("add invoice 900 EUR to D-4 on 2026-08-01 due 2026-09-01")
        run("add invoice 7000 EUR to D-2 on 2026-11-20 due 2026-12-20")
    }

    @discardableResult
    func run(_ statement: String) -> String {
        printed = ""
        _ = conversation.take(Array(statement.utf8), as: "prompt")
        conversation.voice.out.flush()
        return printed
    }
}

extension Keyboard {
    @Suite(.serialized) struct PromptSessionTests {
        /// The lines that were read while the steps were played; each is run.
        private func play(
            _ steps: [PseudoTerminal.Step], reads count: Int = 1, on book: PromptBook, columns: Int = 80, rows: Int = 24
        ) throws -> (lines: [String], screen: ScreenModel) {
            Interrupt.clear()
            try ProcessSafety.install()
            let terminal = try #require(PseudoTerminal(columns: columns, rows: rows))
            defer { terminal.close() }
            let aids = PromptAids(book.conversation)
            var settings = LineEditor.Settings(
                screen: Screen(
                    inputIsTerminal: true, outputIsTerminal: true, errorIsTerminal: true, size: (columns, rows), colour: .never,
                    environment: { $0 == "TERM" ? "xterm" : nil }))
            settings.input = terminal.terminal
            settings.output = terminal.terminal
            settings.readsEditrc = false
            settings.aids = aids.lent { .none }
            let editor = try LineEditor(settings)
            let completeness = Completeness()
            let lines: [String] = terminal.play(steps) {
                (0..<count).map { _ in
                    let reading = editor.read(prompt: Prompt("book> "), continuation: Prompt("  ... "), isComplete: completeness.isWhole)
                    guard case .line(let bytes) = reading else { return "" }
                    let line = String(decoding: bytes, as: UTF8.self)
                    book.run(line)
                    aids.refresh()
                    return line
                }
            }
            var model = ScreenModel(columns: columns, rows: rows)
            model.feed(terminal.shown)
            return (lines, model)
        }

        /// Someone who was told nothing finds out who owes the most and is late, with Tab, F1 and hints alone.
        @Test func aNewcomerFindsWhoOwesMostAndIsLate() throws {
            let book = try PromptBook()
            let played = try play(
                [
                    // An empty line lists what one can begin with.
                    .see("book> ", type: "\t"), .see("who owes us", type: "deb\t"),
                    // F1 tells the columns.
                    .see("debtors ", type: "\u{1B}OP"), .see("what is past its due day", type: "| wh\t"),
                    .see("condition: what must hold", type: "arr\t> 0 "), .see("> 0 ", type: "| so\t"),
                    .see("columns to sort by", type: "-arr\t| ta\t"), .see("how many", type: "1\r"),
                ], on: book)
            #expect(played.lines == ["debtors | where arrears > 0 | sort -arrears | take 1"])
            #expect(book.printed.contains("D-4") && !book.printed.contains("D-1"))
            #expect(played.screen.lines == ["book> debtors | where arrears > 0 | sort -arrears | take 1"])
        }

        @Test func moneyIsReceivedFromSomeoneKnownByName() throws {
            let book = try PromptBook()
            let played = try play(
                [
                    .see("book> ", type: "rece\t500 EU"), .see("500 EU", type: "\t"), .see("500 EUR ", type: "fr\tharb"), .see("harb", type: "\t"),
                    .see("D-1 ", type: "\r"),
                ], on: book)
            #expect(played.lines == ["receive 500 EUR from D-1 "])
            #expect(book.printed.contains("INV-1 settled"))
        }

        @Test func aWrongWordIsUnderlinedBeforeEnter() throws {
            let book = try PromptBook()
            let played = try play(
                [.see("book> ", type: "debtrs "), .see("\u{1B}[4mdebtrs\u{1B}[0m", type: "\u{01}\u{1B}f\u{1B}[D\u{1B}[Do"), .see("debtors", type: "\r")],
                on: book)
            #expect(played.lines == ["debtors "])
        }

        @Test func whatWasKeptIsOfferedInTheNextLine() throws {
            let book = try PromptBook()
            let played = try play(
                [
                    .see("book> ", type: "let late = invoices | where overdue > 0d\r"), .see("\u{1B}[?2004l", type: ""),
                    .see("book> ", type: "$l\t| cou\t\r"),
                ], reads: 2, on: book)
            #expect(played.lines.last == "$late | count ")
            #expect(book.printed == "2\n")
        }
    }
}
