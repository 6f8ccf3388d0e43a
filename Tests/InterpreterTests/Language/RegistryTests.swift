// Signatures that clash are found; those that do not are left alone.
import Interpreter
import Testing

@Suite struct RegistryTests {
    @Test func theToyLanguageHasOneReading() {
        #expect(Toy.registry.clashes() == [])
    }

    @Test func aListingUnderAnotherNameIsFound() {
        let registry = Registry(verbs: [], nouns: [Listed("debtor") { Toy.debtorNoun }])
        #expect(registry.clashes() == ["'debtors' is listed as 'debtor'", "'debtors' is listed with another table"])
    }

    @Test func clashesAreFound() {
        func stage(_ name: String, _ items: [any SignatureItem] = []) -> Verb {
            .stage(name, items, summary: "s") { call in Prepared(call.input) { run in run.input } }
        }
        func clashes(_ verbs: [Verb], habits: [Habit] = []) -> [String] {
            let listed = verbs.map { verb in Listed(verb.name) { verb } }
            return Registry(verbs: listed, nouns: [Listed("debtors", of: Toy.debtors) { Toy.debtorNoun }], habits: habits).clashes()
        }
        let n = Key.count("n").optional
        #expect(clashes([stage("take"), stage("take")]) == ["'take' is registered twice"])
        #expect(clashes([stage("debtors")]) == ["'debtors' is registered twice"])
        #expect(clashes([stage("if")]) == ["'if' begins with a word that opens a statement"])
        #expect(clashes([stage("a b c")]) == ["'a b c' must be one or two plain words"])
        #expect(clashes([stage("t", [n, n])]) == ["'t' has two parameters called 'n'"])
        #expect(clashes([stage("t", [n, Key.count("m")])]) == ["'t' needs 'm' behind one that may be left out"])
        #expect(clashes([stage("t", [Key.count("n", label: "in")])]) == ["'t' has the label 'in', which means something else"])
        #expect(
            clashes([stage("t", [Key.count("n", label: "at"), Key.count("m", label: "at")])]) == ["'t' has the label 'at' twice"])
        #expect(
            clashes([stage("t", [Key.word("w", ["raw", "nice"]), Clause.toggle("raw")])]) == [
                "'t' reads 'raw' both as a label and as 'w'"
            ])
        #expect(clashes([stage("t", [Key.id("x", of: "nothing")])]) == ["'t' takes ids of 'nothing', which has no table"])
        #expect(
            clashes([stage("t")], habits: [Habit("t", "t"), Habit("u", "v")]) == [
                "the habit 't' begins with a word of ours", "the habit 'u' becomes 'v', which is no verb",
            ])
    }
}
