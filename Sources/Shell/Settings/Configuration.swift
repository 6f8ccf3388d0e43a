// `config.recoup`, read when a person opens the shell: where it lies, what it may say, and what came of it. It may set and
// define; it may not change a book, and nothing that is wrong with it keeps the shell from opening.
import Builtins
import Diagnostics
import Files
import Interpreter
import Syntax

/// What was found where the configuration should lie.
enum ConfigurationOutcome: Equatable {
    /// `--no-config`, or a run that does not read it.
    case unread(String)
    case absent
    case read(statements: Int)
    /// So many problems, which were told: nothing of it was run.
    case faulty(problems: Int)
    /// A statement failed, which was told: what stands before it holds.
    case stopped
    case unreadable(String)
}

struct Configuration {
    let path: String
    private let disk: any Disk

    /// Larger files are no configuration.
    private static let largest = 1 << 18

    init(path: String, _ disk: any Disk) {
        self.path = path
        self.disk = disk
    }

    /// `$XDG_CONFIG_HOME/recoup/config.recoup`, else `~/.config/recoup/config.recoup`; nil for someone without a home.
    /// A relative XDG_CONFIG_HOME is ignored, as the XDG base directory specification wants it.
    static func path(_ environment: (String) -> String?) -> String? {
        if let folder = environment("XDG_CONFIG_HOME"), folder.hasPrefix("/") { return "\(folder)/recoup/config.recoup" }
        return environment("HOME").flatMap { $0.isEmpty ? nil : "\($0)/.config/recoup/config.recoup" }
    }

    /// What `--config` names, else where it should lie.
    static func path(_ invocation: Invocation, _ outside: Outside) -> String? { invocation.config ?? path(outside.environment) }

    /// Reads it into a session; its problems are told through `report`.
    func run(in session: Session, _ report: ([Problem]) -> Void) -> ConfigurationOutcome {
        let source: Source
        do throws(DiskFault) { source = Source(name: path, bytes: try disk.contents(of: path, limit: Self.largest)) } catch {
            return error.isMissing ? .absent : .unreadable(error.sentence)
        }
        let checked = session.check(source)
        let problems = Self.refused(source).map { Problem(diagnostic: $0, source: source) } + checked.problems
        guard problems.isEmpty else {
            report(problems)
            return .faulty(problems: problems.count)
        }
        if let span = checked.firstAct { return faulty([.configurationActs(span)], source, report) }
        let (limits, answers) = (session.limits, session.answers)
        session.limits = Self.limits
        session.answers = { _ in }
        defer { (session.limits, session.answers) = (limits, answers) }
        do throws(SessionFault) { try session.run(checked) } catch {
            report([Problem(diagnostic: error.diagnostic, source: error.source)])
            return .stopped
        }
        return .read(statements: Tree(parsing: source).statementCount)
    }

    private func faulty(_ found: [Diagnostic], _ source: Source, _ report: ([Problem]) -> Void) -> ConfigurationOutcome {
        report(found.map { Problem(diagnostic: $0, source: source) })
        return .faulty(problems: found.count)
    }

    /// Nobody waits for a configuration: a hundredth of what a script may take.
    private static var limits: Limits {
        var limits = Limits()
        limits.steps = 1_000_000
        limits.depth = 200
        limits.bytes = 16 << 20
        return limits
    }

    /// Statements that are none of `set`, `let`, `def`, `use`, and settings that a book keeps.
    private static func refused(_ source: Source) -> [Diagnostic] {
        let tree = Tree(parsing: source)
        return tree.children(tree.root).compactMap { node in
            switch tree.kind(node) {
            case .let, .def, .use, .fault: return nil
            case .phrase where tree.firstChild(node).map { tree.text($0) } == "set":
                guard let argument = tree.child(node, 1), let name = tree.bareWord(argument).map({ tree.text($0) }),
                    BookSetting.all.contains(where: { $0.name == name })
                else { return nil }
                return .bookSetting(name, tree.span(node))
            default:
                // A statement that did not parse is told by the check, in its own words.
                let isBroken = tree.diagnostics.contains { tree.span(node).contains($0.primary.span) }
                return isBroken ? nil : .notForConfiguration(tree.span(node))
            }
        }
    }
}

extension Tree {
    fileprivate var statementCount: Int { children(root).reduce(0) { count, _ in count + 1 } }
}

extension Diagnostic {
    fileprivate static func notForConfiguration(_ span: Span) -> Diagnostic {
        Diagnostic(
            "config.statement", "a configuration holds set, let, def and use, but this is none of them", at: span,
            hint: "what shall run each day is a script: recoup BOOK FILE.recoup")
    }

    fileprivate static func bookSetting(_ name: String, _ span: Span) -> Diagnostic {
        Diagnostic(
            "config.acts", "a configuration changes no book, but '\(name)' is kept in the book", at: span,
            hint: "set it once at the prompt: the book remembers")
    }

    fileprivate static func configurationActs(_ span: Span) -> Diagnostic {
        Diagnostic("config.acts", "a configuration changes no book, but this would", at: span, hint: "def NAME() { … } makes a word of it")
    }
}
