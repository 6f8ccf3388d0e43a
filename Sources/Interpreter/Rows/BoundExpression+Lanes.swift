// An expression as steps over lanes: a column for a whole relation, or the rows it is true of.
// What has no loop of its own goes row by row through the plain meaning, so both ways agree by construction.
import Columns
package import Diagnostics
import Syntax
import Values

/// Steps for an expression, and beside money the steps for its currency.
struct LanePlan {
    var op: LaneOp
    var currency: LaneOp?
}

/// Builds steps for one relation.
struct LanePlanner {
    let relation: Relation
    let ctx: Context
    let room = LaneRoom()
    /// Set when a bare currency in a comparison left rows out.
    let leftOut = LeftOut()

    final class LeftOut {
        var currencies: [(column: LaneOp, wanted: Int64)] = []
    }

    func plan(_ e: BoundExpression) throws(Diagnostic) -> LanePlan {
        if !e.readsRows { return constant(try e.value(ctx)) }
        switch e.form {
        case .constant(let value): return constant(value)
        case .column(let index): return leaf(relation.columns[index])
        case .link(let reference, let noun, let index):
            let rows = try noun.rows(ctx, relation.asOf ?? ctx.world.asOf)
            guard index < rows.columns.count else { return constant(.null) }
            if case .column(let base) = reference.form {
                return leaf(rows.columns[index].through(relation.columns[base].lane))
            }
            return rowwise(e)
        case .negate(let inner):
            let plan = try plan(inner)
            return LanePlan(
                op: ArithmeticOp(.subtract, ConstantOp(0, room), plan.op, e.span, room), currency: plan.currency)
        case .not(let inner): return LanePlan(op: NotOp(try plan(inner).op, room))
        case .logical(let op, let l, let r):
            return LanePlan(op: LogicalOp(op, try plan(l).op, try plan(r).op, room))
        case .isNull(let inner, let negated):
            return LanePlan(op: IsNullOp(try plan(inner).op, negated: negated, room))
        case .arithmetic(let op, let l, let r): return try arithmetic(e, op, l, r)
        case .comparison(let op, let l, let r): return try comparison(e, op, l, r)
        case .coalesce(let l, let r):
            guard l.type == r.type, l.type.meaning != nil else { return rowwise(e) }
            if case .money = l.type { return rowwise(e) }
            return LanePlan(op: CoalesceOp(try plan(l).op, try plan(r).op, room))
        case .variable, .range, .call, .list, .record, .member, .index, .text, .query, .single: return rowwise(e)
        }
    }

    // MARK: leaves

    private func leaf(_ column: RelationColumn) -> LanePlan {
        LanePlan(op: LeafOp(column.lane, room), currency: column.currency.map { LeafOp($0, room) })
    }

    private func constant(_ value: Value) -> LanePlan {
        var unit: LaneOp?
        if case .money(let money) = value { unit = ConstantOp(Int64(money.currency.raw), room) }
        let meaning = ExpressionType(of: value).meaning
        return LanePlan(op: ConstantOp(meaning.flatMap { ctx.codec.lane(value, $0) } ?? Lane.null, room), currency: unit)
    }

    private func rowwise(_ e: BoundExpression) -> LanePlan {
        guard let meaning = e.type.meaning else {
            // A type without lanes (a period, a list): nothing a column could hold.
            return LanePlan(op: RowwiseOp(room) { _ throws(Diagnostic) in throw .noColumn(e) })
        }
        let (relation, ctx, codec) = (relation, ctx, ctx.codec)
        let op = RowwiseOp(room) { base throws(Diagnostic) in
            let value = try e.value(ctx, RowPlace(relation: relation, base: base))
            return codec.lane(value, meaning) ?? Self.rounded(value, meaning)
        }
        guard case .money = meaning else { return LanePlan(op: op) }
        let unit = RowwiseOp(room) { base throws(Diagnostic) in
            if case .money(let money) = try e.value(ctx, RowPlace(relation: relation, base: base)) {
                return Int64(money.currency.raw)
            }
            return Lane.null
        }
        return LanePlan(op: op, currency: unit)
    }

