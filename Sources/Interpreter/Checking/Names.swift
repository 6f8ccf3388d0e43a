// The variables that may be named at one place of a script: name, slot and shape. Later ones hide earlier ones.
// Knows no values: those live in the context, by slot.

struct Names {
    struct Entry {
        var name: String
        var slot: Int
        var shape: Shape
        /// Its statement had a problem of its own: whoever names it gets no second one.
        var isBroken: Bool
    }

    private(set) var entries: [Entry] = []
    /// The entries of each name, the latest last: a script may have as many variables as it has lines.
    private var places: [String: [Int]] = [:]
    /// What entries were before they were declared anew, since the source was opened.
    private var overwritten: [(place: Int, entry: Entry)] = []
    /// Slots are not used twice within one session's statement, so that a frozen table is never seen through two names.
    private(set) var slots = 0

    func find(_ name: String) -> Entry? { places[name]?.last.map { entries[$0] } }
    func isKnown(_ name: String) -> Bool { places[name] != nil }

    var count: Int { entries.count }
    var all: [String] { entries.filter { !$0.isBroken }.map(\.name) }

    /// A new variable; one of the same name in the same block is reused by those who come later only through `find`.
    mutating func declare(_ name: String, _ shape: Shape, isBroken: Bool = false) -> Int {
        // At the outermost level a line typed again and again must not grow the table.
        if let last = places[name]?.last, last >= floor {
            overwritten.append((last, entries[last]))
            entries[last].shape = shape
            entries[last].isBroken = isBroken
            return entries[last].slot
        }
        let slot = slots
        slots += 1
        places[name, default: []].append(entries.count)
        entries.append(Entry(name: name, slot: slot, shape: shape, isBroken: isBroken))
        return slot
    }

    /// No variable of these, and no slot of theirs: what a definition begins with.
    func isolated() -> Names {
        var inner = Names()
        inner.slots = slots
        return inner
    }

    /// Slots below this are taken by a definition.
    mutating func reserve(_ upTo: Int) { slots = max(slots, upTo) }

    // MARK: going back

    /// The names there are at one place of a source: a statement keeps this and not a copy, which would be as long as all that
    /// stands before it.
    struct Mark {
        fileprivate var count: Int
        fileprivate var overwritten: Int
        /// A variable with a slot below this was there before.
        var slots: Int
    }

    var mark: Mark { Mark(count: entries.count, overwritten: overwritten.count, slots: slots) }

    /// Marks of an earlier source mean nothing from here on.
    mutating func forgetMarks() { overwritten.removeAll() }

    /// The names there were at a mark of the same source, outside blocks; slots given since stay taken, since definitions may
    /// have them.
    mutating func goBack(to mark: Mark) {
        while overwritten.count > mark.overwritten, let last = overwritten.popLast() {
            if entries.indices.contains(last.place) { entries[last.place] = last.entry }
        }
        drop(entries.count - mark.count)
    }

    /// As they were before; slots given since stay taken.
    mutating func goBack(to before: Names) {
        let taken = slots
        self = before
        reserve(taken)
    }

    private mutating func drop(_ count: Int) {
        for _ in 0..<max(0, count) {
            guard let last = entries.popLast() else { return }
            places[last.name]?.removeLast()
            if places[last.name]?.isEmpty ?? false { places[last.name] = nil }
        }
    }

    /// The first entry of the innermost block.
    private var floor = 0

    /// Opens a block; give what it returns to `leave`.
    mutating func enter() -> (count: Int, floor: Int) {
        let mark = (entries.count, floor)
        floor = entries.count
        return mark
    }

    mutating func leave(_ mark: (count: Int, floor: Int)) {
        drop(entries.count - mark.count)
        floor = mark.floor
    }
}
