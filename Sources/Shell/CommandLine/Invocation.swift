// What a command line asks for, as data. Reads nothing but the words it is given.
import Rendering
import Terminal
import Values

struct Invocation {
    enum Task: Equatable {
        /// The prompt at a terminal, else a stream of statements on standard input.
        case converse
        /// `-c 'STATEMENTS'`
        case statements(String)
        /// A script; `-` is standard input.
        case script(String)
        case check([String])
        case format([String])
        /// The manual: Markdown, or the man page.
        case manual(isManPage: Bool)
        /// `config doctor`
        case doctor
        /// `completions SHELL`: what a shell needs to complete our command line.
        case completions(ShellCompletion.Kind)
        /// `editor-files KIND`: what an editor needs to colour the language.
        case grammar(EditorGrammar.Kind)
        case version
        case help
    }

    enum Format: Equatable {
        case table
        case export(ExportFormat)
    }

    var task = Task.converse
    var book: String?
    /// What stands behind the script: names and values.
    var scriptArguments: [String] = []
    /// `FILE.recoup --help`
    var wantsScriptHelp = false
    var today: Day?
    var seed: UInt64?
    var inMemory = false
    var makesBook = false
    var readOnly = false
    var isDry = false
    var roots: [String] = []
    var format: Format?
    var colour = ColourChoice.auto
    var noConfig = false
    /// A configuration to read, whoever runs what.
    var config: String?
    var timing = false
    /// `check --json`
    var asJSON = false
    /// `fmt --check`
    var onlyChecks = false
}
