// A book that lost bytes or bits: what was confirmed is there, or it is said that it is not, and no state is ever wrong.
import Columns
import Files
import Glibc
import Testing

@testable import Durability

/// How much of a long run to do: all of it where `RECOUP_TORTURE` is set.
enum Torture {
    static var isWhole: Bool { getenv("RECOUP_TORTURE") != nil }
}

@Suite struct DamageTests {
    /// Opens a damaged twin and holds it against what is known: a state the book once had, and nothing lost unsaid.
    @discardableResult
    private func judge(
        _ written: Written, _ disk: MemoryDisk, _ what: @autoclosure () -> String, checksAll: Bool = false
    ) throws -> UInt64? {
        let book: BookFile
        let store: Store
        do {
            (book, store) = try written.open(disk, .reading, checksAll: checksAll)
        } catch {
            // No book is left to open: said loudly enough.
            return nil
        }
        if !store.damage.isEmpty { return book.group }
        let group = Int(book.group)
        guard group < written.digests.count else {
            Issue.record("\(what()): group \(group) never was")
            return book.group
        }
        let digest = store.digest()
        // Blocks are checked when touched: found damaged now is found.
        if !store.damage.isEmpty { return book.group }
        if digest != written.digests[group] { Issue.record("\(what()): state of \(group) is wrong") }
        if group < written.last, book.report.findings.isEmpty { Issue.record("\(what()): lost after \(group) and not said") }
        return book.group
    }

