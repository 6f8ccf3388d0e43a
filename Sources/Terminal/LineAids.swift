// What the editor is lent to help with a line: colours, words that may come next, a hint, a page of help. Bytes and places
// in, text and styles out: the editor knows no language.

/// A word that may stand at the cursor.
package struct Choice: Equatable, Sendable {
    package var text: String
    package var detail: String
    package var style: Style
    /// What follows it at once when it is chosen.
    package var ending: String

    package init(_ text: String, detail: String = "", style: Style = .plain, ending: String = " ") {
        self.text = text
        self.detail = detail
        self.style = style
        self.ending = ending
    }
}

/// All of them, and the bytes of the line that the chosen one replaces.
package struct Choices: Equatable, Sendable {
    package var range: Range<Int>
    package var list: [Choice]

    package init(_ range: Range<Int>, _ list: [Choice]) {
        self.range = range
        self.list = list
    }
}

/// Every closure gets the line as UTF-8 and the cursor as a place in it.
package struct LineAids {
    package typealias Ask<Answer> = (_ line: [UInt8], _ cursor: Int) -> Answer

    /// Stretches of the line, in bytes, and how they look.
    package var colour: Ask<[(range: Range<Int>, style: Style)]>
    package var complete: Ask<Choices>
    /// One line below the line: what is being typed, and what it belongs to.
    package var hint: Ask<(lead: String, rest: String)?>
    /// Whether the rest of a likely line is shown dim behind the cursor.
    package var suggests: () -> Bool
    /// Help on the word at the cursor.
    package var help: Ask<[String]>
    /// The words of a line, in bytes, for moving by them.
    package var words: (_ line: [UInt8]) -> [Range<Int>]
    /// Does a little work that can wait while nobody types; true while there is more.
    package var idle: () -> Bool
    package var styles: () -> PromptStyles

    package init(
        colour: @escaping Ask<[(range: Range<Int>, style: Style)]> = { _, _ in [] },
        complete: @escaping Ask<Choices> = { _, cursor in Choices(cursor..<cursor, []) },
        hint: @escaping Ask<(lead: String, rest: String)?> = { _, _ in nil },
        suggests: @escaping () -> Bool = { true }, help: @escaping Ask<[String]> = { _, _ in [] },
        words: @escaping (_ line: [UInt8]) -> [Range<Int>] = LineAids.blankSeparated,
        idle: @escaping () -> Bool = { false },
        styles: @escaping () -> PromptStyles = { PromptStyles() }
    ) {
        self.colour = colour
        self.complete = complete
        self.hint = hint
        self.suggests = suggests
        self.help = help
        self.words = words
        self.idle = idle
        self.styles = styles
    }

    /// `take  3` has the words 0..<4 and 6..<7.
    package static func blankSeparated(_ line: [UInt8]) -> [Range<Int>] {
        var words: [Range<Int>] = []
        var start: Int?
        for (at, byte) in line.enumerated() {
            if byte > 0x20 {
                start = start ?? at
            } else if let begun = start {
                words.append(begun..<at)
                start = nil
            }
        }
        if let start { words.append(start..<line.count) }
        return words
    }
}
