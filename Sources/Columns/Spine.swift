// One column's blocks as a two-level spine: a copy is one array of leaves, and a write copies one leaf and one block at most.
// A mapped column makes each block when it is first touched.

/// 64 blocks, 262,144 rows.
final class Leaf {
    static let blocks = 64
    // Single-threaded and never reached from within its own change: the check at run time would cost more than a read.
    @exclusivity(unchecked) private var made: [Block?]
    /// Makes the blocks of a mapped column; nil for a column in memory.
    private let source: BlockSource?
    private let first: Int

    init(_ blocks: [Block?] = [], source: BlockSource? = nil, first: Int = 0) {
        made = blocks
        self.source = source
        self.first = first
    }

    var count: Int { made.count }

    func block(_ i: Int) -> Block? {
        if let block = made[i] { return block }
        guard let block = source?.block(first + i) else { return nil }
        made[i] = block
        return block
    }

    /// Appends a row to the last block, which must hold `rows`; false where it is shared, full or not in memory.
    func push(_ lane: Int64, _ rows: Int) -> Bool {
        made.withUnsafeMutableBufferPointer { made in
            guard let last = made.baseAddress?.advanced(by: made.count - 1), !made.isEmpty,
                isKnownUniquelyReferenced(&last.pointee), let block = Spine.held(by: last, Unmanaged<Block>?.self)
            else { return false }
            return block._withUnsafeGuaranteedRef { $0.push(lane, rows) }
        }
    }

    func copy() -> Leaf { Leaf(made, source: source, first: first) }
    func append(_ block: Block) { made.append(block) }
    func removeLast() { made.removeLast() }
    func set(_ i: Int, _ block: Block) { made[i] = block }

    /// The block to write to, its memory its own and shared with nobody.
    func owned(_ i: Int, room: Int) -> Block? {
        if made[i] == nil { made[i] = source?.block(first + i) }
        // Asked before a second reference is taken, which would always answer no.
        if isKnownUniquelyReferenced(&made[i]), let block = made[i], block.isOwned { return block }
        guard let twin = made[i]?.copy(room: room) else { return nil }
        made[i] = twin
        return twin
    }
}

/// Makes the blocks of a mapped column on demand.
final class BlockSource {
    private let physical: Physical
    private let make: (Int) -> Block?
    init(_ physical: Physical, make: @escaping (Int) -> Block?) {
        self.physical = physical
        self.make = make
    }
    /// A block of another kind than the column's counts as missing: its rows are null.
    func block(_ i: Int) -> Block? {
        guard let block = make(i), block.physical == physical else { return nil }
        return block
    }
}

struct Spine {
    let physical: Physical
    private(set) var count: Int
    private(set) var leaves: [Leaf]

    init(_ physical: Physical) {
        self.physical = physical
        count = 0
        leaves = []
    }

    /// A mapped column of `rows` rows.
    init(_ physical: Physical, rows: Int, source: BlockSource) {
        self.physical = physical
        count = rows
        let blocks = (rows + Block.capacity - 1) / Block.capacity
        leaves = stride(from: 0, to: blocks, by: Leaf.blocks).map { first in
            Leaf(Array(repeating: nil, count: min(Leaf.blocks, blocks - first)), source: source, first: first)
        }
    }

    var blockCount: Int { (count + Block.capacity - 1) / Block.capacity }

    func block(_ i: Int) -> Block? {
        let leaf = i >> 6
        guard i >= 0, leaf < leaves.count else { return nil }
        let inner = i & 63
        return inner < leaves[leaf].count ? leaves[leaf].block(inner) : nil
    }

    /// Where a block's rows lie, alive as long as this spine; nil where it lacks rows it should have.
    func base<T>(_ i: Int) -> UnsafePointer<T>? {
        guard let block = block(i), MemoryLayout<T>.size == physical.width else { return nil }
        let bytes = block.bytes
        guard bytes.count >= min(Block.capacity, count - i << 12) * physical.width else { return nil }
        return bytes.baseAddress?.assumingMemoryBound(to: T.self)
    }

    subscript(row: Int) -> Int64 {
        guard row >= 0, row < count, let block = block(row >> 12) else { return Lane.null }
        return block[row & 4095]
    }

    /// Whether the block of `row`, a row or the next one, holds the rows before it and so may be written.
    func isSound(_ row: Int) -> Bool {
        if row == count, row & 4095 == 0 { return true }
        guard let block = block(row >> 12) else { return false }
        return block.bytes.count / physical.width == min(Block.capacity, count - row & ~4095)
    }

    private mutating func own(_ i: Int, room: Int) -> Block? {
        let leaf = i >> 6
        guard leaf < leaves.count else { return nil }
        if !isKnownUniquelyReferenced(&leaves[leaf]) { leaves[leaf] = leaves[leaf].copy() }
        guard i & 63 < leaves[leaf].count else { return nil }
        return leaves[leaf].owned(i & 63, room: room)
    }

