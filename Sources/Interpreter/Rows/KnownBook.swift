// What the book said at an earlier moment: the book as it is, less everything changed since, and less what is not kept yet. Codes of
// texts and numbers of rows are those of the book as it is, so that rows of both can stand beside each other.
// Knows no journal: the floor above tells what was changed.
package import Columns
import Diagnostics
package import Values

/// The book as it was known then, and the day it was.
package final class KnownBook {
    let store: Store
    let moment: Moment

    init(store: Store, moment: Moment) {
        self.store = store
        self.moment = moment
    }
}

extension Context {
    /// What was changed after a moment, the newest change first, in the codes of the store given. Nil where nobody keeps it.
    package typealias Recall = (Moment, inout Store) throws(CommitFault) -> [ChangeSet]

    func knownBook(at moment: Moment, _ span: Span) throws(Diagnostic) -> KnownBook {
        if let kept = keptBook, kept.moment == moment, kept.edition === world.store.edition { return kept.book }
        guard let recalls else { throw .notKnown(moment, "nobody keeps what was changed when", span) }
        let later: [ChangeSet]
        do throws(CommitFault) { later = try recalls(moment, &world.store) } catch { throw .notKnown(moment, error.message, span) }
        var store = world.store
        for changes in [ChangeSet(pending())] + later where !changes.effects.isEmpty {
            try checkInterrupt(span)
            do throws(StoreFault) { _ = try store.apply(changes.inverted) } catch {
                throw .notKnown(moment, "a change since then cannot be taken back", span)
            }
        }
        let book = KnownBook(store: store, moment: moment)
        keptBook = KeptBook(moment: moment, edition: world.store.edition, book: book)
        return book
    }

    /// Does something in the world of an earlier book, where there is one.
    func seeing<Result>(_ known: KnownBook?, _ body: () throws(Diagnostic) -> Result) throws(Diagnostic) -> Result {
        guard let known else { return try body() }
        let (store, today) = (world.store, world.today)
        world.store = known.store
        world.today = known.moment.day
        defer {
            world.store = store
            world.today = today
        }
        return try body()
    }
}

/// The book recalled last: one question follows another.
struct KeptBook {
    let moment: Moment
    let edition: Edition
    let book: KnownBook
}

extension Diagnostic {
    fileprivate static func notKnown(_ moment: Moment, _ why: String, _ span: Span) -> Diagnostic {
        Diagnostic("known.unreachable", "what the book said at \(moment.text) cannot be told: \(why)", at: span)
    }
}
