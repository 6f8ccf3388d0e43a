// One step of an expression over lanes. A step fills a buffer for a batch of rows; steps form a tree that is built once
// for a relation. Each loop is concrete, so a batch costs a few microseconds whatever the types mean.
import Columns
import Diagnostics
import Syntax
import Values

/// The closed family of steps; each subclass is one idea.
class LaneOp {
    let room: LaneRoom
    init(_ room: LaneRoom) { self.room = room }
    func fill(_ batch: LaneBatch, _ out: UnsafeMutablePointer<Int64>) throws(Diagnostic) {}
}

/// A column as it stands.
final class LeafOp: LaneOp {
    let source: LaneSource
    init(_ source: LaneSource, _ room: LaneRoom) {
        self.source = source
        super.init(room)
    }
    override func fill(_ batch: LaneBatch, _ out: UnsafeMutablePointer<Int64>) throws(Diagnostic) {
        batch.read(source, into: out)
    }
}

final class ConstantOp: LaneOp {
    let lane: Int64
    init(_ lane: Int64, _ room: LaneRoom) {
        self.lane = lane
        super.init(room)
    }
    override func fill(_ batch: LaneBatch, _ out: UnsafeMutablePointer<Int64>) throws(Diagnostic) {
        out.update(repeating: lane, count: batch.count)
    }
}

/// Addition, subtraction and multiplication of lanes already at one scale; null wherever a side is null.
final class ArithmeticOp: LaneOp {
    let op: Operation
    let left: LaneOp
    let right: LaneOp
    let span: Span
    init(_ op: Operation, _ left: LaneOp, _ right: LaneOp, _ span: Span, _ room: LaneRoom) {
        self.op = op
        self.left = left
        self.right = right
        self.span = span
        super.init(room)
    }
    override func fill(_ batch: LaneBatch, _ out: UnsafeMutablePointer<Int64>) throws(Diagnostic) {
        let other = room.take()
        defer { room.give(other) }
        try left.fill(batch, out)
        try right.fill(batch, other)
        var lost = false
        switch op {
        case .add:
            for i in 0..<batch.count {
                let (a, b) = (out[i], other[i])
                let (sum, over) = a.addingReportingOverflow(b)
                let null = a == Lane.null || b == Lane.null
                out[i] = null ? Lane.null : sum
                lost = lost || (!null && (over || sum == Lane.null))
            }
        case .subtract:
            for i in 0..<batch.count {
                let (a, b) = (out[i], other[i])
                let (sum, over) = a.subtractingReportingOverflow(b)
                let null = a == Lane.null || b == Lane.null
                out[i] = null ? Lane.null : sum
                lost = lost || (!null && (over || sum == Lane.null))
            }
        case .multiply:
            for i in 0..<batch.count {
                let (a, b) = (out[i], other[i])
                let (product, over) = a.multipliedReportingOverflow(by: b)
                let null = a == Lane.null || b == Lane.null
                out[i] = null ? Lane.null : product
                lost = lost || (!null && (over || product == Lane.null))
            }
        default: break
        }
        if lost { throw .operation(.value(.overflow), span) }
    }
}

/// Refuses rows where two money lanes are in different currencies.
final class SameCurrencyOp: LaneOp {
    let amounts: LaneOp
    let left: LaneOp
    let right: LaneOp
    let span: Span
    init(_ amounts: LaneOp, _ left: LaneOp, _ right: LaneOp, _ span: Span, _ room: LaneRoom) {
        self.amounts = amounts
        self.left = left
        self.right = right
        self.span = span
        super.init(room)
    }
    override func fill(_ batch: LaneBatch, _ out: UnsafeMutablePointer<Int64>) throws(Diagnostic) {
        let a = room.take()
        let b = room.take()
        defer {
            room.give(a)
            room.give(b)
        }
        try amounts.fill(batch, out)
        try left.fill(batch, a)
        try right.fill(batch, b)
        for i in 0..<batch.count where a[i] != b[i] && out[i] != Lane.null {
            guard let x = UInt16(exactly: a[i]).flatMap({ Currency(raw: $0) }),
                let y = UInt16(exactly: b[i]).flatMap({ Currency(raw: $0) })
            else { continue }
            throw .operation(.value(.currencyMismatch(x, y)), span)
        }
    }
}

/// Lanes times ten to a power, to bring two numbers to one scale.
final class RescaleOp: LaneOp {
    let inner: LaneOp
    let factor: Int64
    let span: Span
    init(_ inner: LaneOp, by factor: Int64, _ span: Span, _ room: LaneRoom) {
        self.inner = inner
        self.factor = factor
        self.span = span
        super.init(room)
    }
    override func fill(_ batch: LaneBatch, _ out: UnsafeMutablePointer<Int64>) throws(Diagnostic) {
        try inner.fill(batch, out)
        for i in 0..<batch.count where out[i] != Lane.null {
            let (scaled, over) = out[i].multipliedReportingOverflow(by: factor)
            if over || scaled == Lane.null { throw .operation(.value(.overflow), span) }
            out[i] = scaled
        }
    }
}