    private mutating func extend(_ block: Block) {
        if let last = leaves.indices.last, leaves[last].count < Leaf.blocks {
            if !isKnownUniquelyReferenced(&leaves[last]) { leaves[last] = leaves[last].copy() }
            leaves[last].append(block)
        } else {
            leaves.append(Leaf([block]))
        }
    }

    /// Appends a block as it is; the spine must end on a block's edge.
    mutating func adopt(_ block: Block) {
        guard count & 4095 == 0, block.physical == physical, block.count > 0 else { return }
        extend(block)
        count += block.count
    }

    /// Appends rows of zero bits: a hash's free slots.
    mutating func appendZeros(_ rows: Int) {
        let zeros = [UInt8](repeating: 0, count: Block.capacity * physical.width)
        var left = rows
        while left > 0, count & 4095 == 0 {
            let step = min(left, Block.capacity)
            let block = Block(physical, room: step)
            zeros.withUnsafeBytes { block.append(raw: UnsafeRawBufferPointer(rebasing: $0[..<(step * physical.width)])) }
            adopt(block)
            left -= step
        }
    }

    /// Appends a row. Where nobody shares the last block and it has room, which is mostly so, nothing is counted and nothing moves.
    mutating func append(_ lane: Int64) {
        let inner = count & 4095
        let isPushed = inner != 0 && leaves.withUnsafeMutableBufferPointer { leaves in
            guard let last = leaves.baseAddress?.advanced(by: leaves.count - 1), !leaves.isEmpty,
                isKnownUniquelyReferenced(&last.pointee)
            else { return false }
            return Self.held(by: last, Unmanaged<Leaf>.self)._withUnsafeGuaranteedRef { $0.push(lane, inner) }
        }
        if isPushed { count += 1 } else { put(lane, at: count) }
    }

    /// What a place holds, not counted as held once more: whoever owns the place keeps it while it is used.
    @inline(__always)
    static func held<Object, Reference>(by place: UnsafePointer<Object>, _ reference: Reference.Type) -> Reference {
        UnsafeRawPointer(place).load(as: reference)
    }

    /// Overwrites a row or appends the next one.
    mutating func put(_ lane: Int64, at row: Int) {
        let inner = row & 4095
        if row == count {
            if inner == 0 { extend(Block(physical, room: row == 0 ? 8 : Block.capacity)) }
            count += 1
        }
        own(row >> 12, room: inner + 1)?.put(lane, at: inner)
    }

    /// Appends rows of the same kind: whole blocks are shared, not copied, where they fall on a block's edge.
    mutating func append(_ other: Spine) {
        for i in 0..<other.blockCount {
            guard let block = other.block(i) else { continue }
            if count & 4095 == 0 {
                extend(block)
                count += block.count
                continue
            }
            let bytes = block.bytes
            let head = min(block.count, Block.capacity - (count & 4095))
            let cut = head * physical.width
            own(count >> 12, room: Block.capacity)?.append(raw: UnsafeRawBufferPointer(rebasing: bytes[..<cut]))
            count += head
            if head < block.count {
                let rest = Block(physical)
                rest.append(raw: UnsafeRawBufferPointer(rebasing: bytes[cut...]))
                extend(rest)
                count += rest.count
            }
        }
    }

    /// The same column with other lanes, one for each row; blocks that do not change are shared. For 64-bit columns.
    func replacing(_ old: [Int64], by new: [Int64]) -> Spine {
        var twin = self
        guard physical == .i64, old.count == count, new.count == count else { return twin }
        for i in 0..<blockCount {
            let rows = (i << 12)..<min(count, (i + 1) << 12)
            if old[rows] == new[rows] { continue }
            let block = Block(.i64)
            let bytes = (rows.lowerBound * 8)..<(rows.upperBound * 8)
            new.withUnsafeBytes { block.append(raw: UnsafeRawBufferPointer(rebasing: $0[bytes])) }
            twin.set(i, block)
        }
        return twin
    }

    private mutating func set(_ i: Int, _ block: Block) {
        let leaf = i >> 6
        if !isKnownUniquelyReferenced(&leaves[leaf]) { leaves[leaf] = leaves[leaf].copy() }
        leaves[leaf].set(i & 63, block)
    }

    /// Forgets rows from `rows` on: the way back from a refused change.
    mutating func truncate(to rows: Int) {
        guard rows < count else { return }
        count = max(0, rows)
        let blocks = blockCount
        while let last = leaves.last, (leaves.count - 1) * Leaf.blocks + last.count > blocks {
            let index = leaves.count - 1
            if !isKnownUniquelyReferenced(&leaves[index]) { leaves[index] = leaves[index].copy() }
            leaves[index].removeLast()
            if leaves[index].count == 0 { leaves.removeLast() }
        }
        if count & 4095 != 0 { own(blocks - 1, room: Block.capacity)?.truncate(to: count & 4095) }
    }
}
