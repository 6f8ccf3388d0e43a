// Lanes that are worked out block by block and kept: derived columns over a whole table.

/// Lanes worked out when they are asked for, 4,096 rows at a time; each block is kept once made. Room for all is set aside at
/// once, but what is never asked for is never touched.
package final class LaneComputer {
    package let count: Int
    /// Where its lanes lie, nulls apart, if that is known beforehand.
    package let bounds: (min: Int64, max: Int64)?
    private let fill: (_ from: Int, _ count: Int, _ into: UnsafeMutablePointer<Int64>) -> Void
    private let lanes: UnsafeMutablePointer<Int64>
    private let isMade: UnsafeMutablePointer<Bool>

    /// `fill` writes rows `from ..< from + count`; it is asked for whole blocks, within `count`.
    package init(
        count: Int, within bounds: (min: Int64, max: Int64)? = nil,
        fill: @escaping (_ from: Int, _ count: Int, _ into: UnsafeMutablePointer<Int64>) -> Void
    ) {
        self.count = max(0, count)
        self.bounds = bounds
        self.fill = fill
        let blocks = (self.count + Block.capacity - 1) / Block.capacity
        lanes = .allocate(capacity: self.count)
        isMade = .allocate(capacity: blocks)
        isMade.initialize(repeating: false, count: blocks)
    }

    deinit {
        lanes.deallocate()
        isMade.deallocate()
    }

    private func make(_ block: Int) {
        let first = block &* Block.capacity
        fill(first, min(Block.capacity, count &- first), lanes + first)
        isMade[block] = true
    }

    /// Rows `from ..< from + count` in place, alive as long as this is; nil where some of them do not exist.
    package func made(from: Int, count wanted: Int) -> UnsafePointer<Int64>? {
        guard from >= 0, wanted > 0, from <= count - wanted else { return nil }
        for block in from >> 12...(from + wanted - 1) >> 12 where !isMade[block] { make(block) }
        return UnsafePointer(lanes + from)
    }

    func read(from: Int, count wanted: Int, into out: UnsafeMutablePointer<Int64>) {
        let held = from >= 0 ? max(0, min(wanted, count - from)) : 0
        if let made = made(from: from, count: held) { out.update(from: made, count: held) }
        if held < wanted { (out + held).update(repeating: Lane.null, count: wanted - held) }
    }

    func gather(_ rows: UnsafeBufferPointer<UInt32>, into out: UnsafeMutablePointer<Int64>) {
        let limit = UInt32(clamping: count)
        // Rows of one block mostly follow one another: whether it is made is asked once for them.
        var current = UInt32.max
        for i in 0..<rows.count {
            let row = rows[i]
            guard row < limit else {
                out[i] = Lane.null
                continue
            }
            if row >> 12 != current {
                current = row >> 12
                if !isMade[Int(current)] { make(Int(current)) }
            }
            out[i] = lanes[Int(row)]
        }
    }
}
