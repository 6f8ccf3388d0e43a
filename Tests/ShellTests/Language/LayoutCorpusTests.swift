// The layout of every text of the project: what transcripts and pages type, the examples, the compatibility corpus. Laid out
// once it means the same and keeps its comments; laid out twice nothing changes.
import Diagnostics
import Syntax
import Testing

@testable import Shell

@Suite struct LayoutCorpusTests {
    @Test func everyTextKeepsItsMeaning() throws {
        var laidOut = 0
        for text in Corpus.shared.texts {
            let source = Source(name: "corpus", text: text)
            let tree = Tree(parsing: source, mode: .prompt)
            guard tree.diagnostics.isEmpty, Tree(parsing: source).diagnostics.isEmpty else { continue }
            let once = try Layout(source)
            guard once.tree.means(tree), once.comments == Layout.comments(of: source), try Layout(once.source).source.bytes == once.source.bytes
            else {
                Issue.record("laid out otherwise than it was meant:\n\(text)\n---\n\(once.source.text(once.tree.span(once.tree.root)))")
                continue
            }
            laidOut += 1
        }
        #expect(laidOut > 1_000)
    }

    /// The examples are written as `recoup fmt` would write them.
    @Test(arguments: ProjectFiles.all(below: "docs/examples", ending: ".recoup") + ProjectFiles.all(below: "Tests/Compatibility", ending: ".recoup"))
    func examplesAreLaidOut(_ path: String) throws {
        let source = Source(name: path, text: try ProjectFiles.text(path))
        #expect(try Layout(source).source.bytes == source.bytes, "recoup fmt \(path)")
    }

    private struct Layout {
        let source: Source
        let tree: Tree
        var comments: [String] { Self.comments(of: source) }

        init(_ source: Source) throws {
            self.source = Source(name: source.name, bytes: try formatted(source))
            tree = Tree(parsing: self.source)
        }

        static func comments(of source: Source) -> [String] { TokenBuffer(lexing: source.bytes).comments.map { source.text($0) } }
    }
}
