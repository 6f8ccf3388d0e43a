// `age by KEYS`: what is owed by how late it is, a row for each currency (and key), a column for each bucket.
// Every amount stands in exactly one bucket, so the buckets sum to the total.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum Age {
    static let by = Clause.named("by", label: "by", presence: .optional, "a row for each of these")

    static let verb = Verb.stage(
        "age", [by], summary: "what is owed by how late it is", words: "sort what is owed by how late it is[by:, with a row for each {by}]",
        details: """
            Needs the columns `overdue` and `balance`. Due today or later is `not_due`; day 1 to 30 is the first bucket. Paid
            invoices stand nowhere; one in instalments stands with each part in its own bucket. A row for each currency: currencies are never added.
            """,
        examples: [
            Example("invoices | age", "the whole book"),
            Example("invoices as of 2026-06-30 | age by debtor.country", "as it was that day"),
        ]
    ) { call throws(Diagnostic) in
        let (rows, shape) = try prepared(call, name: "age")
        return Prepared(.rows(shape)) { run throws(Diagnostic) in .rows(try rows(run)) }
    }

    /// The table of a call that groups as `age` does, and how it is made.
    static func prepared(
        _ call: Call, name: String
    ) throws(Diagnostic) -> (rows: (Run) throws(Diagnostic) -> Relation, shape: RowShape) {
        let rows = call.rows
        guard let overdue = rows.index(of: "overdue"), let balance = rows.index(of: "balance"),
            rows.columns[overdue].meaning == .days, rows.columns[balance].meaning == .money
        else {
            throw call.fault(
                "age.no-columns", "\(name) needs the columns overdue and balance, and these rows do not have both",
                hint: "begin with invoices, or keep both columns in select")
        }
        let extra = call[by].filter { $0.name != "currency" }
        var columns: [ColumnShape] = []
        for item in extra { columns.append(try item.column(in: rows)) }
        columns.append(ColumnShape("currency", .currency, summary: "the currency of the amounts"))
        for bucket in AgeingBuckets.standard.names + ["total"] {
            columns.append(ColumnShape(bucket, .money, nullable: false, summary: "owed"))
        }
        let shape = RowShape(columns: columns)
        return ({ run throws(Diagnostic) in try table(run, extra, overdue: overdue, balance: balance, shape) }, shape)
    }

    /// Invoices in instalments stand in the bucket of the part that is late; each other part goes to its own.
    private static func spread(
        _ run: Run, _ relation: Relation, _ lanes: (owed: LaneSource, late: LaneSource), _ groups: Groups, _ buckets: AgeBuckets,
        over sums: inout [Int128]
    ) throws(Diagnostic) {
        guard relation.shape.table == Invoices.table, run.world.store.liveCount(Instalments.table) > 0 else { return }
        let view = try NounRequest(context: run.context, asOf: relation.asOf).view()
        let splits = view.splits
        guard !splits.isEmpty else { return }
        func place(_ days: Int64) -> Int { buckets.bounds.count { days >= $0 } }
        for position in 0..<relation.selection.count {
            let row = relation.selection[position]
            guard let parts = splits.parts[row] else { continue }
            let one = Selection(rows: [row])
            guard let whole = one.lanes(lanes.owed).first, let days = one.lanes(lanes.late).first,
                // A balance that was made up on the way is aged as it is.
                whole == parts.reduce(0, { $0.addingReportingOverflow($1.open).partialValue })
            else { continue }
            let first = Int(groups.ordinals[position]) * buckets.count
            sums[first + place(days)] -= Int128(whole)
            for part in parts { sums[first + place(part.due.days(to: view.day))] += Int128(part.open) }
        }
    }

    private static func table(
        _ run: Run, _ extra: [NamedExpression], overdue: Int, balance: Int, _ shape: RowShape
    ) throws(Diagnostic) -> Relation {
        // A group whose invoices are all paid has nothing to age, so those are not looked at.
        var relation = run.rows
        let (owed, late) = (relation.columns[balance].lane, relation.columns[overdue].lane)
        relation.selection = relation.selection.picking(owed, low: 0, high: 0, outside: true)
        var keys: [LaneSource] = []
        for item in extra { keys.append(try item.expression.column(over: relation, run.context).lane) }
        keys.append(relation.columns[balance].currency ?? .constant(Lane.null))
        let buckets = AgeBuckets(bounds: AgeingBuckets.standard.edges.map { $0 + 1 })
        let width = buckets.count
        let groups = Groups(relation.selection, by: keys.map { GroupKey($0) })
        var sums = buckets.sums(relation.selection, ages: late, amounts: owed, by: groups)
        try spread(run, relation, (owed, late), groups, buckets, over: &sums)
        let firsts = relation.selection.picking(groups.firsts)
        var amounts = Array(repeating: [Int64](), count: width + 1)
        for group in 0..<groups.count {
            let parts = sums[group * width..<(group + 1) * width]
            for (bucket, part) in zip(0...width, Array(parts) + [parts.reduce(0, +)]) {
                guard let lane = Int64(exactly: part), lane != Lane.null else {
                    throw run.fault("age.overflow", "the total must fit 18 digits, and this one does not")
                }
                amounts[bucket].append(lane)
            }
        }
        var columns = keys.map { RelationColumn(.dense(DenseLane(firsts.lanes($0)))) }
        let currency = columns.removeLast().lane
        columns.append(RelationColumn(currency))
        for lanes in amounts { columns.append(RelationColumn(.dense(DenseLane(lanes)), currency: currency)) }
        return Relation(
            shape: shape, columns: columns, baseCount: groups.count, notes: relation.notes, asOf: relation.asOf)
    }
}
