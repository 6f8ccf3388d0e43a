// The man page, `recoup manual man`: the command line from the list of options, and where the rest is told. In mdoc(7).
import Interpreter

enum ManPage {
    static var text: String {
        var page = """
            .\\" Made by scripts/manual from the program's own tables.
            .Dd \(UsagePage.date)
            .Dt RECOUP 1
            .Os
            .Sh NAME
            .Nm recoup
            .Nd a shell for debt recovery
            .Sh SYNOPSIS
            .Nm
            .Op Ar options
            .Op Ar BOOK.book
            .Nm
            .Op Ar options
            .Op Ar BOOK.book
            .Ar FILE.recoup
            .Op Ar NAME VALUE ...
            .Nm
            .Fl c Ar STATEMENTS
            .Op Ar BOOK.book
            .Nm
            .Cm check
            .Op Fl Fl json
            .Ar FILE ...
            .Nm
            .Cm fmt
            .Op Fl Fl check
            .Ar FILE ...
            .Sh DESCRIPTION
            A book holds who owes what and what was done about it.
            A line that begins with a noun
            .Pq Li invoices
            asks and changes nothing; a line that begins with an action
            .Pq Li receive
            changes the book, prints what it changed, and can be undone.
            .Pp
            Without a script,
            .Nm
            opens a prompt at a terminal; otherwise standard input is a stream of statements, each checked, run, committed and answered
            as it arrives, and the first that fails ends the run.
            A script is checked whole before anything of it runs, and is one transaction;
            .Sq -
            is standard input as a script.
            What stands behind a script are names and values for its parameters, which
            .Li recoup FILE.recoup --help
            lists.
            .Pp
            .Cm check
            prints every problem of scripts and runs nothing.
            .Cm fmt
            lays scripts out; with
            .Sq -
            from standard input to standard output.
            .Pp
            The options are as follows:
            .Bl -tag -width Ds

            """
        for option in Option.all {
            let name = option.name.hasPrefix("--") ? "Fl Fl \(option.name.dropFirst(2))" : "Fl \(option.name.dropFirst())"
            page += ".It \(name)\(option.takes.isEmpty ? "" : " Ar \(option.takes)")\n\(line(option.summary)).\n"
        }
        page += """
            .El
            .Sh EXIT STATUS
            .Bl -tag -width Ds

            """
        for (code, meaning) in ExitCode.all { page += ".It \(code)\n\(line(meaning)).\n" }
        page += """
            .El
            .Sh EXAMPLES
            What is late, at a glance:
            .Pp
            .Dl recoup -c 'invoices | where overdue > 30d | age' acme.book
            .Pp
            A script every morning, with a parameter:
            .Pp
            .Dl recoup acme.book morning.recoup since 2026-11-01
            .Pp
            Into a spreadsheet:
            .Pp
            .Dl recoup --format csv -c 'debtors | where arrears > 0' acme.book > late.csv
            .Sh SEE ALSO
            .Li help
            at the prompt,
            .Pa docs/manual.md ,
            .Pa docs/language.md ,
            .Pa docs/cookbook.md

            """
        return page
    }

    /// A line of text: a point at its start would be a request, and a hyphen a dash.
    private static func line(_ text: String) -> String {
        let escaped = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
        return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
    }
}
