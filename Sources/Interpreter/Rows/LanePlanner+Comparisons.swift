// Comparisons over lanes: with a constant by intervals, between columns by pairs of lanes, texts by their codes.
// What is not listed goes row by row; both mean the same.
import Columns
import Diagnostics
import Syntax
import Values

extension LanePlanner {
    func comparison(
        _ e: BoundExpression, _ op: Operation, _ l: BoundExpression, _ r: BoundExpression
    ) throws(Diagnostic) -> LanePlan {
        if case .null? = r.constant { return LanePlan(op: ConstantOp(0, room)) }
        if case .null? = l.constant { return LanePlan(op: ConstantOp(0, room)) }
        switch op {
        case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual:
            if l.constant != nil, r.constant == nil { return try ordered(e, op.flipped, r, l) }
            return try ordered(e, op, l, r)
        case .in, .notIn:
            guard let container = r.constant else { return rowwise(e) }
            return try membership(e, container, l, outside: op == .notIn)
        case .contains, .notContains, .starts, .notStarts, .ends, .notEnds, .matches, .notMatches:
            return try textTest(e, l, r) { pattern in
                let test = TextTest(op, pattern)
                return { test.holds($0) }
            }
        case .exactly: return try textTest(e, l, r) { pattern in { $0.utf8.elementsEqual(pattern.utf8) } }
        case .add, .subtract, .multiply, .divide, .modulo, .and, .or: return rowwise(e)
        }
    }

    private func ordered(
        _ e: BoundExpression, _ op: Operation, _ l: BoundExpression, _ r: BoundExpression
    ) throws(Diagnostic) -> LanePlan {
        if let value = r.constant { return try compared(e, op, l, value) }
        guard let kind = CompareOp.Kind(op) else { return rowwise(e) }
        switch (l.type, r.type) {
        case (.number(let a), .number(let b)), (.percent(let a), .percent(let b)):
            let scale = max(a, b)
            return LanePlan(
                op: CompareOp(kind, rescaled(try plan(l).op, scale - a), rescaled(try plan(r).op, scale - b), room))
        case (.day, .day), (.days, .days), (.time, .time), (.moment, .moment), (.flag, .flag):
            return LanePlan(op: CompareOp(kind, try plan(l).op, try plan(r).op, room))
        case (.reference(let a), .reference(let b)) where a == b && (op == .equal || op == .notEqual):
            return LanePlan(op: CompareOp(kind, try plan(l).op, try plan(r).op, room))
        case (.money, .money) where op != .notEqual:
            let (left, right) = (try plan(l), try plan(r))
            guard let a = left.currency, let b = right.currency else { return rowwise(e) }
            return LanePlan(
                op: LogicalOp(
                    and: true, CompareOp(kind, left.op, right.op, room), CompareOp(.equal, a, b, room), room))
        default: return rowwise(e)
        }
    }

    /// A comparison with a value that is known.
    private func compared(
        _ e: BoundExpression, _ op: Operation, _ l: BoundExpression, _ value: Value
    ) throws(Diagnostic) -> LanePlan {
        let outside = op == .notEqual
        switch (l.type, value) {
        case (.money, .money), (.money, .number):
            return try money(e, l, value, outside: outside) { currency in
                switch value {
                case .money(let m): m.currency == currency ? Interval(op, (Int128(m.minor), Int128(m.minor))) : Interval.none
                default: Interval.stretch(value, l.type, currency: currency).flatMap { Interval(op, $0) }
                }
            }
        case (.reference, .id(let id)), (.id, .id(let id)):
            guard op == .equal || outside, let meaning = l.type.meaning else { return rowwise(e) }
            // An id that is none of the book's may still differ in case only.
            guard let lane = ctx.codec.lane(.id(id), meaning), lane != Lane.null else { return try spelled(e, op, l, id) }
            return LanePlan(op: within(try plan(l).op, Interval(only: lane), outside: outside))
        case (.text, .text(let t)), (.text, .word(let t)), (.text, .id(let t)), (.word, .text(let t)), (.word, .word(let t)),
            (.word, .id(let t)), (.reference, .text(let t)), (.reference, .word(let t)):
            return try spelled(e, op, l, t)
        case (.currency, .word(let code)), (.currency, .text(let code)):
            guard op == .equal || outside, let currency = Currency(code: code) else { return rowwise(e) }
            return LanePlan(op: within(try plan(l).op, Interval(only: Int64(currency.raw)), outside: outside))
        default:
            guard let interval = Interval.stretch(value, l.type).flatMap({ Interval(op, $0) }) else { return rowwise(e) }
            return LanePlan(op: within(try plan(l).op, interval, outside: outside))
        }
    }

