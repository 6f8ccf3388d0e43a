// The steps whose lanes are answers: 1 where something holds, 0 where it does not. None of them gives null.
// Answers are counted together, not chosen between: rows come in no order a branch could learn.
import Columns
import Syntax

/// 1 where the comparison of two lanes holds; 0 where it does not or a side is null.
final class CompareOp: LaneOp {
    enum Kind {
        case equal, notEqual, less, lessEqual, greater, greaterEqual

        init?(_ op: Operation) {
            switch op {
            case .equal: self = .equal
            case .notEqual: self = .notEqual
            case .less: self = .less
            case .lessEqual: self = .lessEqual
            case .greater: self = .greater
            case .greaterEqual: self = .greaterEqual
            case .in, .notIn, .contains, .notContains, .starts, .notStarts, .ends, .notEnds, .matches, .notMatches,
                .exactly, .add, .subtract, .multiply, .divide, .modulo, .and, .or:
                return nil
            }
        }
    }
    let kind: Kind
    let left: LaneOp
    let right: LaneOp
    init(_ kind: Kind, _ left: LaneOp, _ right: LaneOp, _ room: LaneRoom) {
        self.kind = kind
        self.left = left
        self.right = right
        super.init(room)
    }
    override func fill(_ batch: LaneBatch, _ out: UnsafeMutablePointer<Int64>) throws(LaneMiss) {
        let b = room.take()
        defer { room.give(b) }
        try left.fill(batch, out)
        try right.fill(batch, b)
        let n = batch.count
        switch kind {
        case .equal: for i in 0..<n { out[i] = bit(out[i] == b[i]) & bit(out[i] != Lane.null) }
        case .notEqual: for i in 0..<n { out[i] = bit(out[i] != b[i]) & bit(out[i] != Lane.null) & bit(b[i] != Lane.null) }
        // Null is the least lane: only the side that must be the smaller one needs a test of its own.
        case .less: for i in 0..<n { out[i] = bit(out[i] < b[i]) & bit(out[i] != Lane.null) }
        case .lessEqual: for i in 0..<n { out[i] = bit(out[i] <= b[i]) & bit(out[i] != Lane.null) }
        case .greater: for i in 0..<n { out[i] = bit(out[i] > b[i]) & bit(b[i] != Lane.null) }
        case .greaterEqual: for i in 0..<n { out[i] = bit(out[i] >= b[i]) & bit(b[i] != Lane.null) }
        }
    }
    override var isSure: Bool { left.isSure && right.isSure }
}

/// 1 where the lane lies in an interval, or where it lies outside; null is in neither.
final class IntervalOp: LaneOp {
    let inner: LaneOp
    let interval: Interval
    let outside: Bool
    init(_ inner: LaneOp, _ interval: Interval, outside: Bool, _ room: LaneRoom) {
        self.inner = inner
        self.interval = interval
        self.outside = outside
        super.init(room)
    }
    override func fill(_ batch: LaneBatch, _ out: UnsafeMutablePointer<Int64>) throws(LaneMiss) {
        try inner.fill(batch, out)
        Self.test(out, batch.count, interval, outside: outside)
    }
    /// A column is looked at where it lies, in its kind at rest.
    override func pick(_ batch: LaneBatch, _ out: UnsafeMutablePointer<UInt32>) throws(LaneMiss) -> Int {
        guard let source = (inner as? LeafOp)?.source else { return try super.pick(batch, out) }
        let (low, high) = (interval.low, interval.high)
        if let rows = batch.rows { return source.pick(among: rows, low: low, high: high, outside: outside, into: out) }
        return source.pick(from: batch.from, count: batch.count, low: low, high: high, outside: outside, into: out)
    }
    override func isRuledOut(_ block: Int) -> Bool {
        guard !outside, let leaf = inner as? LeafOp, let bounds = leaf.source.blockBounds(block) else { return false }
        return bounds.max < interval.low || bounds.min > interval.high
    }
    override var isSure: Bool { inner.isSure }
    override var isLight: Bool { inner is LeafOp }

