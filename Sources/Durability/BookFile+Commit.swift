// Changes on their way to the disk: staged, written in one piece, synced once, then marked. Nothing is confirmed before its sync.
package import Columns
import Files

extension BookFile {
    /// Writes a change that `store` holds already; returns its number once it is on the disk. On a fault nothing was
    /// confirmed: take the change back out of the store, or, after `.writingEnded`, open the book again.
    package func commit(
        _ changes: ChangeSet, _ entry: Entry, from store: borrowing Store
    ) throws(BookFault) -> UInt64 {
        let number = try stage(changes, entry, from: store)
        try flush()
        return number
    }

    /// Applies a change to `store` and commits it: its number, and its inverse. Where the store refuses, nothing happened; where
    /// the disk does, `store` is read anew, because taking a change back in memory leaves tombstones that the disk knows
    /// nothing of. After `.writingEnded` it is as it was before the change, and the book must be opened again.
    package func perform(
        _ changes: ChangeSet, _ entry: Entry, on store: inout Store
    ) throws(BookFault) -> (number: UInt64, inverse: ChangeSet) {
        if let refusal { throw refusal }
        guard isHeld else { throw .notHeld }
        let inverse: ChangeSet
        do throws(StoreFault) {
            inverse = try store.apply(changes)
        } catch {
            throw .refused(group: group + 1, error)
        }
        do throws(BookFault) {
            return (try commit(changes, entry, from: store), inverse)
        } catch {
            if ended == nil { try reload(&store) } else { _ = try? store.apply(inverse) }
            throw error
        }
    }

    /// Several changes with one write and one sync; the numbers they got.
    package func commitMany(
        _ changes: [(ChangeSet, Entry)], from store: borrowing Store
    ) throws(BookFault) -> ClosedRange<UInt64>? {
        var first: UInt64?
        var last: UInt64 = 0
        for (change, entry) in changes {
            last = try stage(change, entry, from: store)
            first = first ?? last
        }
        try flush()
        return first.map { $0...last }
    }

    /// Prepares a change for the next `flush` and gives the number it will have: for a stream that is confirmed in groups.
    package func stage(
        _ changes: ChangeSet, _ entry: Entry, from store: borrowing Store
    ) throws(BookFault) -> UInt64 {
        if let refusal { throw refusal }
        guard isHeld else { throw .notHeld }
        // What was worked out from a block that read as nothing must not become history.
        guard store.damage.isEmpty else {
            throw .damaged(
                file: BookLayout.snapshot(report.snapshot ?? 0), section: store.damage.places.joined(separator: ", "), offset: 0)
        }
        do throws(BookFault) {
            let (number, overflow) = pendingGroup.addingReportingOverflow(1)
            guard !overflow else { throw .damaged(file: live.name, section: "the number of changes", offset: 0) }
            // The whole batch is one write: until it is synced, what was synced before it is all that any frame may claim.
            pendingSequence = try encoder.write(
                changes, entry, group: number, sequence: pendingSequence, synced: live.cursor.group, seed: live.header.seed,
                from: store, to: &pending, spill)
            pendingGroup = number
            return number
        } catch {
            try unspill()
            forgetPending()
            throw error
        }
    }

    /// How many changes wait for `flush`, and their bytes.
    package var staged: (groups: UInt64, bytes: Int) {
        let bytes = spilled + pending.count
        // With nothing staged the count is left behind by what others append.
        return bytes == 0 ? (0, 0) : (pendingGroup - live.cursor.group, bytes)
    }

    /// Writes out finished frames of a large change, so that memory holds a few megabytes of it. Behind the cursor they belong
    /// to no complete group until the last of them is there.
    private func spill(_ out: inout ByteWriter) throws(BookFault) {
        guard out.count >= options.spillSize else { return }
        let file = try openForWriting()
        if spilled == 0 { try settle(file) }
        let start = live.cursor.offset + spilled
        try grow(file, to: start + out.count + Frame.headerSize)
        spilled += out.count
        let bytes = out.bytes
        try writing { () throws(DiskFault) in try disk.writeAll(file, at: start, bytes) }
        out.removeAll()
    }