    /// A number with more decimals than its column holds is brought to the column's, half to even.
    private static func rounded(_ value: Value, _ meaning: Meaning) -> Int64 {
        switch (value, meaning) {
        case (.number(let n), .number(let scale)):
            guard n.scale > scale else { return Lane.null }
            return (try? n.mantissa(atScale: scale, rounding: .halfEven)) ?? Lane.null
        case (.percent(let p), .percent(let scale)):
            return (try? p.number.mantissa(atScale: scale, rounding: .halfEven)) ?? Lane.null
        default: return Lane.null
        }
    }

    // MARK: arithmetic

    private func arithmetic(
        _ e: BoundExpression, _ op: Operation, _ l: BoundExpression, _ r: BoundExpression
    ) throws(Diagnostic) -> LanePlan {
        guard op == .add || op == .subtract || op == .multiply else { return rowwise(e) }
        switch (l.type, r.type) {
        case (.number(let a), .number(let b)) where op == .multiply && a + b <= 15:
            return LanePlan(op: ArithmeticOp(op, try plan(l).op, try plan(r).op, e.span, room))
        case (.number(let a), .number(let b)) where op != .multiply, (.percent(let a), .percent(let b)) where op != .multiply:
            let scale = max(a, b)
            return LanePlan(
                op: ArithmeticOp(
                    op, rescaled(try plan(l).op, scale - a, e.span), rescaled(try plan(r).op, scale - b, e.span), e.span,
                    room))
        case (.money, .money) where op != .multiply:
            let (left, right) = (try plan(l), try plan(r))
            guard let a = left.currency, let b = right.currency else { return rowwise(e) }
            let sum = ArithmeticOp(op, left.op, right.op, e.span, room)
            return LanePlan(op: SameCurrencyOp(sum, a, b, e.span, room), currency: a)
        case (.money, .number(0)) where op == .multiply:
            let left = try plan(l)
            return LanePlan(op: ArithmeticOp(op, left.op, try plan(r).op, e.span, room), currency: left.currency)
        case (.day, .day) where op == .subtract, (.day, .days), (.days, .days):
            return LanePlan(op: ArithmeticOp(op, try plan(l).op, try plan(r).op, e.span, room))
        default: return rowwise(e)
        }
    }

    private func rescaled(_ op: LaneOp, _ by: UInt8, _ span: Span) -> LaneOp {
        by == 0 ? op : RescaleOp(op, by: Int64(clamping: Operators.power(by)), span, room)
    }

    // MARK: comparison

    private func comparison(
        _ e: BoundExpression, _ op: Operation, _ l: BoundExpression, _ r: BoundExpression
    ) throws(Diagnostic) -> LanePlan {
        switch op {
        case .in, .notIn: return try membership(e, op, l, r)
        case .contains, .notContains, .starts, .notStarts, .ends, .notEnds, .matches, .notMatches:
            return try textTest(e, l, r) { pattern in
                let test = TextTest(op, pattern)
                return { test.holds($0) }
            }
        case .exactly: return try textTest(e, l, r) { pattern in { $0.utf8.elementsEqual(pattern.utf8) } }
        case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual: break
        case .add, .subtract, .multiply, .divide, .modulo, .and, .or: return rowwise(e)
        }
        switch (l.type, r.type) {
        case (.number(let a), .number(let b)), (.percent(let a), .percent(let b)):
            let scale = max(a, b)
            return compare(op, rescaled(try plan(l).op, scale - a, e.span), rescaled(try plan(r).op, scale - b, e.span))
        case (.day, .day), (.days, .days), (.time, .time), (.moment, .moment), (.flag, .flag):
            return compare(op, try plan(l).op, try plan(r).op)
        case (.money, .money): return try money(e, op, l, r)
        case (.money, .number):
            guard !r.readsRows, case .number(let n) = try r.value(ctx) else { return rowwise(e) }
            let left = try plan(l)
            guard let unit = left.currency else { return rowwise(e) }
            // 12.345 lies between two cents: `>` and `<=` look at the lower one, `<` and `>=` at the upper one, and no
            // amount equals it.
            if op == .equal || op == .notEqual, n.scale > 0, n.whole == nil { return rowwise(e) }
            return compare(op, left.op, UnitsOp(n, currency: unit, up: op == .less || op == .greaterEqual, room))
        case (.reference(let a), .reference(let b)) where a == b && (op == .equal || op == .notEqual):
            return compare(op, try plan(l).op, try plan(r).op)
        case (.reference(let table), .id) where op == .equal || op == .notEqual:
            guard !r.readsRows, case .id(let id) = try r.value(ctx) else { return rowwise(e) }
            let row = ctx.world.store.row(table, id: id).map { Int64($0) } ?? -1
            return compare(op, try plan(l).op, ConstantOp(row, room))
        case (.id, .id) where op == .equal || op == .notEqual:
            guard !r.readsRows, case .id(let id) = try r.value(ctx) else { return rowwise(e) }
            return compare(op, try plan(l).op, ConstantOp(ctx.world.store.ids.existingKey(for: id)?.bits ?? -1, room))
        case (.text, .text), (.text, .word), (.word, .text), (.word, .word):
            return try textTest(e, l, r) { pattern in
                { (text: String) in
                    let order = CaseFold.compare(text, pattern)
                    return switch op {
                    case .equal: order == .equal
                    case .notEqual: order != .equal
                    case .less: order == .ascending
                    case .lessEqual: order != .descending
                    case .greater: order == .descending
                    default: order != .ascending
                    }
                }
            }
        case (.currency, .word), (.currency, .text), (.currency, .currency):
            guard !r.readsRows, op == .equal || op == .notEqual, let code = Operators.plainText(try r.value(ctx)) else {
                return rowwise(e)
            }
            return compare(op, try plan(l).op, ConstantOp(Currency(code: code).map { Int64($0.raw) } ?? -1, room))
        default: return rowwise(e)
        }
    }