    /// Lanes against an interval. Days since a day are compared as that day, on the column that holds it.
    private func within(_ op: LaneOp, _ interval: Interval, outside: Bool) -> LaneOp {
        if let leaf = op as? LeafOp, case .difference(let number, let base) = leaf.source {
            return IntervalOp(LeafOp(base, room), interval.subtracted(from: number), outside: outside, room)
        }
        return IntervalOp(op, interval, outside: outside, room)
    }

    /// Amounts against an interval for each currency. Money of one currency leaves rows of the others out.
    private func money(
        _ e: BoundExpression, _ amount: BoundExpression, _ bound: Value, outside: Bool,
        _ interval: @escaping (Currency) -> Interval?
    ) throws(Diagnostic) -> LanePlan {
        let plan = try plan(amount)
        guard let currency = plan.currency else { return rowwise(e) }
        if case .money(let money) = bound, !outside { foreign.tests.append((currency, Int64(money.currency.raw))) }
        if let one = Self.common(interval) { return LanePlan(op: within(plan.op, one, outside: outside)) }
        return LanePlan(
            op: MoneyIntervalOp(plan.op, currency, outside: outside, room) { raw in
                UInt16(exactly: raw).flatMap { Currency(raw: $0) }.flatMap(interval) ?? .none
            })
    }

    /// The interval that holds for every currency, as 0 does: then nobody need look which one it is.
    private static func common(_ interval: (Currency) -> Interval?) -> Interval? {
        guard let first = Currency.all.first.flatMap(interval) else { return nil }
        return Currency.all.allSatisfy { interval($0) == first } ? first : nil
    }

    // MARK: texts

    private func spelled(
        _ e: BoundExpression, _ op: Operation, _ l: BoundExpression, _ pattern: String
    ) throws(Diagnostic) -> LanePlan {
        guard let kind = CompareOp.Kind(op) else { return rowwise(e) }
        return try coded(e, l) { kind.holds(CaseFold.compare($0, pattern)) }
    }

    private func textTest(
        _ e: BoundExpression, _ l: BoundExpression, _ r: BoundExpression, _ make: (String) -> (String) -> Bool
    ) throws(Diagnostic) -> LanePlan {
        guard let pattern = r.constant.flatMap({ Operators.plainText($0) }) else { return rowwise(e) }
        return try coded(e, l, make(pattern))
    }

    /// A test on what codes spell, asked once for each.
    private func coded(_ e: BoundExpression, _ l: BoundExpression, _ test: @escaping (String) -> Bool) throws(Diagnostic) -> LanePlan {
        let (store, codec) = (ctx.world.store, ctx.codec)
        let scratch = ctx.scratch
        switch l.type {
        case .text, .word:
            return LanePlan(op: CodeTestOp(try plan(l).op, room) { test(laneText($0, store, scratch)) })
        case .reference(let table):
            return LanePlan(op: CodeTestOp(try plan(l).op, room) { codec.idText(table, $0).map(test) ?? false })
        default: return rowwise(e)
        }
    }

    // MARK: membership

