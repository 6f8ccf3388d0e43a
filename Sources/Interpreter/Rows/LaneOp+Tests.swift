// The steps whose lanes are answers: 1 where something holds, 0 where it does not. None of them gives null.
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
        case .equal: for i in 0..<n { out[i] = out[i] == b[i] && out[i] != Lane.null ? 1 : 0 }
        case .notEqual: for i in 0..<n { out[i] = out[i] != b[i] && out[i] != Lane.null && b[i] != Lane.null ? 1 : 0 }
        // Null is the least lane: only the side that must be the smaller one needs a test of its own.
        case .less: for i in 0..<n { out[i] = out[i] < b[i] && out[i] != Lane.null ? 1 : 0 }
        case .lessEqual: for i in 0..<n { out[i] = out[i] <= b[i] && out[i] != Lane.null ? 1 : 0 }
        case .greater: for i in 0..<n { out[i] = out[i] > b[i] && b[i] != Lane.null ? 1 : 0 }
        case .greaterEqual: for i in 0..<n { out[i] = out[i] >= b[i] && b[i] != Lane.null ? 1 : 0 }
        }
    }
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

    /// Answers in place. An interval never holds null, so only being outside needs a test for it.
    static func test(_ out: UnsafeMutablePointer<Int64>, _ count: Int, _ interval: Interval, outside: Bool) {
        let (low, high) = (interval.low, interval.high)
        if outside {
            for i in 0..<count { out[i] = (out[i] < low || out[i] > high) && out[i] != Lane.null ? 1 : 0 }
        } else {
            for i in 0..<count { out[i] = out[i] >= low && out[i] <= high ? 1 : 0 }
        }
    }
}

/// The same for money, where each currency has an interval of its own: 500 is 50,000 cents and 500 yen.
final class MoneyIntervalOp: LaneOp {
    let amount: LaneOp
    let currency: LaneOp
    let outside: Bool
    private let interval: (_ currency: Int64) -> Interval
    private var known: [(currency: Int64, interval: Interval)] = []
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
        if differ == 0 { return IntervalOp.test(out, batch.count, find(units[0]), outside: outside) }
        var last = units[0]
        var (low, high) = (find(last).low, find(last).high)
        for i in 0..<batch.count {
            if units[i] != last {
                last = units[i]
                (low, high) = (find(last).low, find(last).high)
            }
            out[i] = (out[i] >= low && out[i] <= high) != outside && out[i] != Lane.null ? 1 : 0
        }
    }

    private func find(_ currency: Int64) -> Interval {
        for entry in known where entry.currency == currency { return entry.interval }
        let made = interval(currency)
        known.append((currency, made))
        return made
    }
}

final class LogicalOp: LaneOp {
    let isAnd: Bool
    let left: LaneOp
    let right: LaneOp
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
        // A flag of a column may be null; null counts as false. A side that settles the whole batch spares the other.
        var open = 0
        for i in 0..<batch.count { open |= (out[i] == 1) == isAnd ? 1 : 0 }
        if open == 0 { return IntervalOp.test(out, batch.count, .one, outside: false) }
        try right.fill(batch, other)
        if isAnd {
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
    override func fill(_ batch: LaneBatch, _ out: UnsafeMutablePointer<Int64>) throws(LaneMiss) {
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
    override func fill(_ batch: LaneBatch, _ out: UnsafeMutablePointer<Int64>) throws(LaneMiss) {
        try inner.fill(batch, out)
        for i in 0..<batch.count { out[i] = (out[i] == Lane.null) != negated ? 1 : 0 }
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