    private func compare(_ op: Operation, _ left: LaneOp, _ right: LaneOp) -> LanePlan {
        LanePlan(op: CompareOp(op, left, right, room))
    }

    /// Two monies: rows of another currency are left out, and the footer says so.
    private func money(
        _ e: BoundExpression, _ op: Operation, _ l: BoundExpression, _ r: BoundExpression
    ) throws(Diagnostic) -> LanePlan {
        let (left, right) = (try plan(l), try plan(r))
        guard let a = left.currency, let b = right.currency else { return rowwise(e) }
        if let wanted = (b as? ConstantOp)?.lane, wanted != Lane.null { leftOut.currencies.append((a, wanted)) }
        if op == .notEqual { return rowwise(e) }
        return LanePlan(
            op: LogicalOp(.and, CompareOp(op, left.op, right.op, room), CompareOp(.equal, a, b, room), room))
    }

    private func textTest(
        _ e: BoundExpression, _ l: BoundExpression, _ r: BoundExpression, _ make: (String) -> (String) -> Bool
    ) throws(Diagnostic) -> LanePlan {
        guard !r.readsRows, let pattern = Operators.plainText(try r.value(ctx)) else { return rowwise(e) }
        switch l.type {
        case .text, .word: break
        default: return rowwise(e)
        }
        let test = make(pattern)
        let (store, scratch) = (ctx.world.store, ctx.scratch)
        return LanePlan(op: CodeTestOp(try plan(l).op, room) { test(laneText($0, store, scratch)) })
    }

    private func membership(
        _ e: BoundExpression, _ op: Operation, _ l: BoundExpression, _ r: BoundExpression
    ) throws(Diagnostic) -> LanePlan {
        guard !r.readsRows else { return rowwise(e) }
        let container = try r.value(ctx)
        let negated = op == .notIn
        switch (l.type, container) {
        case (.day, .period(let p)):
            return LanePlan(
                op: BetweenOp(try plan(l).op, Int64(p.first.number), Int64(p.last.number), negated: negated, room))
        case (.day, .range(let low, let high)), (.days, .range(let low, let high)), (.number(0), .range(let low, let high)):
            let meaning = l.type.meaning ?? .integer
            let a = low.flatMap { ctx.codec.lane($0, meaning) } ?? (low == nil ? Int64.min + 1 : nil)
            let b = high.flatMap { ctx.codec.lane($0, meaning) } ?? (high == nil ? Int64.max : nil)
            guard let a, let b else { return rowwise(e) }
            return LanePlan(op: BetweenOp(try plan(l).op, a, b, negated: negated, room))
        case (.text, .list(let items)), (.word, .list(let items)):
            let keys = Set(items.compactMap { Operators.plainText($0).map { TextFold.key($0) } })
            let (store, scratch) = (ctx.world.store, ctx.scratch)
            return LanePlan(
                op: CodeTestOp(try plan(l).op, room) { keys.contains(TextFold.key(laneText($0, store, scratch))) != negated })
        case (.reference(let table), .list(let items)):
            let rows = Set(items.compactMap { ctx.codec.lane($0, .reference(table)) })
            return LanePlan(op: CodeTestOp(try plan(l).op, room) { rows.contains($0) != negated })
        case (.id, .list(let items)):
            let keys = Set(items.compactMap { ctx.codec.lane($0, .id) })
            return LanePlan(op: CodeTestOp(try plan(l).op, room) { keys.contains($0) != negated })
        default:
            let (relation, ctx) = (relation, ctx)
            return LanePlan(op: RowwiseOp(room) { base throws(Diagnostic) in
                let value = try l.value(ctx, RowPlace(relation: relation, base: base))
                if case .null = value { return 0 }
                return Comparisons.contains(container, value) != negated ? 1 : 0
            })
        }
    }
}