    /// Answers in place. An interval never holds null, so only being outside needs a test for it.
    static func test(_ out: UnsafeMutablePointer<Int64>, _ count: Int, _ interval: Interval, outside: Bool) {
        let (low, width) = (interval.low, interval.width)
        guard let width else {
            for i in 0..<count { out[i] = outside ? bit(out[i] != Lane.null) : 0 }
            return
        }
        if outside {
            for i in 0..<count { out[i] = bit(UInt64(bitPattern: out[i] &- low) > width) & bit(out[i] != Lane.null) }
        } else {
            for i in 0..<count { out[i] = bit(UInt64(bitPattern: out[i] &- low) <= width) }
        }
    }
}

/// The same for money, where each currency has an interval of its own: 500 is 50,000 cents and 500 yen.
final class MoneyIntervalOp: LaneOp {
    let amount: LaneOp
    let currency: LaneOp
    let outside: Bool
    private let interval: (_ currency: Int64) -> Interval
    /// By the currency's number, which packs three letters; the last place is for what is no currency.
    private var lows: [Int64] = []
    private var highs: [Int64] = []
    private static let places: Int64 = 26 * 26 * 26
    init(
        _ amount: LaneOp, _ currency: LaneOp, outside: Bool, _ room: LaneRoom, _ interval: @escaping (_ currency: Int64) -> Interval
    ) {
        self.amount = amount
        self.currency = currency
        self.outside = outside
        self.interval = interval
        super.init(room)
    }
    override func fill(_ batch: LaneBatch, _ out: UnsafeMutablePointer<Int64>) throws(LaneMiss) {
        guard batch.count > 0 else { return }
        let units = room.take()
        defer { room.give(units) }
        try amount.fill(batch, out)
        try currency.fill(batch, units)
        var differ: Int64 = 0
        for i in 0..<batch.count { differ |= units[i] ^ units[0] }
        if differ == 0 { return IntervalOp.test(out, batch.count, interval(units[0]), outside: outside) }
        if lows.isEmpty {
            let all = (0...Self.places).map { $0 == Self.places ? Interval.none : interval($0) }
            lows = all.map(\.low)
            highs = all.map(\.high)
        }
        let flip = bit(outside)
        let last = UInt64(Self.places)
        lows.withUnsafeBufferPointer { lows in
            highs.withUnsafeBufferPointer { highs in
                for i in 0..<batch.count {
                    let place = Int(truncatingIfNeeded: min(UInt64(bitPattern: units[i]), last))
                    let inside = bit(out[i] >= lows[place]) & bit(out[i] <= highs[place])
                    out[i] = (inside ^ flip) & bit(out[i] != Lane.null)
                }
            }
        }
    }
}

final class LogicalOp: LaneOp {
    let isAnd: Bool
    let left: LaneOp
    let right: LaneOp
    /// Whether `pick` asks the right side first, because it kept fewer of the rows it was asked about.
    private var asksRightFirst = false
    init(and isAnd: Bool, _ left: LaneOp, _ right: LaneOp, _ room: LaneRoom) {
        self.isAnd = isAnd
        self.left = left
        self.right = right
        super.init(room)
    }
    override func fill(_ batch: LaneBatch, _ out: UnsafeMutablePointer<Int64>) throws(LaneMiss) {
        let other = room.take()
        defer { room.give(other) }
        try left.fill(batch, out)
        // A flag of a column may be null, whose last bit is 0 as that of false is. A side that settles the whole batch spares the other.
        var open: Int64 = 0
        let settles: Int64 = isAnd ? 0 : 1
        for i in 0..<batch.count { open |= (out[i] & 1) ^ settles }
        if open == 0 { return IntervalOp.test(out, batch.count, .one, outside: false) }
        try right.fill(batch, other)
        if isAnd {
            for i in 0..<batch.count { out[i] &= other[i] & 1 }
        } else {
            for i in 0..<batch.count { out[i] = (out[i] | other[i]) & 1 }
        }
    }
    /// What one side leaves out, the other is not asked about: the left one first, unless both are light and the right one
    /// keeps the smaller share.
    override func pick(_ batch: LaneBatch, _ out: UnsafeMutablePointer<UInt32>) throws(LaneMiss) -> Int {
        guard isAnd else { return try super.pick(batch, out) }
        let count = try (asksRightFirst ? right : left).pick(batch, out)
        if count == 0 { return 0 }
        let rest = UnsafeBufferPointer(start: UnsafePointer(out), count: count)
        let kept = try (asksRightFirst ? left : right).pick(LaneBatch(from: 0, count: count, rows: rest), out)
        // kept ÷ count, the share of the second, beside count ÷ batch.count, that of the first.
        if kept * batch.count < count * count, isLight { asksRightFirst.toggle() }
        return kept
    }
    override func isRuledOut(_ block: Int) -> Bool {
        // The left side may find a fault in rows that the right one leaves out.
        isAnd
            ? left.isRuledOut(block) || left.isSure && right.isRuledOut(block)
            : left.isRuledOut(block) && right.isRuledOut(block)
    }
    override var isSure: Bool { left.isSure && right.isSure }
    override var isLight: Bool { isAnd && left.isLight && right.isLight }
}

