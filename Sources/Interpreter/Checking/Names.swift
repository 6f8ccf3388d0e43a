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
    /// Slots are not used twice within one session's statement, so that a frozen table is never seen through two names.
    private(set) var slots = 0

    func find(_ name: String) -> Entry? { entries.last { $0.name == name } }
    func isKnown(_ name: String) -> Bool { find(name) != nil }

    var count: Int { entries.count }
    var all: [String] { entries.filter { !$0.isBroken }.map(\.name) }

    /// A new variable; one of the same name in the same block is reused by those who come later only through `find`.
    mutating func declare(_ name: String, _ shape: Shape, isBroken: Bool = false) -> Int {
        // At the outermost level a line typed again and again must not grow the table.
        if let last = entries.lastIndex(where: { $0.name == name }), last >= floor {
            entries[last].shape = shape
            entries[last].isBroken = isBroken
            return entries[last].slot
        }
        let slot = slots
        slots += 1
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

    /// The names there were before; the slots given since stay taken, since definitions may have them.
    mutating func goBack(to before: Names) {
        let taken = slots
        self = before
        reserve(taken)
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
        entries.removeLast(max(0, entries.count - mark.count))
        floor = mark.floor
    }
}