    /// Takes back what `spill` wrote.
    func unspill() throws(BookFault) {
        guard spilled > 0, ended == nil else { return }
        let range = live.cursor.offset..<(live.cursor.offset + spilled)
        spilled = 0
        try wipe(try openForWriting(), range)
    }

    /// Brings everything staged to the disk: one write, one sync, then the mark that it was.
    package func flush() throws(BookFault) {
        if let refusal { throw refusal }
        guard isHeld else { throw .notHeld }
        guard pending.count > 0 else { return }
        defer {
            spilled = 0
            forgetPending()
        }
        let file = try openForWriting()
        if spilled == 0 { try settle(file) }
        let start = live.cursor.offset + spilled
        do throws(BookFault) {
            try grow(file, to: start + pending.count + Frame.headerSize)
            spilled += pending.count
            try writing { () throws(DiskFault) in try disk.writeAll(file, at: start, pending.bytes) }
        } catch {
            // The disk was full in the middle. Nothing of it may stay, or a later group could be taken together with it.
            try unspill()
            throw error
        }
        try syncing { () throws(DiskFault) in try disk.sync(file) }
        live.cursor.offset += spilled
        live.cursor.group = pendingGroup
        live.cursor.sequence = pendingSequence
        mark(file)
    }

    /// The ack mark, not synced: it travels with the next group. The change is on the disk whatever becomes of it.
    private func mark(_ file: OpenFile) {
        live.cursor.synced = live.cursor.group
        let ack = Frame.ack(sequence: live.cursor.sequence &- 1, group: live.cursor.group, seed: live.header.seed)
        do throws(DiskFault) {
            try disk.writeAll(file, at: live.cursor.offset, ack)
            live.cursor.offset += ack.count
        } catch {
            // A half mark is an unreadable mark; the next group begins behind its place.
            live.cursor.offset += ack.count
            if error.code == SystemError.inputOutput { ended = error }
        }
        live.cursor.unsynced = live.cursor.offset
    }

    /// Makes sure of groups found in the journal without a mark, before anything is written that says they are on the disk.
    func settle(_ file: OpenFile) throws(BookFault) {
        guard live.cursor.synced < live.cursor.group || live.cursor.group + 1 == live.header.firstGroup else { return }
        try syncing { () throws(DiskFault) in
            try disk.sync(file)
            // Nobody has yet confirmed a group in this journal, so nobody has made sure of its name.
            if live.header.firstGroup > live.cursor.synced { try disk.syncDirectory(layout.path) }
        }
        live.cursor.synced = live.cursor.group
        live.cursor.unsynced = live.cursor.offset
    }

    func openForWriting() throws(BookFault) -> OpenFile {
        if let file = live.file { return file }
        let file = try writing { () throws(DiskFault) in try disk.open(layout.journal(live.number), .readWrite) }
        live.file = file
        live.size = try writing { () throws(DiskFault) in try disk.status(file).size }
        return file
    }

    /// Room ahead, so that a sync need not write a new size and a full disk is known before anything is written.
    func grow(_ file: OpenFile, to needed: Int) throws(BookFault) {
        guard needed > live.size else { return }
        let ahead = min(max(needed, live.size * 2), needed + (1 << 20))
        let size = Self.roundedUp(ahead, to: Int(live.header.step))
        try writing { () throws(DiskFault) in try disk.preallocate(file, upTo: size, growing: true) }
        live.size = size
    }

    /// Puts zeros in place of bytes that belong to no group, and makes that last.
    func wipe(_ file: OpenFile, _ range: Range<Int>) throws(BookFault) {
        let zeros = [UInt8](repeating: 0, count: min(range.count, 1 << 20))
        do throws(DiskFault) {
            let end = min(range.upperBound, try disk.status(file).size)
            var at = range.lowerBound
            while at < end {
                let step = min(zeros.count, end - at)
                try disk.writeAll(file, at: at, Array(zeros[..<step]))
                at += step
            }
            try disk.sync(file)
        } catch {
            ended = error
            throw .writingEnded(error)
        }
    }

    func forgetPending() {
        pending.removeAll()
        pendingGroup = live.cursor.group
        pendingSequence = live.cursor.sequence
    }
}
