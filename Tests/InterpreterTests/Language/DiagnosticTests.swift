// What a person reads when something does not fit, letter by letter: the cases are in DiagnosticTranscript.
import Diagnostics
import Interpreter
import Testing

@Suite struct LanguageDiagnosticTests {
    /// What the checker says to a line, all problems one after the other.
    static func says(_ line: String, _ mode: Session.Mode) throws -> String {
        let bench = try Bench(mode)
        if bench.session.check(Source(name: "t", text: line)).problems.isEmpty, let fault = bench.fault(line) {
            return DiagnosticRenderer().render(fault.diagnostic, in: fault.source)
        }
        return bench.problems(line).joined()
    }

    @Test func everyCaseReadsAsWritten() throws {
        var cases = 0
        for section in diagnosticTranscript.split(separator: "\n### ", omittingEmptySubsequences: true) {
            let lines = section.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
            var line = String(lines[0])
            let mode: Session.Mode = line.hasPrefix("script: ") ? .script : .prompt
            if mode == .script { line.removeFirst("script: ".count) }
            let typed = line.replacing(" ⏎ ", with: "\n")
            let found = try Self.says(typed, mode)
            #expect(found == "\(lines.count > 1 ? lines[1] : "")\n", "\(line)")
            cases += 1
        }
        #expect(cases > 55)
    }

    /// Every code that the language half can raise, by the cases above.
    @Test func everyCodeIsWitnessed() {
        let codes = [
            "name.unknown", "verb.unknown", "verb.wrong-input", "bind.missing-argument", "bind.twice", "bind.too-many",
            "bind.unknown-label", "bind.missing-pipe", "bind.only-one", "bind.no-name-here", "bind.condition-list", "bind.not-rows",
            "bind.unquoted", "bind.not-settled", "bind.not-a-column", "bind.not-an-aggregate", "bind.aggregate-here",
            "bind.needs-name", "bind.same-name", "bind.wrong-type", "bind.unknown-word", "bind.unknown-id",
            "bind.other-rows", "bind.not-one", "bind.no-result", "act.place", "act.confirm-missing",
            "act.confirm-differs", "language.version", "assert.form", "assert.failed",
            "assign.other-shape", "expression.unknown-variable", "param.place", "param.missing", "param.unknown-type",
            "use.place", "use.unreadable", "transaction.place", "transaction.none", "transaction.open",
        ]
        for code in codes { #expect(diagnosticTranscript.contains("code: \(code)\n"), "\(code)") }
    }
}
