// Columns of one value share their bytes in a snapshot, and nothing else.
import Columns
import Files
import Testing

@testable import Durability

@Suite struct EvenColumnTests {
    private static let path = "/even.book"
    private static let table = TableID(9)
    private static let catalog = Catalog(tables: [
        TableSchema(table, "lines", prefix: "", columns: [
            ColumnSchema("number", .i64, .integer, tag: 1),
            ColumnSchema("note", .u32, .text, nullable: true, tag: 2),
            ColumnSchema("day", .i32, .day, nullable: true, tag: 3),
            ColumnSchema("other", .i32, .day, nullable: true, tag: 4),
            ColumnSchema("zero", .i64, .integer, tag: 5),
            ColumnSchema("flag", .u8, .flag, tag: 6),
            ColumnSchema("nearly", .i32, .integer, nullable: true, tag: 7),
        ])
    ])

    private static func cells(_ row: Int, _ rows: Int) -> [Int64] {
        [Int64(row * 3), Lane.null, 20_000, 20_000, 0, 0, row == rows - 1 ? 1 : Lane.null]
    }

    private func book(_ rows: Int) throws -> (disk: MemoryDisk, digest: Digest) {
        let disk = MemoryDisk()
        var (book, store) = try BookFile.create(disk, Self.path, catalog: Self.catalog, Sample.options())
        var batch = ColumnBatch(Self.catalog.tables[0])
        for row in 0..<rows { _ = batch.append(Self.cells(row, rows)) }
        try #require(batch.count == rows)
        _ = try book.withLock(&store) { (store) throws(BookFault) in
            try book.perform(ChangeSet([.insertRows(Self.table, first: 0, batch)]), Sample.entry("import"), on: &store)
        }
        try book.snapshot(&store)
        return (disk, store.digest())
    }

    @Test(arguments: [1, 4_095, 4_096, 4_097, 9_000]) func whatIsSharedReadsAsItWas(rows: Int) throws {
        let (disk, digest) = try book(rows)
        var options = Sample.options()
        options.checksAll = true
        let (book, store) = try BookFile.open(disk, Self.path, catalog: Self.catalog, .reading, options)
        #expect(book.report.snapshot == 2 && book.report.replayed == 0)
        #expect(store.digest() == digest)
        for row in [0, rows / 2, rows - 1] { #expect(store.cells(Self.table, UInt32(row)) == Self.cells(row, rows)) }
        let bounds = store.view(Self.table, 2).blockBounds(0)
        #expect(bounds?.min == 20_000 && bounds?.max == 20_000)
        let size = try #require(try disk.status(at: Self.path + "/snapshot-2")).size
        // 33 bytes a row, of which 9,000 rows write 8 + 4 (nulls) + 4 (days) + 8 (zeros, for the flags as well) + 4.
        if rows == 9_000 { #expect(size > 28 * rows && size < 29 * rows + 2_000) }
    }

    @Test func writingToOneOfThemLeavesTheOthers() throws {
        let (disk, _) = try book(5_000)
        var (book, store) = try BookFile.open(disk, Self.path, catalog: Self.catalog, .writing, Sample.options())
        _ = try book.withLock(&store) { (store) throws(BookFault) in
            try book.perform(
                ChangeSet([.update(Self.table, row: 7, column: 2, old: 20_000, new: 20_001)]), Sample.entry("move"), on: &store)
        }
        #expect(store.cell(Self.table, 7, 2) == 20_001 && store.cell(Self.table, 7, 3) == 20_000)
        try book.snapshot(&store)
        _ = consume book
        let (_, again) = try BookFile.open(disk, Self.path, catalog: Self.catalog, .reading, Sample.options())
        #expect(again.digest() == store.digest())
        #expect(again.cell(Self.table, 7, 2) == 20_001 && again.cell(Self.table, 7, 3) == 20_000)
    }

    @Test func damageOfSharedBytesIsFoundInEveryColumnThatHasThem() throws {
        let (disk, _) = try book(5_000)
        let file = try disk.contents(of: Self.path + "/snapshot-2", limit: 1 << 30)
        let day = withUnsafeBytes(of: Int32(20_000).littleEndian) { Array($0) }
        let place = try #require(file.indices.first { $0 + 40 < file.count && Array(file[$0..<($0 + 40)]) == (0..<10).flatMap { _ in day } })
        let hurt = try disk.flipping(Self.path + "/snapshot-2", bit: place * 8 + 3)
        let (_, store) = try BookFile.open(hurt, Self.path, catalog: Self.catalog, .reading, Sample.options())
        #expect(store.cell(Self.table, 1, 2) == Lane.null && store.cell(Self.table, 1, 3) == Lane.null)
        #expect(store.damage.places.count == 2)
    }
}
