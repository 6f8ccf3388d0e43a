import Diagnostics
import Testing

@Suite struct DiagnosticRendererTests {
    private func span(_ part: String, in text: String) -> Span {
        let (bytes, part) = (Array(text.utf8), Array(part.utf8))
        let lower = bytes.indices.first { bytes[$0...].starts(with: part) } ?? 0
        return Span(lower..<lower + part.count)
    }

    private func fault(_ part: String, in text: String, label: String = "here") -> Diagnostic {
        Diagnostic("test.fault", "something is wrong", at: span(part, in: text), label: label)
    }

    private func render(_ diagnostic: Diagnostic, _ text: String, width: Int = 100, color: Bool = false) -> String {
        DiagnosticRenderer(color: color, width: width).render(diagnostic, in: Source(name: "a.recoup", text: text))
    }

    @Test func aNameOfAMegabyteIsQuotedByItsEnds() {
        let name = String(repeating: "a", count: 1 << 20)
        let told = render(Diagnostic("test.fault", "nothing is called '\(name)', sorry", at: Span(0, 1 << 20), label: name), name)
        #expect(told.utf8.count < 3_000)
        #expect(told.hasPrefix("error: nothing is called 'aaa"))
        #expect(told.contains(" … aaa") && told.contains("a', sorry\n"))
    }

    @Test func laysOutEverything() {
        let text = "let a = 1\n\ninvoices | where balnace > £500\n"
        var fault = Diagnostic(
            "where.unknown-column", "invoices has no column 'balnace'", at: span("balnace", in: text),
            label: "did you mean 'balance'?")
        fault.notes = ["columns: id, debtor, issued, due, amount, balance, status (+6)"]
        fault.tryLine = "invoices | where balance > £500"
        #expect(render(fault, text) == """
            error: invoices has no column 'balnace'
              ┌ a.recoup:3:18
            3 │ invoices | where balnace > £500
              │                  ^^^^^^^ did you mean 'balance'?
              = columns: id, debtor, issued, due, amount, balance, status (+6)
              try: invoices | where balance > £500
              code: where.unknown-column

            """)
    }

    @Test func showsTwoReadingsAndAHint() {
        var fault = fault("b", in: "a b")
        fault.severity = .warning
        fault.hint = "think"
        fault.tryLine = "a\nb"
        #expect(render(fault, "a b") == """
            warning: something is wrong
              ┌ a.recoup:1:3
            1 │ a b
              │   ^ here
              hint: think
              try: a
               or: b
              code: test.fault

            """)
    }

    @Test func quotesThreeLinesAtMostInTheirOrder() {
        let text = (1...12).map { "line\($0)x" }.joined(separator: "\n")
        var fault = fault("line10x", in: text)
        fault.others = ["line2x", "line5x", "line7x"].map { .init(span($0, in: text), "also") }
        #expect(render(fault, text) == """
            error: something is wrong
               ┌ a.recoup:10:1
             2 │ line2x
               │ ------ also
             5 │ line5x
               │ ------ also
            10 │ line10x
               │ ^^^^^^^ here
               code: test.fault

            """)
    }

    @Test func makesControlCharactersVisible() {
        let text = "a\u{1B}[2J\u{7}\tb \u{202E}c\u{200B} d"
        #expect(render(fault("d", in: text), text) == """
            error: something is wrong
              ┌ a.recoup:1:14
            1 │ a␛[2J␇    b <U+202E>c<U+200B> d
              │                               ^ here
              code: test.fault

            """)
    }

    @Test func marksWideAndCombiningCharacters() {
        let text = "名前 e\u{301}x y"
        #expect(render(fault("y", in: text), text).split(separator: "\n")[3] == "  │         ^ here")
        #expect(render(fault("名前", in: text), text).split(separator: "\n")[3] == "  │ ^^^^ here")
    }

    @Test func windowsLongLines() {
        let text = String(repeating: "abc ", count: 200) + "WRONG" + String(repeating: " xyz", count: 100_000)
        let lines = render(fault("WRONG", in: text), text, width: 60).split(separator: "\n")
        #expect(lines[2] == "1 │ …c abc abc abc abc WRONG xyz xyz xyz xyz xyz xyz xyz xy…")
        #expect(lines[3] == "  │                    ^^^^^ here")
    }

    @Test func putsTheEndOfTheTextBehindItsLastLine() {
        let text = "invoices |\n\n"
        let fault = Diagnostic("test.end", "more", at: Span(12, 12))
        #expect(render(fault, text) == """
            error: more
              ┌ a.recoup:1:11
            1 │ invoices |
              │           ^
              code: test.end

            """)
        #expect(render(Diagnostic("test.end", "more", at: Span(90, 99)), "").contains("a.recoup:1:1\n1 │\n"))
    }

    @Test func showsBytesThatAreNoText() {
        let source = Source(name: "a", bytes: [0x61, 0xFF, 0xC3, 0x62, 0x0A])
        let text = DiagnosticRenderer().render(Diagnostic("t.t", "bad", at: Span(1, 3)), in: source)
        #expect(text.split(separator: "\n")[2] == "1 │ a\u{FFFD}\u{FFFD}b")
        #expect(text.split(separator: "\n")[3] == "  │  ^^")
    }

    @Test func colorsOnlyWhenAsked() {
        #expect(!render(fault("a", in: "a"), "a").contains("\u{1B}"))
        #expect(render(fault("a", in: "a"), "a", color: true).hasPrefix("\u{1B}[1;31merror:\u{1B}[0m something"))
        // What comes from the source never colors.
        #expect(!render(fault("\u{1B}[31m", in: "\u{1B}[31m", label: "\u{1B}[0m"), "\u{1B}[31m").contains("\u{1B}"))
    }

    @Test func writesJSON() {
        var fault = fault("b", in: "a\nb \"q\"", label: "say \"x\"\n")
        fault.notes = ["n\u{1}"]
        fault.tryLine = "c\nd"
        fault.others = [.init(Span(0, 1), "o")]
        #expect(fault.json(in: Source(name: "a\\b", text: "a\nb \"q\"")) == #"""
            {"severity":"error","code":"test.fault","message":"something is wrong","file":"a\\b","line":2,"column":1,"endLine":2,"endColumn":2,"label":"say \"x\"\n","notes":["n\u0001"],"hint":null,"try":["c","d"],"others":[{"line":1,"column":1,"endLine":1,"endColumn":2,"label":"o"}],"incomplete":false}
            """#)
    }

    @Test func survivesAnySpan() {
        let source = Source(name: "a", bytes: [0xE2, 0x82, 0x0A, 0xAC, 0x0D, 0x0A, 0xCC, 0x81, 0x09])
        for lower in 0..<12 {
            for upper in lower..<13 {
                let fault = Diagnostic("t.t", "m", at: Span(lower..<upper), others: [.init(Span(upper..<upper + 7))])
                let text = DiagnosticRenderer(width: 5).render(fault, in: source)
                #expect(text.hasSuffix("code: t.t\n"))
                #expect(fault.json(in: source).hasSuffix("}"))
            }
        }
    }
}
