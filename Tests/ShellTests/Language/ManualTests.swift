// docs/manual.md and docs/recoup.1 say what the program says, and leave nothing out. With RECOUP_RECORD=1 they are written anew, as
// scripts/manual does.
import Builtins
import Glibc
import Interpreter
import Testing

@testable import Shell

extension TranscriptTests {
    @Test(arguments: ["docs/manual.md", "docs/recoup.1"])
    func manual(_ path: String) throws {
        let page = path.hasSuffix(".1") ? ManPage.text : Manual.markdown
        guard (try? ProjectFiles.text(path)) != page else { return }
        if getenv("RECOUP_RECORD") != nil { try ProjectFiles.write(page, to: path) }
        Issue.record("\(path) is not what the program says; scripts/manual writes it anew")
    }

    @Test func theManualTellsEverything() {
        let (text, man) = (Manual.markdown, ManPage.text)
        let registry = TradeLanguage.registry
        for name in registry.verbs.map(\.name) + registry.nouns.map(\.name) + registry.functions.map(\.name) {
            #expect(text.contains("\n### \(name)\n"), "\(name)")
        }
        for noun in registry.nouns { for column in noun.columns { #expect(text.contains(column.shape.name)) } }
        for code in registry.codes { #expect(text.contains("`\(code.code)`")) }
        for option in Option.all { #expect(text.contains(option.name) && man.contains(option.name.drop { $0 == "-" })) }
        // A line that begins with a point is a request of the man page, and each is one that mdoc knows.
        let requests: Set<Substring> = [
            ".\\\"", ".Dd", ".Dt", ".Os", ".Sh", ".Nm", ".Nd", ".Op", ".Ar", ".Fl", ".Cm", ".Pq", ".Pp", ".Sq", ".Li", ".Bl", ".It", ".El", ".Dl", ".Pa",
        ]
        for line in man.split(separator: "\n") where line.hasPrefix(".") {
            #expect(requests.contains(line.prefix { $0 != " " }), "\(line)")
        }
    }
}
