// `undo` and `redo`: a new change with the inverse of an old one. History is never cut, and nothing is taken back from under
// what was built on it: a refusal names the changes that depend on it.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum UndoVerb {
    static let number = Key.count("change", "which change: #1234; my own last one without it").optional

    static let verb = Verb.action(
        "undo", [number], summary: "take a change back",
        details: """
            It adds the opposite as a new change; `events` shows both. What later changes rest on is not taken back: they are
            named. What was struck, and what left the building, stays.
            """,
        examples: [Example("edit D-1 note \"calls back\"; undo", "my last change; undo #1234 takes back that one")]
    ) { _ in
        Prepared.act { run throws(Diagnostic) in
            let log = try run.log()
            if let asked = try run[number] {
                return try run.takeBack(try log.head(UInt64(asked), at: number), log, at: number)
            }
            guard let last = try log.latest({ $0.actor == run.world.actor && !$1 }) else {
                throw run.fault("undo.nothing", "there is no change of yours to take back", hint: "events lists every change; undo #12 names one")
            }
            return try run.takeBack(last, log, at: nil)
        }
    }
}

enum RedoVerb {
    static let verb = Verb.action(
        "redo", summary: "do again what I took back last", examples: [Example("edit D-1 note \"calls back\"; undo; redo")]
    ) { _ in
        Prepared.act { run throws(Diagnostic) in
            let log = try run.log()
            // Only as long as nothing new was done: the newest of my changes that counts must be an undo, or a redo after it.
            let last = try log.latest { head, isUndo in
                head.actor == run.world.actor && (isUndo || head.undoes == 0)
            }
            guard let last, last.undoes > 0 else {
                throw run.fault("redo.nothing", "nothing was taken back since your last change", hint: "undo takes a change back")
            }
            return try run.takeBack(last, log, at: nil)
        }
    }
}

/// The history as undo reads it: which changes still count, and which of them take others back.
struct ChangeLog {
    let history: ChangeHistory
    let run: Run

    func head(_ number: UInt64, at item: any SignatureItem) throws(Diagnostic) -> ChangeHistory.Head {
        guard number > 0, number <= history.latest(), let head = try heads(number...number).first else {
            throw run.fault(
                "undo.no-change", "there is no change #\(number)", at: item,
                hint: history.latest() == 0 ? "nothing was changed yet" : "the last one is #\(history.latest()); events lists them")
        }
        return head
    }

    func heads(_ range: ClosedRange<UInt64>) throws(Diagnostic) -> [ChangeHistory.Head] {
        do throws(CommitFault) { return try history.heads(range) } catch { throw run.history(error) }
    }

    func changes(_ number: UInt64) throws(Diagnostic) -> ChangeSet {
        do throws(CommitFault) { return try history.changes(number, &run.context.world.store) } catch { throw run.history(error) }
    }

    /// The newest change that counts (was not taken back) for which the test holds; the test is told whether it is itself
    /// a taking back.
    func latest(_ test: (ChangeHistory.Head, Bool) -> Bool) throws(Diagnostic) -> ChangeHistory.Head? {
        var gone: Set<UInt64> = []
        var found: ChangeHistory.Head?
        try walk { head throws(Diagnostic) in
            if gone.contains(head.number) { return true }
            if head.undoes > 0 { gone.insert(head.undoes) }
            if test(head, try isUndo(head)) {
                found = head
                return false
            }
            return true
        }
        return found
    }

    /// The change that took this one back and counts.
    func undone(_ number: UInt64) throws(Diagnostic) -> UInt64? {
        var gone: Set<UInt64> = []
        var by: UInt64?
        try walk { head throws(Diagnostic) in
            if head.number <= number { return false }
            if gone.contains(head.number) || head.undoes == 0 { return true }
            gone.insert(head.undoes)
            if head.undoes == number { by = head.number }
            return by == nil
        }
        return by
    }

    /// Whether a change takes a real one back: an undo, and not the undo of an undo.
    func isUndo(_ head: ChangeHistory.Head) throws(Diagnostic) -> Bool {
        var isUndo = false
        var head = head
        while head.undoes > 0, head.undoes < head.number {
            isUndo.toggle()
            guard let next = try heads(head.undoes...head.undoes).first else { break }
            head = next
        }
        return isUndo
    }

    /// Every change, newest first, until the body says no.
    private func walk(_ body: (ChangeHistory.Head) throws(Diagnostic) -> Bool) throws(Diagnostic) {
        var high = history.latest()
        while high > 0 {
            let low = high > 256 ? high - 255 : 1
            for head in try heads(low...high).reversed() where try !body(head) { return }
            high = low - 1
        }
    }
}

