// `recoup --help`: one page, made from the list of options.

enum UsagePage {
    static let version = "recoup 0.1.0"
    /// Of the version, for the man page.
    static let date = "November 23, 2026"

    static var text: String {
        let width = Option.all.map { $0.name.utf8.count + $0.takes.utf8.count + 1 }.max() ?? 0
        let options = Option.all.map { option in
            let left = option.takes.isEmpty ? option.name : "\(option.name) \(option.takes)"
            return "  \(left)\(String(repeating: " ", count: width - left.utf8.count + 2))\(option.summary)\n"
        }
        let commands = Subcommand.all.map { command in
            let left = "recoup \(command.name) \(command.takes)"
            return "  \(left)\(String(repeating: " ", count: max(1, 44 - left.unicodeScalars.count)))\(command.summary)\n"
        }
        return """
            recoup: a shell for debt recovery

              recoup [BOOK.book]                          the prompt; standard input when it is no terminal
              recoup [BOOK.book] FILE.recoup [NAME VALUE …]   a script; - is standard input
              recoup -c 'STATEMENTS' [BOOK.book]          statements, then leave

            """ + commands.joined() + "\n" + options.joined() + """

            exit codes

            """ + ExitCode.all.map { code, meaning in "  \(code)\(code.count < 2 ? "    " : code.count < 3 ? "   " : "  ")\(meaning)\n" }.joined()
    }
}
