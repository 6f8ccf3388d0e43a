// One change after another, each seeing what the ones before it did; the session then applies all of them as one.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

extension Run {
    /// Works out a change for each record in turn. The book is changed on the way and put back before this returns, so that
    /// only the session really changes it; a refusal puts it back as well, and says at which of several records it came.
    func inTurn<Item>(
        _ items: [Item], at item: (any SignatureItem)? = nil, naming name: (Item) -> String,
        _ make: (Item, inout Store) throws(TradeFault) -> ChangeSet, told: (Item, ChangeSet) -> Void = { _, _ in }
    ) throws(Diagnostic) -> ChangeSet {
        var effects: [Effect] = []
        var inverses: [ChangeSet] = []
        var failure: Diagnostic?
        var place = 0
        for one in items {
            place += 1
            do throws(TradeFault) {
                let change = try make(one, &context.world.store)
                told(one, change)
                do throws(StoreFault) { inverses.append(try context.world.store.apply(change)) } catch {
                    failure = fault("act.refused", "the change does not fit what is in the book", at: item)
                    break
                }
                effects += change.effects
            } catch {
                failure = refusal(error, at: item)
                break
            }
        }
        for inverse in inverses.reversed() {
            do throws(StoreFault) { _ = try context.world.store.apply(inverse) } catch {
                throw fault("act.refused", "the change could not be taken back on the way", at: item)
            }
        }
        if var failure {
            if items.count > 1 {
                failure.notes.append("at \(name(items[place - 1])), \(place) of \(items.count): nothing was changed")
            }
            throw failure
        }
        return ChangeSet(effects)
    }

    /// The same for rows of a table.
    func inTurn(
        _ records: [UInt32], of table: TableID, at item: (any SignatureItem)? = nil,
        _ make: (UInt32, inout Store) throws(TradeFault) -> ChangeSet, told: (UInt32, ChangeSet) -> Void = { _, _ in }
    ) throws(Diagnostic) -> ChangeSet {
        try inTurn(records, at: item, naming: { id(table, $0) }, make, told: told)
    }

    /// Of several records those to which something is still to be done; one that stands alone is kept, so that it is refused
    /// with the reason.
    func leaving(_ rows: [UInt32], _ isDone: (UInt32) -> Bool) -> [UInt32] {
        rows.count > 1 ? rows.filter { !isDone($0) } : rows
    }

    /// What is said of records that were left as they are.
    func left(_ all: [UInt32], _ kept: [UInt32], _ why: String) -> [String] {
        kept.count < all.count ? ["\(all.count - kept.count) \(why), left as \(all.count - kept.count == 1 ? "it is" : "they are")"] : []
    }

    /// A part of an amount is about one record.
    func checkPart(_ part: Key<Money?>, of count: Int, _ noun: Noun) throws(Diagnostic) {
        guard given(part), count != 1 else { return }
        throw fault(
            "act.part-of-many", "a part is of one \(noun.singular), but these are \(count)", at: part,
            hint: "without the amount it is all of each")
    }
}
