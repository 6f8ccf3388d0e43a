// Whole files in and out: replaced at once, read in windows, mapped.
import Files
import Glibc
import Testing

@Suite struct WholeFileTests {
    @Test func manyWritesBecomeOneFile() throws {
        let scratch = try ScratchDirectory()
        var writer = try WholeFileWriter(scratch.disk, replacing: scratch("f"))
        for number in 0..<30_000 { try writer.write(Array("\(number)\n".utf8)) }
        #expect(try scratch.disk.status(at: scratch("f")) == nil)
        try writer.finish()
        let wanted = (0..<30_000).map { "\($0)\n" }.joined()
        #expect(try scratch.text("f") == wanted)
        #expect(try scratch.disk.list(scratch.path) == ["f"])
    }

    @Test func abandoningLeavesTheOldContent() throws {
        let scratch = try ScratchDirectory()
        try scratch.write("f", "old")
        var writer = try WholeFileWriter(scratch.disk, replacing: scratch("f"))
        try writer.write(Array("new".utf8))
        writer.abandon()
        #expect(try scratch.text("f") == "old")
        #expect(try scratch.disk.list(scratch.path) == ["f"])
    }

    @Test func windowsAddUpToTheFile() throws {
        let scratch = try ScratchDirectory()
        let content = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try scratch.disk.replaceContents(of: scratch("f"), with: content)
        for window in [1000, 4096, 100_000, 1 << 20] {
            var reader = try WindowReader(scratch.disk, path: scratch("f"), window: window)
            var found: [UInt8] = []
            while let bytes = try reader.next() {
                #expect(!bytes.isEmpty && bytes.count <= window)
                found += bytes
            }
            #expect(found == content, "window \(window)")
            #expect(reader.size == content.count && reader.position == content.count)
        }
    }

    @Test func aMappingOutlivesTheName() throws {
        let scratch = try ScratchDirectory()
        try scratch.write("f", "mapped")
        let mapping = try scratch.disk.map(scratch("f"))
        try scratch.disk.unlink(scratch("f"))
        #expect(mapping.withBytes { String(decoding: $0, as: UTF8.self) } == "mapped")
        try scratch.write("empty", "")
        #expect(try scratch.disk.map(scratch("empty")).count == 0)
    }

    @Test func aFileBeyondTheLimitIsNotRead() throws {
        let disk = MemoryDisk()
        try disk.replaceContents(of: "/f", with: [1, 2, 3])
        #expect(throws: DiskFault.tooLong(path: "/f", size: 3, limit: 2)) { try disk.contents(of: "/f", limit: 2) }
    }
}
