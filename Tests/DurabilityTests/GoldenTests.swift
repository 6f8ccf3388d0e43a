// Books that were released: each format's must open for ever, with the state it had.
import Columns
import Files
import Glibc
import Testing

@testable import Durability

@Suite struct GoldenTests {
    private static var directory: String {
        let file = #filePath
        return String(file[..<(file.lastIndex(of: "/") ?? file.endIndex)]) + "/Golden"
    }

    /// Made by `Written(groups: 24, seed: 2026, snapshotsAfter: [8, 16])`. To begin a new format's, set `RECOUP_GOLDEN`.
    @Test func formatOneOpens() throws {
        let real = RealDisk()
        let path = Self.directory + "/format-1"
        if getenv("RECOUP_GOLDEN") != nil {
            let written = try Written(groups: 24, seed: 2026, snapshotsAfter: [8, 16])
            if try real.status(at: Self.directory) == nil { try real.makeDirectory(Self.directory) }
            if try real.status(at: path) == nil { try real.makeDirectory(path) }
            for name in try written.disk.list(Written.path) where name.contains("-") {
                let file = try real.open(path + "/" + name, .create)
                try real.truncate(file, to: 0)
                try real.writeAll(file, at: 0, try written.bytes(name))
                try real.close(file)
            }
            Issue.record("the golden book was written: \(written.digests.last.map(String.init(describing:)) ?? "")")
            return
        }
        // Copied into memory, so that opening it to write changes nothing that is kept.
        let disk = MemoryDisk()
        try disk.makeDirectory("/golden.book")
        for name in try real.list(path) {
            let file = try disk.open("/golden.book/" + name, .create)
            try disk.writeAll(file, at: 0, try real.contents(of: path + "/" + name, limit: 1 << 20))
        }
        var (book, store) = try BookFile.open(disk, "/golden.book", catalog: Sample.catalog, .writing, Sample.options())
        #expect(book.group == 24)
        #expect(book.report.findings.isEmpty)
        #expect(book.report.snapshot == 3)
        #expect(store.digest().description == Self.digest)
        #expect(try book.verify().isEmpty)
        #expect(try book.history(1...24).map(\.entry.line) == (1...24).map { "line \($0)" })
        let first = try book.group(1, in: &store)
        #expect(first.entry.actor == "ada")
    }

    private static let digest = "fa8fbb5fdbef62bab061a9e744797584"
}
