// A directory of its own for one test, gone when the test is.
import Files
import Glibc

final class ScratchDirectory {
    let path: String
    let disk = RealDisk()

    init() throws {
        path = "/tmp/recoup-files-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        try disk.makeDirectory(path)
    }

    func callAsFunction(_ name: String) -> String { path + "/" + name }

    func write(_ name: String, _ text: String) throws {
        let file = try disk.open(self(name), .create)
        try disk.writeAll(file, at: 0, Array(text.utf8))
        try disk.close(file)
    }

    func text(_ name: String) throws -> String {
        String(decoding: try disk.contents(of: self(name), limit: 1 << 20), as: UTF8.self)
    }

    deinit { Self.remove(path, disk) }

    private static func remove(_ path: String, _ disk: RealDisk) {
        for name in (try? disk.list(path)) ?? [] {
            let child = path + "/" + name
            if (try? disk.status(at: child))??.kind == .directory { remove(child, disk) } else { unlink(child) }
        }
        rmdir(path)
    }
}
