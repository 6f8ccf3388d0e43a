// A disk in memory that fails on a script, loses power, and notices who retries a sync. For tests and for forks that are
// never saved; it may not touch the machine.
import Synchronization

/// Behaves as `RealDisk` does, plus faults. Paths start at its own root, `/`, which is there from the start.
///
///     let disk = MemoryDisk(faults: [.cutPower(afterChange: 7)])
///     …                                              // until a call throws .poweredOff
///     let again = disk.afterPowerCut(.some(seed: 3)) // started again, with what survived
package final class MemoryDisk: Disk {
    private let state: Mutex<State>

    package convenience init(faults: FaultScript = []) { self.init(image: MemoryImage(), faults: faults) }

    private init(image: MemoryImage, faults: FaultScript) { state = Mutex(State(image: image, faults: faults)) }

    // MARK: Asked by tests

    package var violations: [SeamViolation] { state.withLock { $0.violations } }
    /// Calls that changed the disk so far: what `.cutPower(afterChange:)` counts.
    package var changeCount: Int { state.withLock { $0.changes } }
    package var callCount: Int { state.withLock { $0.calls } }
    package func callCount(of operation: DiskOperation) -> Int { state.withLock { $0.callsOf[operation] ?? 0 } }
    package var hasPower: Bool { state.withLock { $0.hasPower } }
    /// Replaces the script; counting goes on.
    package func setFaults(_ faults: FaultScript) { state.withLock { $0.faults = faults } }

    /// The disk as found after the power went; this one is as it was, so that many outcomes come from one run.
    package func afterPowerCut(_ survival: Survival, faults: FaultScript = []) -> MemoryDisk {
        MemoryDisk(image: state.withLock { $0.image.afterPowerCut(survival) }, faults: faults)
    }

    /// The disk as another process finds it after this one was killed: unsynced bytes are there and still unsynced.
    package func afterProcessEnd(faults: FaultScript = []) -> MemoryDisk {
        MemoryDisk(image: state.withLock { $0.image }, faults: faults)
    }

    // MARK: Files

    package func open(_ path: String, _ mode: OpenMode) throws(DiskFault) -> OpenFile {
        try call(.open, path) { (state, path) throws(MemoryError) in
            let found = try state.image.node(at: path)
            let node: UInt64
            switch (mode, found) {
            case (.exclusive, .some): throw MemoryError(code: SystemError.exists)
            case (.read, .none), (.readWrite, .none): throw MemoryError(code: SystemError.missing)
            case (_, .some(let there)):
                guard state.image[there]?.kind == .file else { throw MemoryError(code: SystemError.isDirectory) }
                node = there
            case (.exclusive, .none), (.create, .none), (.append, .none):
                node = try state.image.add(path, .file)
                state.didChange()
            }
            let number = state.nextHandle
            state.nextHandle += 1
            state.handles[number] = Handle(node: node, path: path, mode: mode)
            return OpenFile(number: number)
        }
    }

    package func close(_ file: OpenFile) throws(DiskFault) {
        try call(.close, file) { (state, handle) throws(MemoryError) in
            if state.locks[handle.node] == file.number { state.locks[handle.node] = nil }
            state.handles[file.number] = nil
        }
    }

    package func read(
        _ file: OpenFile, at offset: Int, into: UnsafeMutableRawBufferPointer
    ) throws(DiskFault) -> Int {
        nonisolated(unsafe) let space = into
        return try call(.read, file) { (state, handle) throws(MemoryError) in
            guard offset >= 0 else { throw MemoryError(code: SystemError.invalid) }
            guard let bytes = state.image[handle.node]?.bytes, offset < bytes.count else { return 0 }
            let count = min(space.count, bytes.count - offset)
            space.copyBytes(from: bytes[offset..<(offset + count)])
            return count
        }
    }

    package func write(
        _ file: OpenFile, at offset: Int, _ bytes: UnsafeRawBufferPointer
    ) throws(DiskFault) -> Int {
        let copy = Array(bytes)
        return try call(.write, file) { (state, handle) throws(MemoryError) in
            guard handle.mode != .append else { throw MemoryError(code: SystemError.invalid) }
            return try state.put(copy, at: offset, handle)
        }
    }

    package func append(_ file: OpenFile, _ bytes: UnsafeRawBufferPointer) throws(DiskFault) -> Int {
        let copy = Array(bytes)
        return try call(.append, file) { (state, handle) throws(MemoryError) in
            guard handle.mode == .append else { throw MemoryError(code: SystemError.invalid) }
            return try state.put(copy, at: state.image[handle.node]?.bytes.count ?? 0, handle)
        }
    }

    /// Nothing reaches this disk before a sync, or all of it: what survives a power cut is the script's to say.
    package func hasten(_ file: OpenFile, from offset: Int, count: Int) {}

    package func truncate(_ file: OpenFile, to size: Int) throws(DiskFault) {
        try call(.truncate, file) { (state, handle) throws(MemoryError) in try state.resize(size, handle) }
    }

    package func preallocate(_ file: OpenFile, upTo length: Int, growing: Bool) throws(DiskFault) {
        try call(.preallocate, file) { (state, handle) throws(MemoryError) in
            guard length > 0 else { throw MemoryError(code: SystemError.invalid) }
            if growing, length > state.image[handle.node]?.bytes.count ?? 0 { try state.resize(length, handle) }
        }
    }

    package func sync(_ file: OpenFile) throws(DiskFault) {
        // Not through `call`: a refused sync has consequences of its own.
        try state.withLock { (state) throws(DiskFault) in
            guard let handle = state.handles[file.number] else {
                throw .system(.sync, path: "file \(file.number)", code: SystemError.badFile)
            }
            if handle.syncFailed { state.violations.append(.syncRetried(path: handle.path)) }
            do throws(DiskFault) {
                try state.begin(.sync, handle.path)
            } catch {
                if state.hasPower { state.failSync(handle.node) }
                throw error
            }
            state.image.sync(handle.node)
            state.didChange()
            try state.end(.sync)
        }
    }

    package func status(_ file: OpenFile) throws(DiskFault) -> FileStatus {
        try call(.status, file) { (state, handle) throws(MemoryError) in
            guard let status = state.image.status(handle.node) else { throw MemoryError(code: SystemError.badFile) }
            return status
        }
    }

    // MARK: Names

    package func status(at path: String) throws(DiskFault) -> FileStatus? {
        try call(.status, path) { (state, path) throws(MemoryError) in
            try state.image.node(at: path).flatMap { state.image.status($0) }
        }
    }

    package func rename(_ from: String, to: String) throws(DiskFault) {
        try Self.refuseNul(to)
        let target = MemoryImage.normal(to)
        try call(.rename, from) { (state, path) throws(MemoryError) in
            try state.image.move(path, target)
            state.didChange()
        }
    }

    package func unlink(_ path: String) throws(DiskFault) {
        try call(.unlink, path) { (state, path) throws(MemoryError) in
            try state.image.remove(path)
            state.didChange()
        }
    }

    package func list(_ directory: String) throws(DiskFault) -> [String] {
        try call(.list, directory) { (state, path) throws(MemoryError) in
            try state.image.requireDirectory(path)
            return state.image.children(of: path)
        }
    }

    package func makeDirectory(_ path: String) throws(DiskFault) {
        try call(.makeDirectory, path) { (state, path) throws(MemoryError) in
            _ = try state.image.add(path, .directory)
            state.didChange()
        }
    }

    package func syncDirectory(_ path: String) throws(DiskFault) {
        try Self.refuseNul(path)
        let path = MemoryImage.normal(path)
        try state.withLock { (state) throws(DiskFault) in
            if state.directoriesFailed.contains(path) { state.violations.append(.syncRetried(path: path)) }
            do throws(DiskFault) {
                try state.begin(.syncDirectory, path)
            } catch {
                if state.hasPower { state.directoriesFailed.insert(path) }
                throw error
            }
            do throws(MemoryError) {
                try state.image.requireDirectory(path)
            } catch {
                throw .system(.syncDirectory, path: path, code: error.code)
            }
            state.image.syncNames(in: path)
            state.didChange()
            try state.end(.syncDirectory)
        }
    }

    package func resolve(_ path: String) throws(DiskFault) -> String {
        try call(.resolve, path) { (state, path) throws(MemoryError) in
            guard try state.image.node(at: path) != nil else { throw MemoryError(code: SystemError.missing) }
            return path
        }
    }

    // MARK: Locks and maps

    package func tryLock(_ file: OpenFile, as holder: LockHolder) throws(DiskFault) -> Bool {
        try call(.lock, file) { (state, handle) throws(MemoryError) in
            if let owner = state.locks[handle.node], owner != file.number { return false }
            guard handle.mode != .append, handle.mode != .read else { throw MemoryError(code: SystemError.badFile) }
            state.locks[handle.node] = file.number
            try state.image.change(handle.node, .write(offset: 0, bytes: holder.record))
            state.didChange()
            return true
        }
    }

    package func unlock(_ file: OpenFile) throws(DiskFault) {
        try call(.unlock, file) { (state, handle) throws(MemoryError) in
            if state.locks[handle.node] == file.number { state.locks[handle.node] = nil }
        }
    }

    package func lockHolder(_ file: OpenFile) throws(DiskFault) -> LockHolder? {
        LockHolder(record: try read(file, at: 0, count: LockHolder.recordSize))
    }

    package func map(_ path: String) throws(DiskFault) -> MappedFile {
        let bytes = try call(.map, path) { (state, path) throws(MemoryError) -> [UInt8] in
            guard let number = try state.image.node(at: path), let node = state.image[number] else {
                throw MemoryError(code: SystemError.missing)
            }
            guard node.kind == .file else { throw MemoryError(code: SystemError.isDirectory) }
            return node.bytes
        }
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 4096)
        copy.copyBytes(from: bytes)
        nonisolated(unsafe) let owned = copy
        return MappedFile(UnsafeRawBufferPointer(copy)) { owned.deallocate() }
    }

    // MARK: One call

    private func call<Result: Sendable>(
        _ operation: DiskOperation, _ path: String,
        _ body: (inout State, String) throws(MemoryError) -> Result
    ) throws(DiskFault) -> Result {
        try Self.refuseNul(path)
        let normal = MemoryImage.normal(path)
        return try state.withLock { (state) throws(DiskFault) in
            try state.run(operation, path) { (state) throws(MemoryError) in try body(&state, normal) }
        }
    }

    private func call<Result: Sendable>(
        _ operation: DiskOperation, _ file: OpenFile,
        _ body: (inout State, Handle) throws(MemoryError) -> Result
    ) throws(DiskFault) -> Result {
        try state.withLock { (state) throws(DiskFault) in
            guard let handle = state.handles[file.number] else {
                throw .system(operation, path: "file \(file.number)", code: SystemError.badFile)
            }
            return try state.run(operation, handle.path) { (state) throws(MemoryError) in try body(&state, handle) }
        }
    }

    private static func refuseNul(_ path: String) throws(DiskFault) {
        if path.utf8.contains(0) { throw .refused(path: path, .containsNul) }
    }
}
