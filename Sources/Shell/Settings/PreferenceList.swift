// Every setting of a session, one entry each: `set`, its completion, `settings` and the manual read this list.
import Builtins

extension Preference {
    static let all: [Preference] = [
        onOff("timing", \.isTiming, "tell how long each statement took"),
        Preference(
            name: "theme", values: Theme.allCases.map(\.rawValue), summary: "colours of the prompt and of results: for a dark screen, a light one, none",
            read: { $0.theme.rawValue },
            write: { preferences, value in
                guard let theme = Theme(rawValue: value) else { return false }
                preferences.theme = theme
                return true
            }),
        Preference(
            name: "drawing", values: Drawing.allCases.map(\.rawValue),
            summary: "what tables and charts are drawn with: auto asks the locale",
            read: { $0.drawing.rawValue },
            write: { preferences, value in
                guard let drawing = Drawing(rawValue: value) else { return false }
                preferences.drawing = drawing
                return true
            }),
        Preference(
            name: "rows", values: ["auto", "all", SessionSettings.Setting.count],
            summary: "how many rows of a result are shown: auto is as many as the screen has room for",
            read: { preferences in
                switch preferences.rows {
                case .screen: "auto"
                case .all: "all"
                case .count(let count): String(count)
                }
            },
            write: { preferences, value in
                switch value {
                case "auto": preferences.rows = .screen
                case "all": preferences.rows = .all
                default:
                    guard let count = Int(value), count > 0 else { return false }
                    preferences.rows = .count(count)
                }
                return true
            }),
        onOff("pager", \.pages, "show what is longer than the screen in a pager: $PAGER, else less"),
        onOff("progress", \.progress, "tell how far work is that takes longer than a second"),
        onOff("suggestions", \.suggests, "the dim text behind the cursor, which Right takes"),
        onOff("hints", \.hints, "the line below the line: which argument is being typed"),
        onOff("history", \.remembers, "remember what is typed, for Up and Ctrl-R"),
        Preference(
            name: "keys", values: ["emacs", "vi"], summary: "which keys edit the line",
            read: { ($0.keys ?? .emacs).rawValue },
            write: { preferences, value in
                guard let keys = Preferences.KeyMap(rawValue: value) else { return false }
                preferences.keys = keys
                return true
            }),
    ]

    private static func onOff(
        _ name: String, _ path: ReferenceWritableKeyPath<Preferences, Bool> & Sendable, _ summary: String
    ) -> Preference {
        Preference(
            name: name, values: ["on", "off"], summary: summary, read: { $0[keyPath: path] ? "on" : "off" },
            write: { preferences, value in
                guard value == "on" || value == "off" else { return false }
                preferences[keyPath: path] = value == "on"
                return true
            })
    }
}
