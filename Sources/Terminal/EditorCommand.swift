// What our own keys do, as data: a name for libedit and `.editrc`, a word for the person, the keys. `keys` lists this.

enum EditorCommand: Int, CaseIterable {
    case enter, newRow, interrupt, leave, suspend, paste, clearScreen
    case complete, search, help
    case up, down, left, right, wordLeft, wordRight, rowStart, rowEnd, acceptWord
    case eraseLeft, eraseRight, killWordLeft, killWordRight, killToEnd, killToStart, yank

    /// A key as libedit writes it.
    typealias Key = String

    var entry: (name: String, shown: String, does: String, keys: [Key]) {
        switch self {
        case .enter: ("recoup-enter", "Enter", "run the statement, or start a row when it is not whole", ["^M", "^J"])
        case .newRow: ("recoup-new-row", "Alt-Enter", "start a row", ["\\e^M", "\\e^J"])
        case .interrupt: ("recoup-interrupt", "Ctrl-C", "drop the line; stop what runs", ["^C"])
        case .leave: ("recoup-leave", "Ctrl-D", "leave, on an empty line; else delete the character under the cursor", ["^D"])
        case .suspend: ("recoup-suspend", "Ctrl-Z", "stop until fg", ["^Z"])
        case .paste: ("recoup-paste", "(paste)", "insert pasted text without running it", ["\\e[200~"])
        case .clearScreen: ("recoup-clear-screen", "Ctrl-L", "clear the screen", ["^L"])
        case .complete: ("recoup-complete", "Tab", "finish the word, or choose from what may stand here", ["^I"])
        case .search: ("recoup-search", "Ctrl-R", "search earlier statements by some of their letters", ["^R", "^S"])
        case .help: ("recoup-help", "F1, Alt-H", "help on the word under the cursor, below the line", ["\\eOP", "\\e[11~", "\\e[[A", "\\eh"])
        case .up: ("recoup-up", "Up, Ctrl-P", "the row above, or the earlier statement that begins so", ["\\e[A", "\\eOA", "^P", "\\ep", "\\eP"])
        case .down: ("recoup-down", "Down, Ctrl-N", "the row below, or the later statement", ["\\e[B", "\\eOB", "^N", "\\en", "\\eN"])
        case .left: ("recoup-left", "Left, Ctrl-B", "a character back", ["\\e[D", "\\eOD", "^B"])
        case .right: ("recoup-right", "Right, Ctrl-F", "a character on; at the end, take what is suggested", ["\\e[C", "\\eOC", "^F"])
        case .wordLeft: ("recoup-word-left", "Ctrl-Left, Alt-B", "a word back", ["\\e[1;5D", "\\e[1;3D", "\\eb", "\\eB"])
        case .wordRight: ("recoup-word-right", "Ctrl-Right", "a word on", ["\\e[1;5C", "\\e[1;3C"])
        case .rowStart: ("recoup-row-start", "Home, Ctrl-A", "the start of the row", ["\\e[H", "\\eOH", "\\e[1~", "^A"])
        case .rowEnd: ("recoup-row-end", "End, Ctrl-E", "the end of the row; there already, take what is suggested", ["\\e[F", "\\eOF", "\\e[4~", "^E"])
        case .acceptWord: ("recoup-accept-word", "Alt-F", "take one word of what is suggested; else a word on", ["\\ef", "\\eF"])
        case .eraseLeft: ("recoup-erase-left", "Backspace, Ctrl-H", "delete the character before the cursor", ["^?", "^H"])
        case .eraseRight: ("recoup-erase-right", "Delete", "delete the character under the cursor", ["\\e[3~"])
        case .killWordLeft: ("recoup-kill-word-left", "Ctrl-W", "cut the word before the cursor", ["^W", "\\e^?", "\\e^H"])
        case .killWordRight: ("recoup-kill-word-right", "Alt-D", "cut the word behind the cursor", ["\\ed", "\\eD"])
        case .killToEnd: ("recoup-kill-to-end", "Ctrl-K", "cut to the end of the row", ["^K"])
        case .killToStart: ("recoup-kill-to-start", "Ctrl-U", "cut to the start of the row", ["^U"])
        case .yank: ("recoup-yank", "Ctrl-Y", "put back what was cut", ["^Y"])
        }
    }

    /// Those without which a session cannot go on: bound again after `.editrc`, whatever it says.
    static let fixed: [EditorCommand] = [.enter, .newRow, .interrupt, .leave, .suspend, .paste, .complete, .help]

    /// Those that mean the same while vi's command mode is on.
    static let alternate: [EditorCommand] = [
        .enter, .eraseRight, .interrupt, .leave, .suspend, .paste, .clearScreen, .search, .help, .up, .down, .left, .right, .rowStart, .rowEnd,
    ]

    /// Keys that are taken from libedit: its own command line reads through a null pointer when it is left empty.
    static let disarmed: [Key] = ["\\ex", "\\eX"]

}

/// A key and what it does, as a person reads it.
package struct KeyDescription: Equatable, Sendable {
    package var key: String
    package var does: String

    /// What the painted editor answers to where nobody bound anything else.
    package static let all: [KeyDescription] =
        EditorCommand.allCases.map { KeyDescription(key: $0.entry.shown, does: $0.entry.does) } + always

    /// Not in any key map.
    static let always = [
        KeyDescription(key: "in a menu", does: "Tab, Shift-Tab and arrows move, Enter takes, Esc closes, any other key takes and goes on"),
    ]
}
