// Walking through earlier statements and through the rows of one, as pure functions of the line and the cursor.

/// Up and Down over the history: only entries that begin with what stood before the cursor when the walk began, and the
/// unfinished line comes back at the end of it.
struct HistoryBrowser {
    private let entries: [[UInt8]]
    /// Where the walk stands; nil when none is under way.
    private var position: Int?
    private var draft: [UInt32] = []
    private var prefix: [UInt8] = []

    init(entries: [[UInt8]]) { self.entries = entries }

    /// Something else than Up or Down was done: the line as it is now starts the next walk.
    mutating func settle() { position = nil }

    /// The next older entry that fits, nil when there is none.
    mutating func older(than line: [UInt32], cursor: Int) -> [UInt32]? {
        // A shown entry that was edited by hand is a new draft.
        if let at = position, Glyphs.scalars(entries[at]) != line { position = nil }
        if position == nil {
            draft = line
            prefix = Glyphs.utf8(Array(line.prefix(cursor)))
        }
        var at = position ?? entries.count
        while at > 0 {
            at -= 1
            if entries[at].starts(with: prefix), Glyphs.scalars(entries[at]) != line {
                position = at
                return Glyphs.scalars(entries[at])
            }
        }
        return nil
    }

    /// The next newer entry that fits, the draft after the newest, nil when no walk is under way.
    mutating func newer() -> [UInt32]? {
        guard let position else { return nil }
        var at = position + 1
        while at < entries.count {
            if entries[at].starts(with: prefix) {
                self.position = at
                return Glyphs.scalars(entries[at])
            }
            at += 1
        }
        self.position = nil
        return draft
    }
}

/// Moving between the rows of a statement, keeping the column where the row is long enough.
enum RowMotion {
    static func above(_ text: [UInt32], _ cursor: Int) -> Int? {
        guard let newline = text.prefix(cursor).lastIndex(of: 0x0A) else { return nil }
        let column = cursor - newline - 1
        let start = text.prefix(newline).lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        return min(start + column, newline)
    }

    static func below(_ text: [UInt32], _ cursor: Int) -> Int? {
        guard let newline = text.suffix(from: min(cursor, text.count)).firstIndex(of: 0x0A) else { return nil }
        let start = text.prefix(cursor).lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let end = text.suffix(from: newline + 1).firstIndex(of: 0x0A) ?? text.count
        return min(newline + 1 + cursor - start, end)
    }
}
