// A line of a known form and the same line checked from the start: same output, same changes, same fault at the same place.
import Diagnostics
import Interpreter
import Testing

@Suite struct FormTests {
    /// What a stream session makes of a line. A `let` before each line makes the slow one forget every form.
    private struct Outcome: Equatable {
        var output: [String]
        var fault: String?
        var digest: String
    }

    private func outcome(_ bench: Bench, _ line: String) -> Outcome {
        let fault = bench.fault(line).map { DiagnosticRenderer().render($0.diagnostic, in: $0.source) + " \($0.kind)" }
        return Outcome(output: bench.output, fault: fault, digest: "\(bench.digest)")
    }

    private func agree(_ lines: [String]) throws {
        let (quick, slow) = (try Bench(.stream), try Bench(.stream))
        _ = quick.fault("let forgotten = 1")
        for line in lines {
            _ = slow.fault("let forgotten = 1")
            let (mine, theirs) = (outcome(quick, line), outcome(slow, line))
            #expect(mine == theirs, "\(line)")
        }
    }

    @Test func linesThatComeAgainMeanTheSame() throws {
        for seed in 1...40 as ClosedRange<UInt64> {
            var typist = Typist(random: Seeded(state: seed &* 7919))
            try agree((0..<60).map { _ in typist.line() })
        }
    }

    @Test func aLiteralThatDoesNotFitIsRefusedAsEver() throws {
        let good = "add invoice 10 GBP to D-1 due 2026-12-24"
        try agree([
            good, good, good, "add invoice 10.001 GBP to D-1 due 2026-12-24", "add invoice 10 XXY to D-1 due 2026-12-24",
            "add invoice 10 GBP to D-1 due 2026-02-30", "add invoice 10 GBP to D-77 due 2026-12-24",
            "add invoice 99999999999999999999 GBP to D-1 due 2026-12-24", "add invoice 1,250.50 EUR to D-2 due 2026-12-24", good,
        ])
    }

    @Test func aKindThatDoesNotFitIsAnotherForm() throws {
        let good = "add debtor \"Acme\""
        try agree([good, good, good, "add debtor 5", "add debtor 5", "add debtor 5", "add debtor 'x{y'", "add debtor \"a{{b\"", good])
    }

    @Test func aKeyUsedAgainSaysWhatItSaidBefore() throws {
        let line = "add invoice 10 GBP to D-1 key \"k-1\""
        try agree([line, line, line, "add invoice 11 GBP to D-1 key \"k-1\"", "add invoice 11 GBP to D-1 key \"k-2\""])
    }

    @Test func aFailureInsideATransactionTakesBackItsOwnStatementAlone() throws {
        let bench = try Bench(.stream)
        try bench.run("begin")
        try bench.run("add invoice 10 GBP to D-1")
        let one = bench.digest
        #expect(bench.fault("add invoice 10 GBP to D-9")?.diagnostic.code == "bind.unknown-id")
        #expect(bench.fault("try { add invoice 5 GBP to D-1; assert false }") == nil)
        #expect(bench.digest == one)
        try bench.run("rollback")
        #expect(try bench.run("invoices | count") == ["3"])
    }
}

/// Types acting lines, of a few forms, some of them wrong.
private struct Typist {
    var random: Seeded

    private mutating func one(_ choices: [String]) -> String { choices[Int.random(in: 0..<choices.count, using: &random)] }

    private mutating func literal() -> String {
        one([
            "10 GBP", "1,250.50 EUR", "£5", "5.001 GBP", "7", "-7", "3%", "2026-12-24", "2026-02-30", "2026-11", "D-1", "D-2", "D-9",
            "INV-1", "INV-2", "INV-9", "\"late\"", "\"\"", "\"a {{b}\"", "'raw'", "30d", "12:30", "#4", "10 XXY", "company", "true",
            "today", "`2026/17`", "\"{1 + 1}\"", "$forgotten", "(5 GBP)", "[1, 2]",
        ])
    }

    mutating func line() -> String {
        let rare = Int.random(in: 0..<4, using: &random) == 0
        let blank = one([" ", " ", " ", "  ", "\t"])
        switch Int.random(in: 0..<5, using: &random) {
        case 0:
            return "add invoice \(rare ? literal() : one(["10 GBP", "99.5 EUR"])) to\(blank)\(one(["D-1", "D-2", "D-1", literal()]))"
                + one(["", " due 2026-12-24", " due \(literal())", " key \"a\(Int.random(in: 0..<9, using: &random))\""])
        case 1: return "add debtor \(rare ? literal() : one(["\"Acme\"", "\"Cé\""]))" + one(["", " kind person", " kind \(literal())", " # why"])
        case 2:
            return "hold\(blank)\(one(["INV-1", "INV-2, INV-3", "INV-1, \(literal())", literal()]))"
                + one(["", " because \"late\"", " confirm 2", " because \(literal()) confirm 1"])
        case 3: return "remind \(one(["D-1", "D-1, D-2", literal()])) confirm \(one(["1", "2", "1..3", literal()]))"
        default: return one(["begin", "commit", "rollback", "invoices | count", "add invoice", "hold INV-1 INV-2", literal()])
        }
    }
}
