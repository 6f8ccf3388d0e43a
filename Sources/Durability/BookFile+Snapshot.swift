// Taking a snapshot: written beside, synced, read back, renamed; then a new journal, then the directory synced; only then is an
// older snapshot dropped. Sealed journals are never dropped: they are the history.
package import Columns
import Files

extension BookFile {
    /// Whether a new snapshot would spare the next opening much: the live journal has passed 1 MB.
    package var snapshotIsDue: Bool { live.cursor.offset > 1 << 20 }

    /// Writes the state as a snapshot and begins a new journal. Takes the lock for as long as that lasts, and first brings
    /// `store` up to date. Does nothing where the live journal is still empty and the last snapshot says the same.
    package func snapshot(_ store: inout Store) throws(BookFault) {
        try hold(&store)
        defer { letGo() }
        guard pending.count == 0 else { throw .notHeld }
        if live.cursor.group + 1 == live.header.firstGroup, report.snapshot == live.number { return }
        try settle(try openForWriting())
        let number = live.number + 1
        try writeSnapshot(store, number)
        try beginJournal()
        // From here on the new snapshot counts; a failure below leaves one too many, and no harm.
        try dropOlder(than: number)
        report.snapshot = number
    }

    private func writeSnapshot(_ store: borrowing Store, _ number: UInt64) throws(BookFault) {
        let temporary = layout.snapshot(number) + ".tmp"
        let file = try writing { () throws(DiskFault) in
            if try disk.status(at: temporary) != nil { try disk.unlink(temporary) }
            return try disk.open(temporary, .exclusive)
        }
        do throws(BookFault) {
            var writer = SnapshotWriter(disk, file) { [reports = options.reports] in reports(.snapshot, $0, $1) }
            let header = try writer.write(
                store, number: number, group: live.cursor.group, sequence: live.cursor.sequence)
            try syncing { () throws(DiskFault) in try disk.sync(file) }
            try compare(temporary, header)
        } catch {
            try? disk.close(file)
            if case .disk(let fault) = error, fault.code == SystemError.inputOutput {
                ended = fault
                throw .writingEnded(fault)
            }
            if ended == nil { try? disk.unlink(temporary) }
            throw error
        }
        try writing { () throws(DiskFault) in
            try disk.close(file)
            try disk.rename(temporary, to: layout.snapshot(number))
        }
    }

    /// What was written, as it reads: the header, the directory, and every piece against its sum.
    private func compare(_ path: String, _ header: SnapshotHeader) throws(BookFault) {
        let file = try onDisk { () throws(DiskFault) in try disk.map(path) }
        let name = BookLayout.snapshot(header.number)
        let (found, directory) = try SnapshotHeader.read(file.bytes, file: name, number: header.number)
        guard found == header else { throw .damaged(file: name, section: "the header, read back", offset: 0) }
        do throws(FormatFault) {
            let pieces = try SnapshotPieces(directory, fileSize: file.count)
            if let place = pieces.firstDamage(file) {
                throw FormatFault(section: place, offset: 0)
            }
        } catch {
            throw .damaged(file: name, section: "\(error.section), read back", offset: error.offset)
        }
    }

    /// Keeps the new snapshot and the one before it; one known to be damaged is set aside and does not count.
    private func dropOlder(than number: UInt64) throws(BookFault) {
        let damaged = report.findings.compactMap { finding -> String? in
            if case .snapshotUnused(let file, _) = finding { return file }
            return nil
        }
        try writing { () throws(DiskFault) in
            let names = try disk.list(layout.path)
            var kept = false
            for older in BookLayout.Contents(names).snapshots.reversed() where older < number {
                let name = BookLayout.snapshot(older)
                if damaged.contains(name) {
                    try disk.rename(layout.snapshot(older), to: layout.quarantine + "/" + name)
                } else if kept {
                    try disk.unlink(layout.snapshot(older))
                } else {
                    kept = true
                }
            }
        }
    }
}
