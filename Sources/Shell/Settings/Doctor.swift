// What `config doctor` looks at: the configuration, the terminal, the history, `.editrc`, the pager. Looks only; each finding
// that stands in somebody's way says how it is mended.
import Builtins
import Files
import Terminal
import Values

struct Doctor {
    let outside: Outside
    let colour: ColourChoice
    let configuration: String?
    let outcome: ConfigurationOutcome
    /// The file the history is kept in, and how many statements it holds; nil where none is.
    let history: (path: String, count: Int, fault: String?)?

    var findings: [DoctorFinding] { [config, terminal, colours, text, size, remembered, editing, paging] }

    private func variable(_ name: String) -> String? { outside.environment(name).flatMap { $0.isEmpty ? nil : $0 } }

    private var config: DoctorFinding {
        guard let configuration else {
            return DoctorFinding("config", "none", problem: "neither XDG_CONFIG_HOME nor HOME says where one could lie")
        }
        switch outcome {
        case .unread(let why): return DoctorFinding("config", "\(configuration), not read: \(why)")
        case .absent: return DoctorFinding("config", "\(configuration), which is not there")
        case .read(let count): return DoctorFinding("config", "\(configuration), \(count) \(count == 1 ? "statement" : "statements") read")
        case .faulty(let count):
            return DoctorFinding(
                "config", configuration,
                problem: "\(counted(count, "problem")), so it is not in force; recoup config doctor shows where")
        case .stopped:
            return DoctorFinding("config", configuration, problem: "a statement of it fails, so it holds only up to there; recoup config doctor shows which")
        case .unreadable(let sentence): return DoctorFinding("config", configuration, problem: sentence)
        }
    }

    private var terminal: DoctorFinding {
        let kind = variable("TERM")
        switch outside.screen(colour).editorMode {
        case .painted: return DoctorFinding("terminal", "TERM is \(kind ?? "not set"): lines are coloured, menus open")
        case .plain where variable("RECOUP_PLAIN") == "1":
            return DoctorFinding("terminal", "plain, because RECOUP_PLAIN is 1: no colours, no menus")
        case .plain:
            return DoctorFinding(
                "terminal", "plain: no colours, no menus",
                problem: "TERM is \(kind ?? "not set"), which says that nothing can be painted; xterm-256color suits most")
        case .stream: return DoctorFinding("terminal", "none: statements are read as a stream, without a prompt")
        }
    }

    private var colours: DoctorFinding {
        let screen = outside.screen(colour)
        if screen.coloursOutput { return DoctorFinding("colours", colour == .always ? "yes, --color always" : "yes") }
        let why =
            colour == .never ? "--color never" : variable("NO_COLOR") != nil ? "NO_COLOR is set" : "the output is no terminal that shows any"
        return DoctorFinding("colours", "no: \(why)")
    }

    private var text: DoctorFinding {
        let name = ["LC_ALL", "LC_CTYPE", "LANG"].first { variable($0) != nil }
        guard let name, let value = variable(name) else {
            return DoctorFinding("text", "UTF-8", problem: "no locale is set: LANG=C.UTF-8 tells other programs, the pager too, to show it")
        }
        let folded = value.lowercased()
        if folded.contains("utf-8") || folded.contains("utf8") { return DoctorFinding("text", "UTF-8, \(name) is \(value)") }
        return DoctorFinding("text", "UTF-8", problem: "\(name) is \(value): a name like Müller may look wrong; LANG=C.UTF-8 mends it")
    }

    private var size: DoctorFinding {
        let screen = outside.screen(colour)
        guard let width = screen.width, let height = screen.height else { return DoctorFinding("screen", "none: nothing is cut") }
        let size = "\(width) columns, \(height) rows"
        return width < 40 ? DoctorFinding("screen", size, problem: "tables need 40 columns to be of use") : DoctorFinding("screen", size)
    }

    private var remembered: DoctorFinding {
        guard let history else { return DoctorFinding("history", "none here: it lies beside a book, as BOOK.book/history") }
        let count = "\(history.path), \(history.count) \(history.count == 1 ? "statement" : "statements")"
        return DoctorFinding("history", count, problem: history.fault)
    }

    private var editing: DoctorFinding {
        guard let path = variable("EDITRC") ?? variable("HOME").map({ "\($0)/.editrc" }) else {
            return DoctorFinding("editrc", "none: there is no home to look in")
        }
        do throws(DiskFault) {
            return DoctorFinding("editrc", try outside.disk.status(at: path) == nil ? "\(path), which is not there" : "\(path), read")
        } catch {
            return DoctorFinding("editrc", path, problem: error.sentence)
        }
    }

    private var paging: DoctorFinding {
        let choice = PagerChoice(outside.environment)
        guard let program = choice.program else { return DoctorFinding("pager", "none: PAGER is \(variable("PAGER") ?? "empty")") }
        let folders = (variable("PATH") ?? "/usr/bin:/bin").split(separator: ":")
        let places = program.contains("/") ? [program] : folders.map { "\($0)/\(program)" }
        let found = places.first { place in ((try? outside.disk.status(at: place)) ?? nil) != nil }
        if let found { return DoctorFinding("pager", "\(choice.shown), \(found)") }
        return DoctorFinding("pager", choice.shown, problem: "'\(program)' is not installed: long results run through (package less, or set PAGER)")
    }
}