extension Run {
    func log() throws(Diagnostic) -> ChangeLog {
        guard let history = context.history else {
            throw fault("undo.unreadable", "no history of changes is kept here, so nothing can be taken back")
        }
        return ChangeLog(history: history, run: self)
    }

    fileprivate func history(_ fault: CommitFault) -> Diagnostic {
        self.fault("undo.unreadable", "the history of changes cannot be read: \(fault.message)", hint: fault.hint).ofFiles
    }

    fileprivate func takeBack(
        _ head: ChangeHistory.Head, _ log: ChangeLog, at item: (any SignatureItem)?
    ) throws(Diagnostic) -> Deed {
        if let by = try log.undone(head.number) {
            throw fault("undo.again", "#\(head.number) was taken back by #\(by) already", at: item, hint: "undo #\(by) does it again")
        }
        let changes = try log.changes(head.number)
        let inverse = changes.inverted
        if changes.strikes {
            throw fault("undo.final", "#\(head.number) struck a contact, and striking is final", at: item, hint: "record the contact again")
        }
        do throws(StoreFault) {
            let back = try context.world.store.apply(inverse)
            _ = try context.world.store.apply(back)
        } catch {
            throw dependents(on: head, changes, log, at: item)
        }
        let isRedo = try log.isUndo(head)
        var deed = Deed(
            inverse, says: [isRedo ? "#\(head.undoes) done again" : "#\(head.number) taken back: \(head.title)"])
        deed.undoes = head.number
        return deed
    }

    /// Which later changes touched what this one did: they must be taken back first.
    private func dependents(
        on head: ChangeHistory.Head, _ changes: ChangeSet, _ log: ChangeLog, at item: (any SignatureItem)?
    ) -> Diagnostic {
        let mine = TouchedRows(changes, context.world.store.catalog)
        var later: [String] = []
        var number = head.number + 1
        while number <= log.history.latest(), later.count < 6 {
            if let other = try? log.changes(number), mine.isTouched(by: other, context.world.store.catalog),
                (try? log.undone(number)) == nil, let found = try? log.heads(number...number).first {
                later.append("#\(number) \(found.title)")
            }
            number += 1
        }
        if later.count == 6 { later[5] = "…" }
        return fault(
            "undo.built-upon", "#\(head.number) cannot be taken back: later changes rest on it", at: item,
            notes: later, hint: later.isEmpty ? nil : "take those back first, the newest first")
    }
}

/// The rows a change made or wrote, to find what later changes rest on them.
private struct TouchedRows {
    private var rows: [TableID: Set<UInt32>] = [:]
    private var ranges: [(table: TableID, rows: Range<UInt32>)] = []

    init(_ changes: ChangeSet, _ catalog: Catalog) {
        for effect in changes.effects {
            switch effect {
            case .insert(let table, let row, _), .remove(let table, let row, _), .update(let table, let row, _, _, _):
                rows[table, default: []].insert(row)
            case .insertRows(let table, let first, let batch):
                ranges.append((table, first..<(first &+ UInt32(clamping: batch.count))))
            case .removeRows(let table, let first, let count, _):
                ranges.append((table, first..<(first &+ count)))
            }
        }
    }

    private func has(_ table: TableID, _ row: UInt32) -> Bool {
        rows[table]?.contains(row) == true || ranges.contains { $0.table == table && $0.rows.contains(row) }
    }

    /// Whether another change wrote one of the rows, or made a row that refers to one.
    func isTouched(by other: ChangeSet, _ catalog: Catalog) -> Bool {
        other.effects.contains { effect in
            switch effect {
            case .update(let table, let row, _, _, _): has(table, row)
            case .insert(let table, let row, let cells), .remove(let table, let row, let cells):
                has(table, row) || refers(table, cells, catalog)
            case .insertRows(let table, let first, let batch): has(table, first) || batchRefers(table, batch.count)
            case .removeRows(let table, let first, _, let batch): has(table, first) || batchRefers(table, batch.count)
            }
        }
    }

    private func refers(_ table: TableID, _ cells: [Int64], _ catalog: Catalog) -> Bool {
        guard let schema = catalog.table(table) else { return false }
        for (column, lane) in zip(schema.columns, cells) {
            if case .reference(let target) = column.meaning, let row = UInt32(exactly: lane), has(target, row) { return true }
        }
        return false
    }

    /// An import that came later may refer to anything: it is named rather than left out.
    private func batchRefers(_ table: TableID, _ count: Int) -> Bool { count > 0 }
}

extension ChangeSet {
    fileprivate var strikes: Bool {
        effects.contains { effect in
            if case .update(Contacts.table, _, Contacts.struck, _, 1) = effect { true } else { false }
        }
    }
}
