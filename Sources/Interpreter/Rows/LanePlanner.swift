// Chooses the steps for an expression over one relation: loops over lanes where there are some, else row by row through
// the plain meaning. A plan gives lanes of exactly the expression's type. May not evaluate a row itself.
import Columns
import Diagnostics
import Syntax
import Values

/// Steps for an expression, and beside money the steps for its currency.
struct LanePlan {
    var op: LaneOp
    var currency: LaneOp?
}

/// Builds steps for one relation. The expression must be settled, so that constants stand where nothing reads a row.
struct LanePlanner {
    let relation: Relation
    let ctx: Context
    let room = LaneRoom()
    let links = RowPlace.Links()
    /// Amounts compared with money of one currency: rows of others are left out, and the footer says so.
    let foreign = Foreign()

    final class Foreign {
        var tests: [(currency: LaneOp, wanted: Int64)] = []
    }

    func plan(_ e: BoundExpression) throws(Diagnostic) -> LanePlan {
        switch e.form {
        case .constant(let value): return constant(value, e)
        case .column(let index):
            guard index < relation.columns.count else { return LanePlan(op: ConstantOp(Lane.null, room)) }
            return leaf(relation.columns[index])
        case .link(let reference, let noun, let index):
            guard let by = try plan(reference).op as? LeafOp else { return rowwise(e) }
            let rows = try links.rows(noun, ctx, relation.asOf ?? ctx.world.asOf, of: relation.known)
            guard index < rows.columns.count else { return rowwise(e) }
            return leaf(rows.columns[index].through(by.source))
        case .negate(let inner):
            guard let meaning = inner.type.meaning else { return rowwise(e) }
            let plan = try plan(inner)
            let op = ArithmeticOp(.subtract, ConstantOp(0, room), plan.op, within: meaning.laneRange, room)
            return LanePlan(op: op, currency: plan.currency)
        case .not(let inner): return LanePlan(op: NotOp(try condition(inner), room))
        case .logical(let op, let l, let r):
            return LanePlan(op: LogicalOp(and: op == .and, try condition(l), try condition(r), room))
        case .isNull(let inner, let negated):
            guard inner.type.meaning != nil else { return rowwise(e) }
            return LanePlan(op: IsNullOp(try plan(inner).op, negated: negated, room))
        case .arithmetic(let op, let l, let r): return try arithmetic(e, op, l, r)
        case .comparison(let op, let l, let r): return try comparison(e, op, l, r)
        case .coalesce(let l, let r):
            guard l.type == r.type, l.type == e.type, let meaning = e.type.meaning, meaning != .money else { return rowwise(e) }
            return LanePlan(op: CoalesceOp(try plan(l).op, try plan(r).op, room))
        case .convert(let amount, let currency):
            guard case .money = amount.type else { return rowwise(e) }
            let inner = try plan(amount)
            guard let units = inner.currency else { return rowwise(e) }
            let day = relation.asOf ?? ctx.world.day
            let op = ConvertOp(inner.op, units, to: currency, ctx.world.rounding, room) { [ctx] from in ctx.exchange(from, currency, on: day) }
            return LanePlan(op: op, currency: ConstantOp(Int64(currency.raw), room))
        case .own, .variable, .range, .call, .defined, .list, .record, .member, .index, .text, .query, .table, .single, .calendar:
            return rowwise(e)
        }
    }

    /// Lanes of which 1 is true. What is known to be a flag only when it runs goes row by row.
    func condition(_ e: BoundExpression) throws(Diagnostic) -> LaneOp {
        if case .flag = e.type { return try plan(e).op }
        let place = place
        return RowwiseOp(room) { [ctx] base throws(LaneMiss) in
            do throws(Diagnostic) { return try e.isTrue(ctx, place(base)) ? 1 : 0 } catch { throw LaneMiss() }
        }
    }

    // MARK: leaves

    private func leaf(_ column: RelationColumn) -> LanePlan {
        LanePlan(op: LeafOp(column.lane, room), currency: column.currency.map { LeafOp($0, room) })
    }

    private func constant(_ value: Value, _ e: BoundExpression) -> LanePlan {
        if value.isNull { return LanePlan(op: ConstantOp(Lane.null, room), currency: ConstantOp(Lane.null, room)) }
        guard let meaning = e.type.meaning, let lane = ctx.codec.lane(value, meaning) else { return rowwise(e) }
        if case .money(let money) = value {
            return LanePlan(op: ConstantOp(lane, room), currency: ConstantOp(Int64(money.currency.raw), room))
        }
        return LanePlan(op: ConstantOp(lane, room))
    }

    var place: (Int) -> RowPlace {
        { [relation, links] base in RowPlace(relation: relation, base: base, links: links) }
    }

