// What a simulated disk holds: the tree as programs see it, the tree as a power cut would leave it, and the changes between.
// It raises errors as plain errno values; counting calls and injecting faults is MemoryDisk's.

struct MemoryImage {
    struct Node {
        var kind: FileStatus.Kind
        /// What a read returns now.
        var bytes: [UInt8] = []
        /// What certainly survives a power cut.
        var durable: [UInt8] = []
        /// From `durable` towards `bytes`, in order.
        var pending: [Change] = []
        var modified: Int64
    }

    struct Change {
        enum Kind {
            case write(offset: Int, bytes: [UInt8])
            case resize(Int)
        }

        var kind: Kind
        /// A failed sync has cleaned its pages: no later sync will bring it to the disk.
        var isLost = false
    }

    enum NameChange {
        case add(path: String, node: UInt64)
        case move(from: String, to: String)
        case remove(path: String)
    }

    /// More than any test writes; beyond it the disk is full rather than the test's memory.
    static let largestFile = 1 << 30

    var nodes: [UInt64: Node] = [1: Node(kind: .directory, modified: 0)]
    var names: [String: UInt64] = ["/": 1]
    var durableNames: [String: UInt64] = ["/": 1]
    var pendingNames: [NameChange] = []
    private var nextNode: UInt64 = 2
    private var clock: Int64 = 0

    /// `a/./b/../c` is `/a/c`: relative paths start at the root, and `..` stops there.
    static func normal(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") {
            if part == "." { continue }
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }

