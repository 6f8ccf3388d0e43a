// The changes since the last commit: what was applied to the store in memory and is kept, or taken back, together.
import Columns
import Diagnostics

struct Group {
    var changes: [Effect] = []
    /// Lines to print once it is kept.
    var says: [String] = []
    /// The statements that acted.
    var lines: [String] = []
    var key: String?
    /// The change that this one takes back; 0 for none.
    var undoes: UInt64 = 0
    /// What leaves the building after the commit.
    var departures: [(Context) throws(Diagnostic) -> Void] = []
    /// The store before the first change; nil as long as one applied change set can simply be inverted.
    var before: Store?
    /// What takes a single change back.
    var inverse: ChangeSet?
    /// Whether a `begin` opened it.
    var isOpen = false
    /// Whether the statement that runs is one call and nothing else, so that no copy of the store is needed.
    var isSingle = false

    struct Mark {
        /// Nil where one change can simply be inverted.
        var store: Store?
        var changes: Int
        var says: Int
        var lines: Int
        var departures: Int
    }

    func mark(_ store: Store?) -> Mark {
        Mark(
            store: store, changes: changes.count, says: says.count, lines: lines.count,
            departures: departures.count)
    }

    mutating func rollback(to mark: Mark) {
        changes.removeLast(max(0, changes.count - mark.changes))
        says.removeLast(max(0, says.count - mark.says))
        lines.removeLast(max(0, lines.count - mark.lines))
        departures.removeLast(max(0, departures.count - mark.departures))
        inverse = nil
    }

    mutating func clear() {
        // The changes of a statement are its own list, handed over; the lines are added one by one and keep their room.
        changes = []
        while says.popLast() != nil {}
        while lines.popLast() != nil {}
        if !departures.isEmpty { departures = [] }
        key = nil
        before = nil
        inverse = nil
        undoes = 0
        isOpen = false
    }
}
