// Every transcript of the project as a test: the files of Tests/Transcripts, and the blocks of the manual and the README.
// With RECOUP_RECORD=1 expectations are written anew, and the test fails so that nobody takes it for a pass.
import Glibc
import Testing

@testable import Shell

@Suite struct TranscriptTests {
    @Test(arguments: ProjectFiles.all(below: "Tests/Transcripts", ending: ".transcript"))
    func file(_ path: String) throws {
        let transcript = Transcript(name: path, text: try ProjectFiles.text(path))
        #expect(!transcript.sections.isEmpty, "\(path) holds no section")
        let answers = play(transcript)
        guard isRecording, !answers.isEmpty else { return }
        try ProjectFiles.write(transcript.rewritten(answers), to: path)
        Issue.record("\(path): \(answers.count) expectations were written anew; look at the difference")
    }

    @Test(arguments: ProjectFiles.all(below: "docs", ending: ".md") + ["README.md"])
    func page(_ path: String) throws {
        guard let text = try? ProjectFiles.text(path) else { return }
        var page = Page(path: path, text: text)
        var changed = 0
        for place in page.blocks.indices.reversed() {
            let block = page.blocks[place]
            let transcript = Transcript(
                name: "\(path):\(block.line + 1)", text: block.text, defaults: [["book", "sample"]])
            let answers = play(transcript, offset: block.line)
            if isRecording, !answers.isEmpty {
                page.replace(place, with: transcript.rewritten(answers))
                changed += answers.count
            }
        }
        guard changed > 0 else { return }
        try ProjectFiles.write(page.text, to: path)
        Issue.record("\(path): \(changed) expectations were written anew; look at the difference")
    }

    private var isRecording: Bool { getenv("RECOUP_RECORD") != nil }

    /// Plays all sections; the steps that did not meet what was expected, by line, with what they printed.
    private func play(_ transcript: Transcript, offset: Int = 0) -> [Int: [String]] {
        var answers: [Int: [String]] = [:]
        for section in transcript.sections {
            do {
                let stage = try Stage(section.directives)
                if stage.skipped != nil { continue }
                for (place, step) in section.steps.enumerated() {
                    for directive in section.directives where directive.place == place && place > 0 { try stage.obey(directive) }
                    let expected = transcript.expectation(of: step)
                    let printed = stage.play(step.typed, expecting: expected)
                    if meets(printed[...], expected[...]) { continue }
                    answers[step.line] = printed
                    if !isRecording {
                        Issue.record(
                            """
                            \(transcript.name):\(offset + step.line + 1): \(section.title)
                            > \(step.typed)
                            expected:
                            \(expected.joined(separator: "\n"))
                            printed:
                            \(printed.joined(separator: "\n"))
                            """)
                    }
                }
                stage.close()
            } catch {
                Issue.record("\(transcript.name):\(offset + section.line + 1): \(section.title): \(error)")
            }
        }
        return answers
    }
}

/// A page of Markdown and its blocks fenced as ```transcript.
struct Page {
    struct Block {
        /// Of the first line inside, from 0.
        var line: Int
        var count: Int
        var text: String
    }

    private var lines: [String]
    private(set) var blocks: [Block] = []

    init(path: String, text: String) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var start: Int?
        for (place, line) in lines.enumerated() {
            if line.hasPrefix("```transcript") {
                start = place + 1
            } else if line.hasPrefix("```"), let first = start {
                blocks.append(
                    Block(line: first, count: place - first, text: lines[first..<place].joined(separator: "\n")))
                start = nil
            }
        }
    }

    mutating func replace(_ place: Int, with text: String) {
        let block = blocks[place]
        lines.replaceSubrange(
            block.line..<(block.line + block.count),
            with: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
    }

    var text: String { lines.joined(separator: "\n") }
}
