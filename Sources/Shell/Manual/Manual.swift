// The whole manual as Markdown, made from the signatures that help and the checker read: `recoup manual`. It can say nothing that
// the program does not do, and docs/manual.md is compared with it by a test.
import Builtins
import Interpreter

enum Manual {
    static var markdown: String {
        let registry = TradeLanguage.registry
        let chapters = HelpBook(registry).chapters
        var text = """
            # Manual

            Every word of the language, as `help WORD` tells it. Made by `scripts/manual`; [language.md](language.md) tells how the words go
            together, [cookbook.md](cookbook.md) shows them at work.


            """
        let titles = ["Command line"] + chapters.map(\.title) + ["Terms", "Codes"]
        text += titles.map { "[\($0)](#\(anchor($0)))" }.joined(separator: " · ") + "\n\n## Command line\n\n```\n\(UsagePage.text)```\n"
        for chapter in chapters {
            text += "\n## \(chapter.title)\n"
            for page in chapter.pages { text += section(page) }
        }
        text += "\n## Terms\n\n" + table(["term", "means", "also called"], registry.terms.map { [$0.name, $0.meaning, $0.also.joined(separator: ", ")] })
        text += "\n## Codes\n\nEvery error has a code; `help CODE` tells what it says here.\n\n"
        let codes = registry.codes.sorted { $0.code < $1.code }
        text += table(
            ["code", "means", "refused", "right"],
            codes.map { ["`\($0.code)`", $0.meaning, code($0.wrong), code($0.right)] })
        return text
    }

    private static func section(_ page: HelpPage) -> String {
        var text = "\n### \(page.title)\n\n\(sentence(page.summary))\n"
        if let usage = page.usage { text += "\n```\n\(usage)\n```\n" }
        for section in page.sections where !section.rows.isEmpty {
            let pairs = section.rows.filter { !$0.right.isEmpty }
            let prose = section.rows.filter { $0.right.isEmpty }.map { escaped($0.left) }
            if !prose.isEmpty { text += "\n\(prose.joined(separator: "\n"))\n" }
            if !pairs.isEmpty { text += "\n" + table([section.title, ""], pairs.map { ["`\($0.left)`", $0.right] }) }
        }
        if !page.examples.isEmpty {
            text += "\n```\n" + page.examples.map { "\($0.line)\n\($0.says.isEmpty ? "" : "    # \($0.says)\n")" }.joined() + "```\n"
        }
        return text
    }

    private static func sentence(_ text: String) -> String {
        guard let first = text.first else { return "" }
        return escaped(first.uppercased() + text.dropFirst()) + (text.hasSuffix(".") ? "" : ".")
    }

    private static func table(_ heads: [String], _ rows: [[String]]) -> String {
        guard !rows.isEmpty else { return "" }
        func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
        return line(heads) + line(heads.map { _ in "---" })
            + rows.map { line($0.map { cell in cell.hasPrefix("`") ? bars(cell) : bars(escaped(cell)) }) }.joined()
    }

    private static func code(_ text: String) -> String { text.isEmpty ? "" : text.contains("`") ? "`` \(text) ``" : "`\(text)`" }

    /// A bar would end the cell, also in code.
    private static func bars(_ text: String) -> String { oneLine(text).replacing("|", with: "\\|") }

    private static func oneLine(_ text: String) -> String { text.split(separator: "\n").joined(separator: " ") }

    /// What Markdown would take for its own.
    private static func escaped(_ text: String) -> String {
        var isCode = false
        var result = ""
        for character in text {
            if character == "`" { isCode.toggle() }
            if !isCode, "*_<>[]".contains(character) { result.append("\\") }
            result.append(character)
        }
        return result
    }

    private static func anchor(_ title: String) -> String { title.lowercased().replacing(" ", with: "-") }
}
