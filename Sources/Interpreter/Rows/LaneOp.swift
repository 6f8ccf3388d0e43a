// One step of an expression over lanes. A step fills a buffer for a batch of rows; steps form a tree that is built once
// for a relation. Each loop is concrete, so a batch costs a few microseconds whatever the types mean.
// A step that meets what lanes cannot hold gives up, and the batch is worked out by the plain meaning.
import Columns
import Values

/// Lanes cannot tell: an overflow, a value without a lane, a fault of a row. The plain meaning decides what it is.
struct LaneMiss: Error {}

/// The closed family of steps; each subclass is one idea. Conditions are in LaneOp+Conditions.swift.
class LaneOp {
    let room: LaneRoom
    init(_ room: LaneRoom) { self.room = room }
    func fill(_ batch: LaneBatch, _ out: UnsafeMutablePointer<Int64>) throws(LaneMiss) {}
    /// The rows a condition holds for, written to `out`, which has room for the batch and may be where its rows lie; how many.
    func pick(_ batch: LaneBatch, _ out: UnsafeMutablePointer<UInt32>) throws(LaneMiss) -> Int {
        let mask = room.take()
        defer { room.give(mask) }
        try fill(batch, mask)
        return batch.keep(mask, out)
    }
    /// Whether a condition is known to hold for no row of a block, from the bounds of what it looks at.
    func isRuledOut(_ block: Int) -> Bool { false }
    /// Whether it can never give up on a batch.
    var isSure: Bool { false }
    /// Whether asking it about a row costs next to nothing: then it may be asked about rows that another leaves out anyway.
    var isLight: Bool { false }
}

/// A column as it stands.
final class LeafOp: LaneOp {
    let source: LaneSource
    init(_ source: LaneSource, _ room: LaneRoom) {
        self.source = source.made
        super.init(room)
    }
    override func fill(_ batch: LaneBatch, _ out: UnsafeMutablePointer<Int64>) throws(LaneMiss) {
        batch.read(source, into: out)
    }
    override var isSure: Bool { true }
}

final class ConstantOp: LaneOp {
    let lane: Int64
    init(_ lane: Int64, _ room: LaneRoom) {
        self.lane = lane
        super.init(room)
    }
    override func fill(_ batch: LaneBatch, _ out: UnsafeMutablePointer<Int64>) throws(LaneMiss) {
        out.update(repeating: lane, count: batch.count)
    }
    override var isSure: Bool { true }
}

/// Addition, subtraction and multiplication of lanes already at one scale; null wherever a side is null.
final class ArithmeticOp: LaneOp {
    enum Kind { case add, subtract, multiply }
    let kind: Kind
    let left: LaneOp
    let right: LaneOp
    /// What the result's type can hold.
    let range: ClosedRange<Int64>
    init(_ kind: Kind, _ left: LaneOp, _ right: LaneOp, within range: ClosedRange<Int64> = .min + 1 ... .max, _ room: LaneRoom) {
        self.kind = kind
        self.left = left
        self.right = right
        self.range = range
        super.init(room)
    }
    override func fill(_ batch: LaneBatch, _ out: UnsafeMutablePointer<Int64>) throws(LaneMiss) {
        let other = room.take()
        defer { room.give(other) }
        try left.fill(batch, out)
        try right.fill(batch, other)
        var lost: Int64 = 0
        let (low, high) = (range.lowerBound, range.upperBound)
        switch kind {
        case .add:
            for i in 0..<batch.count {
                let (sum, over) = out[i].addingReportingOverflow(other[i])
                let null = bit(out[i] == Lane.null) | bit(other[i] == Lane.null) != 0
                lost |= bit(!null) & (bit(over) | bit(sum < low) | bit(sum > high))
                out[i] = null ? Lane.null : sum
            }
        case .subtract:
            for i in 0..<batch.count {
                let (sum, over) = out[i].subtractingReportingOverflow(other[i])
                let null = bit(out[i] == Lane.null) | bit(other[i] == Lane.null) != 0
                lost |= bit(!null) & (bit(over) | bit(sum < low) | bit(sum > high))
                out[i] = null ? Lane.null : sum
            }
        case .multiply:
            for i in 0..<batch.count {
                let (product, over) = out[i].multipliedReportingOverflow(by: other[i])
                let null = bit(out[i] == Lane.null) | bit(other[i] == Lane.null) != 0
                lost |= bit(!null) & (bit(over) | bit(product < low) | bit(product > high))
                out[i] = null ? Lane.null : product
            }
        }
        if lost != 0 { throw LaneMiss() }
    }
}

