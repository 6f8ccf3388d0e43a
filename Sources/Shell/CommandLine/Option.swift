// The options of the command line, one line each: what is typed, what it takes, what it means. The parser and the help both
// read this list.
import Rendering
import Terminal
import Values

struct Option: Sendable {
    let name: String
    /// What stands behind it in the help; empty for a switch.
    let takes: String
    let summary: String
    /// Notes it down; false when the value is none.
    let note: @Sendable (inout Invocation, String) -> Bool

    static let all: [Option] = [
        Option(name: "-c", takes: "STATEMENTS", summary: "run statements and leave") {
            $0.task = .statements($1)
            return true
        },
        Option(name: "--today", takes: "DATE", summary: "the business date, and a clock that stands still") {
            $0.today = try? Day(parsing: $1)
            return $0.today != nil
        },
        Option(name: "--seed", takes: "N", summary: "the seed of everything random") {
            $0.seed = UInt64($1)
            return $0.seed != nil
        },
        Option(name: "--memory", takes: "", summary: "a book in memory, forgotten at the end") {
            $0.inMemory = true
            return $1.isEmpty
        },
        Option(name: "--new", takes: "", summary: "make the book first; it must not exist") {
            $0.makesBook = true
            return $1.isEmpty
        },
        Option(name: "--read-only", takes: "", summary: "refuse everything that would change the book") {
            $0.readOnly = true
            return $1.isEmpty
        },
        Option(name: "--dry-run", takes: "", summary: "show what would change, and change nothing") {
            $0.isDry = true
            return $1.isEmpty
        },
        Option(name: "--root", takes: "DIR", summary: "files may lie below here; may stand several times (default: .)") {
            $0.roots.append($1)
            return true
        },
        Option(name: "--format", takes: "FORMAT", summary: "table, csv, tsv, json, jsonl or md") {
            $0.format = $1 == "table" ? .table : ExportFormat(named: $1).map { .export($0) }
            return $0.format != nil
        },
        Option(name: "--color", takes: "WHEN", summary: "auto, always or never") {
            guard let choice = ColourChoice(rawValue: $1) else { return false }
            $0.colour = choice
            return true
        },
        Option(name: "--timing", takes: "", summary: "tell how long each statement took") {
            $0.timing = true
            return $1.isEmpty
        },
        Option(name: "--no-config", takes: "", summary: "no history file and no .editrc") {
            $0.noConfig = true
            return $1.isEmpty
        },
        Option(name: "--json", takes: "", summary: "with check: one JSON object for each problem") {
            $0.asJSON = true
            return $1.isEmpty
        },
        Option(name: "--check", takes: "", summary: "with fmt: change nothing, and fail where something would change") {
            $0.onlyChecks = true
            return $1.isEmpty
        },
        Option(name: "--version", takes: "", summary: "the version") {
            $0.task = .version
            return $1.isEmpty
        },
        Option(name: "--help", takes: "", summary: "this page; behind a script, what the script takes") {
            $0.wantsScriptHelp = true
            return $1.isEmpty
        },
    ]
}
