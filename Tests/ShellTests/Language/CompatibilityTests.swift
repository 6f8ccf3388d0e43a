// Scripts that were written once and must mean the same for ever: Tests/Compatibility. Each runs on a book of its own, and what
// it prints is what it printed when it was written.
import Glibc
import Testing

@testable import Shell

@Suite struct CompatibilityTests {
    @Test(arguments: ProjectFiles.all(below: "Tests/Compatibility", ending: ".recoup"))
    func means(_ path: String) throws {
        let stage = try Stage([
            Transcript.Directive(words: ["book", "new"], line: 1), Transcript.Directive(words: ["mode", "script"], line: 1),
        ])
        let printed = stage.play(try ProjectFiles.text(path), expecting: []).joined(separator: "\n") + "\n"
        let answer = "\(path.dropLast(".recoup".utf8.count)).out"
        guard let expected = try? ProjectFiles.text(answer) else {
            // Only a script that is new has no answer yet; none is ever written anew.
            if getenv("RECOUP_RECORD") != nil { try ProjectFiles.write(printed, to: answer) }
            Issue.record("\(answer) is missing")
            return
        }
        #expect(printed == expected, "\(path) means something else than it did")
    }

    @Test func theCorpusIsBroad() throws {
        let scripts = ProjectFiles.all(below: "Tests/Compatibility", ending: ".recoup")
        let text = try scripts.map { try ProjectFiles.text($0) }.joined()
        #expect(scripts.count >= 12 && scripts.allSatisfy { (try? ProjectFiles.text($0))?.contains("version 1\n") ?? false })
        for word in ["let", "if", "else", "while", "for", "try", "catch", "def", "return", "param", "whatif", "dry", "assert", "commit", "rollback"] {
            #expect(text.contains(word), "\(word)")
        }
    }
}
