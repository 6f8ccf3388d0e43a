// The colours of the prompt in one table: what each kind of word looks like on a dark screen, a light one, and without colour;
// and which colours results have there. What a colour says is said by the word or a sign too; without colour nothing is lost
// but ease.
import Interpreter
import Rendering
import Terminal

enum Theme: String, CaseIterable {
    case dark, light, none

    func style(of role: WordRole) -> Style {
        switch (role, self) {
        case (.verb, .dark): Style(.brightCyan)
        case (.verb, .light): Style(.blue, bold: true)
        case (.noun, .dark): Style(.brightGreen)
        case (.noun, .light): Style(.green, bold: true)
        case (.label, .dark): Style(.cyan)
        case (.label, .light): Style(.blue)
        case (.keyword, .dark), (.keyword, .light): Style(.magenta)
        case (.column, .dark), (.column, .light): .plain
        case (.function, .dark): Style(.brightBlue)
        case (.function, .light): Style(.cyan)
        case (.variable, .dark): Style(.brightMagenta)
        case (.variable, .light): Style(.magenta, bold: true)
        case (.number, .dark): Style(.brightYellow)
        case (.number, .light): Style(.red)
        case (.date, .dark), (.date, .light): Style(.yellow)
        case (.text, .dark), (.text, .light): Style(.green)
        case (.id, .dark): Style(.brightWhite, bold: true)
        case (.id, .light): Style(.black, bold: true)
        case (.word, .dark): Style(.brightBlue)
        case (.word, .light): Style(.cyan)
        case (.symbol, .dark), (.symbol, .light): Style(.grey)
        case (.comment, .dark), (.comment, .light): Style(.grey)
        case (.comment, .none): Style(dim: true)
        case (_, .none): .plain
        }
    }

    /// Of tables and charts. Without a theme the prompt is plain, and so are they.
    var palette: Palette {
        switch self {
        case .dark: .colour
        case .light: .colourOnLight
        case .none: .plain
        }
    }

    /// Of what is no word of the line.
    var prompt: PromptStyles {
        switch self {
        case .dark, .light:
            PromptStyles(
                ghost: Style(.grey), hint: Style(.grey), hintLead: Style(.cyan), detail: Style(.grey), selected: Style(reversed: true))
        case .none: PromptStyles()
        }
    }
}

/// What lines, bars and dots are made of: `set drawing ascii`.
enum Drawing: String, CaseIterable {
    case auto, unicode, ascii

    func isASCII(on screen: Screen) -> Bool {
        switch self {
        case .auto: screen.isASCII
        case .unicode: false
        case .ascii: true
        }
    }
}
