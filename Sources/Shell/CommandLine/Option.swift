// The options of the command line, one line each: what is typed, what it takes, what it means. The parser, the help and the
// completions for shells read this list.
import Rendering
import Terminal
import Values

struct Option: Sendable {
    /// What may stand behind it, for a shell that completes.
    enum Taken: Sendable, Equatable {
        case nothing
        case words([String])
        case file(ending: String)
        case folder
        /// Nothing that could be listed.
        case free
    }

    let name: String
    /// What stands behind it in the help; empty for a switch.
    let takes: String
    let summary: String
    let taken: Taken
    /// Notes it down; false when the value is none.
    let note: @Sendable (inout Invocation, String) -> Bool

    private init(
        _ name: String, _ takes: String = "", _ summary: String, _ taken: Taken = .nothing,
        note: @escaping @Sendable (inout Invocation, String) -> Bool
    ) {
        self.name = name
        self.takes = takes
        self.summary = summary
        self.taken = takes.isEmpty ? .nothing : taken == .nothing ? .free : taken
        self.note = note
    }

    private static func flag(_ name: String, _ summary: String, _ set: @escaping @Sendable (inout Invocation) -> Void) -> Option {
        Option(name, summary) {
            set(&$0)
            return $1.isEmpty
        }
    }

    private init(_ name: String, _ summary: String, note: @escaping @Sendable (inout Invocation, String) -> Bool) {
        self.init(name, "", summary, .nothing, note: note)
    }

    static let all: [Option] = [
        Option("-c", "STATEMENTS", "run statements and leave") {
            $0.task = .statements($1)
            return true
        },
        Option("--today", "DATE", "the business date, and a clock that stands still") {
            $0.today = try? Day(parsing: $1)
            return $0.today != nil
        },
        Option("--seed", "N", "the seed of everything random") {
            $0.seed = UInt64($1)
            return $0.seed != nil
        },
        flag("--memory", "a book in memory, forgotten at the end") { $0.inMemory = true },
        flag("--new", "make the book first; it must not exist") { $0.makesBook = true },
        flag("--read-only", "refuse everything that would change the book") { $0.readOnly = true },
        flag("--dry-run", "show what would change, and change nothing") { $0.isDry = true },
        Option("--root", "DIR", "files may lie below here; may stand several times (default: .)", .folder) {
            $0.roots.append($1)
            return true
        },
        Option(
            "--format", "FORMAT", "table, csv, tsv, json, jsonl or md", .words(["table", "csv", "tsv", "json", "jsonl", "md"])
        ) {
            $0.format = $1 == "table" ? .table : ExportFormat(named: $1).map { .export($0) }
            return $0.format != nil
        },
        Option("--color", "WHEN", "auto, always or never", .words(ColourChoice.allCases.map(\.rawValue))) {
            guard let choice = ColourChoice(rawValue: $1) else { return false }
            $0.colour = choice
            return true
        },
        flag("--timing", "tell how long each statement took") { $0.timing = true },
        Option("--config", "FILE", "read this configuration, a script or a stream too", .file(ending: ".recoup")) {
            $0.config = $1
            return !$1.isEmpty
        },
        flag("--no-config", "no config.recoup, no history file and no .editrc") { $0.noConfig = true },
        flag("--json", "with check: one JSON object for each problem") { $0.asJSON = true },
        flag("--check", "with fmt: change nothing, and fail where something would change") { $0.onlyChecks = true },
        flag("--version", "the version") { $0.task = .version },
        flag("--help", "this page; behind a script, what the script takes") { $0.wantsScriptHelp = true },
    ]
}

/// A first word that is no book.
struct Subcommand: Sendable {
    let name: String
    /// What stands behind it in the help.
    let takes: String
    let summary: String
    let taken: Option.Taken

    static let all: [Subcommand] = [
        Subcommand(
            name: "check", takes: "FILE … [--json]", summary: "every problem of scripts; runs nothing", taken: .file(ending: ".recoup")),
        Subcommand(name: "fmt", takes: "FILE … [--check]", summary: "the house layout; - is standard input", taken: .file(ending: ".recoup")),
        Subcommand(
            name: "manual", takes: "[man]", summary: "the whole manual in Markdown, or the man page", taken: .words(["man"])),
        Subcommand(
            name: "config", takes: "doctor", summary: "what is configured, and what the terminal can do", taken: .words(["doctor"])),
        Subcommand(
            name: "completions", takes: "SHELL", summary: "completions for bash, zsh or fish",
            taken: .words(ShellCompletion.Kind.allCases.map(\.rawValue))),
        Subcommand(
            name: "editor-files", takes: "EDITOR", summary: "the colours of the language for vim or textmate",
            taken: .words(EditorGrammar.Kind.allCases.map(\.rawValue))),
    ]
}
