// What was worked out from the whole book, kept from one statement to the next while the book stays as it is. Knows nothing of
// what it keeps.
package import Columns
package import Diagnostics
package import Values

/// Keeps the work of the last two days asked about: today, and an `as of` beside it.
package final class KeptWork {
    private struct Days: Equatable {
        let today: Day
        let asOf: Day?
    }

    private struct Piece {
        let name: String
        let days: Days
        let work: AnyObject
        let isSound: () -> Bool
    }

    private var edition: Edition?
    private var pieces: [Piece] = []

    /// The work of that name for those days on this state of the book, made where there is none. Pieces of the same days may be
    /// made of each other: once one of them says that it is not sound, all of them are made anew.
    package func work<Work: AnyObject>(
        _ name: String, on store: borrowing Store, today: Day, asOf: Day?, isSound: @escaping (Work) -> Bool = { _ in true },
        _ make: () throws(Diagnostic) -> Work
    ) throws(Diagnostic) -> Work {
        if edition !== store.edition { drop() }
        edition = store.edition
        let days = Days(today: today, asOf: asOf)
        if pieces.contains(where: { $0.days == days && !$0.isSound() }) { pieces.removeAll { $0.days == days } }
        for piece in pieces where piece.days == days && piece.name == name {
            if let work = piece.work as? Work { return work }
        }
        let work = try make()
        let others = pieces.map(\.days).filter { $0 != days }
        if let oldest = others.first, others.contains(where: { $0 != oldest }) { pieces.removeAll { $0.days == oldest } }
        pieces.append(Piece(name: name, days: days, work: work) { [unowned work] in isSound(work) })
        return work
    }

    /// Lets go of everything: before a change, so that the change finds the store's blocks its own.
    package func drop() {
        edition = nil
        pieces.removeAll()
    }
}
