// What a person may set for a session, as values: how results look, which helps the prompt gives. Nothing here is of a book.

/// One for a session.
final class Preferences {
    enum Rows: Equatable {
        /// As many as the screen has room for.
        case screen
        case all
        case count(Int)
    }

    enum KeyMap: String { case emacs, vi }

    var isTiming = false
    var theme = Theme.dark
    /// What tables and charts are drawn with.
    var drawing = Drawing.auto
    /// Long results go to the pager.
    var pages = true
    /// How many rows of a result are shown.
    var rows = Rows.screen
    /// The dim text behind the cursor.
    var suggests = true
    /// The line below the line.
    var hints = true
    /// The line that tells how far long work is.
    var progress = true
    /// Whether what is typed is remembered.
    var remembers = true
    /// Nil until it is set: then `.editrc` says it.
    var keys: KeyMap?
}

/// One of them as `set` knows it.
struct Preference: Sendable {
    let name: String
    /// The words it takes; `SessionSettings.Setting.count` stands for a number.
    let values: [String]
    let summary: String
    let read: @Sendable (Preferences) -> String
    /// False when the value is none that it takes.
    let write: @Sendable (Preferences, String) -> Bool

    var standard: String { read(Preferences()) }
}
