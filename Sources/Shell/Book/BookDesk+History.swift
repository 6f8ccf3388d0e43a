// What a book's desk lends the verbs: its history, its keys, and the care of its file. Closures over the desk; they live no
// longer than the conversation.
import Builtins
import Columns
import Durability
import Files
import Interpreter
import Receivables
import Values

extension BookDesk {
    var history: ChangeHistory {
        ChangeHistory(
            latest: { [unowned self] in group },
            heads: { [unowned self] range throws(CommitFault) in try heads(range) },
            changes: { [unowned self] number, store throws(CommitFault) in try changes(number, &store) })
    }

    private func heads(_ range: ClosedRange<UInt64>) throws(CommitFault) -> [ChangeHistory.Head] {
        try sync()
        guard let file else { return kept.map(\.head).filter { range.contains($0.number) } }
        do throws(BookFault) {
            return try file.history(range).map { head in
                ChangeHistory.Head(
                    number: head.number, line: head.entry.line, actor: head.entry.actor,
                    at: Moment(epochMinutes: head.entry.moment), key: head.entry.key, undoes: head.entry.undoes,
                    rows: head.rows)
            }
        } catch {
            throw CommitFault(error)
        }
    }

    private func changes(_ number: UInt64, _ store: inout Store) throws(CommitFault) -> ChangeSet {
        try sync()
        guard let file else {
            guard number > 0, number <= UInt64(kept.count) else {
                throw CommitFault(.failed, "there is no change #\(number)")
            }
            return kept[Int(number) - 1].changes
        }
        do throws(BookFault) { return try file.group(number, in: &store).changes } catch { throw CommitFault(error) }
    }

    /// What was changed after a moment, the newest change first.
    func recall(_ moment: Moment, _ store: inout Store) throws(CommitFault) -> [ChangeSet] {
        guard let first = try firstChange(after: moment) else { return [] }
        guard let file else { return kept[Int(first - 1)...].reversed().map(\.changes) }
        do throws(BookFault) { return try file.groups(first...group, in: &store).reversed().map(\.changes) } catch { throw CommitFault(error) }
    }

    /// The first change that came after a moment; nil where none did.
    private func firstChange(after moment: Moment) throws(CommitFault) -> UInt64? {
        var first: UInt64?
        var high = group
        while high > 0 {
            let low = high > 512 ? high - 511 : 1
            for head in try heads(low...high).reversed() {
                guard let at = head.at, at > moment else { return first }
                first = head.number
                if head.number == 1 { throw CommitFault(.failed, "its first change is of \(at.text)") }
            }
            high = low - 1
        }
        return first
    }

    // MARK: keys

    /// The acts that carry a key, kept in the book beside what they did.
    var keys: KeyLedger {
        KeyLedger(
            find: { store, key in
                RecordKey.find(key, in: store).map { known in
                    KeyLedger.Kept(content: known.digest, says: known.group > 0 ? ["this is change #\(known.group)"] : [])
                }
            },
            keep: { [unowned self] store, key, kept in
                let record = RecordKey(key: key, group: Int64(clamping: group + 1), digest: kept.content)
                return (try? record.changes(in: &store))?.effects ?? []
            })
    }

    // MARK: the file

    /// Nil in memory. The store is the session's own, which these bring up to date first.
    func keeping(_ context: Context) -> BookKeeping? {
        guard let file, let path else { return nil }
        return BookKeeping(
            info: { [unowned self] () throws(CommitFault) in
                [
                    ("path", path), ("changes", String(group)),
                    ("snapshot", file.report.snapshot.map { "snapshot-\($0)" } ?? "none"),
                    ("writable", isDamaged ? "no: \(file.report.damage?.sentence ?? "")" : "yes"),
                ]
            },
            snapshot: { [unowned self] () throws(CommitFault) in
                try sync()
                file.permitWriting()
                do throws(BookFault) { try file.snapshot(&context.world.store) } catch { throw CommitFault(error) }
                return "the book as of change #\(group) is in a snapshot"
            },
            backup: { [unowned self] target throws(CommitFault) in
                try sync()
                file.permitWriting()
                do throws(BookFault) { try file.backup(&context.world.store, to: target) } catch { throw CommitFault(error) }
                return "\(group) \(group == 1 ? "change is" : "changes are") copied to \(target), and the copy was read back"
            },
            verify: { [unowned self] () throws(CommitFault) in
                try sync()
                do throws(BookFault) { return try file.verify().filter(\.isDamage).map(\.sentence) } catch { throw CommitFault(error) }
            })
    }
}