/// 1 where the comparison holds; 0 where it does not or a side is null.
final class CompareOp: LaneOp {
    let op: Operation
    let left: LaneOp
    let right: LaneOp
    init(_ op: Operation, _ left: LaneOp, _ right: LaneOp, _ room: LaneRoom) {
        self.op = op
        self.left = left
        self.right = right
        super.init(room)
    }
    override func fill(_ batch: LaneBatch, _ out: UnsafeMutablePointer<Int64>) throws(Diagnostic) {
        try left.fill(batch, out)
        if let constant = right as? ConstantOp {
            constantFill(batch.count, out, constant.lane)
            return
        }
        let other = room.take()
        defer { room.give(other) }
        try right.fill(batch, other)
        switch op {
        case .equal: for i in 0..<batch.count { out[i] = out[i] == other[i] && out[i] != Lane.null ? 1 : 0 }
        case .notEqual:
            for i in 0..<batch.count {
                out[i] = out[i] != other[i] && out[i] != Lane.null && other[i] != Lane.null ? 1 : 0
            }
        // Null is the least lane: only the side that must be the smaller one needs a test of its own.
        case .less: for i in 0..<batch.count { out[i] = out[i] < other[i] && out[i] != Lane.null ? 1 : 0 }
        case .lessEqual: for i in 0..<batch.count { out[i] = out[i] <= other[i] && out[i] != Lane.null ? 1 : 0 }
        case .greater: for i in 0..<batch.count { out[i] = out[i] > other[i] && other[i] != Lane.null ? 1 : 0 }
        case .greaterEqual: for i in 0..<batch.count { out[i] = out[i] >= other[i] && other[i] != Lane.null ? 1 : 0 }
        default: out.update(repeating: 0, count: batch.count)
        }
    }

    private func constantFill(_ count: Int, _ out: UnsafeMutablePointer<Int64>, _ lane: Int64) {
        if lane == Lane.null {
            out.update(repeating: 0, count: count)
            return
        }
        switch op {
        case .equal: for i in 0..<count { out[i] = out[i] == lane ? 1 : 0 }
        case .notEqual: for i in 0..<count { out[i] = out[i] != lane && out[i] != Lane.null ? 1 : 0 }
        case .less: for i in 0..<count { out[i] = out[i] < lane && out[i] != Lane.null ? 1 : 0 }
        case .lessEqual: for i in 0..<count { out[i] = out[i] <= lane && out[i] != Lane.null ? 1 : 0 }
        case .greater: for i in 0..<count { out[i] = out[i] > lane ? 1 : 0 }
        case .greaterEqual: for i in 0..<count { out[i] = out[i] >= lane ? 1 : 0 }
        default: out.update(repeating: 0, count: count)
        }
    }
}

/// A bare number as money of each row's own currency: 500 is 50,000 cents and 500 yen.
final class UnitsOp: LaneOp {
    let number: Number
    let currency: LaneOp
    let up: Bool
    private var known: [Int64]
    /// `up` rounds towards the greater minor unit; the comparison decides which keeps its meaning.
    init(_ number: Number, currency: LaneOp, up: Bool, _ room: LaneRoom) {
        self.number = number
        self.currency = currency
        self.up = up
        known = []
        super.init(room)
    }
    override func fill(_ batch: LaneBatch, _ out: UnsafeMutablePointer<Int64>) throws(Diagnostic) {
        if known.isEmpty { known = Array(repeating: Int64.max, count: 1 << 16) }
        try currency.fill(batch, out)
        for i in 0..<batch.count {
            guard let raw = UInt16(exactly: out[i]) else {
                out[i] = Lane.null
                continue
            }
            if known[Int(raw)] == Int64.max { known[Int(raw)] = units(raw) }
            out[i] = known[Int(raw)]
        }
    }
    private func units(_ raw: UInt16) -> Int64 {
        let exponent = Currency(raw: raw)?.exponent ?? 2
        let top = Int128(number.mantissa) * Operators.power(UInt8(clamping: exponent))
        let bottom = Operators.power(number.scale)
        var whole = top / bottom
        if up, whole * bottom < top { whole += 1 }
        if !up, whole * bottom > top { whole -= 1 }
        return Int64(clamping: min(max(whole, Int128(Int64.min + 1)), Int128(Int64.max - 1)))
    }
}

