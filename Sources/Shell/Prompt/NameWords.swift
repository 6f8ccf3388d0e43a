// The words of the names in one column, by their first three letters: a table of rows in the order of those letters, made a
// little at a time while nobody types. What it finds is held against the name as it is now, so an old table misleads nobody.
import Columns

final class NameWords {
    private let table: TableID
    private let column: Int
    /// Where the rows of each three letters begin.
    private var starts: [UInt32] = []
    private var rows: [UInt32] = []
    /// The name each row had when it was entered.
    private var codes: [UInt32] = []
    /// Rows entered since: new ones, and those whose name changed.
    private var late: [UInt32] = []
    private var edition: Edition?
    private var phase = Phase.none

    private enum Phase: Equatable {
        case none
        case counting(next: Int)
        case placing(next: Int)
        case ready
    }

    init(_ table: TableID, _ column: Int) {
        self.table = table
        self.column = column
    }

    /// Letters of three words fit 15 bits.
    private static let size = 1 << 15
    /// Rows of one turn of work: less than a millisecond.
    private static let turn = 4_096
    /// Rows that are looked at one by one.
    private static let patience = 20_000

    // MARK: finding

    /// Live rows with a word in their name that begins so, at most `limit`.
    func rows(_ prefix: ArraySlice<UInt8>, in store: Store, limit: Int) -> [UInt32] {
        let wanted = prefix.map(Self.fold)
        guard !wanted.isEmpty, limit > 0 else { return [] }
        catchUp(store)
        if phase == .none { phase = .counting(next: 0) }
        let names = store.view(table, column)
        var found: [UInt32] = []
        func look(at row: UInt32) {
            guard store.isLive(table, row), let code = UInt32(exactly: names[Int(row)]) else { return }
            let fits = store.texts.withBytes(code) { name in
                Self.eachWord(name) { at in
                    name.count - at >= wanted.count && (0..<wanted.count).allSatisfy { Self.fold(name[at + $0]) == wanted[$0] }
                }
            }
            if fits { found.append(row) }
        }
        guard phase == .ready else {
            // The table is not made yet: the first rows, as far as patience goes.
            for row in 0..<min(names.count, Self.patience) where found.count < limit { look(at: UInt32(row)) }
            return found
        }
        for row in late.reversed() where found.count < limit { look(at: row) }
        let range = Self.keys(wanted)
        let first = Int(starts[range.lowerBound])
        for at in first..<min(Int(starts[range.upperBound]), first + Self.patience) where found.count < limit {
            if found.last != rows[at] { look(at: rows[at]) }
        }
        return found
    }

    // MARK: making the table

    /// A turn of work; false when there is nothing to do.
    func work(_ store: Store) -> Bool {
        switch phase {
        case .none, .ready: return false
        case .counting(let next):
            if next == 0 { begin(store) }
            let end = min(codes.count, next + Self.turn)
            each(next..<end, store) { _, key in starts[key + 1] += 1 }
            phase = end < codes.count ? .counting(next: end) : .placing(next: 0)
            if end == codes.count { sum() }
        case .placing(let next):
            let end = min(codes.count, next + Self.turn)
            each(next..<end, store) { row, key in
                rows[Int(places[key])] = row
                places[key] += 1
            }
            if end < codes.count {
                phase = .placing(next: end)
            } else {
                places = []
                phase = .ready
            }
        }
        return phase != .ready
    }

    /// The next free place of each three letters, while rows are placed.
    private var places: [UInt32] = []

    private func begin(_ store: Store) {
        let names = store.view(table, column)
        edition = store.edition
        late = []
        codes = (0..<names.count).map { UInt32(exactly: names[$0]) ?? 0 }
        starts = Array(repeating: 0, count: Self.size + 1)
    }

    private func sum() {
        for key in 0..<Self.size { starts[key + 1] += starts[key] }
        rows = Array(repeating: 0, count: Int(starts[Self.size]))
        places = starts
    }

    private func each(_ range: Range<Int>, _ store: Store, _ body: (UInt32, Int) -> Void) {
        for row in range {
            store.texts.withBytes(codes[row]) { name in
                _ = Self.eachWord(name) { at in
                    body(UInt32(row), Self.key(name, at))
                    return false
                }
            }
        }
    }

    /// After a change of the book: rows that are new or named otherwise are looked at one by one, until they are too many.
    private func catchUp(_ store: Store) {
        guard phase == .ready, store.edition !== edition else { return }
        edition = store.edition
        let names = store.view(table, column)
        late = []
        for row in 0..<names.count where row >= codes.count || (UInt32(exactly: names[row]) ?? 0) != codes[row] {
            late.append(UInt32(row))
            if late.count > Self.patience {
                phase = .counting(next: 0)
                return
            }
        }
    }

    // MARK: words and letters

    /// Calls with the place of each word until the answer is yes.
    private static func eachWord(_ name: UnsafeBufferPointer<UInt8>, _ body: (Int) -> Bool) -> Bool {
        var isInside = false
        for at in 0..<name.count {
            let isLetter = letter(name[at]) > 0
            if isLetter, !isInside, body(at) { return true }
            isInside = isLetter || name[at] == 0x27
        }
        return false
    }

    private static func key(_ name: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
        var key = 0
        var isOver = false
        for step in 0..<3 {
            let letter = at + step < name.count && !isOver ? letter(fold(name[at + step])) : 0
            isOver = letter == 0
            key = key << 5 | letter
        }
        return key
    }

    /// The keys of all words that begin so.
    private static func keys(_ wanted: [UInt8]) -> Range<Int> {
        var low = 0
        let known = wanted.prefix(3).prefix { letter($0) > 0 }
        for byte in known { low = low << 5 | letter(byte) }
        let shift = 5 * (3 - known.count)
        return (low << shift)..<((low + 1) << shift)
    }

    /// 1 to 26 a letter, 27 a digit, 28 the rest of Unicode, 0 what stands between words.
    private static func letter(_ byte: UInt8) -> Int {
        switch fold(byte) {
        case 0x61...0x7A: Int(fold(byte)) - 0x60
        case 0x30...0x39: 27
        case 0x80...0xFF: 28
        default: 0
        }
    }

    private static func fold(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
}
