// How a stretch of a line looks: a colour of the terminal's own sixteen, and what shows without colour.
// Knows no word and no meaning; a theme above says what looks how.

package struct Style: Equatable, Sendable {
    /// The terminal's own sixteen, so that its theme decides the shade.
    package enum Colour: UInt8, Sendable, CaseIterable {
        case black = 30, red, green, yellow, blue, magenta, cyan, white
        case grey = 90, brightRed, brightGreen, brightYellow, brightBlue, brightMagenta, brightCyan, brightWhite
    }

    package var colour: Colour?
    package var isBold = false
    package var isDim = false
    package var isUnderlined = false
    package var isReversed = false

    package init(
        _ colour: Colour? = nil, bold: Bool = false, dim: Bool = false, underlined: Bool = false, reversed: Bool = false
    ) {
        self.colour = colour
        isBold = bold
        isDim = dim
        isUnderlined = underlined
        isReversed = reversed
    }

    package static let plain = Style()

    package var underlined: Style {
        var style = self
        style.isUnderlined = true
        return style
    }

    /// What a terminal is told to look so; nothing for plain.
    var bytes: [UInt8] {
        var codes: [UInt8] = []
        if isBold { codes.append(1) }
        if isDim { codes.append(2) }
        if isUnderlined { codes.append(4) }
        if isReversed { codes.append(7) }
        if let colour { codes.append(colour.rawValue) }
        if codes.isEmpty { return [] }
        return Array("\u{1B}[\(codes.map(String.init).joined(separator: ";"))m".utf8)
    }

    static let reset = Array("\u{1B}[0m".utf8)
}

/// A stretch of a line, in scalars, and how it looks.
struct StyledRange: Equatable {
    var range: Range<Int>
    var style: Style
}

/// How the parts of the prompt look that are no words of the line.
package struct PromptStyles: Equatable, Sendable {
    package var ghost: Style
    package var hint: Style
    package var hintLead: Style
    package var detail: Style
    package var selected: Style

    package init(
        ghost: Style = Style(dim: true), hint: Style = Style(dim: true), hintLead: Style = .plain,
        detail: Style = Style(dim: true), selected: Style = Style(reversed: true)
    ) {
        self.ghost = ghost
        self.hint = hint
        self.hintLead = hintLead
        self.detail = detail
        self.selected = selected
    }
}