extension BoundExpression {
    /// The expression as a column parallel to the relation's other columns; rows that are not kept are null.
    package func column(over relation: Relation, _ ctx: Context) throws(Diagnostic) -> RelationColumn {
        if let index = bareColumn { return relation.columns[index] }
        let plan = try LanePlanner(relation: relation, ctx: ctx).plan(self)
        let lane = try Self.spread(plan.op, over: relation, ctx, span)
        var unit: LaneSource?
        if let currency = plan.currency { unit = try Self.spread(currency, over: relation, ctx, span) }
        return RelationColumn(lane, currency: unit)
    }

    private static func spread(
        _ op: LaneOp, over relation: Relation, _ ctx: Context, _ span: Span
    ) throws(Diagnostic) -> LaneSource {
        if let constant = op as? ConstantOp { return .constant(constant.lane) }
        if let leaf = op as? LeafOp { return leaf.source }
        var lanes = [Int64](repeating: Lane.null, count: relation.baseCount)
        let out = op.room.take()
        defer { op.room.give(out) }
        try eachBatch(relation, ctx, span) { _, batch throws(Diagnostic) in
            try op.fill(batch, out)
            for i in 0..<batch.count {
                let base = batch.base(i)
                if base < lanes.count { lanes[base] = out[i] }
            }
        }
        return .dense(DenseLane(lanes))
    }

    /// The relation narrowed to the rows this condition is true of, with a note where rows were left out.
    package func narrowing(_ relation: Relation, _ ctx: Context) throws(Diagnostic) -> Relation {
        let planner = LanePlanner(relation: relation, ctx: ctx)
        let plan = try planner.plan(self)
        var kept: [UInt32] = []
        kept.reserveCapacity(min(relation.rowCount, 1 << 16))
        let out = planner.room.take()
        defer { planner.room.give(out) }
        var foreign = 0
        try eachBatch(relation, ctx, span) { _, batch throws(Diagnostic) in
            try plan.op.fill(batch, out)
            Self.keep(out, batch, &kept)
            for (column, wanted) in planner.leftOut.currencies {
                try column.fill(batch, out)
                for i in 0..<batch.count where out[i] != wanted && out[i] != Lane.null { foreign += 1 }
            }
        }
        var result = relation
        result.selection = Selection(rows: kept)
        if foreign > 0 { result.notes.append("\(foreign) rows in other currencies left out") }
        return result
    }

    /// Branch-free: writes each row and moves on only past those that are kept.
    private static func keep(_ mask: UnsafeMutablePointer<Int64>, _ batch: LaneBatch, _ kept: inout [UInt32]) {
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: LaneBatch.size) { room in
            guard let base = room.baseAddress else { return }
            var n = 0
            if let rows = batch.rows {
                for i in 0..<batch.count {
                    base[n] = rows[i]
                    n &+= mask[i] == 1 ? 1 : 0
                }
            } else {
                let first = UInt32(truncatingIfNeeded: batch.from)
                for i in 0..<batch.count {
                    base[n] = first &+ UInt32(truncatingIfNeeded: i)
                    n &+= mask[i] == 1 ? 1 : 0
                }
            }
            kept.append(contentsOf: UnsafeBufferPointer(start: base, count: n))
        }
    }
}

extension Diagnostic {
    fileprivate static func noColumn(_ e: BoundExpression) -> Diagnostic {
        Diagnostic(
            "expression.no-column", "\(e.type.name) cannot be kept in a column", at: e.span,
            hint: "derive a date, money, a number or text from it")
    }
}