final class LogicalOp: LaneOp {
    let op: Operation
    let left: LaneOp
    let right: LaneOp
    init(_ op: Operation, _ left: LaneOp, _ right: LaneOp, _ room: LaneRoom) {
        self.op = op
        self.left = left
        self.right = right
        super.init(room)
    }
    override func fill(_ batch: LaneBatch, _ out: UnsafeMutablePointer<Int64>) throws(Diagnostic) {
        let other = room.take()
        defer { room.give(other) }
        try left.fill(batch, out)
        try right.fill(batch, other)
        // Flags are 0, 1 or null; null counts as false.
        if op == .and {
            for i in 0..<batch.count { out[i] = out[i] == 1 && other[i] == 1 ? 1 : 0 }
        } else {
            for i in 0..<batch.count { out[i] = out[i] == 1 || other[i] == 1 ? 1 : 0 }
        }
    }
}

final class NotOp: LaneOp {
    let inner: LaneOp
    init(_ inner: LaneOp, _ room: LaneRoom) {
        self.inner = inner
        super.init(room)
    }
    override func fill(_ batch: LaneBatch, _ out: UnsafeMutablePointer<Int64>) throws(Diagnostic) {
        try inner.fill(batch, out)
        for i in 0..<batch.count { out[i] = out[i] == 1 ? 0 : 1 }
    }
}

final class IsNullOp: LaneOp {
    let inner: LaneOp
    let negated: Bool
    init(_ inner: LaneOp, negated: Bool, _ room: LaneRoom) {
        self.inner = inner
        self.negated = negated
        super.init(room)
    }
    override func fill(_ batch: LaneBatch, _ out: UnsafeMutablePointer<Int64>) throws(Diagnostic) {
        try inner.fill(batch, out)
        for i in 0..<batch.count { out[i] = (out[i] == Lane.null) != negated ? 1 : 0 }
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
    override func fill(_ batch: LaneBatch, _ out: UnsafeMutablePointer<Int64>) throws(Diagnostic) {
        let other = room.take()
        defer { room.give(other) }
        try left.fill(batch, out)
        try right.fill(batch, other)
        for i in 0..<batch.count where out[i] == Lane.null { out[i] = other[i] }
    }
}

/// 1 where the lane lies between two lanes, ends included.
final class BetweenOp: LaneOp {
    let inner: LaneOp
    let low: Int64
    let high: Int64
    let negated: Bool
    init(_ inner: LaneOp, _ low: Int64, _ high: Int64, negated: Bool, _ room: LaneRoom) {
        self.inner = inner
        self.low = low
        self.high = high
        self.negated = negated
        super.init(room)
    }
    override func fill(_ batch: LaneBatch, _ out: UnsafeMutablePointer<Int64>) throws(Diagnostic) {
        try inner.fill(batch, out)
        for i in 0..<batch.count {
            let lane = out[i]
            out[i] = lane != Lane.null && (lane >= low && lane <= high) != negated ? 1 : 0
        }
    }
}

/// A test on texts or words, made once for each different code and remembered.
final class CodeTestOp: LaneOp {
    let inner: LaneOp
    let test: (Int64) -> Bool
    private var known: [Int64: Bool] = [:]
    private var dense: [UInt8] = []
    init(_ inner: LaneOp, _ room: LaneRoom, _ test: @escaping (Int64) -> Bool) {
        self.inner = inner
        self.test = test
        super.init(room)
    }
    override func fill(_ batch: LaneBatch, _ out: UnsafeMutablePointer<Int64>) throws(Diagnostic) {
        try inner.fill(batch, out)
        for i in 0..<batch.count {
            let lane = out[i]
            out[i] = lane != Lane.null && holds(lane) ? 1 : 0
        }
    }
    private func holds(_ lane: Int64) -> Bool {
        if lane >= 0, lane < 1 << 22 {
            let at = Int(lane)
            if at >= dense.count { dense += Array(repeating: 2, count: max(1024, at + 1 - dense.count + dense.count / 2)) }
            if dense[at] == 2 { dense[at] = test(lane) ? 1 : 0 }
            return dense[at] == 1
        }
        if let answer = known[lane] { return answer }
        let answer = test(lane)
        known[lane] = answer
        return answer
    }
}

/// A step that works out whole values row by row: everything that has no loop of its own.
final class RowwiseOp: LaneOp {
    let work: (_ base: Int) throws(Diagnostic) -> Int64
    init(_ room: LaneRoom, _ work: @escaping (_ base: Int) throws(Diagnostic) -> Int64) {
        self.work = work
        super.init(room)
    }
    override func fill(_ batch: LaneBatch, _ out: UnsafeMutablePointer<Int64>) throws(Diagnostic) {
        for i in 0..<batch.count { out[i] = try work(batch.base(i)) }
    }
}
