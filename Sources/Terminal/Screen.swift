// What is known of the descriptors a program was given: whether a person looks, how wide, in colour or not.
// It reads the environment once and writes nothing.

package enum ColourChoice: String, Sendable, CaseIterable { case auto, always, never }

/// How lines are read; the ladder from the best to the plainest.
package enum EditorMode: Equatable, Sendable {
    /// A terminal that understands cursor movement: libedit edits, our own painter draws.
    case painted
    /// A terminal that does not, or `RECOUP_PLAIN=1`: libedit edits and draws.
    case plain
    /// Not a terminal: bytes, no prompt, no escape sequence.
    case stream
}

package struct Screen: Equatable, Sendable {
    package var inputIsTerminal: Bool
    package var outputIsTerminal: Bool
    package var errorIsTerminal: Bool
    /// Columns and rows; nil when the output is no terminal, so that nothing is clipped.
    package var width: Int?
    package var height: Int?
    package var editorMode: EditorMode
    /// Whether colour goes to the output and to the error stream.
    package var coloursOutput: Bool
    package var coloursError: Bool
    /// Whether the terminal can be trusted with characters beyond ASCII: what the locale says. Off a terminal it can.
    package var isASCII: Bool

    /// The screen of this process. `colour` is what `--color` said.
    package static func current(colour: ColourChoice = .auto) -> Screen {
        Screen(
            inputIsTerminal: CBridge.isTerminal(0), outputIsTerminal: CBridge.isTerminal(1),
            errorIsTerminal: CBridge.isTerminal(2), size: CBridge.windowSize(1), colour: colour,
            environment: CBridge.environment)
    }

    /// Everything injected, for tests. `size` is what the terminal reports.
    package init(
        inputIsTerminal: Bool, outputIsTerminal: Bool, errorIsTerminal: Bool, size: (columns: Int, rows: Int)?,
        colour: ColourChoice, environment: (String) -> String?
    ) {
        self.inputIsTerminal = inputIsTerminal
        self.outputIsTerminal = outputIsTerminal
        self.errorIsTerminal = errorIsTerminal
        // A terminal that tells no size gets the traditional one.
        width = outputIsTerminal ? size?.columns ?? 80 : nil
        height = outputIsTerminal ? size.map { max(1, $0.rows) } ?? 24 : nil
        let kind = environment("TERM") ?? ""
        let isDumb = kind.isEmpty || kind == "dumb"
        let wantsPlain = environment("RECOUP_PLAIN") == "1"
        // The prompt is drawn on the output: with that sent elsewhere, escapes would end up in the file.
        if !inputIsTerminal || !outputIsTerminal {
            editorMode = .stream
        } else {
            editorMode = isDumb || wantsPlain ? .plain : .painted
        }
        // An empty NO_COLOR counts as not set (no-color.org).
        let noColour = !(environment("NO_COLOR") ?? "").isEmpty
        func colours(_ isTerminal: Bool) -> Bool {
            switch colour {
            case .always: true
            case .never: false
            case .auto: isTerminal && !isDumb && !wantsPlain && !noColour
            }
        }
        coloursOutput = colours(outputIsTerminal)
        coloursError = colours(errorIsTerminal)
        isASCII = outputIsTerminal && !Self.namesUTF8(environment)
    }

    /// The first of the three that is set decides (POSIX, 8.2); where none is, as under cron, UTF-8 is what is left.
    private static func namesUTF8(_ environment: (String) -> String?) -> Bool {
        for name in ["LC_ALL", "LC_CTYPE", "LANG"] {
            guard let locale = environment(name), !locale.isEmpty else { continue }
            let letters = locale.lowercased().filter { $0.isLetter || $0.isNumber }
            return letters.contains("utf8")
        }
        return true
    }
}
