// What was worked out from the whole book, kept from one statement to the next while the book stays as it is. Knows nothing of
// what it keeps.
package import Columns
package import Values

/// Keeps the work of the last two days asked about: today, and an `as of` beside it.
package final class KeptWork {
    private struct Piece {
        let name: String
        let today: Day
        let asOf: Day?
        let work: AnyObject
    }

    private var edition: Edition?
    private var pieces: [Piece] = []

    /// The work of that name for those days on this state of the book, made where there is none or `isSound` refuses it.
    package func work<Work: AnyObject>(
        _ name: String, on store: Store, today: Day, asOf: Day?, isSound: (Work) -> Bool, _ make: () -> Work
    ) -> Work {
        if edition !== store.edition { drop() }
        edition = store.edition
        if let at = pieces.firstIndex(where: { $0.name == name && $0.today == today && $0.asOf == asOf }) {
            if let work = pieces[at].work as? Work, isSound(work) { return work }
            pieces.remove(at: at)
        }
        let work = make()
        if pieces.count > 1 { pieces.removeFirst() }
        pieces.append(Piece(name: name, today: today, asOf: asOf, work: work))
        return work
    }

    /// Lets go of everything: before a change, so that the change finds the store's blocks its own.
    package func drop() {
        edition = nil
        pieces.removeAll()
    }
}
