// Every example in a signature runs on the sample book without an error: what help shows can be typed.
import Builtins
import Files
import Interpreter
import Testing

@testable import Shell

@Suite struct ExampleTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var owner: String
        var line: String
        var testDescription: String { "\(owner): \(line)" }
    }

    static var all: [Case] {
        let registry = TradeLanguage.registry
        return registry.verbs.flatMap { verb in verb.examples.map { Case(owner: verb.name, line: $0.line) } }
            + registry.nouns.flatMap { noun in noun.examples.map { Case(owner: noun.name, line: $0.line) } }
            + registry.functions.flatMap { function in function.examples.map { Case(owner: function.name, line: $0) } }
    }

    @Test(.enabled(if: SampleBook.isWritten), arguments: all)
    func runs(_ example: Case) throws {
        let stage = try Stage([Transcript.Directive(words: ["book", "sample"], line: 1)])
        try stage.disk.makeDirectory("/copies")
        let printed = stage.play(example.line, expecting: ["! *y"])
        #expect(!printed.contains { $0.hasPrefix("? ") }, "\(printed.joined(separator: "\n"))")
        stage.close()
    }

    @Test func everyVerbAndNounHasAnExample() {
        let registry = TradeLanguage.registry
        let without =
            registry.verbs.filter(\.examples.isEmpty).map(\.name) + registry.nouns.filter(\.examples.isEmpty).map(\.name)
        #expect(without.isEmpty, "\(without)")
    }
}
