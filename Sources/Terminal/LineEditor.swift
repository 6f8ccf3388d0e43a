// Asks a person, or a stream, for one statement at a time. It knows keys and lines, not the language: the caller says
// when a statement is whole.

import Files

/// One for the life of the session.
///
///     let editor = try LineEditor(.init(screen: .current(), history: history))
///     switch editor.read(prompt: Prompt("mara> "), continuation: Prompt("  ... "), isComplete: parser.isWhole) {
///     case .line(let statement): run(statement)
///     case .interrupted: continue
///     case .end: leave()
///     …
///     }
///
/// Enter on a statement that is not whole starts another row; Alt-Enter always does. Each statement that is read goes
/// to the history. At a stream there are no prompts and no history.
package final class LineEditor {
    package struct Settings {
        package var mode: EditorMode
        package var input: Int32 = 0
        package var output: Int32 = 1
        package var colours: Bool
        package var history: History
        /// What helps with a line; nothing does by itself.
        package var aids = LineAids()
        /// Whether the person's `.editrc` may change keys.
        package var readsEditrc = true
        /// Whether a statement that was read is remembered.
        package var remembers: ([UInt8]) -> Bool = { _ in true }
        /// The keys a person chose, asked before each line; nil leaves them as `.editrc` has them.
        package var keys: () -> KeyMap? = { nil }

        package init(screen: Screen, history: History = History()) {
            mode = screen.editorMode
            colours = screen.coloursOutput
            self.history = history
        }
    }

    package enum KeyMap: Sendable { case emacs, vi }

    private enum Way {
        case painted(PaintedEditor)
        case plain(PlainEditor)
        case stream(StatementStream)
    }

    private let way: Way
    private let remembers: ([UInt8]) -> Bool
    private let chosenKeys: () -> KeyMap?
    /// The painted editor, where it is one: for tests.
    var painted: PaintedEditor? { if case .painted(let editor) = way { editor } else { nil } }
    package private(set) var history: History

    package init(_ settings: Settings) throws(TerminalFault) {
        history = settings.history
        remembers = settings.remembers
        chosenKeys = settings.keys
        switch settings.mode {
        case .painted: way = .painted(try PaintedEditor(settings))
        case .plain: way = .plain(try PlainEditor(settings))
        case .stream: way = .stream(StatementStream(descriptor: settings.input))
        }
    }

    /// Whether vi keys edit the line.
    package var isVi: Bool { painted?.handle.isVi ?? false }

    /// The keys as they are bound now, `.editrc` and all.
    package var keys: [KeyDescription] { painted?.keys ?? KeyDescription.all }

    /// Where statements are remembered, how many, and what is wrong there; nil where they are forgotten at the end.
    package var historyFile: (path: String, count: Int, fault: String?)? {
        history.path.map { ($0, history.entries.count, history.fault?.sentence) }
    }

    package func read(
        prompt: Prompt, continuation: Prompt, isComplete: ([UInt8]) -> Bool
    ) -> Reading {
        let reading: Reading
        switch way {
        case .painted(let editor):
            if let keys = chosenKeys() { editor.choose(keys) }
            reading = editor.read(prompt, continuation, history: history.entries, isComplete: isComplete)
        case .plain(let editor):
            reading = editor.read(prompt, continuation, isComplete: isComplete)
        case .stream(let stream):
            return stream.read(isComplete: isComplete)
        }
        if case .line(let statement) = reading, remembers(statement) { history.add(statement) }
        return reading
    }
}
