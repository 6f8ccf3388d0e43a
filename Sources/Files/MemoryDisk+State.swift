// What a MemoryDisk knows between calls, and the order of things within one: power, count, refusal, effect, cut.

extension MemoryDisk {
    struct Handle {
        var node: UInt64
        var path: String
        var mode: OpenMode
        var syncFailed = false
    }

    struct State: Sendable {
        var image: MemoryImage
        var faults: FaultScript
        var handles: [Int32: Handle] = [:]
        var nextHandle: Int32 = 3
        var locks: [UInt64: Int32] = [:]
        var directoriesFailed: Set<String> = []
        var calls = 0
        var callsOf: [DiskOperation: Int] = [:]
        var writes = 0
        var changes = 0
        var hasPower = true
        var violations: [SeamViolation] = []
    }
}

extension MemoryDisk.State {
    mutating func begin(_ operation: DiskOperation, _ path: String) throws(DiskFault) {
        guard hasPower else { throw .poweredOff(operation) }
        calls += 1
        callsOf[operation, default: 0] += 1
        if let code = faults.refusal(operation, ofKind: callsOf[operation] ?? 0, ofAll: calls) {
            throw .system(operation, path: path, code: code)
        }
    }

    mutating func end(_ operation: DiskOperation) throws(DiskFault) {
        if !hasPower { throw .poweredOff(operation) }
    }

    mutating func run<Result>(
        _ operation: DiskOperation, _ path: String, _ body: (inout Self) throws(MemoryError) -> Result
    ) throws(DiskFault) -> Result {
        try begin(operation, path)
        let result: Result
        do throws(MemoryError) {
            result = try body(&self)
        } catch {
            throw .system(operation, path: path, code: error.code)
        }
        try end(operation)
        return result
    }

    mutating func didChange() {
        changes += 1
        if faults.cutsPower(afterChange: changes) { hasPower = false }
    }

    mutating func put(
        _ bytes: [UInt8], at offset: Int, _ handle: MemoryDisk.Handle
    ) throws(MemoryError) -> Int {
        guard handle.mode != .read else { throw MemoryError(code: SystemError.badFile) }
        noteWrite(handle)
        writes += 1
        let taken = faults.bytesTaken(bytes.count, write: writes)
        if taken == 0 { return 0 }
        try image.change(handle.node, .write(offset: offset, bytes: Array(bytes.prefix(taken))))
        didChange()
        return taken
    }

    mutating func resize(_ size: Int, _ handle: MemoryDisk.Handle) throws(MemoryError) {
        guard handle.mode != .read else { throw MemoryError(code: SystemError.invalid) }
        noteWrite(handle)
        try image.change(handle.node, .resize(size))
        didChange()
    }

    private mutating func noteWrite(_ handle: MemoryDisk.Handle) {
        if handle.syncFailed { violations.append(.wroteAfterFailedSync(path: handle.path)) }
    }

    mutating func failSync(_ node: UInt64) {
        image.loseUnsynced(node)
        for number in handles.keys where handles[number]?.node == node { handles[number]?.syncFailed = true }
    }
}

extension MemoryImage {
    func status(_ number: UInt64) -> FileStatus? {
        guard let node = self[number] else { return nil }
        return FileStatus(
            kind: node.kind, size: node.bytes.count, modified: node.modified,
            identity: FileIdentity(device: 0, inode: number))
    }

    func requireDirectory(_ path: String) throws(MemoryError) {
        guard let number = try node(at: path) else { throw MemoryError(code: SystemError.missing) }
        guard self[number]?.kind == .directory else { throw MemoryError(code: SystemError.notDirectory) }
    }
}
