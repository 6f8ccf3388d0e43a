// Declared means witnessed: every verb, noun and label of a signature stands in some transcript, with no way to opt out.
import Builtins
import Interpreter
import Testing

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

    private static func lines(with name: String) -> [String] { typed.filter { holds($0, name) } }

    /// Whether the words stand in a line, parted from others by what is no letter.
    private static func holds(_ line: String, _ words: String) -> Bool {
        let wanted = words.split(separator: " ")
        let found = line.split { !($0.isLetter || $0.isNumber || $0 == "_") }
        return found.indices.contains { found[$0...].starts(with: wanted) }
    }
}
