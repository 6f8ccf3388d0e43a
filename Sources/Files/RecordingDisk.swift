// A disk that writes down what is asked of another one: for tests of order (no `ok` before its sync) and for seeing a trace.
import Synchronization

/// One call as it was asked, whether or not it succeeded.
package struct DiskCall: Equatable, Sendable {
    package var operation: DiskOperation
    /// The path given, or the one the file was opened by; for a rename `from → to`.
    package var path: String
    package var offset: Int?
    package var count: Int?
    package var failed: Bool

    package init(
        _ operation: DiskOperation, _ path: String, offset: Int? = nil, count: Int? = nil, failed: Bool = false
    ) {
        self.operation = operation
        self.path = path
        self.offset = offset
        self.count = count
        self.failed = failed
    }
}

package final class RecordingDisk: Disk {
    private struct State: Sendable {
        var calls: [DiskCall] = []
        var paths: [OpenFile: String] = [:]
    }

    private let disk: any Disk
    private let state = Mutex(State())

    package init(_ disk: any Disk) { self.disk = disk }

    package var calls: [DiskCall] { state.withLock { $0.calls } }

    package func forget() { state.withLock { $0.calls = [] } }

    package func open(_ path: String, _ mode: OpenMode) throws(DiskFault) -> OpenFile {
        let file = try note(DiskCall(.open, path)) { () throws(DiskFault) in try disk.open(path, mode) }
        state.withLock { $0.paths[file] = path }
        return file
    }

    package func close(_ file: OpenFile) throws(DiskFault) {
        try note(call(.close, file)) { () throws(DiskFault) in try disk.close(file) }
        state.withLock { $0.paths[file] = nil }
    }

    package func read(
        _ file: OpenFile, at offset: Int, into: UnsafeMutableRawBufferPointer
    ) throws(DiskFault) -> Int {
        try note(call(.read, file, offset, into.count)) { () throws(DiskFault) in
            try disk.read(file, at: offset, into: into)
        }
    }

    package func write(
        _ file: OpenFile, at offset: Int, _ bytes: UnsafeRawBufferPointer
    ) throws(DiskFault) -> Int {
        try note(call(.write, file, offset, bytes.count)) { () throws(DiskFault) in
            try disk.write(file, at: offset, bytes)
        }
    }

    package func append(_ file: OpenFile, _ bytes: UnsafeRawBufferPointer) throws(DiskFault) -> Int {
        try note(call(.append, file, nil, bytes.count)) { () throws(DiskFault) in try disk.append(file, bytes) }
    }

    package func sync(_ file: OpenFile) throws(DiskFault) {
        try note(call(.sync, file)) { () throws(DiskFault) in try disk.sync(file) }
    }

    package func hasten(_ file: OpenFile, from offset: Int, count: Int) { disk.hasten(file, from: offset, count: count) }

    package func truncate(_ file: OpenFile, to size: Int) throws(DiskFault) {
        try note(call(.truncate, file, nil, size)) { () throws(DiskFault) in try disk.truncate(file, to: size) }
    }

    package func preallocate(_ file: OpenFile, upTo length: Int, growing: Bool) throws(DiskFault) {
        try note(call(.preallocate, file, nil, length)) { () throws(DiskFault) in
            try disk.preallocate(file, upTo: length, growing: growing)
        }
    }

    package func status(_ file: OpenFile) throws(DiskFault) -> FileStatus {
        try note(call(.status, file)) { () throws(DiskFault) in try disk.status(file) }
    }

    package func status(at path: String) throws(DiskFault) -> FileStatus? {
        try note(DiskCall(.status, path)) { () throws(DiskFault) in try disk.status(at: path) }
    }

    package func rename(_ from: String, to: String) throws(DiskFault) {
        try note(DiskCall(.rename, "\(from) → \(to)")) { () throws(DiskFault) in try disk.rename(from, to: to) }
    }

    package func unlink(_ path: String) throws(DiskFault) {
        try note(DiskCall(.unlink, path)) { () throws(DiskFault) in try disk.unlink(path) }
    }

    package func list(_ directory: String) throws(DiskFault) -> [String] {
        try note(DiskCall(.list, directory)) { () throws(DiskFault) in try disk.list(directory) }
    }

    package func makeDirectory(_ path: String) throws(DiskFault) {
        try note(DiskCall(.makeDirectory, path)) { () throws(DiskFault) in try disk.makeDirectory(path) }
    }

    package func syncDirectory(_ path: String) throws(DiskFault) {
        try note(DiskCall(.syncDirectory, path)) { () throws(DiskFault) in try disk.syncDirectory(path) }
    }

    package func resolve(_ path: String) throws(DiskFault) -> String {
        try note(DiskCall(.resolve, path)) { () throws(DiskFault) in try disk.resolve(path) }
    }

    package func tryLock(_ file: OpenFile, as holder: LockHolder) throws(DiskFault) -> Bool {
        try note(call(.lock, file)) { () throws(DiskFault) in try disk.tryLock(file, as: holder) }
    }

    package func unlock(_ file: OpenFile) throws(DiskFault) {
        try note(call(.unlock, file)) { () throws(DiskFault) in try disk.unlock(file) }
    }

    package func lockHolder(_ file: OpenFile) throws(DiskFault) -> LockHolder? {
        try note(call(.read, file, 0, LockHolder.recordSize)) { () throws(DiskFault) in try disk.lockHolder(file) }
    }

    package func map(_ path: String) throws(DiskFault) -> MappedFile {
        try note(DiskCall(.map, path)) { () throws(DiskFault) in try disk.map(path) }
    }

    private func call(
        _ operation: DiskOperation, _ file: OpenFile, _ offset: Int? = nil, _ count: Int? = nil
    ) -> DiskCall {
        let path = state.withLock { $0.paths[file] } ?? "file \(file.number)"
        return DiskCall(operation, path, offset: offset, count: count)
    }

    private func note<Result>(
        _ call: DiskCall, _ body: () throws(DiskFault) -> Result
    ) throws(DiskFault) -> Result {
        do throws(DiskFault) {
            let result = try body()
            state.withLock { $0.calls.append(call) }
            return result
        } catch {
            var failed = call
            failed.failed = true
            state.withLock { [failed] in $0.calls.append(failed) }
            throw error
        }
    }
}
