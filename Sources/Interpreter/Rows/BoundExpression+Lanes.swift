// An expression over a whole relation: as a column, or as the rows it is true of. Steps over lanes do the work; a batch
// that they give up on is worked out by the plain meaning, so both ways agree on every value and every fault.
import Columns
package import Diagnostics
import Values

extension BoundExpression {
    /// The expression as a column parallel to the relation's other columns; rows that are not kept are null.
    package func column(over relation: Relation, _ ctx: Context) throws(Diagnostic) -> RelationColumn {
        if let index = bareColumn, index < relation.columns.count { return relation.columns[index] }
        guard let meaning = type.meaning else { throw .noColumn(self) }
        let planner = LanePlanner(relation: relation, ctx: ctx)
        let e = settled(ctx)
        // A constant may have fewer decimals than its column.
        let plan = e.constant == nil ? try planner.plan(e) : planner.rowwise(self)
        let codec = ctx.codec
        let lane = try spread(plan.op, planner, constant: e.constant) { value throws(Diagnostic) in
            try self.lane(value, meaning, codec)
        }
        guard case .money = meaning, let currency = plan.currency else { return RelationColumn(lane) }
        return RelationColumn(lane, currency: try spread(currency, planner, constant: e.constant) { $0.currencyLane ?? Lane.null })
    }

    private func spread(
        _ op: LaneOp, _ planner: LanePlanner, constant: Value?, _ lane: (Value) throws(Diagnostic) -> Int64
    ) throws(Diagnostic) -> LaneSource {
        if let constant { return .constant(try lane(constant)) }
        if let leaf = op as? LeafOp { return leaf.source }
        let (relation, ctx) = (planner.relation, planner.ctx)
        var lanes = [Int64](repeating: Lane.null, count: relation.baseCount)
        let out = op.room.take()
        defer { op.room.give(out) }
        try eachBatch(relation, ctx, span) { batch throws(Diagnostic) in
            do throws(LaneMiss) { try op.fill(batch, out) } catch {
                for i in 0..<batch.count { out[i] = try lane(try value(ctx, planner.place(batch.base(i)))) }
            }
            batch.scatter(out, into: &lanes)
        }
        return .dense(DenseLane(lanes))
    }

    /// The lane of a value in the column it is kept in. More decimals than the column has are rounded half to even;
    /// a number too great for it is a fault.
    private func lane(_ value: Value, _ meaning: Meaning, _ codec: CellCodec) throws(Diagnostic) -> Int64 {
        if let lane = codec.lane(value, meaning) { return lane }
        let number: Number
        let scale: UInt8
        switch (value, meaning) {
        case (.number(let n), .number(let decimals)): (number, scale) = (n, decimals)
        case (.number(let n), .integer): (number, scale) = (n, 0)
        case (.percent(let p), .percent(let decimals)): (number, scale) = (p.number, decimals)
        default: return Lane.null
        }
        do throws(ValueFault) { return try number.mantissa(atScale: scale, rounding: .halfEven) } catch {
            throw .operation(.value(error), span)
        }
    }

    /// The relation narrowed to the rows this condition is true of, with a note where rows were left out.
    package func narrowing(_ relation: Relation, _ ctx: Context) throws(Diagnostic) -> Relation {
        var relation = relation
        if relation.rowCount > 1, let row = try pointedRow(relation, ctx) {
            relation = relation.keeping(row)
            if isLookUp { return relation }
        }
        let planner = LanePlanner(relation: relation, ctx: ctx)
        let e = settled(ctx)
        let op = try planner.condition(e)
        let counts = !planner.foreign.tests.isEmpty
        let out = planner.room.take()
        defer { planner.room.give(out) }
        var foreign = 0
        var failure: Diagnostic?
        var kept = [UInt32](unsafeUninitializedCapacity: relation.rowCount) { rows, filled in
            guard let rows = rows.baseAddress else { return }
            do throws(Diagnostic) {
                try eachBatch(relation, ctx, span) { batch throws(Diagnostic) in
                    if !counts, batch.rows == nil, op.isRuledOut(batch.from / LaneBatch.size) { return }
                    do throws(LaneMiss) {
                        if counts {
                            try op.fill(batch, out)
                            filled += batch.keep(out, rows + filled)
                        } else {
                            filled += try op.pick(batch, rows + filled)
                        }
                    } catch {
                        for i in 0..<batch.count { out[i] = try e.isTrue(ctx, planner.place(batch.base(i))) ? 1 : 0 }
                        filled += batch.keep(out, rows + filled)
                    }
                    foreign += planner.leftOut(batch, out)
                }
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        kept.giveBackRoom(of: relation.rowCount)
        var result = relation
        result.selection = Selection(rows: kept)
        if foreign > 0 { result.notes.append("\(foreign) \(foreign == 1 ? "row" : "rows") in other currencies left out") }
        return result
    }
}

extension LanePlanner {
    /// How many rows of the batch were not kept and are in a currency that none of the comparisons asked for.
    fileprivate func leftOut(_ batch: LaneBatch, _ mask: UnsafeMutablePointer<Int64>) -> Int {
        if foreign.tests.isEmpty { return 0 }
        let units = room.take()
        defer { room.give(units) }
        for test in foreign.tests {
            guard (try? test.currency.fill(batch, units)) != nil else { return 0 }
            for i in 0..<batch.count where units[i] == test.wanted || units[i] == Lane.null { mask[i] = 1 }
        }
        var count = 0
        for i in 0..<batch.count { count &+= mask[i] == 1 ? 0 : 1 }
        return count
    }
}

extension Diagnostic {
    fileprivate static func noColumn(_ e: BoundExpression) -> Diagnostic {
        Diagnostic(
            "expression.no-column", "\(e.type.name) cannot be kept in a column", at: e.span,
            hint: "derive a date, money, a number or text from it")
    }
}