    @Test func cutAtEveryByte() throws {
        let written = try Written(groups: 12, seed: 42)
        let path = Written.path + "/journal-1"
        let bytes = try written.bytes("journal-1")
        let used = try written.used("journal-1")
        for cut in Array(0...used) + [used + 1, used + 777, bytes.count - 1] {
            let disk = try written.disk.with(path, Array(bytes[..<cut]))
            let group = try judge(written, disk, "cut at \(cut)")
            if cut >= used { #expect(group == 12) }
            // Whoever writes next goes on from the same state.
            guard group != nil, cut % 7 == 0 else { continue }
            var (book, store) = try written.open(disk, .writing)
            guard book.refusal == nil else { continue }
            var clerk = Clerk(seed: UInt64(cut))
            _ = try book.withLock(&store) { (store) throws(BookFault) in
                try book.perform(clerk.change(&store), Sample.entry("after"), on: &store)
            }
            let (again, fresh) = try written.open(disk)
            #expect(again.group == (group ?? 0) + 1)
            #expect(fresh.digest() == store.digest(), "cut at \(cut)")
            #expect(again.report.findings.isEmpty, "cut at \(cut): \(again.report.findings)")
        }
    }

    @Test func cutBehindASnapshotAtEveryByte() throws {
        let written = try Written(groups: 9, seed: 43, snapshotsAfter: [3, 6])
        let path = Written.path + "/journal-3"
        let bytes = try written.bytes("journal-3")
        for cut in 0...(try written.used("journal-3")) {
            let group = try judge(written, try written.disk.with(path, Array(bytes[..<cut])), "cut at \(cut)")
            #expect(group ?? 0 >= 6, "cut at \(cut)")
        }
    }

    @Test func flippedBitsOfAJournal() throws {
        let written = try Written(groups: 10, seed: 44)
        let path = Written.path + "/journal-1"
        let used = try written.used("journal-1")
        var random = Seeded(7)
        let bits = Torture.isWhole ? Array(0..<(used * 8)) : (0..<3_000).map { _ in random.below(used * 8) }
        for bit in bits { try judge(written, try written.disk.flipping(path, bit: bit), "journal bit \(bit)") }
    }

    @Test func flippedBitsOfASealedJournalAndBetween() throws {
        let written = try Written(groups: 10, seed: 45, snapshotsAfter: [4])
        let path = Written.path + "/journal-1"
        let used = try written.used("journal-1")
        var random = Seeded(8)
        for _ in 0..<400 {
            let disk = try written.disk.flipping(path, bit: random.below(used * 8))
            // The snapshot does not need it, and everything asked says so.
            #expect(try judge(written, disk, "sealed") == 10)
            let (book, _) = try written.open(disk)
            let all = try? book.history(1...10)
            #expect(all == nil || all?.count == 10)
        }
    }

    @Test func flippedBitsOfASnapshot() throws {
        let written = try Written(groups: 12, seed: 46, snapshotsAfter: [5, 9])
        let path = Written.path + "/snapshot-3"
        let size = try written.bytes("snapshot-3").count
        var random = Seeded(9)
        let bits = Torture.isWhole ? Array(0..<(size * 8)) : (0..<2_000).map { _ in random.below(size * 8) }
        for bit in bits {
            let disk = try written.disk.flipping(path, bit: bit)
            // Lazily, as a reader does …
            try judge(written, disk, "snapshot bit \(bit)")
            // … and with every block checked: the older snapshot and both journals give everything.
            #expect(try judge(written, disk, "snapshot bit \(bit)", checksAll: true) == 12)
        }
    }

    @Test func aDamagedSnapshotIsReplacedByTheOneBefore() throws {
        let written = try Written(groups: 12, seed: 46, snapshotsAfter: [5, 9])
        let disk = try written.disk.flipping(Written.path + "/snapshot-3", bit: 8 * 20)
        var (book, store) = try written.open(disk, .writing)
        #expect(book.report.snapshot == 2)
        #expect(book.report.findings == [.snapshotUnused(file: "snapshot-3", section: "the header")])
        #expect(book.refusal == nil)
        #expect(store.digest() == written.digests[12])
        // The next snapshot sets the damaged one aside.
        try book.snapshot(&store)
        #expect(try disk.list(Written.path).filter { $0.hasPrefix("snapshot") } == ["snapshot-2", "snapshot-4"])
        #expect(try disk.list(Written.path + "/quarantine") == ["snapshot-3"])
        #expect(try written.open(disk).1.digest() == written.digests[12])
    }

    @Test func confirmedBytesThatGoBadEndWriting() throws {
        let written = try Written(groups: 10, seed: 47)
        let (_, map) = try #require(try groups(written, "journal-1"))
        let fifth = try #require(map.first { $0.number == 5 })
        let disk = try written.disk.flipping(Written.path + "/journal-1", bit: 8 * (fifth.offset + Frame.headerSize + 3))
        var (book, store) = try written.open(disk, .writing)
        #expect(book.group == 4)
        guard case .lost(let file, let offset, let first, let last, let sequences)? = book.report.damage else {
            Issue.record("\(book.report)")
            return
        }
        #expect(file == "journal-1")
        #expect(offset == fifth.offset)
        #expect((first, last) == (5, 10))
        // The frames of group 5 on, to the end.
        #expect(sequences.map { $0.lowerBound >= 5 && $0.count >= 6 } == true)
        #expect(store.digest() == written.digests[4])
        let before = try disk.contents(of: Written.path + "/journal-1", limit: 1 << 20)
        #expect(throws: BookFault.self) { try book.hold(&store) }
        #expect(try disk.contents(of: Written.path + "/journal-1", limit: 1 << 20) == before)
    }

    @Test func theLastConfirmedGroupIsProvedByItsMark() throws {
        let written = try Written(groups: 6, seed: 48)
        let (_, map) = try #require(try groups(written, "journal-1"))
        let last = try #require(map.last)
        // Damaged with its mark behind it: confirmed, so this is damage.
        let damaged = try written.disk.flipping(Written.path + "/journal-1", bit: 8 * (last.offset + 50))
        #expect(try written.open(damaged).0.report.damage != nil)
        // The same without the mark: work that was never confirmed, set aside.
        var bytes = try written.bytes("journal-1")
        for i in last.end..<(last.end + Frame.headerSize) { bytes[i] = 0 }
        bytes[last.offset + 50] ^= 1
        let torn = try written.disk.with(Written.path + "/journal-1", bytes)
        let (book, _) = try written.open(torn, .writing)
        #expect(book.report.damage == nil)
        #expect(book.group == 5)
        let aside = "quarantine/journal-1-at-\(last.offset)"
        #expect(book.report.findings == [
            .tornTail(file: "journal-1", offset: last.offset, bytes: last.end - last.offset, movedTo: aside),
        ])
        #expect(
            try torn.contents(of: Written.path + "/" + aside, limit: 1 << 20) == Array(bytes[last.offset..<last.end]))
        #expect(try written.open(torn).0.report.findings.isEmpty)
    }

    @Test func zerosInPlaceOfConfirmedGroupsAreDamage() throws {
        let written = try Written(groups: 8, seed: 49)
        let (_, map) = try #require(try groups(written, "journal-1"))
        var bytes = try written.bytes("journal-1")
        for i in map[3].offset..<map[5].offset { bytes[i] = 0 }
        let (book, store) = try written.open(try written.disk.with(Written.path + "/journal-1", bytes))
        #expect(book.group == 3)
        #expect(store.digest() == written.digests[3])
        guard case .lost(_, _, 4, 8, _)? = book.report.damage else {
            Issue.record("\(book.report)")
            return
        }
    }

    @Test func aTextThatLooksLikeAFrameIsNotOne() throws {
        let written = try Written(groups: 3, seed: 50)
        let disk = written.disk
        var (book, store) = try written.open(disk, .writing)
        // A sound frame that claims much later groups, made with another journal's salt, inside a text.
        let forged = Frame.ack(sequence: 900, group: 900, seed: 1234)
        try book.withLock(&store) { (store) throws(BookFault) in
            let name = forged.withUnsafeBufferPointer { Int64(store.intern($0)) }
            let row = UInt32(store.rowCount(Sample.debtors))
            let cells = [store.key(for: "D-99").bits, name, Int64(store.intern("person")), 0]
            _ = try book.perform(
                ChangeSet([.insert(Sample.debtors, row: row, cells: cells)]), Sample.entry("forged"), on: &store)
        }
        let (_, map) = try #require(try groups(written, "journal-1"))
        let last = try #require(map.last)
        var bytes = try written.bytes("journal-1")
        for i in last.end..<(last.end + Frame.headerSize) { bytes[i] = 0 }
        bytes[last.offset + 8] ^= 1
        let (again, _) = try written.open(try disk.with(Written.path + "/journal-1", bytes))
        #expect(again.report.damage == nil)
        #expect(again.group == 3)
    }

    /// Where each group of a journal stands.
    private func groups(
        _ written: Written, _ file: String
    ) throws -> (JournalHeader, [(number: UInt64, offset: Int, end: Int)])? {
        let bytes = try written.bytes(file)
        return bytes.withUnsafeBytes { view in
            guard case .sound(let header, _) = JournalHeader.read(view) else { return nil }
            var walk = JournalWalk(view, seed: header.seed)
            var cursor = JournalCursor(header)
            var found: [(number: UInt64, offset: Int, end: Int)] = []
            _ = walk.run(&cursor) { (group) throws(Never) in
                found.append((group.number, group.offset, group.end))
                return true
            }
            return (header, found)
        }
    }
}
