// The operating system's disk. The only file of this room that touches C memory: errno in, DiskFault out, nothing decided.
import CSupport

/// Files are made 0600, directories 0700, whatever the umask leaves of it; every descriptor closes on exec.
package struct RealDisk: Disk {
    package init() {}

    package func open(_ path: String, _ mode: OpenMode) throws(DiskFault) -> OpenFile {
        let how =
            switch mode {
            case .read: CS_OPEN_READ
            case .readWrite: CS_OPEN_READ_WRITE
            case .create: CS_OPEN_CREATE
            case .exclusive: CS_OPEN_EXCLUSIVE
            case .append: CS_OPEN_APPEND
            }
        try Self.refuseNul(path)
        let number = cs_open(path, Int32(how))
        if number == -SystemError.seeksNot { throw .refused(path: path, .notPlainFile) }
        if number == -SystemError.loops { throw .refused(path: path, .link) }
        return OpenFile(number: try Self.check(number, .open, path))
    }

    package func close(_ file: OpenFile) throws(DiskFault) {
        _ = try Self.check(Int64(cs_close(file.number)), .close, file)
    }

    package func read(
        _ file: OpenFile, at offset: Int, into: UnsafeMutableRawBufferPointer
    ) throws(DiskFault) -> Int {
        guard let base = into.baseAddress, !into.isEmpty else { return 0 }
        return try Self.check(cs_read(file.number, base, into.count, Int64(offset)), .read, file)
    }

    package func write(
        _ file: OpenFile, at offset: Int, _ bytes: UnsafeRawBufferPointer
    ) throws(DiskFault) -> Int {
        guard let base = bytes.baseAddress, !bytes.isEmpty else { return 0 }
        return try Self.check(cs_write(file.number, base, bytes.count, Int64(offset)), .write, file)
    }

    package func append(_ file: OpenFile, _ bytes: UnsafeRawBufferPointer) throws(DiskFault) -> Int {
        guard let base = bytes.baseAddress, !bytes.isEmpty else { return 0 }
        return try Self.check(cs_append(file.number, base, bytes.count), .append, file)
    }

    package func sync(_ file: OpenFile) throws(DiskFault) {
        _ = try Self.check(Int64(cs_sync(file.number)), .sync, file)
    }

    package func hasten(_ file: OpenFile, from offset: Int, count: Int) {
        cs_hasten(file.number, Int64(offset), Int64(count))
    }

    package func truncate(_ file: OpenFile, to size: Int) throws(DiskFault) {
        _ = try Self.check(Int64(cs_truncate(file.number, Int64(size))), .truncate, file)
    }

    package func preallocate(_ file: OpenFile, upTo length: Int, growing: Bool) throws(DiskFault) {
        _ = try Self.check(Int64(cs_preallocate(file.number, Int64(length), growing)), .preallocate, file)
    }

    package func status(_ file: OpenFile) throws(DiskFault) -> FileStatus {
        var facts = cs_status()
        _ = try Self.check(Int64(cs_status_of_file(file.number, &facts)), .status, file)
        return FileStatus(facts)
    }

    package func status(at path: String) throws(DiskFault) -> FileStatus? {
        try Self.refuseNul(path)
        var facts = cs_status()
        let result = cs_status_of_path(path, &facts)
        if result == -SystemError.missing { return nil }
        _ = try Self.check(result, .status, path)
        return FileStatus(facts)
    }

    package func rename(_ from: String, to: String) throws(DiskFault) {
        try Self.refuseNul(from)
        try Self.refuseNul(to)
        _ = try Self.check(cs_rename(from, to), .rename, from)
    }

    package func unlink(_ path: String) throws(DiskFault) {
        try Self.refuseNul(path)
        _ = try Self.check(cs_unlink(path), .unlink, path)
    }

    package func list(_ directory: String) throws(DiskFault) -> [String] {
        try Self.refuseNul(directory)
        var code: Int32 = 0
        guard let stream = cs_directory_open(directory, &code) else {
            throw .system(.list, path: directory, code: code)
        }
        defer { cs_directory_close(stream) }
        var names: [[UInt8]] = []
        var space = [CChar](repeating: 0, count: 256)
        while true {
            let more = cs_directory_next(stream, &space)
            if try Self.check(more, .list, directory) == 0 { break }
            let name = Self.bytes(space)
            if name != [0x2E], name != [0x2E, 0x2E] { names.append(name) }
        }
        names.sort { $0.lexicographicallyPrecedes($1) }
        return names.map { String(decoding: $0, as: UTF8.self) }
    }

    package func makeDirectory(_ path: String) throws(DiskFault) {
        try Self.refuseNul(path)
        _ = try Self.check(cs_make_directory(path), .makeDirectory, path)
    }

    package func syncDirectory(_ path: String) throws(DiskFault) {
        try Self.refuseNul(path)
        _ = try Self.check(cs_sync_directory(path), .syncDirectory, path)
    }

    package func resolve(_ path: String) throws(DiskFault) -> String {
        try Self.refuseNul(path)
        var space = [CChar](repeating: 0, count: 4097)
        _ = try Self.check(cs_resolve(path, &space), .resolve, path)
        return String(decoding: Self.bytes(space), as: UTF8.self)
    }

    package func tryLock(_ file: OpenFile, as holder: LockHolder) throws(DiskFault) -> Bool {
        guard try Self.check(Int64(cs_try_lock(file.number)), .lock, file) == 1 else { return false }
        do throws(DiskFault) {
            try writeAll(file, at: 0, holder.record)
        } catch {
            try? unlock(file)
            throw error
        }
        return true
    }

    package func unlock(_ file: OpenFile) throws(DiskFault) {
        _ = try Self.check(Int64(cs_unlock(file.number)), .unlock, file)
    }

    package func lockHolder(_ file: OpenFile) throws(DiskFault) -> LockHolder? {
        LockHolder(record: try read(file, at: 0, count: LockHolder.recordSize))
    }

    package func map(_ path: String) throws(DiskFault) -> MappedFile {
        let file: OpenFile
        do throws(DiskFault) {
            file = try open(path, .read)
        } catch {
            guard let code = error.code else { throw error }
            throw .system(.map, path: path, code: code)
        }
        defer { _ = cs_close(file.number) }
        let size = try status(file).size
        // The system refuses an empty mapping; an empty file is nothing to be afraid of.
        guard size > 0 else { return MappedFile(UnsafeRawBufferPointer(start: nil, count: 0)) {} }
        var address: UnsafeMutableRawPointer?
        _ = try Self.check(cs_map(file.number, size, &address), .map, path)
        guard let address else { throw .stalled(.map) }
        let place = UInt(bitPattern: address)
        return MappedFile(UnsafeRawBufferPointer(start: address, count: size)) {
            cs_unmap(UnsafeMutableRawPointer(bitPattern: place), size)
        }
    }
}