    private func membership(
        _ e: BoundExpression, _ container: Value, _ l: BoundExpression, outside: Bool
    ) throws(Diagnostic) -> LanePlan {
        switch (l.type, container) {
        case (.money, .range(let low, let high)):
            return try money(e, l, low ?? high ?? .null, outside: outside) { currency in
                Self.interval(low, high) { end in
                    if case .money(let m) = end { return m.currency == currency ? (Int128(m.minor), Int128(m.minor)) : nil }
                    return Interval.stretch(end, l.type, currency: currency)
                }
            }
        case (_, .range(let low, let high)):
            guard let interval = Self.interval(low, high, { Interval.stretch($0, l.type) }) else { break }
            return LanePlan(op: within(try plan(l).op, interval, outside: outside))
        case (.day, .period), (.moment, .period):
            guard let interval = Interval.stretch(container, l.type).flatMap({ Interval(.equal, $0) }) else { break }
            return LanePlan(op: within(try plan(l).op, interval, outside: outside))
        case (.text, .list(let items)), (.word, .list(let items)):
            let keys = Set(items.compactMap { Operators.plainText($0).map { TextFold.key($0) } })
            return try coded(e, l) { keys.contains(TextFold.key($0)) != outside }
        case (.reference(let table), .list(let items)):
            if let rows = lanes(of: items, .reference(table)) {
                return LanePlan(op: MemberOp(try plan(l).op, rows, outside: outside, room))
            }
            let keys = Set(items.compactMap { Operators.plainText($0).map { TextFold.key($0) } })
            return try coded(e, l) { keys.contains(TextFold.key($0)) != outside }
        case (.id, .list(let items)):
            guard let keys = lanes(of: items, .id) else { break }
            return LanePlan(op: MemberOp(try plan(l).op, keys, outside: outside, room))
        default: break
        }
        // The list is known, so only the element is asked for in each row.
        let (ctx, place) = (ctx, place)
        return LanePlan(op: RowwiseOp(room) { base throws(LaneMiss) in
            guard let value = try? l.value(ctx, place(base)) else { throw LaneMiss() }
            if value.isNull { return 0 }
            return Comparisons.contains(container, value) != outside ? 1 : 0
        })
    }

    /// The lanes of all items, or nil where one has none: an id of another table, one that differs in case.
    private func lanes(of items: [Value], _ meaning: Meaning) -> Set<Int64>? {
        var lanes: Set<Int64> = []
        for item in items where !item.isNull {
            guard case .id = item, let lane = ctx.codec.lane(item, meaning) else { return nil }
            lanes.insert(lane)
        }
        return lanes
    }

    /// Not below the low end and not above the high one; an end that is left out bounds nothing.
    private static func interval(
        _ low: Value?, _ high: Value?, _ stretch: (Value) -> (first: Int128, last: Int128)?
    ) -> Interval? {
        var interval = Interval.all
        if let low {
            guard let above = stretch(low).flatMap({ Interval(.greaterEqual, $0) }) else { return nil }
            interval = interval.intersection(above)
        }
        if let high {
            guard let below = stretch(high).flatMap({ Interval(.lessEqual, $0) }) else { return nil }
            interval = interval.intersection(below)
        }
        return interval
    }
}

extension CompareOp.Kind {
    fileprivate func holds(_ order: Ordering) -> Bool {
        switch self {
        case .equal: order == .equal
        case .notEqual: order != .equal
        case .less: order == .ascending
        case .lessEqual: order != .descending
        case .greater: order == .descending
        case .greaterEqual: order != .ascending
        }
    }
}

extension Operation {
    /// The comparison with its sides exchanged.
    fileprivate var flipped: Operation {
        switch self {
        case .less: .greater
        case .lessEqual: .greaterEqual
        case .greater: .less
        case .greaterEqual: .lessEqual
        case .equal, .notEqual, .in, .notIn, .contains, .notContains, .starts, .notStarts, .ends, .notEnds, .matches,
            .notMatches, .exactly, .add, .subtract, .multiply, .divide, .modulo, .and, .or:
            self
        }
    }
}
