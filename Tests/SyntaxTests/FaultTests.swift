import Diagnostics
import Syntax
import Testing

/// What a person sees for every fault of this room: `> ` is typed, the rest is shown. `\\n` and the like stand in
/// the typed line as Swift writes them.
@Suite struct FaultTests {
    static let cases = FaultTranscript.cases

    @Test(arguments: cases)
    func shows(one: FaultTranscript.Case) {
        #expect(FaultTests.render(one.typed) == one.shown)
    }

    @Test func everyCodeIsShown() {
        var seen = Set(FaultTests.cases.flatMap { FaultTests.diagnostics($0.typed).map(\.code) })
        // These need bytes or sizes that no line of a transcript has; they are shown below.
        seen.formUnion(["lex.utf8", "lex.utf8-in-text", "parse.too-deep", "parse.too-long"])
        #expect(Parser.codes.filter { !seen.contains($0) } == [])
        #expect(seen.filter { !Parser.codes.contains($0) } == [])
        #expect(Set(Parser.codes).count == Parser.codes.count)
    }

    @Test func showsBytesThatAreNoText() {
        #expect(FaultTests.render(bytes: [0x61, 0x20, 0xFF, 0xFE, 0x20, 0x62]) == """
            error: a script must be UTF-8, but these bytes are not
              ┌ prompt:1:3
            1 │ a \u{FFFD}\u{FFFD} b
              │   ^^ not a character
              hint: save the file as UTF-8
              code: lex.utf8

            """)
        #expect(FaultTests.render(bytes: [0x22, 0xFF, 0x22]) == """
            error: a text must be UTF-8, but these bytes are not
              ┌ prompt:1:2
            1 │ "\u{FFFD}"
              │  ^ not a character
              hint: save the file as UTF-8
              code: lex.utf8-in-text

            """)
    }

    @Test func showsLimits() {
        let deep = String(repeating: "(", count: 300)
        #expect(FaultTests.render(bytes: Array(deep.utf8)) == """
            error: nesting and chains of operators go 250 levels deep at most
              ┌ prompt:1:250
            1 │ …(((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((
              │                              ^ deeper than that
              hint: name a part with let
              code: parse.too-deep

            """)
        let long = [UInt8](repeating: 0x20, count: Parser.maximumBytes + 1)
        let fault = Tree(parsing: Source(name: "long", bytes: long)).diagnostics.first
        #expect(fault.map { DiagnosticRenderer().render($0, in: Source(name: "long", text: "a")) } == """
            error: a script has 64 MB at most, but this one has more
              ┌ long:1:1
            1 │ a
              │ ^ begins a longer one
              hint: split it, or import what is data
              code: parse.too-long

            """)
    }

    static func diagnostics(_ typed: String) -> [Diagnostic] { diagnostics(bytes: Array(typed.utf8)) }

    static func diagnostics(bytes: [UInt8]) -> [Diagnostic] {
        let tree = Tree(parsing: Source(name: "prompt", bytes: bytes))
        if !tree.diagnostics.isEmpty { return tree.diagnostics }
        var faults: [Diagnostic] = []
        var nodes = [tree.root]
        while let node = nodes.popLast() {
            do { _ = try tree.value(node) } catch { faults.append(error) }
            nodes += tree.children(node)
        }
        return faults
    }

    static func render(_ typed: String) -> String { render(bytes: Array(typed.utf8)) }

    static func render(bytes: [UInt8]) -> String {
        let source = Source(name: "prompt", bytes: bytes)
        return diagnostics(bytes: bytes).map { DiagnosticRenderer(width: 90).render($0, in: source) }.joined()
    }
}