/// Money times a rate: a product brought down to minor units as the book rounds.
final class ShareOp: LaneOp {
    let amount: LaneOp
    let rate: LaneOp
    let divisor: Int64
    let rounding: Rounding
    init(_ amount: LaneOp, _ rate: LaneOp, dividingBy divisor: Int64, _ rounding: Rounding, _ room: LaneRoom) {
        self.amount = amount
        self.rate = rate
        self.divisor = divisor
        self.rounding = rounding
        super.init(room)
    }
    override func fill(_ batch: LaneBatch, _ out: UnsafeMutablePointer<Int64>) throws(LaneMiss) {
        let a = room.take()
        let b = room.take()
        defer {
            room.give(a)
            room.give(b)
        }
        try amount.fill(batch, a)
        try rate.fill(batch, b)
        if LaneArithmetic.multiply(a, b, dividingBy: divisor, rounding: rounding, batch.count, into: out) != nil {
            throw LaneMiss()
        }
    }
}

/// Gives up where two money lanes are in different currencies.
final class SameCurrencyOp: LaneOp {
    let amounts: LaneOp
    let left: LaneOp
    let right: LaneOp
    init(_ amounts: LaneOp, _ left: LaneOp, _ right: LaneOp, _ room: LaneRoom) {
        self.amounts = amounts
        self.left = left
        self.right = right
        super.init(room)
    }
    override func fill(_ batch: LaneBatch, _ out: UnsafeMutablePointer<Int64>) throws(LaneMiss) {
        let a = room.take()
        let b = room.take()
        defer {
            room.give(a)
            room.give(b)
        }
        try amounts.fill(batch, out)
        try left.fill(batch, a)
        try right.fill(batch, b)
        var differ: Int64 = 0
        for i in 0..<batch.count { differ |= bit(a[i] != b[i]) & bit(out[i] != Lane.null) }
        if differ != 0 { throw LaneMiss() }
    }
}

/// Lanes times ten to a power, to bring two numbers to one scale.
final class RescaleOp: LaneOp {
    let inner: LaneOp
    let factor: Int64
    init(_ inner: LaneOp, by factor: Int64, _ room: LaneRoom) {
        self.inner = inner
        self.factor = factor
        super.init(room)
    }
    override func fill(_ batch: LaneBatch, _ out: UnsafeMutablePointer<Int64>) throws(LaneMiss) {
        try inner.fill(batch, out)
        var lost: Int64 = 0
        for i in 0..<batch.count {
            let (scaled, over) = out[i].multipliedReportingOverflow(by: factor)
            let null = out[i] == Lane.null
            lost |= bit(!null) & (bit(over) | bit(scaled == Lane.null))
            out[i] = null ? Lane.null : scaled
        }
        if lost != 0 { throw LaneMiss() }
    }
}

final class CoalesceOp: LaneOp {
    let left: LaneOp
    let right: LaneOp
    init(_ left: LaneOp, _ right: LaneOp, _ room: LaneRoom) {
        self.left = left
        self.right = right
        super.init(room)
    }
    override func fill(_ batch: LaneBatch, _ out: UnsafeMutablePointer<Int64>) throws(LaneMiss) {
        let other = room.take()
        defer { room.give(other) }
        try left.fill(batch, out)
        try right.fill(batch, other)
        for i in 0..<batch.count where out[i] == Lane.null { out[i] = other[i] }
    }
}

/// A step that works out whole values row by row: everything that has no loop of its own.
final class RowwiseOp: LaneOp {
    let work: (_ base: Int) throws(LaneMiss) -> Int64
    init(_ room: LaneRoom, _ work: @escaping (_ base: Int) throws(LaneMiss) -> Int64) {
        self.work = work
        super.init(room)
    }
    override func fill(_ batch: LaneBatch, _ out: UnsafeMutablePointer<Int64>) throws(LaneMiss) {
        for i in 0..<batch.count { out[i] = try work(batch.base(i)) }
    }
}
