// Files made by someone who knows the formats: checksums are right and what they cover is nonsense. An error names the place;
// nothing traps and nothing large is allocated.
import Columns
import Files
import Testing

@testable import Durability

@Suite struct HostileTests {
    /// A book of three changes with one more group of the payload given, its frame sound.
    private func opening(_ payload: [UInt8], groups: Int = 3) throws -> (BookFile, Store, Written) {
        let written = try Written(groups: groups, seed: 60)
        var bytes = try written.bytes("journal-1")
        let offset = try written.used("journal-1")
        guard case .sound(let header, _) = bytes.withUnsafeBytes({ JournalHeader.read($0) }) else {
            throw BookFault.notHeld
        }
        let due = bytes.withUnsafeBytes { view in
            var walk = JournalWalk(view, seed: header.seed)
            var cursor = JournalCursor(header)
            _ = walk.run(&cursor) { _ throws(Never) in true }
            return cursor.sequence
        }
        let frame = Frame(
            kind: .part, length: payload.count, sequence: due, group: UInt64(groups + 1),
            synced: UInt64(groups), index: 0, total: 1,
            payloadChecksum: Checksum.crc32c(payload, seed: header.seed))
        let whole = frame.header(seed: header.seed) + payload
        if bytes.count < offset + whole.count { bytes += Array(repeating: 0, count: whole.count + 1024) }
        bytes.replaceSubrange(offset..<(offset + whole.count), with: whole)
        let (book, store) = try written.open(try written.disk.with(Written.path + "/journal-1", bytes))
        return (book, store, written)
    }

    private func head() -> ByteWriter {
        var out = ByteWriter()
        out.zigzag(0)
        out.varint(0)
        out.varint(1)
        for _ in 0..<4 { out.varint(0) }
        return out
    }

    private func expectNonsense(_ payload: [UInt8], _ section: String, line: Int = #line) throws {
        let (book, store, written) = try opening(payload)
        guard case .nonsense("journal-1", let found, _, 4)? = book.report.damage else {
            Issue.record("line \(line): \(book.report)")
            return
        }
        #expect(found.contains(section), "line \(line): \(found)")
        #expect(book.group == 3)
        #expect(store.digest() == written.digests[3])
    }

    @Test func aHeadWhoseTextIsLongerThanTheFile() throws {
        var out = ByteWriter()
        out.zigzag(0)
        out.varint(0)
        out.varint(0)
        out.varint(UInt64(1) << 63)
        try expectNonsense(out.bytes, "the head of a change")
    }

    @Test func anUnknownEffectAndAnUnknownTable() throws {
        var out = head()
        out.u8(9)
        try expectNonsense(out.bytes, "an effect")
        out = head()
        out.u8(1)
        out.u16(999)
        try expectNonsense(out.bytes, "an effect")
    }

    @Test func rowsByTheQuintillion() throws {
        for count in [UInt64(1) << 63, 4_097, 0, 4_000] {
            var out = head()
            out.u8(EffectTag.insertRows.rawValue)
            out.u16(2)
            out.varint(0)
            out.varint(count)
            out.zeros(200)
            try expectNonsense(out.bytes, "an effect on invoices")
        }
        var out = head()
        out.u8(EffectTag.insert.rawValue)
        out.u16(2)
        out.varint(UInt64(1) << 40)
        try expectNonsense(out.bytes, "an effect on invoices")
    }

    @Test func aTextAndAnIDThatWereNeverGiven() throws {
        var out = head()
        out.u8(EffectTag.insert.rawValue)
        out.u16(1)
        out.varint(0)
        out.varint(77)
        try expectNonsense(out.bytes, "an effect on debtors")
        out = head()
        out.u8(EffectTag.insert.rawValue)
        out.u16(1)
        out.varint(0)
        out.varint(0)
        out.varint(UInt64.max)
        try expectNonsense(out.bytes, "an effect on debtors")
    }

    @Test func aRowThatRefersToNoOne() throws {
        var out = head()
        out.u8(EffectTag.insert.rawValue)
        out.u16(3)
        out.varint(UInt64(0))
        out.varint(UInt64(2 * 900 + 1))
        out.varint(UInt64(3))
        try expectNonsense(out.bytes, "dangling")
    }

