// The few words that speak to the prompt itself and not to the book.

enum ShellWord: Equatable {
    case leave
    /// The last result again, in full.
    case last
    /// Which keys do what.
    case keys

    /// Each with what it does, for the menu of the prompt.
    static let all: [(name: String, summary: String)] = [
        ("last", "the last result again, in full"), ("keys", "which keys do what"), ("quit", "leave"),
    ]

    /// The word a statement is, or nil where it is a statement. Each statement of a stream passes here, so one that cannot be a
    /// word is told by its length and its first letter.
    init?(_ statement: [UInt8]) {
        guard statement.count <= Self.longest, let first = statement.first(where: { !Self.isBlank($0) }),
            Self.firstLetters.contains(first)
        else { return nil }
        let words = String(decoding: statement, as: UTF8.self).split { $0 == " " || $0 == "\t" || $0 == "\n" }
        switch words {
        case ["quit"], ["exit"]: self = .leave
        case ["last"]: self = .last
        case ["keys"]: self = .keys
        default: return nil
        }
    }

    /// The words and some room for blanks around them.
    private static let longest = 48
    private static let firstLetters = Array("qelk".utf8)

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A }
}

extension UInt8 {
    /// What a line may hold and still say nothing. Other control characters are no blanks: they are refused.
    var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
}
