// The same on the machine's own disk: the modes of files, and writers who meet at the lock.
import Columns
import Files
import Glibc
import Testing

@testable import Durability

@Suite(.serialized) struct RealDiskTests {
    /// A directory of its own, removed afterwards.
    private func inTemporaryDirectory(_ body: (String) throws -> Void) throws {
        var template = Array("/tmp/recoup-durability-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else {
            Issue.record("no temporary directory")
            return
        }
        let directory = String(cString: made)
        defer { remove(directory) }
        try body(directory)
    }

    private func remove(_ path: String) {
        let disk = RealDisk()
        for name in (try? disk.list(path)) ?? [] { remove(path + "/" + name) }
        if unlink(path) != 0 { rmdir(path) }
    }

    private func permissions(_ path: String) -> UInt32 {
        var facts = stat()
        return lstat(path, &facts) == 0 ? facts.st_mode & 0o777 : 0
    }

    @Test func filesAreTheOwnersAlone() throws {
        try inTemporaryDirectory { directory in
            let path = directory + "/a.book"
            var (book, store) = try BookFile.create(RealDisk(), path, catalog: Sample.catalog, Sample.options())
            var clerk = Clerk(seed: 1)
            _ = try book.withLock(&store) { (store) throws(BookFault) in
                try book.perform(clerk.change(&store), Sample.entry("a"), on: &store)
            }
            try book.snapshot(&store)
            #expect(permissions(path) == 0o700)
            #expect(permissions(path + "/quarantine") == 0o700)
            for name in ["journal-1", "journal-2", "snapshot-2", "lock"] { #expect(permissions(path + "/" + name) == 0o600) }
        }
    }

    @Test func twoWritersInterleaveThroughTheLock() throws {
        try inTemporaryDirectory { directory in
            let path = directory + "/b.book"
            _ = try BookFile.create(RealDisk(), path, catalog: Sample.catalog, Sample.options())
            let each = 40
            let threads = (0..<2).map { who in
                Worker {
                    var options = Sample.options("writer \(who)", salt: UInt64(who))
                    options.patience = 20_000
                    options.pause = RealDisk.pause
                    guard
                        let (book, opened) = try? BookFile.open(
                            RealDisk(), path, catalog: Sample.catalog, .writing, options)
                    else { return 0 }
                    var store = opened
                    var clerk = Clerk(seed: UInt64(who))
                    var done = 0
                    for i in 0..<each {
                        let number = try? book.withLock(&store) { (store) throws(BookFault) in
                            try book.perform(clerk.change(&store), Sample.entry("\(who) \(i)"), on: &store).number
                        }
                        if number != nil { done += 1 }
                        if i % 15 == 7 { try? book.snapshot(&store) }
                    }
                    return done
                }
            }
            #expect(threads.map { $0.join() } == [each, each])
            let (book, _) = try BookFile.open(RealDisk(), path, catalog: Sample.catalog, .reading, Sample.options())
            #expect(book.group == UInt64(2 * each))
            #expect(book.report.findings.isEmpty)
            #expect(try book.verify().isEmpty)
        }
    }
}

/// A thread that returns a number.
private final class Worker: @unchecked Sendable {
    private var thread = pthread_t()
    private var result = 0
    private let body: () -> Int

    init(_ body: @escaping @Sendable () -> Int) {
        self.body = body
        pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                let worker = Unmanaged<Worker>.fromOpaque(context).takeRetainedValue()
                worker.result = worker.body()
                return nil
            }, Unmanaged.passRetained(self).toOpaque())
    }

    func join() -> Int {
        pthread_join(thread, nil)
        return result
    }
}
