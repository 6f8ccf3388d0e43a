// The completions of our command line, asked in the shells that are installed.
import Glibc
import Testing

@testable import Shell

@Suite struct ShellCompletionTests {
    private func shell(_ command: String) -> String {
        guard let pipe = popen(command, "r") else { return "" }
        var text: [UInt8] = []
        var space = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = fread(&space, 1, space.count, pipe)
            if count == 0 { break }
            text += space.prefix(count)
        }
        pclose(pipe)
        return String(decoding: text, as: UTF8.self)
    }

    /// A folder with a book, a script, and the completions of a shell in a file.
    private func place(_ kind: ShellCompletion.Kind, _ body: (String) throws -> Void) throws {
        var template = Array("/tmp/recoup-complete-XXXXXX".utf8CString)
        let folder = String(cString: try #require(mkdtemp(&template)))
        defer { _ = shell("rm -rf '\(folder)'") }
        _ = mkdir("\(folder)/acme.book", 0o700)
        for (name, text) in [("week.recoup", ""), ("notes.txt", ""), ("completions", ShellCompletion.text(for: kind))] {
            let file = try #require(fopen("\(folder)/\(name)", "w"))
            fputs(text, file)
            fclose(file)
        }
        try body(folder)
    }

    @Test func everyOptionIsInEachOfThem() {
        for kind in ShellCompletion.Kind.allCases {
            let text = ShellCompletion.text(for: kind)
            for option in Option.all {
                let name = kind == .fish ? String(option.name.drop { $0 == "-" }) : option.name
                #expect(text.contains(name), "\(kind.rawValue): \(option.name)")
            }
            for command in Subcommand.all { #expect(text.contains(command.name), "\(kind.rawValue): \(command.name)") }
        }
    }

    @Test(arguments: [
        ("", ["acme.book", "week.recoup", "check", "config"]), ("--for", ["--format"]), ("--format j", ["json", "jsonl"]),
        ("--color ", ["auto", "always", "never"]), ("check w", ["week.recoup"]), ("completions f", ["fish"]), ("config ", ["doctor"]),
        ("a", ["acme.book"]), ("acme.book w", ["week.recoup"]),
    ])
    func bashOffers(typed: String, wanted: [String]) throws {
        guard access("/bin/bash", X_OK) == 0 else { return }
        try place(.bash) { folder in
            let words = ["recoup"] + typed.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
            let list = words.map { "'\($0)'" }.joined(separator: " ")
            let found = shell(
                "cd \(folder) && bash --norc -c 'source ./completions; COMP_WORDS=(\(list.replacing("'", with: "\"")))"
                    + "; COMP_CWORD=\(words.count - 1); _recoup 2>/dev/null; printf \"%s\\n\" \"${COMPREPLY[@]}\"'"
            ).split(separator: "\n").map(String.init)
            for word in wanted { #expect(found.contains(word), "\(typed): \(found)") }
            #expect(!found.contains("notes.txt"))
        }
    }

    @Test(arguments: [
        ("recoup ", ["acme.book", "week.recoup", "check", "config"]), ("recoup --for", ["--format"]), ("recoup --format j", ["json", "jsonl"]),
        ("recoup check w", ["week.recoup"]), ("recoup completions f", ["fish"]), ("recoup config ", ["doctor"]), ("recoup --root ", ["acme.book/"]),
    ])
    func fishOffers(typed: String, wanted: [String]) throws {
        guard access("/usr/bin/fish", X_OK) == 0 else { return }
        try place(.fish) { folder in
            let found = shell("cd \(folder) && HOME=\(folder) fish --no-config -c 'source completions; complete -C \"\(typed)\"' 2>&1")
                .split(separator: "\n").map { String($0.prefix { $0 != "\t" }) }
            for word in wanted { #expect(found.contains { $0 == word || $0 == word + "/" }, "\(typed): \(found)") }
        }
    }

    /// zsh completes only at its own prompt: it is asked there, on a terminal of its own.
    @Test(arguments: [
        ("recoup --for", ["--format"]), ("recoup --format j", ["json", "jsonl"]), ("recoup completions f", ["fish"]), ("recoup conf", ["config"]),
        ("recoup check w", ["week.recoup"]),
    ])
    func zshOffers(typed: String, wanted: [String]) throws {
        guard access("/usr/bin/zsh", X_OK) == 0 else { return }
        try place(.zsh) { folder in
            let script = """
                zmodload zsh/zpty
                zpty z zsh -f -i
                zpty -w z "PS1=; cd \(folder); autoload -U compinit; compinit -u -D; source ./completions; print rea''dy"
                zpty -r z out '*ready*'
                zpty -w -n z "\(typed)"$'\\t'$'\\t'
                sleep 1
                zpty -w -n z $'\\x15'"print do''ne"$'\\n'
                zpty -r z out '*done*'
                print -r -- "$out"
                """
            let file = try #require(fopen("\(folder)/ask", "w"))
            fputs(script, file)
            fclose(file)
            let found = shell("cd \(folder) && HOME=\(folder) TERM=dumb timeout 20 zsh -f ./ask 2>&1")
            for word in wanted { #expect(found.contains(word), "\(typed): \(found.debugDescription)") }
        }
    }
}
