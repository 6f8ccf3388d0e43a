// A column of a relation, stored or derived, read by blocks: what stages of a query hand to one another and to the kernels.

package indirect enum LaneSource {
    case column(ColumnView)
    case dense(DenseLane)
    case constant(Int64)
    /// `target` at the row number that `by` holds: `debtor.name` of an invoice. Null where `by` is null or names no row.
    case through(LaneSource, by: LaneSource)
    case computed(LaneComputer)
    /// A lane that is worked out as a whole, and only if somebody reads it.
    case deferred(DeferredLane)
    case rowNumber
    /// What is left of a number after each lane: days since, from a lane of days. Null stays null.
    case difference(Int64, LaneSource)

    /// Rows `from ..< from + count` as lanes. Rows that do not exist are null.
    package func read(from: Int, count: Int, into out: UnsafeMutablePointer<Int64>) {
        switch self {
        case .column(let view): view.read(from: from, count: count, into: out)
        case .dense(let lane): lane.read(from: from, count: count, into: out)
        case .constant(let lane): out.update(repeating: lane, count: count)
        case .through(let target, let by):
            by.read(from: from, count: count, into: out)
            target.follow(out, count)
        case .computed(let computer): computer.read(from: from, count: count, into: out)
        case .deferred(let lane): lane.source.read(from: from, count: count, into: out)
        case .rowNumber: for i in 0..<count { out[i] = Int64(from &+ i) }
        case .difference(let number, let lane):
            lane.read(from: from, count: count, into: out)
            Self.subtract(out, count, from: number)
        }
    }

    /// The named rows as lanes, in the order given. Rows that do not exist are null.
    package func gather(_ rows: UnsafeBufferPointer<UInt32>, into out: UnsafeMutablePointer<Int64>) {
        switch self {
        case .column(let view): view.gather(rows, into: out)
        case .dense(let lane): lane.gather(rows, into: out)
        case .constant(let lane): out.update(repeating: lane, count: rows.count)
        case .through(let target, let by):
            by.gather(rows, into: out)
            target.follow(out, rows.count)
        case .computed(let computer): computer.gather(rows, into: out)
        case .deferred(let lane): lane.source.gather(rows, into: out)
        case .rowNumber: for i in 0..<rows.count { out[i] = Int64(rows[i]) }
        case .difference(let number, let lane):
            lane.gather(rows, into: out)
            Self.subtract(out, rows.count, from: number)
        }
    }

    private static func subtract(_ lanes: UnsafeMutablePointer<Int64>, _ count: Int, from number: Int64) {
        for i in 0..<count { lanes[i] = lanes[i] == Lane.null ? Lane.null : number &- lanes[i] }
    }

    /// The least and greatest lane of rows `block * 4,096` and on, where it is known without reading them all.
    package func blockBounds(_ block: Int) -> (min: Int64, max: Int64)? {
        switch self {
        case .column(let view): view.blockBounds(block)
        case .constant(let lane): lane == Lane.null ? nil : (lane, lane)
        case .dense, .through, .computed, .deferred, .rowNumber, .difference: nil
        }
    }

    /// Replaces row numbers by this lane's values at them.
    private func follow(_ lanes: UnsafeMutablePointer<Int64>, _ count: Int) {
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: max(1, count)) { room in
            for i in 0..<count { room[i] = UInt32(exactly: lanes[i]) ?? UInt32.max }
            let rows = UnsafeBufferPointer(rebasing: UnsafeBufferPointer(room)[..<count])
            gather(rows, into: lanes)
            // The greatest number is no row: a constant or a row number would answer for it.
            for i in 0..<count where rows[i] == .max { lanes[i] = Lane.null }
        }
    }
}

/// A lane whose making costs something and is put off until it is read.
package final class DeferredLane {
    private let make: () -> LaneSource
    package private(set) lazy var source: LaneSource = make()

    package init(_ make: @escaping () -> LaneSource) { self.make = make }
}

/// Lanes worked out beforehand.
package final class DenseLane {
    package let values: [Int64]
    package init(_ values: [Int64]) { self.values = values }

    func read(from: Int, count: Int, into out: UnsafeMutablePointer<Int64>) {
        values.withUnsafeBufferPointer { all in
            let held = max(0, min(count, all.count - from))
            guard from >= 0, held > 0, let base = all.baseAddress else {
                out.update(repeating: Lane.null, count: count)
                return
            }
            out.update(from: base + from, count: held)
            if held < count { (out + held).update(repeating: Lane.null, count: count - held) }
        }
    }

    func gather(_ rows: UnsafeBufferPointer<UInt32>, into out: UnsafeMutablePointer<Int64>) {
        values.withUnsafeBufferPointer { all in
            for i in 0..<rows.count { out[i] = Int(rows[i]) < all.count ? all[Int(rows[i])] : Lane.null }
        }
    }
}

/// Lanes worked out when they are asked for, 4,096 rows at a time; each block is kept once made. Room for all is set aside at
/// once, but what is never asked for is never touched.
package final class LaneComputer {
    package let count: Int
    private let fill: (_ from: Int, _ count: Int, _ into: UnsafeMutablePointer<Int64>) -> Void
    private let lanes: UnsafeMutablePointer<Int64>
    private let isMade: UnsafeMutablePointer<Bool>

    /// `fill` writes rows `from ..< from + count`; it is asked for whole blocks, within `count`.
    package init(count: Int, fill: @escaping (_ from: Int, _ count: Int, _ into: UnsafeMutablePointer<Int64>) -> Void) {
        self.count = max(0, count)
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

    func read(from: Int, count wanted: Int, into out: UnsafeMutablePointer<Int64>) {
        let held = from >= 0 ? max(0, min(wanted, count - from)) : 0
        if held > 0 {
            for block in from >> 12...(from + held - 1) >> 12 where !isMade[block] { make(block) }
            out.update(from: lanes + from, count: held)
        }
        if held < wanted { (out + held).update(repeating: Lane.null, count: wanted - held) }
    }

    func gather(_ rows: UnsafeBufferPointer<UInt32>, into out: UnsafeMutablePointer<Int64>) {
        for i in 0..<rows.count {
            let row = Int(rows[i])
            guard row < count else {
                out[i] = Lane.null
                continue
            }
            if !isMade[row >> 12] { make(row >> 12) }
            out[i] = lanes[row]
        }
    }
}
