// The book a session works on: opened, locked for a command, brought up to date, committed to. The one place where memory
// and disk meet. May not know a verb.
import Builtins
import Columns
import Diagnostics
import Durability
import Files
import Interpreter
import Receivables
import Values

final class BookDesk {
    private enum Place {
        /// Forgotten at the end; the changes are kept for `undo` while it lasts.
        case memory
        case file(BookFile)
    }

    private let place: Place
    /// What the prompt calls it.
    let name: String
    /// How the person sees the book's path; nil in memory.
    let path: String?
    private(set) var kept: [(head: ChangeHistory.Head, changes: ChangeSet)] = []
    /// A commit failed or was overtaken: the store holds what the disk does not.
    private(set) var mustReload = false
    /// Set while a stream's changes are gathered: they are written, but wait for one sync together.
    private var isBatching = false
    /// Whether anything was committed.
    private(set) var hasWritten = false
    private let now: () -> Moment

    private init(_ place: Place, name: String, path: String?, now: @escaping () -> Moment) {
        self.place = place
        self.name = name
        self.path = path
        self.now = now
    }

    static func memory(now: @escaping () -> Moment) throws(ShellFault) -> (BookDesk, Store) {
        do throws(StoreFault) {
            return (BookDesk(.memory, name: "recoup", path: nil, now: now), try Book.empty())
        } catch {
            throw ShellFault(ExitCode.book, "an empty book cannot be made: \(error)")
        }
    }

    /// Opens a book to be read; the first change makes a writer of it.
    static func open(
        _ path: String, making: Bool, _ outside: Outside, command: String, now: @escaping () -> Moment, progress: ProgressLine
    ) throws(ShellFault) -> (BookDesk, Store) {
        var options = BookOptions(holder: LockHolder(command: command))
        options.random = outside.random
        options.pause = outside.pause
        options.reports = { work, done, total in
            guard progress.isWatching else { return }
            switch work {
            case .recovery: progress.report(WorkDone("reading the changes", done, of: total, unit: "bytes"))
            case .snapshot: progress.report(WorkDone("writing a snapshot", done, of: total, unit: "cells"))
            }
        }
        do throws(BookFault) {
            var (file, store) =
                making
                ? try BookFile.create(outside.disk, path, catalog: Book.catalog, options)
                : try BookFile.open(outside.disk, path, catalog: Book.catalog, .reading, options)
            Book.prepare(&store)
            return (BookDesk(.file(file), name: Self.name(of: path), path: path, now: now), store)
        } catch {
            throw ShellFault(error, path)
        }
    }

    /// `acme` for `books/acme.book`.
    private static func name(of path: String) -> String {
        let last = path.split(separator: "/").last.map(String.init) ?? path
        return last.hasSuffix(".book") && last.utf8.count > 5 ? String(last.dropLast(5)) : last
    }

    var file: BookFile? {
        if case .file(let file) = place { return file }
        return nil
    }

    /// What opening found, one line each.
    var findings: [Finding] { file?.report.findings ?? [] }
    var isDamaged: Bool { file?.report.damage != nil }
    /// The newest change, those that wait for their sync among them.
    var group: UInt64 { file.map { $0.group + $0.staged.groups } ?? UInt64(kept.count) }

    // MARK: around a statement

    /// Takes the lock and catches up.
    func hold(_ store: inout Store) throws(CommitFault) {
        guard let file else { return }
        file.permitWriting()
        do throws(BookFault) { try file.hold(&store) } catch { throw CommitFault(error) }
    }

    func letGo() { file?.letGo() }

    /// Catches up without the lock.
    func refresh(_ store: inout Store) throws(CommitFault) {
        guard let file else { return }
        do throws(BookFault) { try file.refresh(&store) } catch { throw CommitFault(error) }
    }

    /// After a failed commit: the store as the disk has it.
    func reload(_ store: inout Store) throws(CommitFault) {
        mustReload = false
        guard let file else { return }
        do throws(BookFault) {
            try file.reload(&store)
            Book.prepare(&store)
        } catch {
            throw CommitFault(error)
        }
    }

