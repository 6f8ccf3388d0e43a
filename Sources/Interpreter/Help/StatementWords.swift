// The words that open a statement, as help explains them. They are the grammar's, so they are data here and not in a registry.

struct StatementWord {
    var name: String
    var usage: String
    var meaning: String
    /// What to type; empty where a line alone shows nothing.
    var example: String

    var page: HelpPage {
        HelpPage(
            title: name, summary: meaning, usage: usage, examples: example.isEmpty ? [] : [Example(example)], see: ["help statements"])
    }

    static let all: [StatementWord] = [
        .init(name: "let", usage: "let NAME = QUERY", meaning: "keep what a query gives as $NAME; rows are kept as they are now",
            example: "let late = invoices | where overdue > 30d"),
        .init(name: "if", usage: "if CONDITION { … } else { … }", meaning: "do one thing or the other",
            example: "if ($late | count) > 10 { \"many\" } else { \"few\" }"),
        .init(name: "for", usage: "for NAME in QUERY { … }",
            meaning: "do something for each row, item of a list, number or day of a range; rows of one column are values, others records",
            example: "for n in 1..3 { \"turn {$n}\" }"),
        .init(name: "while", usage: "while CONDITION { … }", meaning: "do something as long as a condition holds",
            example: "while $n < 10 { $n = $n + 1 }"),
        .init(name: "break", usage: "break", meaning: "leave the loop around it", example: "for n in 1..9 { if $n > 3 { break }; $n }"),
        .init(name: "continue", usage: "continue", meaning: "go on with the next turn of the loop",
            example: "for n in 1..9 { if $n mod 2 = 0 { continue }; $n }"),
        .init(name: "def", usage: "def NAME(PARAMETER: TYPE = DEFAULT, …) -> TYPE { … }",
            meaning: "make a function of your own; it gives its last statement. One that acts is a verb and is called without brackets",
            example: "def fee(balance: money, days: number = 30) -> money { $balance * 0.05% * $days }"),
        .init(name: "return", usage: "return QUERY", meaning: "leave a def with a result, or a script before its end",
            example: "def sign(n: number) -> number { if $n < 0 { return -1 }; 1 }"),
        .init(name: "try", usage: "try { … } catch NAME { … }",
            meaning: "take back what failed and go on; $NAME.code and $NAME.message tell what it was",
            example: "try { fail \"too old\" } catch e { $e.message }"),
        .init(name: "fail", usage: "fail TEXT", meaning: "stop with a message of your own", example: "fail \"the file is older than a week\""),
        .init(name: "assert", usage: "assert CONDITION, TEXT", meaning: "stop a script unless a condition holds; the exit status is 6",
            example: "assert (invoices | count) < 5000, \"unusual volume\""),
        .init(name: "param", usage: "param NAME: TYPE = DEFAULT", meaning: "take a value from the command line; --help behind the script lists them",
            example: "param since: date = today - 7d"),
        .init(name: "use", usage: "use \"FILE\"", meaning: "bring the defs and variables of another script", example: "use \"fees.recoup\""),
        .init(name: "whatif", usage: "whatif { … }", meaning: "do it, show it, and take all of it back",
            example: "whatif { hold D-2 because \"asked\"; holds | count }"),
        .init(name: "dry", usage: "dry STATEMENT", meaning: "show what a statement would do, and change nothing",
            example: "dry hold D-2 because \"asked\""),
        .init(name: "begin", usage: "begin", meaning: "gather the changes that follow into one, until commit or rollback", example: ""),
        .init(name: "commit", usage: "commit", meaning: "keep the changes since begin, or of the script so far", example: ""),
        .init(name: "rollback", usage: "rollback", meaning: "take back the changes since begin", example: ""),
        .init(name: "version", usage: "version 1", meaning: "name the version of the language a script is written in", example: "version 1"),
    ]
}
