// Lines torn, joined and scrambled: whatever is typed is answered, nothing traps, and nothing runs that did not check.
import Diagnostics
import Interpreter
import Testing

@Suite struct HostileLanguageTests {
    private struct Chance: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    private static let words = [
        "invoices", "debtors", "|", "where", "take", "select", "sort", "count", "sum", "by", "add", "debtor", "invoice", "hold",
        "\"x\"", "500 GBP", "D-1", "INV-2", "to", "due", "=", "==", ",", "(", ")", "[", "]", "{", "}", "$x", "$", "let", "x", "it",
        "if", "for", "in", "while", "false", "try", "catch", "e", "assert", "begin", "commit", "rollback", "dry", "explain", "whatif",
        "help", "return", "use", "param", "def", "as of", "2026-11-01", "30d", "1..3", "-", "not", "and", "null", "is", "??", ".",
        "balance", "debtor.name", "\n", ";", "confirm", "key", "because", "`a b`", "5", "kind", "person", "#", "\\", "as", "csv",
    ]

    @Test(arguments: [1, 2, 3] as [UInt64])
    func scrambledLinesAreAnswered(seed: UInt64) throws {
        var chance = Chance(state: seed)
        let prompt = try Bench()
        let script = try Bench(.script)
        for _ in 0..<1_500 {
            let count = Int.random(in: 1...12, using: &chance)
            let line = (0..<count).map { _ in Self.words.randomElement(using: &chance) ?? "" }.joined(separator: " ")
            for bench in [prompt, script] {
                let before = bench.digest
                let checked = bench.session.check(Source(name: "t", text: line))
                for problem in checked.problems {
                    #expect(!problem.diagnostic.message.isEmpty && problem.diagnostic.code != "echo", "seed \(seed): \(line)")
                }
                guard checked.problems.isEmpty else { continue }
                do throws(SessionFault) {
                    try bench.session.run(checked)
                } catch where error.kind != .check {
                    #expect(bench.digest == before || bench === prompt, "seed \(seed): \(line)")
                } catch {
                    Issue.record("seed \(seed): \(line): ran without a check")
                }
            }
            if prompt.session.isTransactionOpen { prompt.session.abandon() }
        }
    }

    @Test func deepNestingIsRefusedOrRuns() throws {
        let bench = try Bench(.script)
        for depth in [50, 200, 5_000] {
            let open = String(repeating: "if true {\n", count: depth)
            let text = open + "1" + String(repeating: "}", count: depth)
            let parens = String(repeating: "(", count: depth) + "invoices" + String(repeating: ")", count: depth) + " | count"
            for source in [text, parens] {
                let checked = bench.session.check(Source(name: "t", text: source))
                if checked.problems.isEmpty { try bench.session.run(checked) } else { #expect(depth > 50) }
            }
        }
    }
}

/// Long texts of one kind: what is checked grows with the text, and not with its square. In memory each would be gigabytes.
extension HostileLanguageTests {
    @Test(arguments: ["variables", "the same", "definitions", "calls"])
    func aLongScriptIsChecked(_ kind: String) throws {
        func line(_ n: Int) -> String {
            switch kind {
            case "variables": "let v\(n) = \(n) + \(n > 0 ? "$v\(n - 1)" : "1")\n"
            case "definitions": "def f\(n)(n: number) -> number { $n + \(n) }\n"
            case "calls": n == 0 ? "def f(n: number) -> number { $n + 1 }\n" : "let x = f(\(n))\n"
            default: "let v = \(n)\n"
            }
        }
        let bench = try Bench(.script)
        let text = (0..<20_000).map(line).joined()
        #expect(bench.session.check(Source(name: kind, text: text)).problems.isEmpty)
    }
}