    /// Lets others have the book while a person thinks; false when it was changed meanwhile or cannot be had again.
    func yield(_ store: Store, while thinking: () -> Bool) -> Bool {
        guard let file, file.isHeld else { return thinking() }
        let before = file.group
        file.letGo()
        let answer = thinking()
        var twin = store
        do throws(BookFault) { try file.hold(&twin) } catch {
            mustReload = true
            return false
        }
        if file.group != before {
            mustReload = true
            return false
        }
        return answer
    }

    // MARK: committing

    /// `base` is the book as it was at `begin`, where one is open.
    func commit(
        _ changes: ChangeSet, _ entry: Interpreter.Entry, _ theStore: @autoclosure () -> Store,
        base: @autoclosure () -> Store? = nil
    ) throws(CommitFault) -> UInt64 {
        let at = now()
        guard let file else {
            let number = UInt64(kept.count) + 1
            let head = ChangeHistory.Head(
                number: number, line: entry.line, actor: entry.actor, at: at, key: entry.key ?? "", undoes: entry.undoes,
                rows: UInt64(changes.effects.count))
            kept.append((head, changes))
            return number
        }
        let store = theStore()
        let record = Durability.Entry(
            line: entry.line, actor: entry.actor, moment: at.epochMinutes, key: entry.key ?? "",
            script: entry.script.map(Self.digest) ?? [], undoes: entry.undoes)
        do throws(BookFault) {
            if !file.isHeld {
                try overtake(file, base() ?? store)
                defer { file.letGo() }
                return try self.record(changes, record, store, file)
            }
            return try self.record(changes, record, store, file)
        } catch {
            mustReload = true
            throw CommitFault(error)
        }
    }

    private func record(
        _ changes: ChangeSet, _ entry: Durability.Entry, _ store: Store, _ file: BookFile
    ) throws(BookFault) -> UInt64 {
        hasWritten = true
        return isBatching ? try file.stage(changes, entry, from: store) : try file.commit(changes, entry, from: store)
    }

    // MARK: a batch

    /// From here on changes share a sync; takes the lock for as long as the batch lasts.
    func openBatch(_ store: inout Store) throws(CommitFault) {
        guard !isBatching, file != nil else { return }
        try hold(&store)
        isBatching = true
    }

    var isBatchOpen: Bool { isBatching }
    /// Bytes that wait for their sync.
    var batchSize: Int { file?.staged.bytes ?? 0 }

    /// Lets go of the lock; what waits was synced before.
    func closeBatch() {
        guard isBatching else { return }
        isBatching = false
        letGo()
    }

    /// Brings what waits to the disk: nothing may be read from the journal before.
    func sync() throws(CommitFault) {
        guard let file, file.staged.groups > 0 else { return }
        do throws(BookFault) { try file.flush() } catch {
            mustReload = true
            throw CommitFault(error)
        }
    }

    /// The end of a `begin`: the lock, provided that nobody changed the book since.
    private func overtake(_ file: BookFile, _ base: Store) throws(BookFault) {
        file.permitWriting()
        let before = file.group
        var twin = base
        try file.hold(&twin)
        if file.group != before {
            file.letGo()
            throw .readOnly(path: file.path, why: "others changed it since begin")
        }
    }

    /// On leaving: a snapshot where the journal has grown enough to slow the next opening.
    func leave(_ store: inout Store) throws(CommitFault) {
        guard let file, hasWritten, file.snapshotIsDue, !mustReload else { return }
        do throws(BookFault) { try file.snapshot(&store) } catch { throw CommitFault(error) }
    }

    /// What a script was, for the audit.
    private static func digest(_ script: Source) -> [UInt8] {
        withUnsafeBytes(of: KeyLedger.digest(String(decoding: script.bytes, as: UTF8.self)).littleEndian) { Array($0) }
    }
}
