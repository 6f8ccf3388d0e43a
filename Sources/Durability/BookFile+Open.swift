// Opening: the newest sound snapshot, then the journals since; and if anything is wrong, how much of the book there is.
package import Columns
package import Files

extension BookFile {
    /// Opens a book. Opening to read writes nothing, not even a time; opening to write also sets aside what was never
    /// confirmed, unless another process is at work, which will be looked at again when the lock is taken.
    ///
    /// Look at `report` afterwards, and at `store.damage` before showing a result: blocks are checked when first touched.
    package static func open(
        _ disk: any Disk, _ path: String, catalog: Catalog, _ mode: Mode, _ options: BookOptions
    ) throws(BookFault) -> (BookFile, Store) {
        let layout = BookLayout(path: try directory(disk, path))
        let contents = BookLayout.Contents(try onDisk { () throws(DiskFault) in try disk.list(layout.path) })
        guard !contents.journals.isEmpty || !contents.snapshots.isEmpty else {
            throw .notBook(path: path, why: "it holds no journal and no snapshot")
        }
        var unused: [Finding] = []
        var best: (state: Opening, store: Store)?
        for candidate in contents.snapshots.reversed().map(Optional.some) + [nil] {
            // Without any snapshot every change is replayed, which needs the first journal.
            if candidate == nil, contents.journals.first != 1 { break }
            do throws(BookFault) {
                let (state, store) = try opening(disk, layout, catalog, contents, from: candidate, options)
                guard store.damage.isEmpty else {
                    if let candidate {
                        let file = BookLayout.snapshot(candidate)
                        unused.append(.snapshotUnused(file: file, section: store.damage.places.joined(separator: ", ")))
                    }
                    continue
                }
                // A sound snapshot whose journal is damaged may still be the one that loses least.
                if best.map({ state.live.cursor.group > $0.state.live.cursor.group }) ?? true { best = (state, store) }
                if state.report.damage == nil { break }
            } catch {
                guard case .damaged(let file, let section, _) = error else { throw error }
                unused.append(
                    candidate != nil && file == candidate.map(BookLayout.snapshot)
                        ? .snapshotUnused(file: file, section: section)
                        : .missing(file: file, first: 1))
            }
        }
        guard var (state, store) = best else {
            guard let first = unused.first else { throw .notBook(path: path, why: "its first journal is missing") }
            throw .notBook(path: path, why: first.sentence)
        }
        state.report.findings.insert(contentsOf: unused.filter { !$0.endsWriting }, at: 0)
        let book = BookFile(disk, layout, catalog, mode, options, state.live, state.report)
        book.noteTail(state.ending)
        if mode == .writing, book.refusal == nil { try book.repairIfFree(&store) }
        return (book, store)
    }

    /// Reads the store from the disk again, as when opening, and goes on from there. For after a commit that failed.
    package func reload(_ store: inout Store) throws(BookFault) {
        let (book, fresh) = try BookFile.open(disk, path, catalog: catalog, .reading, options)
        book.closeJournal()
        closeJournal()
        live = book.live
        tailIsTorn = book.tailIsTorn
        store = fresh
        forgetPending()
    }

    /// Whether there is a book at `path`.
    package static func exists(_ disk: any Disk, _ path: String) throws(BookFault) -> Bool {
        guard let status = try onDisk({ () throws(DiskFault) in try disk.status(at: path) }) else { return false }
        guard status.kind == .directory || status.kind == .link else { return false }
        let directory = try directory(disk, path)
        let contents = BookLayout.Contents(try onDisk { () throws(DiskFault) in try disk.list(directory) })
        return !contents.journals.isEmpty || !contents.snapshots.isEmpty
    }

    private static func directory(_ disk: any Disk, _ path: String) throws(BookFault) -> String {
        guard let status = try onDisk({ () throws(DiskFault) in try disk.status(at: path) }) else {
            throw .missing(path: path)
        }
        switch status.kind {
        case .directory: return path
        case .link:
            let target = try onDisk { () throws(DiskFault) in try disk.resolve(path) }
            guard try onDisk({ () throws(DiskFault) in try disk.status(at: target) })?.kind == .directory else {
                throw .notBook(path: path, why: "it is not a directory")
            }
            return target
        case .file, .other: throw .notBook(path: path, why: "it is not a directory")
        }
    }

    private struct Opening {
        var live: LiveJournal
        var ending: JournalEnding
        var report: RecoveryReport
    }

