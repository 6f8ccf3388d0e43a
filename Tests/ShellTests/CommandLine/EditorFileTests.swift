// The files under `editors/` are what the program prints today, and an editor that is installed colours with them.
// With RECOUP_RECORD=1 they are written anew, and the test fails so that nobody takes it for a pass.
import Builtins
import Glibc
import Interpreter
import Testing

@testable import Shell

@Suite struct EditorFileTests {
    @Test(arguments: [
        (EditorGrammar.Kind.vim, "editors/vim/syntax/recoup.vim"), (.textmate, "editors/vscode/syntaxes/recoup.tmLanguage.json"),
    ])
    func theFilesAreCurrent(kind: EditorGrammar.Kind, path: String) throws {
        let text = EditorGrammar.text(for: kind, TradeLanguage.registry)
        if getenv("RECOUP_RECORD") != nil { try ProjectFiles.write(text, to: path) }
        let before = try ProjectFiles.text(path)
        #expect(before == text, "recoup editor-files \(kind.rawValue) > \(path)")
        #expect(getenv("RECOUP_RECORD") == nil)
    }

    @Test func everyWordOfTheLanguageIsInBoth() throws {
        let registry = TradeLanguage.registry
        let texts = EditorGrammar.Kind.allCases.map { EditorGrammar.text(for: $0, registry) }
        let names = registry.nouns.map(\.name) + registry.verbs.flatMap { $0.name.split(separator: " ").prefix(1).map(String.init) }
        for text in texts {
            let words = Set(text.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }.map(String.init))
            for name in names { #expect(words.contains(name), "\(name)") }
        }
    }

    @Test func vimColoursAScript() throws {
        guard access("/usr/bin/vim", X_OK) == 0 else { return }
        var template = Array("/tmp/recoup-vim-XXXXXX".utf8CString)
        let folder = String(cString: try #require(mkdtemp(&template)))
        defer { shell("rm -rf '\(folder)'") }
        func write(_ name: String, _ text: String) throws {
            let file = try #require(fopen("\(folder)/\(name)", "w"))
            fputs(text, file)
            fclose(file)
        }
        let line = "let late = invoices | where balance > 500 GBP and due < 2026-11-02 | sort -balance  # \"late\" 8%"
        try write("a.recoup", line + "\n")
        // For each byte the group that colours it.
        try write("ask.vim", """
            syntax on
            edit \(folder)/a.recoup
            set filetype=recoup
            let out = []
            for c in range(1, len(getline(1)))
              call add(out, synIDattr(synID(1, c, 1), 'name'))
            endfor
            call writefile(out, '\(folder)/out')
            qa!

            """)
        shell("vim -u NONE -N -es --cmd 'set rtp^=\(ProjectFiles.root)/editors/vim' -S \(folder)/ask.vim </dev/null")
        let file = try #require(fopen("\(folder)/out", "r"))
        defer { fclose(file) }
        var space = [UInt8](repeating: 0, count: 65_536)
        let count = fread(&space, 1, space.count, file)
        let groups = String(decoding: space.prefix(count), as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        func group(_ word: String) -> String? {
            guard let place = line.utf8.indices.first(where: { line[$0...].hasPrefix(word) }) else { return nil }
            let offset = line.utf8.distance(from: line.startIndex, to: place)
            return groups.indices.contains(offset) ? String(groups[offset]) : nil
        }
        #expect(group("let") == "recoupStatement" && group("invoices") == "recoupNoun" && group("where") == "recoupVerb")
        #expect(group("500") == "recoupMoney" && group("2026") == "recoupDate" && group("and") == "recoupOperator")
        #expect(group("# ") == "recoupComment" && group("8%") == "recoupComment")
    }

    private func shell(_ command: String) {
        if let pipe = popen("\(command) 2>/dev/null", "r") { pclose(pipe) }
    }
}
