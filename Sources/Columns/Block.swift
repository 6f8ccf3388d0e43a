// One column's 4,096 rows: owned memory, or a slice of a mapped file. Only Spine writes, and only to a block it owns alone.

/// Bits of a mapped block may be anything; reading is memory safe for all of them.
@usableFromInline package final class Block {
    /// Rows of a full block.
    @inlinable package static var capacity: Int { 4096 }

    package let physical: Physical
    /// Rows present.
    @exclusivity(unchecked) package private(set) var count: Int
    // Single-threaded and never reached from within its own change: the check at run time would cost more than a read.
    @exclusivity(unchecked) private var base: UnsafeMutableRawPointer
    @exclusivity(unchecked) private var room: Int
    /// Keeps a mapped file alive; nil when the memory is this block's own.
    private let owner: AnyObject?
    @exclusivity(unchecked) private var verify: (() -> Bool)?
    /// Whether a mapped block failed its check; it then has no rows.
    package private(set) var isDamaged = false
    @exclusivity(unchecked) private var known: (min: Int64, max: Int64)?
    @exclusivity(unchecked) private var knowsBounds = false

    /// An empty block with memory of its own.
    package init(_ physical: Physical, room: Int = Block.capacity) {
        self.physical = physical
        self.count = 0
        self.room = max(1, min(room, Block.capacity))
        self.owner = nil
        self.base = .allocate(byteCount: self.room * physical.width, alignment: 16)
    }

    /// A slice of mapped memory, little endian, `owner` kept alive as long as the block. `verify` runs once, when the block
    /// is first touched; if it answers false the block counts as damaged and empty. Bytes past the last whole row, or past
    /// 4,096 rows, are ignored; misaligned bytes are copied.
    package init(
        _ physical: Physical, mapped bytes: UnsafeRawBufferPointer, owner: AnyObject,
        bounds: (min: Int64, max: Int64)? = nil, verify: (() -> Bool)? = nil
    ) {
        self.physical = physical
        count = min(bytes.count / physical.width, Block.capacity)
        self.verify = verify
        known = bounds
        knowsBounds = bounds != nil
        if let start = bytes.baseAddress, Int(bitPattern: start) % physical.width == 0 {
            base = UnsafeMutableRawPointer(mutating: start)
            room = count
            self.owner = owner
        } else {
            room = max(1, count)
            base = .allocate(byteCount: room * physical.width, alignment: 16)
            if let start = bytes.baseAddress { base.copyMemory(from: start, byteCount: count * physical.width) }
            self.owner = nil
        }
    }

    deinit { if owner == nil { base.deallocate() } }

    /// Runs the check a mapped block came with, once.
    private func touch() {
        guard let check = verify else { return }
        verify = nil
        if !check() {
            isDamaged = true
            count = 0
            known = nil
            knowsBounds = true
        }
    }

    /// Whether this block's memory may be written in place.
    var isOwned: Bool { owner == nil && verify == nil }

    /// The rows as bytes, checked; alive as long as the block is.
    var bytes: UnsafeRawBufferPointer {
        touch()
        return UnsafeRawBufferPointer(start: base, count: count * physical.width)
    }

    /// The rows as typed memory, checked; alive as long as the block is.
    var chunk: Chunk {
        touch()
        return Chunk(physical, UnsafeRawPointer(base), count)
    }

    /// The least and greatest lane that is not null, or nil where all are null. After an overwrite they may be wider than need be.
    package var bounds: (min: Int64, max: Int64)? {
        // Bounds that were stored are covered by a checksum of their own: asking for them reads nothing of the block.
        if !knowsBounds {
            touch()
            known = chunk.bounds
            knowsBounds = true
        }
        return known
    }

    /// One row as a lane; null past the end.
    package subscript(row: Int) -> Int64 {
        if verify != nil { touch() }
        guard row >= 0, row < count else { return Lane.null }
        switch physical {
        case .i64: return base.load(fromByteOffset: row &* 8, as: Int64.self)
        case .i32:
            let bits = base.load(fromByteOffset: row &* 4, as: Int32.self)
            return bits == .min ? Lane.null : Int64(bits)
        case .u32:
            let bits = base.load(fromByteOffset: row &* 4, as: UInt32.self)
            return bits == .max ? Lane.null : Int64(bits)
        case .u16:
            let bits = base.load(fromByteOffset: row &* 2, as: UInt16.self)
            return bits == .max ? Lane.null : Int64(bits)
        case .u8:
            let bits = base.load(fromByteOffset: row, as: UInt8.self)
            return bits == .max ? Lane.null : Int64(bits)
        }
    }

    // MARK: writing, for Spine and ColumnBatch alone

    /// A copy with memory of its own.
    func copy(room wanted: Int) -> Block {
        touch()
        let twin = Block(physical, room: Block.room(for: max(count, wanted)))
        twin.base.copyMemory(from: base, byteCount: count * physical.width)
        twin.count = count
        twin.known = known
        twin.knowsBounds = knowsBounds
        twin.isDamaged = isDamaged
        return twin
    }

    /// Overwrites a row or appends the next one. The lane must fit the kind: the store has checked it.
    func put(_ lane: Int64, at row: Int) {
        guard row >= 0, row <= count, row < Block.capacity else { return }
        if row == count {
            if count == room { grow(to: count + 1) }
            count += 1
        }
        if knowsBounds, lane != Lane.null {
            known = known.map { (Swift.min($0.min, lane), Swift.max($0.max, lane)) } ?? (lane, lane)
        }
        switch physical {
        case .i64: base.storeBytes(of: lane, toByteOffset: row &* 8, as: Int64.self)
        case .i32:
            let bits = lane == Lane.null ? Int32.min : Int32(truncatingIfNeeded: lane)
            base.storeBytes(of: bits, toByteOffset: row &* 4, as: Int32.self)
        case .u32:
            let bits = lane == Lane.null ? UInt32.max : UInt32(truncatingIfNeeded: lane)
            base.storeBytes(of: bits, toByteOffset: row &* 4, as: UInt32.self)
        case .u16:
            let bits = lane == Lane.null ? UInt16.max : UInt16(truncatingIfNeeded: lane)
            base.storeBytes(of: bits, toByteOffset: row &* 2, as: UInt16.self)
        case .u8:
            let bits = lane == Lane.null ? UInt8.max : UInt8(truncatingIfNeeded: lane)
            base.storeBytes(of: bits, toByteOffset: row, as: UInt8.self)
        }
    }

    /// Appends a row where there is room in memory of its own, and there are `rows` before it. The lane must fit the kind.
    @inline(__always)
    func push(_ lane: Int64, _ rows: Int) -> Bool {
        guard rows == count, count < room, isOwned else { return false }
        put(lane, at: count)
        return true
    }

    /// Appends rows that are already in this block's kind; `source` must hold whole rows that fit.
    func append(raw source: UnsafeRawBufferPointer) {
        let rows = min(source.count / physical.width, Block.capacity - count)
        guard rows > 0, let start = source.baseAddress else { return }
        if count + rows > room { grow(to: count + rows) }
        (base + count * physical.width).copyMemory(from: start, byteCount: rows * physical.width)
        count += rows
        knowsBounds = false
    }

    /// Appends lanes that fit the kind and the block.
    func append(lanes: UnsafePointer<Int64>, _ rows: Int) {
        guard rows > 0, rows <= Block.capacity - count else { return }
        if count + rows > room { grow(to: count + rows) }
        let start = base + count * physical.width
        switch physical {
        case .i64: start.copyMemory(from: lanes, byteCount: rows * 8)
        case .i32: Block.narrow(lanes, rows, start, null: Int32.min)
        case .u32: Block.narrow(lanes, rows, start, null: UInt32.max)
        case .u16: Block.narrow(lanes, rows, start, null: UInt16.max)
        case .u8: Block.narrow(lanes, rows, start, null: UInt8.max)
        }
        count += rows
        knowsBounds = false
    }

    @inline(__always)
    private static func narrow<T: FixedWidthInteger>(
        _ lanes: UnsafePointer<Int64>, _ rows: Int, _ start: UnsafeMutableRawPointer, null: T
    ) {
        let out = start.assumingMemoryBound(to: T.self)
        for i in 0..<rows { out[i] = lanes[i] == Lane.null ? null : T(truncatingIfNeeded: lanes[i]) }
    }

    /// Forgets rows from `rows` on.
    func truncate(to rows: Int) { if rows < count, rows >= 0 { count = rows } }

    /// A small table stays small; past a few hundred rows a block gets all it can ever need.
    private static func room(for rows: Int) -> Int { rows <= 64 ? 64 : rows <= 512 ? 512 : Block.capacity }

    private func grow(to rows: Int) {
        let wanted = Block.room(for: rows)
        let bigger = UnsafeMutableRawPointer.allocate(byteCount: wanted * physical.width, alignment: 16)
        bigger.copyMemory(from: base, byteCount: count * physical.width)
        base.deallocate()
        base = bigger
        room = wanted
    }
}