extension RealDisk {
    /// Sleeps so many milliseconds.
    package static func pause(_ milliseconds: Int) { cs_sleep_milliseconds(Int64(milliseconds)) }

    static var process: Int32 { cs_process() }

    private static func refuseNul(_ path: String) throws(DiskFault) {
        // A C string would end at the NUL and name another file.
        if path.utf8.contains(0) { throw .refused(path: path, .containsNul) }
    }

    private static func check(
        _ result: Int32, _ operation: DiskOperation, _ path: String
    ) throws(DiskFault) -> Int32 {
        guard result >= 0 else { throw .system(operation, path: path, code: 0 &- result) }
        return result
    }

    private static func check(
        _ result: Int64, _ operation: DiskOperation, _ file: OpenFile
    ) throws(DiskFault) -> Int {
        guard result >= 0 else {
            throw .system(operation, path: name(file), code: Int32(truncatingIfNeeded: 0 &- result))
        }
        return Int(result)
    }

    /// The path behind a descriptor, asked only when something failed.
    private static func name(_ file: OpenFile) -> String {
        var space = [CChar](repeating: 0, count: 4097)
        guard cs_name_of_file(file.number, &space) == 0 else { return "file \(file.number)" }
        return String(decoding: bytes(space), as: UTF8.self)
    }

    private static func bytes(_ text: [CChar]) -> [UInt8] {
        text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    }
}

extension FileStatus {
    fileprivate init(_ facts: cs_status) {
        let kind: Kind =
            switch facts.kind {
            case Int32(CS_KIND_FILE): .file
            case Int32(CS_KIND_DIRECTORY): .directory
            case Int32(CS_KIND_LINK): .link
            default: .other
            }
        self.init(
            kind: kind, size: Int(facts.size), modified: facts.modified,
            identity: FileIdentity(device: facts.device, inode: facts.inode))
    }
}