    /// One attempt, from one snapshot or from nothing.
    private static func opening(
        _ disk: any Disk, _ layout: BookLayout, _ catalog: Catalog, _ contents: BookLayout.Contents, from candidate: UInt64?,
        _ options: BookOptions
    ) throws(BookFault) -> (Opening, Store) {
        var report = RecoveryReport()
        var store: Store
        var base: UInt64 = 0
        if let candidate {
            let snapshot = try SnapshotFile.open(disk, layout, candidate, catalog, checksAll: options.checksAll)
            store = snapshot.store
            base = snapshot.header.group
            report.snapshot = candidate
        } else {
            do throws(StoreFault) { store = try Store(catalog: catalog) } catch { throw .refused(group: 0, error) }
        }
        var replay = Replay(disk, layout, catalog)
        replay.reports = { [reports = options.reports] in reports(.recovery, $0, $1) }

        // The last journal that begins no later than the first change that is wanted.
        var later: [(Replay.Opened, fromCopy: Bool)] = []
        var unreadable: UInt64?
        for number in contents.journals.reversed() {
            let one: (Replay.Opened, fromCopy: Bool)
            do throws(BookFault) {
                one = try replay.open(number)
            } catch {
                guard case .damaged = error else { throw error }
                // Those after it cannot be reached.
                unreadable = number
                later.removeAll()
                if number == 1 || candidate.map({ $0 >= number }) ?? false { break }
                continue
            }
            later.append(one)
            if one.0.journal.header.firstGroup <= base + 1 { break }
        }
        later.reverse()
        guard let first = later.first, first.0.journal.header.firstGroup <= base + 1 else {
            guard let candidate, unreadable == nil || unreadable == candidate else {
                throw .damaged(
                    file: BookLayout.journal(unreadable ?? contents.journals.first ?? 1), section: "the header", offset: 0)
            }
            return try withoutJournal(candidate, base, options, catalog, store, report)
        }

        var group = base
        var ended = JournalEnding.clean
        var live = first.0.journal
        for i in later.indices {
            var (opened, fromCopy) = later[i]
            if fromCopy { replay.findings.append(.header(file: opened.journal.name)) }
            if i > 0, opened.journal.header.firstGroup != group + 1 {
                replay.findings.append(.missing(file: opened.journal.name, first: group + 1))
                ended = .stopped
                break
            }
            // A later journal proves that all before its first group was on the disk; so does the snapshot.
            let next = i + 1 < later.count ? later[i + 1].0.journal.header.firstGroup - 1 : base
            ended = replay.apply(&opened, after: base, confirmed: max(next, base), to: &store)
            live = opened.journal
            live.size = opened.file.count
            group = max(group, live.cursor.group)
            if ended.isFatal { break }
        }
        if let unreadable, !ended.isFatal {
            replay.findings.append(.missing(file: BookLayout.journal(unreadable), first: group + 1))
        }
        report.group = live.cursor.group
        report.replayed = live.cursor.group > base ? live.cursor.group - base : 0
        report.findings += replay.findings
        return (Opening(live: live, ending: ended, report: report), store)
    }

    /// A snapshot whose own journal was never made, or cannot be read.
    private static func withoutJournal(
        _ number: UInt64, _ base: UInt64, _ options: BookOptions, _ catalog: Catalog, _ store: Store, _ report: RecoveryReport
    ) throws(BookFault) -> (Opening, Store) {
        let cells = Layout(catalog)
        guard let map = LayoutMap(cells, catalog) else {
            throw .damaged(file: BookLayout.journal(number), section: "the layout", offset: 0)
        }
        let header = JournalHeader(
            number: number, firstGroup: base + 1, firstSequence: 1, salt: 0, step: options.step, layout: cells.bytes)
        var report = report
        report.group = base
        report.findings.append(.missing(file: BookLayout.journal(number), first: base + 1))
        let live = LiveJournal(
            header: header, map: map, hasCurrentLayout: true, cursor: JournalCursor(header), file: nil, size: 0)
        return (Opening(live: live, ending: .clean, report: report), store)
    }

    /// What stands behind the last good group, for someone who only reads.
    func noteTail(_ ending: JournalEnding) {
        if case .torn(let bytes) = ending {
            tailIsTorn = true
            report.findings.append(
                .tornTail(file: live.name, offset: live.cursor.offset, bytes: bytes, movedTo: nil))
        }
        let step = Int(live.header.step)
        if live.size % step != 0 {
            report.findings.append(.shortened(file: live.name, size: live.size, group: live.cursor.group))
        }
    }

    /// Takes the lock if nobody has it, and repairs. With somebody at work the tail may be theirs, half written.
    private func repairIfFree(_ store: inout Store) throws(BookFault) {
        do throws(BookFault) {
            try takeLock(patience: 0)
        } catch {
            guard case .locked = error else { throw error }
            return
        }
        defer { letGo() }
        try catchUp(&store)
    }
}
