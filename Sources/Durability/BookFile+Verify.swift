// Reading everything: what `check book` asks and what a backup must pass. It changes nothing.
package import Columns
import Files

extension BookFile {
    /// Reads every snapshot whole and every journal from the first change on, replays all changes from nothing, and compares
    /// with what each snapshot says. What was found; nothing when all is well.
    package func verify() throws(BookFault) -> [Finding] {
        let names = try onDisk { () throws(DiskFault) in try disk.list(layout.path) }
        let contents = BookLayout.Contents(names)
        var findings: [Finding] = []
        var states: [UInt64: Digest] = [:]
        for number in contents.snapshots {
            do throws(BookFault) {
                let file = try SnapshotFile.open(disk, layout, number, catalog, checksAll: true)
                states[file.header.group] = file.store.digest()
            } catch {
                guard case .damaged(let file, let section, _) = error else { throw error }
                findings.append(.snapshotUnused(file: file, section: section))
            }
        }
        var store: Store
        do throws(StoreFault) { store = try Store(catalog: catalog) } catch { throw .refused(group: 0, error) }
        var replay = Replay(disk, layout, catalog)
        var group: UInt64 = 0
        for number in contents.journals {
            var opened: Replay.Opened
            do throws(BookFault) {
                (opened, _) = try replay.open(number)
            } catch {
                guard case .damaged = error else { throw error }
                findings.append(.missing(file: BookLayout.journal(number), first: group + 1))
                break
            }
            guard opened.journal.header.firstGroup == group + 1 else {
                findings.append(.missing(file: opened.journal.name, first: group + 1))
                break
            }
            var known: UInt64 = 0
            if let next = contents.journals.first(where: { $0 > number }),
                case (let later, _)? = try? replay.open(next)
            {
                known = later.journal.header.firstGroup - 1
            }
            // Snapshots are compared where the replay passes their group: at the end of the journal before theirs.
            let ending = replay.apply(&opened, after: 0, confirmed: known, to: &store)
            group = opened.journal.cursor.group
            if ending.isFatal { break }
            if let state = states[group], state != store.digest() {
                findings.append(
                    .nonsense(file: opened.journal.name, section: "the snapshot after it differs", offset: 0, group: group))
            }
            if case .torn(let bytes) = ending {
                findings.append(
                    .tornTail(
                        file: opened.journal.name, offset: opened.journal.cursor.offset, bytes: bytes, movedTo: nil))
            }
        }
        return findings + replay.findings
    }

    /// Copies the whole book to a new directory as it is at this moment, then reads the copy. Takes the lock meanwhile.
    package func backup(_ store: inout Store, to target: String) throws(BookFault) {
        try hold(&store)
        defer { letGo() }
        try settle(try openForWriting())
        guard try onDisk({ () throws(DiskFault) in try disk.status(at: target) }) == nil else { throw .exists(path: target) }
        let copy = BookLayout(path: target)
        let names = try onDisk { () throws(DiskFault) in try disk.list(layout.path) }
        let contents = BookLayout.Contents(names)
        try onDisk { () throws(DiskFault) in
            try disk.makeDirectory(target)
            try disk.makeDirectory(copy.quarantine)
            for number in contents.snapshots { try duplicate(layout.snapshot(number), to: copy.snapshot(number)) }
            // Journals last and in order: a copy cut short is the book as it was earlier, or no book.
            for number in contents.journals { try duplicate(layout.journal(number), to: copy.journal(number)) }
            try disk.syncDirectory(target)
            try disk.syncDirectory(Self.parent(of: target))
        }
        let (twin, _) = try BookFile.open(disk, target, catalog: catalog, .reading, options)
        if let finding = try twin.verify().first { throw .readOnly(path: target, why: finding.sentence) }
        guard twin.group == group else { throw .noGroup(group) }
    }

    private func duplicate(_ from: String, to target: String) throws(DiskFault) {
        let source = try disk.open(from, .read)
        do throws(DiskFault) {
            let file = try disk.open(target, .exclusive)
            do throws(DiskFault) {
                var at = 0
                while true {
                    let window = try disk.read(source, at: at, count: 1 << 20)
                    if window.isEmpty { break }
                    try disk.writeAll(file, at: at, window)
                    at += window.count
                }
                try disk.sync(file)
            } catch {
                try? disk.close(file)
                throw error
            }
            try disk.close(file)
        } catch {
            try? disk.close(source)
            throw error
        }
        try disk.close(source)
    }
}
