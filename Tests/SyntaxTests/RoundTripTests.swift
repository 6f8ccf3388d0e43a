import Diagnostics
import Syntax
import Testing

@Suite struct RoundTripTests {
    @Test func printingKeepsTheMeaningAndIsDoneAfterOnce() throws {
        for seed in 1...600 as ClosedRange<UInt64> {
            var sentences = Sentences(seed: seed)
            let source = Source(name: "seed \(seed)", text: sentences.script())
            let tree = Tree(parsing: source)
            guard tree.diagnostics.isEmpty else {
                Issue.record("seed \(seed): \(tree.diagnostics[0]) in\n\(source.text(Span(0, 9999)))")
                return
            }
            let once = Source(name: "printed", bytes: try formatted(source))
            let printed = Tree(parsing: once)
            let twice = try formatted(once)
            guard printed.diagnostics.isEmpty, printed.means(tree), twice == once.bytes, isLaidOut(source, once) else {
                Issue.record("seed \(seed):\n\(source.text(Span(0, 9999)))\n--- printed\n\(once.text(Span(0, 9999)))\n--- twice\n\(String(decoding: twice, as: UTF8.self))")
                return
            }
        }
    }

    /// All comments are there, and the printer did not give up and return what it was given.
    private func isLaidOut(_ source: Source, _ printed: Source) -> Bool {
        let (before, after) = (TokenBuffer(lexing: source.bytes), TokenBuffer(lexing: printed.bytes))
        return before.comments.map(source.text) == after.comments.map(printed.text)
            && !String(decoding: printed.bytes, as: UTF8.self).contains("summarize")
    }

    @Test(arguments: [
        ("invoices|take   3", "invoices | take 3\n"), ("", ""), ("\n\n", ""), ("a;b", "a; b\n"), ("a;\nb;", "a\nb\n"),
        ("#!/usr/bin/env recoup\nversion 1\n\n\n\na", "#!/usr/bin/env recoup\nversion 1\n\na\n"),
        ("invoices|summarize n=count( )\n|aging", "invoices | summarise n = count()\n  | ageing\n"),
        ("f( 1,x : 2 ,[ 3 ])", "f(1, x: 2, [3])\n"), ("map {id:number,b:\"D-{ x }\"}", "map { id: number, b: \"D-{x}\" }\n"),
        ("for d in $x{\n\n# c\nremind $d   # why\n\n}\n", "for d in $x {\n  # c\n  remind $d  # why\n}\n"),
        ("if a{b}else{\nc}", "if a { b } else {\n  c\n}\n"), ("sort a,\nb", "sort a,\n  b\n"),
        ("x = f(\n1,\n[\n2\n]\n)", "x = f(\n  1,\n  [\n    2\n  ]\n)\n"), ("f([\n1\n])", "f([\n  1\n])\n"),
        ("a \\\n by b", "a \\\n  by b\n"), ("x = -5 .. -3", "x = -5 .. -3\n"), ("f(-x,1..60)", "f(-x, 1..60)\n"),
        ("help  where.unknown-column   5k", "help where.unknown-column 5k\n"),
        ("def w(n:number=10)->table{\na\n}", "def w(n: number = 10) -> table {\n  a\n}\n"),
        ("let x =\n5 # c", "let x =\n  5  # c\n"), ("f (1)", "f (1)\n"), ("`aging`", "`aging`\n"),
        ("a|where date in  this   month", "a | where date in this month\n"), ("end  of  last quarter -  2d" , "end of last quarter - 2d\n"),
    ])
    func layout(text: String, expected: String) throws {
        let bytes = try formatted(Source(name: "t", text: text))
        #expect(String(decoding: bytes, as: UTF8.self) == expected)
    }

    @Test func refusesWhatDoesNotParse() {
        #expect(throws: Diagnostic.self) { try formatted(Source(name: "t", text: "x-y")) }
    }
}