    @Test func aNumberOfElevenBytes() throws {
        var out = head()
        out.u8(EffectTag.insert.rawValue)
        out.u16(3)
        for _ in 0..<11 { out.u8(0xFF) }
        try expectNonsense(out.bytes, "an effect on payments")
    }

    /// Payloads of a sound journal with bytes changed and their sums put right: a state, or a named fault; never a trap.
    @Test func mutatedPayloadsWithRightSums() throws {
        let written = try Written(groups: 12, seed: 61)
        let original = try written.bytes("journal-1")
        guard case .sound(let header, _) = original.withUnsafeBytes({ JournalHeader.read($0) }) else {
            Issue.record("no header")
            return
        }
        var frames: [(offset: Int, frame: Frame)] = []
        original.withUnsafeBytes { view in
            var offset = header.framesOffset
            while let frame = Frame(headerAt: offset, in: view, seed: header.seed) {
                frames.append((offset, frame))
                offset += Frame.headerSize + frame.length
            }
        }
        let parts = frames.filter { $0.frame.kind == .part }
        for round in 0..<(Torture.isWhole ? 50_000 : 600) {
            var random = Seeded(UInt64(round))
            var bytes = original
            var (offset, frame) = parts[random.below(parts.count)]
            let payload = offset + Frame.headerSize
            for _ in 0...random.below(3) {
                let at = payload + random.below(frame.length)
                bytes[at] = [0, 1, 0x7F, 0x80, 0xFF, bytes[at] ^ (1 << UInt8(random.below(8)))][random.below(6)]
            }
            frame.payloadChecksum = Checksum.crc32c(Array(bytes[payload..<(payload + frame.length)]), seed: header.seed)
            bytes.replaceSubrange(offset..<payload, with: frame.header(seed: header.seed))
            let disk = try written.disk.with(Written.path + "/journal-1", bytes)
            let (book, store) = try written.open(disk)
            _ = store.digest()
            #expect(book.group <= 12)
            _ = try? book.history(1...12)
        }
    }

    /// A snapshot's directory with words changed and its sums put right: opened or refused, never a trap, nothing large.
    @Test func mutatedSnapshotDirectoriesWithRightSums() throws {
        let written = try Written(groups: 12, seed: 62, snapshotsAfter: [12])
        let original = try written.bytes("snapshot-2")
        let (header, directory) = try original.withUnsafeBytes { view in
            let (header, directory) = try SnapshotHeader.read(view, file: "snapshot-2", number: 2)
            return (header, Array(directory))
        }
        for round in 0..<(Torture.isWhole ? 50_000 : 1_500) {
            var random = Seeded(UInt64(round))
            var changed = directory
            let words: [UInt64] = [0, 1, 63, 1 << 31, 1 << 32, 1 << 62, 1 << 63, .max, .max - 7, UInt64(original.count)]
            let at = random.below(changed.count - 8)
            withUnsafeBytes(of: words[random.below(words.count)].littleEndian) { word in
                for i in 0..<(random.below(2) == 0 ? 8 : 1) { changed[at + i] = word[i] }
            }
            var bytes = original
            var head = header
            head.directoryChecksum = Checksum.crc32c(changed)
            bytes.replaceSubrange(Int(header.directoryOffset)..., with: changed)
            bytes.replaceSubrange(..<SnapshotHeader.size, with: head.bytes)
            let disk = try written.disk.with(Written.path + "/snapshot-2", bytes)
            // Its sums name the pieces it moved, so a wrong one is either damage or never looked at.
            guard let (book, store) = try? written.open(disk) else { continue }
            for table in Sample.catalog.tables {
                _ = store.live(table.id).liveCount
                for row in 0..<UInt32(3) { _ = store.cells(table.id, row) }
            }
            _ = book.group
        }
    }

    @Test func aNewerFormatIsNamed() throws {
        let written = try Written(groups: 2, seed: 63)
        var bytes = try written.bytes("journal-1")
        for copy in [0, 64] {
            bytes[copy + 8] = 2
            let sum = Checksum.crc32c(Array(bytes[copy..<(copy + 60)]))
            withUnsafeBytes(of: sum.littleEndian) { for i in 0..<4 { bytes[copy + 60 + i] = $0[i] } }
        }
        let disk = try written.disk.with(Written.path + "/journal-1", bytes)
        #expect(throws: BookFault.newer(file: "journal-1", format: 2)) { try written.open(disk) }
    }
}
