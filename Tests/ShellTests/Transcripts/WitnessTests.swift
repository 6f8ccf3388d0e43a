// Declared means witnessed: every verb, noun and label of a signature stands in some transcript, and every code of a diagnostic
// is raised in one, with no way to opt out.
import Interpreter
import Testing

@testable import Builtins

@Suite struct WitnessTests {
    /// Everything that is typed in transcripts, one line for each step.
    private static let typed: [String] = ProjectFiles.all(below: "Tests/Transcripts", ending: ".transcript").flatMap { path -> [String] in
        guard let text = try? ProjectFiles.text(path) else { return [] }
        return Transcript(name: path, text: text).sections.flatMap { $0.steps.map(\.typed) }
    }

    @Test func everyVerbAndNounIsTyped() {
        let registry = TradeLanguage.registry
        for name in registry.verbs.map(\.name) + registry.nouns.map(\.name) {
            #expect(Self.lines(with: name).first != nil, "no transcript types '\(name)'")
        }
    }

    @Test func everyLabelIsTyped() {
        for verb in TradeLanguage.registry.verbs {
            let lines = Self.lines(with: verb.name)
            for label in verb.parameters.compactMap(\.label) {
                #expect(lines.contains { Self.holds($0, label) }, "no transcript of '\(verb.name)' types '\(label)'")
            }
        }
    }

    /// A code that nothing can raise is deleted, with its page and its branch.
    @Test func everyCodeIsRaised() {
        let raised = Self.raised
        let missing = CodePages.all.map(\.code).filter { !raised.contains($0) }
        #expect(missing.isEmpty, "no transcript raises \(missing.joined(separator: ", "))")
    }

    /// The codes that stand on the error stream of some step, in a file or a page. A test plays each of them.
    private static var raised: Set<String> {
        let files = ProjectFiles.all(below: "Tests/Transcripts", ending: ".transcript").compactMap { path in
            (try? ProjectFiles.text(path)).map { Transcript(name: path, text: $0) }
        }
        let blocks = (ProjectFiles.all(below: "docs", ending: ".md") + ["README.md"]).flatMap { path -> [Transcript] in
            guard let text = try? ProjectFiles.text(path) else { return [] }
            return Page(path: path, text: text).blocks.map { Transcript(name: path, text: $0.text) }
        }
        let expected = (files + blocks).flatMap { transcript in
            transcript.sections.filter { !$0.isSkipped }.flatMap { $0.steps.flatMap { transcript.expectation(of: $0) } }
        }
        let lead = "code: "
        return Set(
            expected.compactMap { line in
                guard line.hasPrefix("! ") else { return nil }
                let said = line.dropFirst(2).drop { $0 == " " }
                return said.hasPrefix(lead) ? String(said.dropFirst(lead.count)) : nil
            })
    }

    private static func lines(with name: String) -> [String] { typed.filter { holds($0, name) } }

    /// Whether the words stand in a line, parted from others by what is no letter.
    private static func holds(_ line: String, _ words: String) -> Bool {
        let wanted = words.split(separator: " ")
        let found = line.split { !($0.isLetter || $0.isNumber || $0 == "_") }
        return found.indices.contains { found[$0...].starts(with: wanted) }
    }
}
