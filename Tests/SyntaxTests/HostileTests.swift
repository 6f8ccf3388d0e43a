import Diagnostics
@testable import Syntax
import Testing

@Suite struct HostileTests {
    private func parse(_ bytes: [UInt8], mode: Parser.Mode = .script) -> Tree {
        Tree(parsing: Source(name: "hostile", bytes: bytes), mode: mode)
    }

    private func parse(_ text: String) -> Tree { parse(Array(text.utf8)) }

    @Test func noiseGivesATreeOrADiagnostic() {
        var noise = Noise(random: SplitMix(state: 2026))
        var wrong = 0
        for round in 0..<20_000 {
            let bytes = noise.bytes()
            let tree = parse(bytes, mode: round % 2 == 0 ? .script : .prompt)
            let source = Source(name: "noise", bytes: bytes)
            for fault in tree.diagnostics {
                if fault.primary.span.upper > bytes.count || !Parser.codes.contains(fault.code) || fault.message.isEmpty {
                    Issue.record("round \(round): \(bytes) gives \(fault)")
                    return
                }
            }
            if let fault = tree.diagnostics.first {
                wrong += 1
                if round % 16 == 0 { #expect(!DiagnosticRenderer().render(fault, in: source).isEmpty) }
            } else if hasFault(tree) {
                Issue.record("round \(round): \(bytes) holds a fault nobody reported")
                return
            } else if round % 2 == 0 {
                let again = try? formatted(source)
                #expect(again.map { parse($0).means(tree) } == true)
            }
            walk(tree)
        }
        #expect(wrong > 10_000)
    }

    private func hasFault(_ tree: Tree) -> Bool {
        tree.nodes.contains { $0.kind == .fault }
    }

    /// Every node is reached from its parent, lies within the text and can be asked anything.
    private func walk(_ tree: Tree) {
        var nodes = [tree.root]
        var steps = 0
        while let node = nodes.popLast() {
            steps += 1
            _ = (tree.text(node), tree.operation(node), tree.bareWord(node), tree.firstOperand(of: node))
            _ = try? tree.value(node)
            nodes += tree.children(node)
            if steps > 100_000 || tree.span(node).upper > tree.bytes.count {
                Issue.record("a tree that is none")
                return
            }
        }
    }

    @Test(arguments: ["(", "[", "{a:", "not ", "f(", "\"{", "if x {", "- ", " -", "dry ", "if a {} else ", "a[", "(a|b ", "try{", "f(x: ", "$x = "])
    func depthIsRefusedNotOverflown(piece: String) {
        let tree = parse("x = " + String(repeating: piece, count: 100_000))
        #expect(!tree.diagnostics.isEmpty)
        #expect(tree.diagnostics.count <= 2 * Parsing.maximumFailures)
    }

    @Test(arguments: ["1 + ", "a.b", ".b", "()", " ?? x", "a and ", "in GBP "])
    func chainsAreBounded(piece: String) {
        let tree = parse("x = a" + String(repeating: piece, count: 10_000))
        #expect(!tree.diagnostics.isEmpty)
    }

    @Test func theLimitHasTwoSides() {
        func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
        #expect(parse(nested(Tree.maximumHeight - 1)).diagnostics.isEmpty)
        #expect(parse(nested(Tree.maximumHeight)).diagnostics.map(\.code) == ["parse.too-deep"])
        func chain(_ length: Int) -> String { "1" + String(repeating: " + 1", count: length) }
        #expect(parse(chain(Tree.maximumHeight - 2)).diagnostics.isEmpty)
        #expect(parse(chain(Tree.maximumHeight + 1)).diagnostics.map(\.code) == ["parse.too-deep"])
    }

    @Test func wideIsNotDeep() {
        let list = "f([" + String(repeating: "1, ", count: 20_000) + "1])"
        #expect(parse(list).diagnostics.isEmpty)
        #expect(parse(String(repeating: "a\n", count: 20_000)).diagnostics.isEmpty)
        #expect(parse("a" + String(repeating: " | b", count: 20_000)).diagnostics.isEmpty)
    }

    @Test(arguments: ["a", "1", "A1-", "\"", "'", "`", "#", "é", "\u{301}", "\\", "£", "_", "-", "1,", "1_", "9:", "…", "“", "\u{0}", "{", "%"])
    func aMegabyteOfOneThing(piece: String) {
        let bytes = Array(String(repeating: piece, count: 1_000_000 / piece.utf8.count).utf8)
        let tree = parse(bytes)
        if let fault = tree.diagnostics.first {
            let shown = DiagnosticRenderer().render(fault, in: Source(name: "big", bytes: bytes))
            #expect(shown.utf8.count < 4000)
        }
        #expect(tree.diagnostics.count <= Lexer.maximumFaults + 2 * Parsing.maximumFailures)
    }

    @Test(arguments: ["x-y ", "f(1) ", "\"a{b}c\" ", "5k ", "let = \n", "((\n", "| take(5)", "1,250 ", "“ "])
    func stepsGrowWithTheLength(piece: String) {
        func steps(_ count: Int) -> Int {
            let bytes = Array(String(repeating: piece, count: count).utf8)
            var buffer = TokenBuffer()
            return bytes.withUnsafeBufferPointer { Lexer.lex(ByteView(base: $0), into: &buffer) }
        }
        #expect(steps(2000) <= 2 * steps(1000) + 16)
    }

    @Test func everyByteIsInATokenAnyCommentOrBlank() {
        var noise = Noise(random: SplitMix(state: 7))
        for _ in 0..<3000 {
            let bytes = noise.bytes()
            let buffer = TokenBuffer(lexing: bytes)
            var seen = [Bool](repeating: false, count: bytes.count)
            for span in buffer.tokens.map(\.span) + buffer.comments {
                for place in span.range { seen[place] = true }
            }
            let lost = bytes.indices.filter { !seen[$0] && !bytes[$0].isBlank && bytes[$0] != 0x0A && bytes[$0] != 0x5C }
            // A mark of byte order at the front is stepped over.
            #expect(lost.isEmpty || bytes.starts(with: [0xEF, 0xBB, 0xBF]), "\(bytes)")
            #expect(zip(buffer.tokens, buffer.tokens.dropFirst()).allSatisfy { $0.upper <= $1.lower })
            #expect(buffer.tokens.last?.kind == .end)
        }
    }
}