    static func parent(_ path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: 0x2F), slash != path.startIndex else { return "/" }
        return String(path[..<slash])
    }

    /// What is at a path, nil for nothing; a path through a file is an error, as it is to the system.
    func node(at path: String) throws(MemoryError) -> UInt64? {
        if let found = names[path] { return found }
        var parent = Self.parent(path)
        while parent != "/" {
            if let above = names[parent], nodes[above]?.kind != .directory {
                throw MemoryError(code: SystemError.notDirectory)
            }
            parent = Self.parent(parent)
        }
        return nil
    }

    subscript(number: UInt64) -> Node? { nodes[number] }

    // MARK: Names

    private func requireParent(_ path: String) throws(MemoryError) {
        guard let parent = try node(at: Self.parent(path)) else { throw MemoryError(code: SystemError.missing) }
        guard nodes[parent]?.kind == .directory else { throw MemoryError(code: SystemError.notDirectory) }
    }

    mutating func add(_ path: String, _ kind: FileStatus.Kind) throws(MemoryError) -> UInt64 {
        try requireParent(path)
        guard names[path] == nil else { throw MemoryError(code: SystemError.exists) }
        let number = nextNode
        nextNode += 1
        clock += 1
        nodes[number] = Node(kind: kind, modified: clock)
        record(.add(path: path, node: number))
        return number
    }

    mutating func move(_ from: String, _ to: String) throws(MemoryError) {
        try requireParent(from)
        try requireParent(to)
        guard let moved = names[from] else { throw MemoryError(code: SystemError.missing) }
        if to.hasPrefix(from + "/") { throw MemoryError(code: SystemError.invalid) }
        if from.hasPrefix(to + "/") { throw MemoryError(code: SystemError.notEmpty) }
        if from == to { return }
        if let there = names[to] {
            let overDirectory = nodes[there]?.kind == .directory
            let isDirectory = nodes[moved]?.kind == .directory
            if overDirectory && !isDirectory { throw MemoryError(code: SystemError.isDirectory) }
            if isDirectory && !overDirectory { throw MemoryError(code: SystemError.notDirectory) }
            if overDirectory && !children(of: to).isEmpty { throw MemoryError(code: SystemError.notEmpty) }
        }
        record(.move(from: from, to: to))
    }

    mutating func remove(_ path: String) throws(MemoryError) {
        guard let number = try node(at: path) else { throw MemoryError(code: SystemError.missing) }
        guard nodes[number]?.kind != .directory else { throw MemoryError(code: SystemError.isDirectory) }
        record(.remove(path: path))
    }

    func children(of directory: String) -> [String] {
        let prefix = directory == "/" ? "/" : directory + "/"
        let found = names.keys.filter { $0 != "/" && $0.hasPrefix(prefix) }
            .map { Array($0.utf8.dropFirst(prefix.utf8.count)) }
            .filter { !$0.isEmpty && !$0.contains(0x2F) }
        return found.sorted { $0.lexicographicallyPrecedes($1) }.map { String(decoding: $0, as: UTF8.self) }
    }

    mutating func syncNames(in directory: String) {
        var left: [NameChange] = []
        for change in pendingNames {
            if Self.touches(change, directory) { Self.apply(change, to: &durableNames) } else { left.append(change) }
        }
        pendingNames = left
    }

    private mutating func record(_ change: NameChange) {
        Self.apply(change, to: &names)
        pendingNames.append(change)
    }

    private static func touches(_ change: NameChange, _ directory: String) -> Bool {
        switch change {
        case .add(let path, _), .remove(let path): parent(path) == directory
        case .move(let from, let to): parent(from) == directory || parent(to) == directory
        }
    }

    static func apply(_ change: NameChange, to names: inout [String: UInt64]) {
        switch change {
        case .add(let path, let node): names[path] = node
        case .remove(let path): names[path] = nil
        case .move(let from, let to):
            guard let moved = names.removeValue(forKey: from) else { return }
            names[to] = moved
            for (path, node) in names where path.hasPrefix(from + "/") {
                names[path] = nil
                names[to + path.dropFirst(from.count)] = node
            }
        }
    }

    // MARK: Bytes

    mutating func change(_ number: UInt64, _ kind: Change.Kind) throws(MemoryError) {
        guard var node = nodes.removeValue(forKey: number) else { throw MemoryError(code: SystemError.badFile) }
        defer { nodes[number] = node }
        let end: Int
        switch kind {
        case .resize(let size): end = size
        case .write(let offset, let bytes):
            let (sum, overflow) = offset.addingReportingOverflow(bytes.count)
            end = overflow ? Int.max : sum
            if offset < 0 { throw MemoryError(code: SystemError.invalid) }
        }
        guard end >= 0 else { throw MemoryError(code: SystemError.invalid) }
        guard end <= Self.largestFile else { throw MemoryError(code: SystemError.full) }
        Self.apply(kind, to: &node.bytes)
        node.pending.append(Change(kind: kind))
        clock += 1
        node.modified = clock
    }

    mutating func sync(_ number: UInt64) {
        guard var node = nodes.removeValue(forKey: number) else { return }
        for change in node.pending where !change.isLost { Self.apply(change.kind, to: &node.durable) }
        node.pending = []
        nodes[number] = node
    }

    /// What a failed sync leaves: readable, no longer dirty, so never written by a sync that comes after.
    mutating func loseUnsynced(_ number: UInt64) {
        guard var node = nodes.removeValue(forKey: number) else { return }
        for index in node.pending.indices { node.pending[index].isLost = true }
        nodes[number] = node
    }

    static func apply(_ kind: Change.Kind, to bytes: inout [UInt8]) {
        switch kind {
        case .resize(let size):
            if size < bytes.count {
                bytes.removeLast(bytes.count - size)
            } else {
                bytes.append(contentsOf: repeatElement(0, count: size - bytes.count))
            }
        case .write(let offset, let new):
            if new.isEmpty { return }
            if bytes.count < offset { bytes.append(contentsOf: repeatElement(0, count: offset - bytes.count)) }
            let end = min(bytes.count, offset + new.count)
            bytes.replaceSubrange(offset..<end, with: new)
        }
    }
}

struct MemoryError: Error {
    let code: Int32
}
