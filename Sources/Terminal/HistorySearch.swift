// Searching earlier statements by letters in order: `invage` finds `invoices | age`. The best match first, of equals the
// newest. It computes; keys and painting are elsewhere.

struct HistorySearch {
    private let entries: [[UInt8]]
    private(set) var query: [UInt32] = []
    /// Places in the history, the best first.
    private(set) var matches: [Int]
    private(set) var selected = 0

    /// More than these nobody walks through.
    static let limit = 200

    init(entries: [[UInt8]], query: [UInt32] = []) {
        self.entries = entries
        self.query = query
        matches = []
        find()
    }

    var chosen: [UInt8]? { matches.indices.contains(selected) ? entries[matches[selected]] : nil }

    mutating func type(_ scalar: UInt32) {
        query.append(scalar)
        find()
    }

    mutating func erase() {
        _ = query.popLast()
        find()
    }

    mutating func older() { if selected + 1 < matches.count { selected += 1 } }
    mutating func newer() { if selected > 0 { selected -= 1 } }

    private mutating func find() {
        selected = 0
        let wanted = Glyphs.utf8(query).map(Self.fold)
        guard !wanted.isEmpty else {
            matches = Array(entries.indices.reversed().prefix(Self.limit))
            return
        }
        let scored = entries.indices.reversed().compactMap { place in
            Self.score(entries[place], wanted).map { (place, $0) }
        }
        matches = scored.sorted { $0.1 != $1.1 ? $0.1 > $1.1 : $0.0 > $1.0 }.prefix(Self.limit).map(\.0)
    }

    /// Nil where the letters do not occur in order. A letter counts more behind the one before it and at the start of a word.
    static func score(_ entry: [UInt8], _ wanted: [UInt8]) -> Int? {
        var best: Int?
        // From each place where the first letter stands, as far as a person's letters reach.
        for start in entry.indices where fold(entry[start]) == wanted[0] {
            if let found = score(entry, wanted, from: start), found > best ?? Int.min { best = found }
            if start > 400 { break }
        }
        return best
    }

    private static func score(_ entry: [UInt8], _ wanted: [UInt8], from start: Int) -> Int? {
        var total = 0
        var last = start - 1
        var at = start
        for letter in wanted {
            while at < entry.count, fold(entry[at]) != letter { at += 1 }
            guard at < entry.count else { return nil }
            if at == last + 1 { total += 4 } else { total -= min(3, at - last - 1) }
            if at == 0 || entry[at - 1] <= 0x20 || entry[at - 1] == 0x7C { total += 2 }
            last = at
            at += 1
        }
        return total
    }

    private static func fold(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }

    // MARK: rows

    /// What was typed, and the matches that fit below it.
    func rows(width: Int, height: Int, styles: PromptStyles) -> [Frame.Row] {
        guard height > 0 else { return [] }
        var head = Frame.Row(bytes: [], width: 0)
        head.add("search: ", styles.hint, upTo: width)
        head.add(String(decoding: Glyphs.utf8(query), as: UTF8.self), .plain, upTo: width)
        let count = matches.isEmpty ? "  nothing found" : "  \(selected + 1) of \(matches.count)"
        head.add(count, styles.detail, upTo: width)
        var rows = [head]
        let room = min(10, height - 1)
        guard room > 0 else { return rows }
        let top = max(0, min(selected - room / 2, matches.count - room))
        for place in top..<min(matches.count, top + room) {
            var row = Frame.Row(bytes: [], width: 0)
            let isSelected = place == selected
            let style = isSelected ? styles.selected : .plain
            let text = entries[matches[place]].map { $0 == 0x0A ? 0x20 : $0 }
            row.add(isSelected ? ">" : " ", style, upTo: width)
            row.add(String(decoding: text, as: UTF8.self), style, upTo: width)
            rows.append(row)
        }
        return rows
    }
}
