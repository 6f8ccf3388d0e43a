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
        "age", [by], summary: "what is owed by how late it is",
        details: """
            Needs the columns `overdue` and `balance`. Due today or later is `not_due`; day 1 to 30 is the first bucket. Paid
            invoices stand nowhere. A row for each currency: currencies are never added.
            """,
        examples: [
            Example("invoices | age", "the whole book"),
            Example("invoices as of 2026-06-30 | age by debtor.country", "as it was that day"),
        ]
    ) { call throws(Diagnostic) in
        let rows = call.rows
        guard let overdue = rows.index(of: "overdue"), let balance = rows.index(of: "balance"),
            rows.columns[overdue].meaning == .days, rows.columns[balance].meaning == .money
        else {
            throw call.fault(
                "age.no-columns", "age needs the columns overdue and balance, and these rows do not have both",
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
        return Prepared(.rows(shape)) { run throws(Diagnostic) in
            .rows(try table(run, extra, overdue: overdue, balance: balance, shape))
        }
    }

    private static func table(
        _ run: Run, _ extra: [NamedExpression], overdue: Int, balance: Int, _ shape: RowShape
    ) throws(Diagnostic) -> Relation {
        let relation = run.rows
        var keys: [LaneSource] = []
        for item in extra { keys.append(try item.expression.column(over: relation, run.context).lane) }
        keys.append(relation.columns[balance].currency ?? .constant(Lane.null))
        let buckets = AgeingBuckets.standard
        let width = buckets.count
        let edges = buckets.edges
        var sums: [Int128] = []
        var open: [Bool] = []
        let groups = try relation.eachGroupedBlock(
            by: keys, reading: [relation.columns[overdue].lane, relation.columns[balance].lane], run.context, run.span
        ) { group, lanes, rows, count in
            if open.count < count {
                sums += Array(repeating: 0, count: (count - open.count) * width)
                open += Array(repeating: false, count: count - open.count)
            }
            for i in 0..<rows {
                let owed = lanes[1][i]
                if owed == 0 || owed == Lane.null { continue }
                let days = lanes[0][i]
                var bucket = 0
                while bucket < edges.count, days > edges[bucket] { bucket &+= 1 }
                sums[Int(group[i]) &* width &+ bucket] &+= Int128(owed)
                open[Int(group[i])] = true
            }
        }
        // A group whose invoices are all paid has nothing to age.
        let kept = open.indices.filter { open[$0] }
        var amounts = Array(repeating: [Int64](), count: width + 1)
        for group in kept {
            let parts = sums[group * width..<(group + 1) * width]
            for (bucket, part) in zip(0...width, Array(parts) + [parts.reduce(0, +)]) {
                guard let lane = Int64(exactly: part), lane != Lane.null else {
                    throw run.fault("age.overflow", "the total must fit 18 digits, and this one does not")
                }
                amounts[bucket].append(lane)
            }
        }
        var columns = groups.dropLast().map { key in RelationColumn(.dense(DenseLane(kept.map { key[$0] }))) }
        let currency = LaneSource.dense(DenseLane(kept.map { groups.last?[$0] ?? Lane.null }))
        columns.append(RelationColumn(currency))
        for lanes in amounts { columns.append(RelationColumn(.dense(DenseLane(lanes)), currency: currency)) }
        return Relation(
            shape: shape, columns: columns, baseCount: kept.count, notes: relation.notes, asOf: relation.asOf)
    }
}
