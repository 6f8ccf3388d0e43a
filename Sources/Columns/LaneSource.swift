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
    /// Some rows of a lane as rows of their own: what is left after a filter.
    case picked(LaneSource, RowList)

    /// Rows `from ..< from + count` as lanes. Rows that do not exist are null.
    package func read(from: Int, count: Int, into out: UnsafeMutablePointer<Int64>) {
        switch self {
        case .picked(let lane, let list): list.withRows(from: from, count: count) { lane.gather($0, into: out) }
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
        case .picked(let lane, let list): list.withRows(at: rows) { lane.gather($0, into: out) }
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
        case .difference(let number, let lane): lane.blockBounds(block).flatMap { Self.subtract($0, from: number) }
        case .dense, .through, .computed, .deferred, .rowNumber, .picked: nil
        }
    }

    /// Where all lanes lie, nulls apart, as far as it is known without reading them; some may lie well within.
    package var bounds: (min: Int64, max: Int64)? {
        switch self {
        case .column(let view): view.bounds
        case .constant(let lane): lane == Lane.null ? nil : (lane, lane)
        case .through(let target, _): target.bounds
        case .picked(let lane, _): lane.bounds
        case .computed(let computer): computer.bounds
        case .difference(let number, let lane): lane.bounds.flatMap { Self.subtract($0, from: number) }
        case .dense, .deferred, .rowNumber: nil
        }
    }

    /// The lane itself, where its making was put off.
    package var made: LaneSource {
        if case .deferred(let lane) = self { lane.source.made } else { self }
    }

    /// Whether two lanes are known to be one and the same.
    package func isSame(as other: LaneSource) -> Bool {
        switch (self, other) {
        case (.column(let a), .column(let b)): a.isSame(as: b)
        case (.constant(let a), .constant(let b)): a == b
        case (.dense(let a), .dense(let b)): a === b
        case (.computed(let a), .computed(let b)): a === b
        case (.deferred(let a), .deferred(let b)): a === b
        case (.rowNumber, .rowNumber): true
        case (.picked(let a, let rows), .picked(let b, let others)): rows === others && a.isSame(as: b)
        case (.through(let a, let key), .through(let b, let other)): a.isSame(as: b) && key.isSame(as: other)
        case (.difference(let a, let lane), .difference(let b, let other)): a == b && lane.isSame(as: other)
        case (.column, _), (.constant, _), (.dense, _), (.computed, _), (.deferred, _), (.rowNumber, _), (.picked, _),
            (.through, _), (.difference, _):
            false
        }
    }

    private static func subtract(_ bounds: (min: Int64, max: Int64), from number: Int64) -> (min: Int64, max: Int64)? {
        let (low, isLow) = number.subtractingReportingOverflow(bounds.max)
        let (high, isHigh) = number.subtractingReportingOverflow(bounds.min)
        return isLow || isHigh ? nil : (low, high)
    }

    /// Rows `from ..< from + count`, at most 4,096, where they lie already as lanes, else read into `room`.
    @inline(__always)
    func lanes(
        from: Int, count: Int, room: UnsafeMutablePointer<Int64>, _ body: (UnsafePointer<Int64>) -> Void
    ) {
        if case .computed(let computer) = self, let made = computer.made(from: from, count: count) {
            body(made)
            withExtendedLifetime(computer) {}
        } else {
            read(from: from, count: count, into: room)
            body(room)
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
