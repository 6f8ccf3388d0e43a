// The statement under way: its common table expressions in order, and the names that are taken. All queries of one statement
// write into one draft. Knows views, but no stage and no expression.
import Columns
import Diagnostics
import Interpreter
import Rendering
import Values

final class SQLDraft {
    private(set) var parts: [(name: String, text: String)] = []
    private var taken: Set<String> = []
    private var steps = 0
    private let views: [SQLView]
    private let revised: [TableID: [Int]]
    let context: Context

    init(_ context: Context) {
        self.context = context
        revised = RevisedCells.columns(of: context.world.store)
        views = SQLViews.all(revised: revised)
    }

    func add(_ name: String, _ text: String) { parts.append((name, text)) }

    /// The name of the next step, `s1`, `s2`, ….
    func nextStep() -> String {
        steps += 1
        return taken.insert("s\(steps)").inserted ? "s\(steps)" : nextStep()
    }

    /// A name that nothing has: `place`, then `place2`, …
    func fresh(_ name: String) -> String {
        var (tried, number) = (name, 1)
        while !taken.insert(tried.lowercased()).inserted {
            number += 1
            tried = "\(name)\(number)"
        }
        return tried
    }

    /// Names that may not be given out.
    func take(_ names: some Sequence<String>) { for name in names { taken.insert(name.lowercased()) } }

    /// Whether a noun has a view.
    func has(_ noun: String) -> Bool { views.contains { $0.name == noun } }

    /// Whether the view of a noun cannot work out one of its columns.
    func lacks(_ noun: String, _ column: String) -> Bool { views.contains { $0.name == noun && $0.lacks.contains(column) } }

    /// What the rows of a noun are called on a day; nil for the day in `book_day`. `ever` asks for every row on record.
    func view(_ noun: String, ever: Bool, on day: Day?) -> String {
        let name = ever && day != nil && has("\(noun)_ever") ? "\(noun)_ever" : noun
        guard let day else { return name }
        let suffix = "_on_" + day.text.filter { $0 != "-" }
        lay(name, suffix, day)
        return name + suffix
    }

    /// Writes a view for a day into the statement, those it uses first.
    private func lay(_ name: String, _ suffix: String, _ day: Day) {
        let full = name + suffix
        guard !parts.contains(where: { $0.name == full }), let view = views.first(where: { $0.name == name }) else { return }
        if name == SQLViews.reckoning.name {
            let text = "SELECT b.today, c.day AS as_of, c.day, c.n\nFROM book_day b JOIN calendar c ON c.day = '\(day.text)'"
            return add(full, text)
        }
        var names = SQLViewNames(suffix: suffix, revised: revised)
        let body = view.body(&names)
        for used in names.asked { lay(used, suffix, day) }
        add(full, body)
    }
}

extension Diagnostic {
    /// What has no meaning in SQL over the exported tables.
    static func noSQL(_ what: String, at span: Span, hint: String? = nil) -> Diagnostic {
        Diagnostic("sql.no-translation", "\(what) cannot be said in SQL over the exported tables", at: span, hint: hint)
    }
}
