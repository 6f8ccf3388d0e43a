// What others appended since this process last looked; and, under the lock, setting aside what nobody ever confirmed.
package import Columns
import Files

extension BookFile {
    /// Brings `store` up to the last complete change on the disk without taking the lock: for those who only read.
    package func refresh(_ store: inout Store) throws(BookFault) {
        guard depth == 0, report.damage == nil else { return }
        try follow(&store)
    }

    /// Under the lock: as `refresh`, and then the tail is this process's to judge.
    func catchUp(_ store: inout Store) throws(BookFault) {
        let ending = try follow(&store)
        if let refusal { throw refusal }
        try repair(ending)
        if !live.hasCurrentLayout { try beginJournal() }
        forgetPending()
    }

    /// Reads on from the cursor, through new journals, and says how the last one ends.
    @discardableResult
    private func follow(_ store: inout Store) throws(BookFault) -> JournalEnding {
        while true {
            var ending = JournalEnding.clean
            if try !restIsEmpty() {
                ending = try readOn(&store)
                if ending.isFatal { return ending }
            }
            guard try moveOn(&store) else { return ending }
        }
    }

    /// Whether nothing stands behind the cursor, as is nearly always so: no group, and no group behind a lost mark.
    private func restIsEmpty() throws(BookFault) -> Bool {
        if tailIsTorn { return false }
        let file = try openForReading()
        let peek = try onDisk { () throws(DiskFault) in
            try disk.read(file, at: live.cursor.offset, count: 2 * Frame.headerSize)
        }
        return peek.allSatisfy { $0 == 0 }
    }

    private func openForReading() throws(BookFault) -> OpenFile {
        if let file = live.file { return file }
        if mode == .writing { return try openForWriting() }
        let file = try onDisk { () throws(DiskFault) in try disk.open(layout.journal(live.number), .read) }
        live.file = file
        return file
    }

    private func readOn(_ store: inout Store) throws(BookFault) -> JournalEnding {
        let kept = report.findings.count
        for attempt in 0..<2 {
            var replay = Replay(disk, layout, catalog)
            let file = try onDisk { () throws(DiskFault) in try disk.map(layout.journal(live.number)) }
            var opened = Replay.Opened(journal: live, file: file)
            let ending = replay.apply(&opened, after: live.cursor.group, confirmed: live.cursor.synced, to: &store)
            live.cursor = opened.journal.cursor
            live.size = max(live.size, file.count)
            report.group = live.cursor.group
            // Without the lock a writer may have been in the middle of it: what looks damaged is looked at twice.
            if case .damaged = ending, attempt == 0, !isHeld { continue }
            report.findings.removeLast(report.findings.count - kept)
            report.findings += replay.findings
            return ending
        }
        return .clean
    }

    /// Goes over to the next journal if there is one; false when the live one is still the last.
    private func moveOn(_ store: inout Store) throws(BookFault) -> Bool {
        let number = live.number + 1
        guard try onDisk({ () throws(DiskFault) in try disk.status(at: layout.journal(number)) }) != nil else { return false }
        for attempt in 0..<2 {
            let (opened, fromCopy) = try Replay(disk, layout, catalog).open(number)
            if opened.journal.header.firstGroup == live.cursor.group + 1 {
                if fromCopy { report.findings.append(.header(file: opened.journal.name)) }
                closeJournal()
                live = opened.journal
                return true
            }
            // Its writer may have appended to the old one just before.
            if attempt == 0 { _ = try readOn(&store) }
        }
        let finding = Finding.missing(file: BookLayout.journal(number), first: live.cursor.group + 1)
        report.findings.append(finding)
        throw .readOnly(path: path, why: finding.sentence)
    }

    // MARK: the tail, under the lock

    private func repair(_ ending: JournalEnding) throws(BookFault) {
        let file = try openForWriting()
        if case .torn(let bytes) = ending {
            let start = live.cursor.offset
            let place = try setAside(file, start..<(start + bytes))
            try wipe(file, start..<(start + bytes))
            report.findings.removeAll { if case .tornTail = $0 { true } else { false } }
            report.findings.append(.tornTail(file: live.name, offset: start, bytes: bytes, movedTo: place))
            tailIsTorn = false
        }
        let step = Int(live.header.step)
        if live.size % step != 0 {
            let size = Self.roundedUp(max(live.size, live.cursor.offset + 1), to: step)
            try writing { () throws(DiskFault) in try disk.preallocate(file, upTo: size, growing: true) }
            try syncing { () throws(DiskFault) in try disk.sync(file) }
            live.size = size
        }
    }

    /// Copies bytes of the live journal into quarantine, on the disk before it returns; the name they got.
    private func setAside(_ file: OpenFile, _ range: Range<Int>) throws(BookFault) -> String {
        let base = "\(live.name)-at-\(range.lowerBound)"
        var name = base
        var copy = 1
        while try onDisk({ () throws(DiskFault) in try disk.status(at: layout.quarantine + "/" + name) }) != nil {
            copy += 1
            name = "\(base)-\(copy)"
        }
        let path = layout.quarantine + "/" + name
        try writing { () throws(DiskFault) in
            if try disk.status(at: layout.quarantine) == nil {
                try disk.makeDirectory(layout.quarantine)
                try disk.syncDirectory(layout.path)
            }
            let target = try disk.open(path, .exclusive)
            do throws(DiskFault) {
                var at = range.lowerBound
                while at < range.upperBound {
                    let window = try disk.read(file, at: at, count: min(1 << 20, range.upperBound - at))
                    guard !window.isEmpty else { break }
                    try disk.writeAll(target, at: at - range.lowerBound, window)
                    at += window.count
                }
                try disk.sync(target)
                try disk.syncDirectory(layout.quarantine)
            } catch {
                try? disk.close(target)
                throw error
            }
            try disk.close(target)
        }
        return "quarantine/" + name
    }

    /// An empty journal in this program's layout after the live one.
    func beginJournal() throws(BookFault) {
        let next = try writing { () throws(DiskFault) in
            let made = try Self.makeJournal(
                disk, layout, catalog, number: live.number + 1, firstGroup: live.cursor.group + 1,
                firstSequence: live.cursor.sequence, options)
            return made
        }
        guard let next else { throw .newer(file: live.name, format: JournalHeader.format) }
        closeJournal()
        live = next
        forgetPending()
        try syncing { () throws(DiskFault) in try disk.syncDirectory(layout.path) }
    }
}