final class NotOp: LaneOp {
    let inner: LaneOp
    init(_ inner: LaneOp, _ room: LaneRoom) {
        self.inner = inner
        super.init(room)
    }
    override func fill(_ batch: LaneBatch, _ out: UnsafeMutablePointer<Int64>) throws(LaneMiss) {
        try inner.fill(batch, out)
        for i in 0..<batch.count { out[i] = (out[i] & 1) ^ 1 }
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
    override func fill(_ batch: LaneBatch, _ out: UnsafeMutablePointer<Int64>) throws(LaneMiss) {
        try inner.fill(batch, out)
        let flip = bit(negated)
        for i in 0..<batch.count { out[i] = bit(out[i] == Lane.null) ^ flip }
    }
}

/// A test on texts, words or the ids of references, made once for each different code and remembered.
final class CodeTestOp: LaneOp {
    let inner: LaneOp
    private let test: (Int64) -> Bool
    /// By code: 0 no, 1 yes, 2 not tested yet.
    private var dense: [UInt8] = []
    private var sparse: [Int64: Bool] = [:]
    init(_ inner: LaneOp, _ room: LaneRoom, _ test: @escaping (Int64) -> Bool) {
        self.inner = inner
        self.test = test
        super.init(room)
    }
    override func fill(_ batch: LaneBatch, _ out: UnsafeMutablePointer<Int64>) throws(LaneMiss) {
        try inner.fill(batch, out)
        for i in 0..<batch.count { out[i] = out[i] != Lane.null && holds(out[i]) ? 1 : 0 }
    }

    private func holds(_ lane: Int64) -> Bool {
        if lane >= 0, lane < 1 << 22 {
            let at = Int(lane)
            if at >= dense.count {
                dense.append(contentsOf: repeatElement(2, count: max(1024, at + 1 - dense.count + dense.count / 2)))
            }
            if dense[at] == 2 { dense[at] = test(lane) ? 1 : 0 }
            return dense[at] == 1
        }
        if let answer = sparse[lane] { return answer }
        let answer = test(lane)
        sparse[lane] = answer
        return answer
    }
}

/// 1 where the lane is one of a set, or where it is none; null is in neither.
final class MemberOp: LaneOp {
    let inner: LaneOp
    let set: Set<Int64>
    let outside: Bool
    init(_ inner: LaneOp, _ set: Set<Int64>, outside: Bool, _ room: LaneRoom) {
        self.inner = inner
        self.set = set
        self.outside = outside
        super.init(room)
    }
    override func fill(_ batch: LaneBatch, _ out: UnsafeMutablePointer<Int64>) throws(LaneMiss) {
        try inner.fill(batch, out)
        for i in 0..<batch.count { out[i] = out[i] != Lane.null && set.contains(out[i]) != outside ? 1 : 0 }
    }
}

@inline(__always)
func bit(_ condition: Bool) -> Int64 { condition ? 1 : 0 }
