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

/// Lanes worked out when they are asked for, 4,096 rows at a time; each block is kept once made.
package final class LaneComputer {
    package let count: Int
    private let fill: (_ from: Int, _ count: Int, _ into: UnsafeMutablePointer<Int64>) -> Void
    private var blocks: [[Int64]?]

    /// `fill` writes rows `from ..< from + count`; it is asked for whole blocks, within `count`.
    package init(count: Int, fill: @escaping (_ from: Int, _ count: Int, _ into: UnsafeMutablePointer<Int64>) -> Void) {
        self.count = max(0, count)
        self.fill = fill
        blocks = Array(repeating: nil, count: (self.count + Block.capacity - 1) / Block.capacity)
    }

    private func block(_ i: Int) -> [Int64] {
        if let made = blocks[i] { return made }
        let rows = min(Block.capacity, count - i * Block.capacity)
        let made = [Int64](unsafeUninitializedCapacity: rows) { room, filled in
            if let base = room.baseAddress { fill(i * Block.capacity, rows, base) }
            filled = rows
        }
        blocks[i] = made
        return made
    }

    func read(from: Int, count wanted: Int, into out: UnsafeMutablePointer<Int64>) {
        var row = from
        while row < from + wanted {
            let inner = row & 4095
            let step = min(Block.capacity - inner, from + wanted - row)
            let lanes = row >= 0 && row < count ? block(row >> 12) : []
            let held = max(0, min(step, lanes.count - inner))
            lanes.withUnsafeBufferPointer { lanes in
                if held > 0, let base = lanes.baseAddress { (out + (row - from)).update(from: base + inner, count: held) }
            }
            if held < step { (out + (row - from + held)).update(repeating: Lane.null, count: step - held) }
            row += step
        }
    }

    func gather(_ rows: UnsafeBufferPointer<UInt32>, into out: UnsafeMutablePointer<Int64>) {
        for i in 0..<rows.count {
            let row = Int(rows[i])
            out[i] = row < count ? block(row >> 12)[row & 4095] : Lane.null
        }
    }
}
