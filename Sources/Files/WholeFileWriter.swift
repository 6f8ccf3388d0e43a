// Replaces a file all at once or not at all. It may not follow a link at the target or write anywhere but beside it.

/// Writes into a temporary in the same directory; `finish` makes it the file, `abandon` leaves the old one untouched.
///
///     var writer = try WholeFileWriter(disk, replacing: "/home/mara/ageing.csv")
///     try writer.write(bytes)
///     try writer.finish()          // synced, renamed, directory synced
package struct WholeFileWriter: ~Copyable {
    private let disk: any Disk
    private let target: String
    private let temporary: String
    private let file: OpenFile
    private var buffer: [UInt8] = []
    private var position = 0
    private var isOpen = true

    private static let window = 1 << 16

    /// `target` is a path from `Roots` or one of the program's own. Its directory must exist.
    package init(_ disk: any Disk, replacing target: String) throws(DiskFault) {
        if target.utf8.contains(0) { throw .refused(path: target, .containsNul) }
        let directory = Self.directory(of: target)
        guard let name = target.split(separator: "/", omittingEmptySubsequences: false).last,
            !name.isEmpty, name != ".", name != ".."
        else { throw .refused(path: target, .namesNoFile) }
        switch try disk.status(at: target)?.kind {
        case nil, .file: break
        case .link: throw .refused(path: target, .link)
        case .directory: throw .refused(path: target, .directory)
        case .other: throw .refused(path: target, .notPlainFile)
        }
        let opened = try Self.openTemporary(disk, "\(directory)/.\(name)")
        self.disk = disk
        self.target = target
        temporary = opened.path
        file = opened.file
    }

    package mutating func write(_ bytes: [UInt8]) throws(DiskFault) {
        buffer += bytes
        if buffer.count >= Self.window { try flush() }
    }

    /// After it returns, the new content survives a power cut. After it throws, the old content is what there is,
    /// unless only the last step, the sync of the directory, failed.
    package consuming func finish() throws(DiskFault) {
        var renamed = false
        do throws(DiskFault) {
            try flush()
            try disk.sync(file)
            isOpen = false
            try disk.close(file)
            try disk.rename(temporary, to: target)
            renamed = true
            try disk.syncDirectory(Self.directory(of: target))
        } catch {
            if !renamed { discard() }
            throw error
        }
    }

    package consuming func abandon() { discard() }

    private mutating func flush() throws(DiskFault) {
        try disk.writeAll(file, at: position, buffer)
        position += buffer.count
        buffer.removeAll(keepingCapacity: true)
    }

    private func discard() {
        // What went wrong first is what the user must hear; a temporary left behind harms nobody.
        if isOpen { try? disk.close(file) }
        try? disk.unlink(temporary)
    }

    /// A crash leaves a few of these behind; each try takes the next free name rather than somebody's file.
    private static func openTemporary(_ disk: any Disk, _ stem: String) throws(DiskFault) -> (path: String, file: OpenFile) {
        var attempt = 0
        while true {
            let path = "\(stem).\(RealDisk.process)-\(attempt).part"
            do throws(DiskFault) {
                return (path, try disk.open(path, .exclusive))
            } catch {
                guard error.alreadyExists, attempt < 100 else { throw error }
                attempt += 1
            }
        }
    }

    private static func directory(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: 0x2F) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}

extension Disk {
    /// Replaces the file at `path` by these bytes, at once and lastingly.
    package func replaceContents(of path: String, with bytes: [UInt8]) throws(DiskFault) {
        var writer = try WholeFileWriter(self, replacing: path)
        do throws(DiskFault) {
            try writer.write(bytes)
        } catch {
            writer.abandon()
            throw error
        }
        try writer.finish()
    }
}
