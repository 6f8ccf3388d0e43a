// One change after another, each seeing what the ones before it did; the session then applies all of them as one.
import Columns
import Diagnostics
import Interpreter
import Receivables

extension Run {
    /// Works out a change for each record in turn. The book is changed on the way and put back before this returns, so that
    /// only the session really changes it; a refusal puts it back as well.
    func inTurn(
        _ records: [UInt32], at item: (any SignatureItem)? = nil,
        _ make: (UInt32, inout Store) throws(TradeFault) -> ChangeSet, told: (UInt32, ChangeSet) -> Void = { _, _ in }
    ) throws(Diagnostic) -> ChangeSet {
        var effects: [Effect] = []
        var inverses: [ChangeSet] = []
        var failure: Diagnostic?
        for record in records {
            do throws(TradeFault) {
                let change = try make(record, &context.world.store)
                told(record, change)
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
        if let failure { throw failure }
        return ChangeSet(effects)
    }
}
