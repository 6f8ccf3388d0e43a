import Columns
import Files
import Testing

@testable import Durability

@Suite struct BookTests {
    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64]) func replayEqualsLive(seed: UInt64) throws {
        let written = try Written(groups: 40, seed: seed)
        let (book, store) = try written.open(written.disk)
        #expect(book.group == 40)
        #expect(store.digest() == written.digests[40], "seed \(seed)")
        #expect(book.report.findings.isEmpty)
        #expect(written.disk.violations.isEmpty)
    }

    @Test(arguments: [11, 12, 13, 14] as [UInt64]) func snapshotAndJournalEqualJournalAlone(seed: UInt64) throws {
        let written = try Written(groups: 40, seed: seed, snapshotsAfter: [10, 20, 33])
        let (book, store) = try written.open(written.disk)
        #expect(book.report.snapshot == 4)
        #expect(book.report.replayed == 7)
        #expect(store.digest() == written.digests[40], "seed \(seed)")
        #expect(try book.verify().isEmpty)
        let names = try written.disk.list(Written.path)
        #expect(names == ["journal-1", "journal-2", "journal-3", "journal-4", "lock", "quarantine", "snapshot-3", "snapshot-4"])
        // Without the snapshots: the same from the journals alone.
        let bare = written.disk.afterProcessEnd()
        try bare.unlink(Written.path + "/snapshot-3")
        try bare.unlink(Written.path + "/snapshot-4")
        let (alone, replayed) = try written.open(bare)
        #expect(alone.report.snapshot == nil)
        #expect(replayed.digest() == written.digests[40])
    }

    @Test func readingLeavesBytesAndTimes() throws {
        let written = try Written(groups: 12, seed: 3, snapshotsAfter: [6])
        func facts() throws -> [FileStatus?] {
            try written.disk.list(Written.path).map { try written.disk.status(at: Written.path + "/" + $0) }
        }
        let before = try facts()
        let changes = written.disk.changeCount
        var (book, store) = try written.open(written.disk)
        _ = try book.history(last: 5)
        _ = try book.group(3, in: &store)
        try book.refresh(&store)
        _ = try book.verify()
        #expect(try facts() == before)
        #expect(written.disk.changeCount == changes)
        #expect(throws: BookFault.self) { try book.hold(&store) }
    }

    @Test func historyNamesWhoDidWhat() throws {
        let written = try Written(groups: 20, seed: 9, snapshotsAfter: [7, 15])
        let (book, _) = try written.open(written.disk)
        let heads = try book.history(1...99)
        #expect(heads.map(\.number) == Array(1...20))
        #expect(heads[6].entry == Sample.entry("line 7"))
        #expect(try book.history(last: 3).map(\.number) == [18, 19, 20])
        #expect(try book.history(14...16).map(\.number) == [14, 15, 16])
    }

    @Test func aKeyIsFoundAgain() throws {
        let disk = MemoryDisk()
        var (book, store) = try BookFile.create(disk, "/k.book", catalog: Sample.catalog, Sample.options())
        var clerk = Clerk(seed: 1)
        let number = try book.withLock(&store) { (store) throws(BookFault) in
            try book.perform(
                clerk.change(&store),
                Entry(line: "import", actor: "ada", moment: -5, key: "bank-11", script: [1, 2, 3], undoes: 0), on: &store
            ).number
        }
        let head = try #require(try book.head(key: "bank-11"))
        #expect(head.number == number)
        #expect(head.entry.script == [1, 2, 3])
        #expect(head.entry.moment == -5)
        #expect(try book.head(key: "bank-12") == nil)
    }

    @Test(arguments: [21, 22, 23] as [UInt64]) func everyChangeCanBeTakenBackAfterReopening(seed: UInt64) throws {
        let written = try Written(groups: 25, seed: seed, snapshotsAfter: [10])
        var (book, store) = try written.open(written.disk, .writing)
        for number in (1...25).reversed() {
            try book.withLock(&store) { (store) throws(BookFault) in
                let group = try book.group(UInt64(number), in: &store)
                // The inverse of what is applied now: take a copy, apply the change's inverse by hand.
                let inverse = Undo.inverse(of: group.changes)
                _ = try book.perform(
                    inverse, Entry(line: "undo #\(number)", actor: "ada", moment: 0, undoes: UInt64(number)), on: &store)
            }
            #expect(store.digest() == written.digests[number - 1], "seed \(seed), after undoing \(number)")
        }
        let (_, again) = try written.open(written.disk)
        #expect(again.digest() == store.digest())
    }

    @Test func twoProcessesSeeEachOther() throws {
        let written = try Written(groups: 3, seed: 5)
        var (a, first) = try written.open(written.disk, .writing)
        var (b, second) = try written.open(written.disk, .writing)
        var clerk = Clerk(seed: 77)
        for round in 0..<30 {
            if round % 2 == 0 {
                _ = try a.withLock(&first) { (store) throws(BookFault) in
                    try a.perform(clerk.change(&store), Sample.entry("a \(round)"), on: &store)
                }
            } else {
                _ = try b.withLock(&second) { (store) throws(BookFault) in
                    try b.perform(clerk.change(&store), Sample.entry("b \(round)"), on: &store)
                }
            }
            if round % 7 == 3 { try a.snapshot(&first) }
            if round % 11 == 5 { try b.snapshot(&second) }
        }
        try a.refresh(&first)
        try b.refresh(&second)
        #expect(a.group == 33)
        #expect(first.digest() == second.digest())
        let (_, fresh) = try written.open(written.disk)
        #expect(fresh.digest() == first.digest())
        #expect(try a.verify().isEmpty)
    }

    @Test func theLockNamesItsHolder() throws {
        let written = try Written(groups: 2, seed: 5)
        var (a, first) = try written.open(written.disk, .writing)
        var (b, second) = try written.open(written.disk, .writing)
        try a.hold(&first)
        let fault = #expect(throws: BookFault.self) { try b.hold(&second) }
        guard case .locked(_, let by, _) = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(by.holder == LockHolder(process: 4711, command: "test"))
        #expect(fault?.sentence == "process 4711 (test) has the book and did not let go within 0 s")
        a.letGo()
        try b.hold(&second)
        b.letGo()
    }

    @Test func manyChangesAreOneSync() throws {
        let written = try Written(groups: 2, seed: 5)
        var (book, store) = try written.open(written.disk, .writing)
        var clerk = Clerk(seed: 4)
        let syncs = written.disk.callCount(of: .sync)
        let numbers = try book.withLock(&store) { (store) throws(BookFault) in
            for i in 0..<50 {
                let change = clerk.change(&store)
                do throws(StoreFault) { try store.apply(change) } catch { throw .refused(group: 0, error) }
                _ = try book.stage(change, Sample.entry("s \(i)"), from: store)
            }
            let staged = book.staged.groups
            try book.flush()
            return (staged, book.group)
        }
        #expect(numbers == (50, 52))
        #expect(written.disk.callCount(of: .sync) == syncs + 1)
        let (_, again) = try written.open(written.disk)
        #expect(again.digest() == store.digest())
    }

    @Test func aBookIsMadeOnlyWhereThereIsNone() throws {
        let written = try Written(groups: 1, seed: 1)
        #expect(throws: BookFault.exists(path: Written.path)) {
            try BookFile.create(written.disk, Written.path, catalog: Sample.catalog, Sample.options())
        }
        #expect(throws: BookFault.missing(path: "/none.book")) {
            try BookFile.open(written.disk, "/none.book", catalog: Sample.catalog, .writing, Sample.options())
        }
        #expect(try BookFile.exists(written.disk, Written.path))
        #expect(try !BookFile.exists(written.disk, "/none.book"))
    }

    @Test func aBackupIsTheBook() throws {
        let written = try Written(groups: 15, seed: 8, snapshotsAfter: [9])
        var (book, store) = try written.open(written.disk, .writing)
        try book.backup(&store, to: "/copy.book")
        let (copy, twin) = try BookFile.open(written.disk, "/copy.book", catalog: Sample.catalog, .reading, Sample.options())
        #expect(copy.group == 15)
        #expect(twin.digest() == written.digests[15])
        #expect(throws: BookFault.exists(path: "/copy.book")) { try book.backup(&store, to: "/copy.book") }
    }

    @Test func anImportOfManyFramesIsOneGroup() throws {
        let disk = MemoryDisk()
        var options = Sample.options()
        options.step = 1 << 16
        options.frameSize = 1 << 18
        options.spillSize = 1 << 20
        var (book, store) = try BookFile.create(disk, "/i.book", catalog: Sample.catalog, options)
        var clerk = Clerk(seed: 6)
        _ = try book.withLock(&store) { (store) throws(BookFault) in
            while store.rowCount(Sample.debtors) < 5 { _ = try book.perform(clerk.change(&store), Sample.entry("x"), on: &store) }
            return 0
        }
        let before = book.group
        let number = try book.withLock(&store) { (store) throws(BookFault) in
            try book.perform(ChangeSet([clerk.imported(&store, 60_000)]), Sample.entry("import"), on: &store).number
        }
        #expect(number == before + 1)
        #expect(book.snapshotIsDue)
        let (again, fresh) = try BookFile.open(disk, "/i.book", catalog: Sample.catalog, .reading, Sample.options())
        #expect(again.group == number)
        #expect(fresh.digest() == store.digest())
        #expect(try again.history(last: 1).first?.rows == 60_000)
        try book.snapshot(&store)
        let (third, mapped) = try BookFile.open(disk, "/i.book", catalog: Sample.catalog, .reading, Sample.options())
        #expect(third.report.replayed == 0)
        #expect(mapped.digest() == store.digest())
        #expect(try third.verify().isEmpty)
        // And back out again, from the sealed journal.
        try book.withLock(&store) { (store) throws(BookFault) in
            let group = try book.group(number, in: &store)
            _ = try book.perform(Undo.inverse(of: group.changes), Sample.entry("undo"), on: &store)
        }
        #expect(store.liveCount(Sample.invoices) == store.rowCount(Sample.invoices) - 60_000)
    }
}

/// The inverse of a change by its effects alone, as `undo` makes it.
enum Undo {
    static func inverse(of change: ChangeSet) -> ChangeSet {
        ChangeSet(
            change.effects.reversed().map { effect in
                switch effect {
                case .insert(let table, let row, let cells): .remove(table, row: row, cells: cells)
                case .remove(let table, let row, let cells): .insert(table, row: row, cells: cells)
                case .update(let table, let row, let column, let old, let new):
                    .update(table, row: row, column: column, old: new, new: old)
                case .insertRows(let table, let first, let batch):
                    .removeRows(table, first: first, count: UInt32(batch.count), batch)
                case .removeRows(let table, let first, _, let batch): .insertRows(table, first: first, batch)
                }
            })
    }
}
