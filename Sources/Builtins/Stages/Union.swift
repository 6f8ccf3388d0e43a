// `union ROWS`: other rows below these, columns by their names. A column that one side has not is empty there.
import Columns
import Diagnostics
import Interpreter
import Values

enum UnionStage {
    static let other = Clause.rows("rows", "the rows to put below these: a noun, a variable, or a query in parentheses")

    static let verb = Verb.stage(
        "union", [other], summary: "put other rows below these", words: "put the rows of {rows} below",
        details: """
            Columns go together by their names, whatever their order; one that only one side has is empty for the other. Two that have
            one name and hold different kinds of things are refused. Rows that are alike stay: `distinct` keeps one of each.
            """,
        examples: [
            Example(
                "invoices | select debtor, date = issued, amount | union (payments | select debtor, date, amount) | sort date | take 5",
                "what was asked for and what came in, by day")
        ]
    ) { call throws(Diagnostic) in
        guard let query = call[other], case .rows(let right) = query.shape else {
            throw call.fault("bind.not-rows", "union needs rows to put below these, but this is a value", at: other)
        }
        let (shape, parts) = try together(call.rows, right, call)
        return Prepared(.rows(shape)) { run throws(Diagnostic) in
            guard case .rows(let below) = try query.run(run.context) else { return .rows(run.rows) }
            return .rows(try stacked(run.rows, below, parts, shape, run))
        }
    }

    /// Where a column of the result comes from on each side.
    private struct Part {
        var left: Int?
        var right: Int?
    }

    private static func together(_ left: RowShape, _ right: RowShape, _ call: Call) throws(Diagnostic) -> (RowShape, [Part]) {
        var columns: [ColumnShape] = []
        var shown: [Int] = []
        var parts: [Part] = []
        for place in left.columns.indices {
            var column = left.columns[place]
            let match = right.index(of: column.name)
            let isShown = left.shown.contains(place) || match.map { right.shown.contains($0) } ?? false
            if let match {
                guard let both = column.joined(with: right.columns[match]) else {
                    // What nobody looks at need not go together.
                    if isShown { throw unlike(column, right.columns[match], call) }
                    continue
                }
                column = both
            } else {
                column.nullable = true
            }
            if isShown { shown.append(columns.count) }
            columns.append(column)
            parts.append(Part(left: place, right: match))
        }
        for place in right.columns.indices where left.index(of: right.columns[place].name) == nil {
            if right.shown.contains(place) { shown.append(columns.count) }
            var column = right.columns[place]
            column.nullable = true
            columns.append(column)
            parts.append(Part(left: nil, right: place))
        }
        return (RowShape(columns: columns, shown: shown), parts)
    }

    private static func unlike(_ mine: ColumnShape, _ other: ColumnShape, _ call: Call) -> Diagnostic {
        call.fault(
            "union.unlike-columns",
            "a column must hold one kind of thing, but '\(mine.name)' is \(ExpressionType(mine).name) here and \(ExpressionType(other).name) there",
            at: Self.other, hint: "select or rename it first, on one side")
    }

    private static func stacked(
        _ left: Relation, _ right: Relation, _ parts: [Part], _ shape: RowShape, _ run: Run
    ) throws(Diagnostic) -> Relation {
        let store = run.world.store
        func side(_ relation: Relation, _ place: Int?, _ wanted: Meaning) throws(Diagnostic) -> RelationColumn {
            guard let place else { return RelationColumn(.constant(Lane.null), currency: wanted == .money ? .constant(Lane.null) : nil) }
            var column = relation.columns[place]
            do throws(ValueFault) {
                column.lane = try column.lane.aligned(relation.shape.columns[place].meaning, as: wanted, rows: relation.baseCount, in: store)
            } catch {
                throw run.fault("expression.overflow", "'\(relation.shape.columns[place].name)' has a number too great for its decimals here")
            }
            return column
        }
        var columns: [RelationColumn] = []
        for (part, column) in zip(parts, shape.columns) {
            let (upper, lower) = (try side(left, part.left, column.meaning), try side(right, part.right, column.meaning))
            func both(_ a: LaneSource, _ b: LaneSource) -> LaneSource {
                .deferred(DeferredLane { .dense(DenseLane(left.lanes(a) + right.lanes(b))) })
            }
            var made = RelationColumn(both(upper.lane, lower.lane))
            if column.meaning == .money { made.currency = both(upper.currency ?? .constant(Lane.null), lower.currency ?? .constant(Lane.null)) }
            columns.append(made)
        }
        return Relation(
            shape: shape, columns: columns, baseCount: left.rowCount + right.rowCount, notes: left.notes + right.notes,
            asOf: left.asOf == right.asOf ? left.asOf : nil)
    }
}
