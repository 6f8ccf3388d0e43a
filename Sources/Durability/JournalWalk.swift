// Walks a journal's bytes group by group, and judges what stands after the last good one. It decodes no payload.

/// How far a journal is read: everything before `offset` is good.
struct JournalCursor: Hashable {
    var offset: Int
    /// The last complete group.
    var group: UInt64
    /// The sequence the next part must have.
    var sequence: UInt64
    /// The last group known to be on the disk.
    var synced: UInt64
    /// Where the first group after `synced` begins.
    var unsynced: Int

    init(_ header: JournalHeader) {
        offset = header.framesOffset
        group = header.firstGroup - 1
        sequence = header.firstSequence
        synced = group
        unsynced = offset
    }
}

/// A complete group in a journal.
struct JournalGroup {
    let number: UInt64
    let offset: Int
    let end: Int
    /// Its payloads in order; only the first when heads alone were asked for.
    let parts: [UnsafeRawBufferPointer]
}

enum JournalEnding: Hashable {
    /// Nothing but zeros to the end.
    case clean
    /// Unconfirmed work: so many bytes from the cursor to the last that is not zero.
    case torn(bytes: Int)
    /// Confirmed groups are unreadable, up to `last`.
    case damaged(last: UInt64, sequences: ClosedRange<UInt64>?)
    /// The visitor had enough.
    case stopped
}

struct JournalWalk {
    /// The whole file, from its first byte.
    let bytes: UnsafeRawBufferPointer
    /// What sums start from.
    let seed: UInt32
    /// The last group known from elsewhere to have been on the disk: a later journal or a snapshot says so.
    var confirmed: UInt64 = 0
    /// Only the payload of each first part is verified and given.
    var headsOnly = false
    /// Where an ack mark was unreadable and bytes stood in its place.
    private(set) var badMarks: [Int] = []

    init(_ bytes: UnsafeRawBufferPointer, seed: UInt32, confirmed: UInt64 = 0, headsOnly: Bool = false) {
        self.bytes = bytes
        self.seed = seed
        self.confirmed = confirmed
        self.headsOnly = headsOnly
    }

    /// Visits each complete group in order until `visit` answers false. The cursor moves past a group after its visit.
    mutating func run<E: Error>(
        _ cursor: inout JournalCursor, _ visit: (JournalGroup) throws(E) -> Bool
    ) throws(E) -> JournalEnding {
        while true {
            if let frame = Frame(headerAt: cursor.offset, in: bytes, seed: seed) {
                if frame.kind == .ack {
                    guard frame.length == 0, frame.group == cursor.group, frame.synced == cursor.group,
                        frame.sequence == cursor.sequence &- 1
                    else { break }
                    cursor.offset += Frame.headerSize
                    cursor.synced = cursor.group
                    cursor.unsynced = cursor.offset
                    continue
                }
                guard let (group, synced, sequence) = group(at: cursor.offset, after: cursor) else { break }
                guard try visit(group) else { return .stopped }
                if synced > cursor.synced {
                    cursor.synced = synced
                    // What an earlier write did not sync ends where the write that says so began.
                    cursor.unsynced = group.offset
                }
                cursor.offset = group.end
                cursor.group = group.number
                cursor.sequence = sequence
                continue
            }
            // An ack mark is all that can stand between a group and the next one: where the next begins right behind a mark's
            // length with the sequence that is due, nothing else is lost.
            let behind = cursor.offset + Frame.headerSize
            if cursor.group > 0, group(at: behind, after: cursor) != nil {
                if !isTornMark(cursor.offset..<behind, cursor) { badMarks.append(cursor.offset) }
                cursor.offset = behind
                continue
            }
            break
        }
        return judge(cursor)
    }

    private func group(
        at start: Int, after cursor: JournalCursor
    ) -> (JournalGroup, synced: UInt64, nextSequence: UInt64)? {
        var parts: [UnsafeRawBufferPointer] = []
        var offset = start
        var index: UInt32 = 0
        var sequence = cursor.sequence
        while true {
            guard let frame = Frame(headerAt: offset, in: bytes, seed: seed), frame.kind == .part,
                frame.group == cursor.group &+ 1, frame.index == index, frame.sequence == sequence,
                frame.synced >= cursor.synced, frame.synced < frame.group
            else { return nil }
            if headsOnly, index > 0 {
                guard frame.length <= bytes.count - offset - Frame.headerSize else { return nil }
            } else {
                guard let payload = frame.payload(at: offset, in: bytes, seed: seed) else { return nil }
                parts.append(payload)
            }
            offset += Frame.headerSize + frame.length
            let (next, overflow) = sequence.addingReportingOverflow(1)
            guard !overflow, index < UInt32.max else { return nil }
            sequence = next
            index += 1
            if frame.total != 0 {
                guard frame.total == index else { return nil }
                return (
                    JournalGroup(number: frame.group, offset: start, end: offset, parts: parts), frame.synced, sequence
                )
            }
        }
    }

    /// Scans on, at every byte offset, for proof that what cannot be read had been on the disk.
    private func judge(_ cursor: JournalCursor) -> JournalEnding {
        let end = lastUsed(from: cursor.offset)
        if end <= bytes.count, end - cursor.offset <= Frame.headerSize, confirmed <= cursor.group, cursor.group > 0,
            isTornMark(cursor.offset..<end, cursor)
        {
            return .clean
        }
        var last = confirmed
        var sequence: UInt64 = 0
        var offset = cursor.offset
        while offset < end {
            if bytes[offset] == Frame.mark.0, let frame = Frame(headerAt: offset, in: bytes, seed: seed) {
                // A frame says which groups were synced before it was written: an ack mark its own, a part those before its
                // write. One such group after the last good one, and synced bytes were damaged.
                if frame.synced > cursor.group { last = max(last, frame.group) }
                sequence = max(sequence, frame.sequence)
            }
            offset += 1
        }
        if last > cursor.group {
            return .damaged(
                last: last, sequences: sequence >= cursor.sequence ? cursor.sequence...sequence : nil)
        }
        return end > cursor.offset ? .torn(bytes: end - cursor.offset) : .clean
    }

    /// Whether bytes are what a power cut leaves of an ack mark: some of its own bytes, zeros for the rest. Nobody waits for
    /// marks, so there is nothing to report.
    private func isTornMark(_ range: Range<Int>, _ cursor: JournalCursor) -> Bool {
        let whole = Frame.ack(sequence: cursor.sequence &- 1, group: cursor.group, seed: seed)
        return range.count <= whole.count && zip(bytes[range], whole).allSatisfy { $0 == 0 || $0 == $1 }
    }

    /// Behind the last byte that is not zero, or `from`. The room ahead is long: eight bytes at a time.
    private func lastUsed(from: Int) -> Int {
        var end = bytes.count
        while end - 8 >= from, bytes.loadUnaligned(fromByteOffset: end - 8, as: UInt64.self) == 0 { end -= 8 }
        while end > from, bytes[end - 1] == 0 { end -= 1 }
        return max(end, from)
    }
}
