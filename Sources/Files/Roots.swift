// Which paths a script or a prompt may touch. It decides by the path alone and what is there; it opens nothing.

/// The directories below which a user's paths must lie, whatever `..` and symbolic links say.
///
///     let roots = try Roots(["/home/mara/books"], on: disk)
///     try roots.resolve("export/ageing.csv", from: "/home/mara/books")   // /home/mara/books/export/ageing.csv
///     try roots.resolve("../../x", from: "/home/mara/books")             // .refused(…, .outside(roots: …))
package struct Roots: Sendable {
    private let disk: any Disk
    /// With every link followed, so that a resolved path can be compared byte by byte.
    package let directories: [String]

    package init(_ directories: [String], on disk: any Disk) throws(DiskFault) {
        var resolved: [String] = []
        for directory in directories { resolved.append(try disk.resolve(directory)) }
        self.disk = disk
        self.directories = resolved
    }

    /// The absolute path of a file to be written, in a directory that exists. The directory's links are followed; one at the
    /// file's own place is refused, because what would be written over is not what was named.
    ///
    /// Between this answer and its use a directory can be swapped by someone who may write there; against that person
    /// the roots do not protect.
    package func resolve(_ path: String, from base: String) throws(DiskFault) -> String {
        let whole = try Self.whole(path, base)
        guard let name = whole.split(separator: "/", omittingEmptySubsequences: false).last,
            !name.isEmpty, name != ".", name != ".."
        else { throw .refused(path: path, .namesNoFile) }
        // By the text first: a path that leaves the roots is refused without asking whether what it names exists.
        let plain = Self.withoutDots(whole)
        let spelled = Self.withoutDots(base)
        guard isInside(plain) || Self.contains(spelled, plain) else {
            throw .refused(path: path, .outside(roots: directories))
        }
        let parent = try disk.resolve(String(whole.dropLast(name.count)))
        let target = parent == "/" ? "/" + name : parent + "/" + name
        guard isInside(target) else { throw .refused(path: path, .linkLeadsOut(to: target)) }
        guard let status = try disk.status(at: target), status.kind == .link else { return target }
        let end = try disk.resolve(target)
        throw .refused(path: path, isInside(end) ? .link : .linkLeadsOut(to: end))
    }

    /// The absolute path, links followed, of a file or directory that exists; it may be a root itself.
    ///
    ///     try roots.existing(".", from: "/home/mara/books")   // /home/mara/books
    package func existing(_ path: String, from base: String) throws(DiskFault) -> String {
        let whole = try Self.whole(path, base)
        let plain = Self.withoutDots(whole)
        let spelled = Self.withoutDots(base)
        guard plain == spelled || isInsideOrRoot(plain) || Self.contains(spelled, plain) else {
            throw .refused(path: path, .outside(roots: directories))
        }
        let end = try disk.resolve(whole)
        guard isInsideOrRoot(end) else { throw .refused(path: path, .linkLeadsOut(to: end)) }
        return end
    }

    private static func whole(_ path: String, _ base: String) throws(DiskFault) -> String {
        let bytes = path.utf8
        if bytes.isEmpty { throw .refused(path: path, .empty) }
        if bytes.contains(0) { throw .refused(path: path, .containsNul) }
        if bytes.count > 4096 { throw .refused(path: path, .tooLong) }
        return bytes.first == 0x2F ? path : base.utf8.last == 0x2F ? base + path : base + "/" + path
    }

    private func isInsideOrRoot(_ path: String) -> Bool { isInside(path) || directories.contains(path) }

    private func isInside(_ path: String) -> Bool { directories.contains { Self.contains($0, path) } }

    private static func contains(_ root: String, _ path: String) -> Bool {
        root == "/" || (path.utf8.count > root.utf8.count && path.hasPrefix(root + "/"))
    }

    /// `/a/./b//../c` is `/a/c`.
    private static func withoutDots(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }
}