    func rowwise(_ e: BoundExpression) -> LanePlan {
        guard let meaning = e.type.meaning else {
            // A type without lanes (a period, a list): nothing a step could hold.
            return LanePlan(op: RowwiseOp(room) { _ throws(LaneMiss) in throw LaneMiss() })
        }
        let (ctx, codec, place) = (ctx, ctx.codec, place)
        func each(_ lane: @escaping (Value) -> Int64?) -> LaneOp {
            RowwiseOp(room) { base throws(LaneMiss) in
                guard let value = try? e.value(ctx, place(base)), let lane = lane(value) else { throw LaneMiss() }
                return lane
            }
        }
        let op = each { codec.lane($0, meaning) }
        guard case .money = meaning else { return LanePlan(op: op) }
        return LanePlan(op: op, currency: each { $0.currencyLane })
    }

    // MARK: arithmetic

    private func arithmetic(
        _ e: BoundExpression, _ op: Operation, _ l: BoundExpression, _ r: BoundExpression
    ) throws(Diagnostic) -> LanePlan {
        guard let kind = ArithmeticOp.Kind(op), let meaning = e.type.meaning else { return rowwise(e) }
        switch (l.type, r.type, e.type) {
        case (.number(let a), .number(let b), .number(let wanted)) where kind == .multiply && Int(a) + Int(b) <= Int(wanted):
            return brought(ArithmeticOp(kind, try plan(l).op, try plan(r).op, room), wanted - a - b)
        case (.number(let a), .number(let b), .number(let wanted)) where kind != .multiply && max(a, b) <= wanted,
            (.percent(let a), .percent(let b), .percent(let wanted)) where kind != .multiply && max(a, b) <= wanted:
            return LanePlan(
                op: ArithmeticOp(kind, rescaled(try plan(l).op, wanted - a), rescaled(try plan(r).op, wanted - b), room))
        case (.money, .money, .money) where kind != .multiply:
            let (left, right) = (try plan(l), try plan(r))
            guard let a = left.currency, let b = right.currency else { return rowwise(e) }
            return LanePlan(op: SameCurrencyOp(ArithmeticOp(kind, left.op, right.op, room), a, b, room), currency: a)
        case (.money, .number, .money) where kind == .multiply, (.money, .percent, .money) where kind == .multiply:
            return try share(l, r)
        case (.number, .money, .money) where kind == .multiply, (.percent, .money, .money) where kind == .multiply:
            return try share(r, l)
        case (.day, .day, .days) where kind == .subtract, (.day, .days, .day) where kind != .multiply,
            (.days, .days, .days) where kind != .multiply, (.days, .day, .day) where kind == .add:
            return LanePlan(op: ArithmeticOp(kind, try plan(l).op, try plan(r).op, within: meaning.laneRange, room))
        default: return rowwise(e)
        }
    }

    private func share(_ amount: BoundExpression, _ rate: BoundExpression) throws(Diagnostic) -> LanePlan {
        let scale: UInt8
        switch rate.type {
        case .number(let decimals): scale = decimals
        case .percent(let decimals): scale = decimals + 2
        default: return LanePlan(op: ConstantOp(Lane.null, room))
        }
        let (left, right) = (try plan(amount), try plan(rate))
        let op =
            scale == 0
            ? ArithmeticOp(.multiply, left.op, right.op, room)
            : ShareOp(left.op, right.op, dividingBy: Int64(clamping: Operators.power(scale)), ctx.world.rounding, room)
        return LanePlan(op: op, currency: left.currency)
    }

    private func brought(_ op: LaneOp, _ by: UInt8) -> LanePlan { LanePlan(op: rescaled(op, by)) }

    func rescaled(_ op: LaneOp, _ by: UInt8) -> LaneOp {
        by == 0 ? op : RescaleOp(op, by: Int64(clamping: Operators.power(by)), room)
    }
}

extension ArithmeticOp.Kind {
    fileprivate init?(_ op: Operation) {
        switch op {
        case .add: self = .add
        case .subtract: self = .subtract
        case .multiply: self = .multiply
        case .divide, .modulo, .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .in, .notIn, .contains,
            .notContains, .starts, .notStarts, .ends, .notEnds, .matches, .notMatches, .exactly, .and, .or:
            return nil
        }
    }
}

extension Meaning {
    /// The lanes that are values: what a result beyond is refused for.
    var laneRange: ClosedRange<Int64> {
        switch self {
        case .day: Int64(Day.first.number)...Int64(Day.last.number)
        case .days: Int64(Int32.min)...Int64(Int32.max)
        case .integer, .number, .percent, .money, .currency, .minutes, .moment, .flag, .text, .word, .id, .reference:
            .min + 1 ... .max
        }
    }
}

extension Value {
    /// The lane beside an amount of money; null beside nothing.
    var currencyLane: Int64? {
        switch self {
        case .money(let money): Int64(money.currency.raw)
        case .null: Lane.null
        case .flag, .number, .percent, .day, .period, .time, .moment, .duration, .range, .word, .id, .text, .list, .record: nil
        }
    }
}
