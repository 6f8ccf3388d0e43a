// `describe`: the columns of a flow, with how they are filled and how far they reach.
import Columns
import Diagnostics
import Interpreter
import Values

enum Describe {
    private static let shape = RowShape(columns: [
        ColumnShape("column", .text, nullable: false, summary: "its name"),
        ColumnShape("type", .text, nullable: false, summary: "what it holds"),
        ColumnShape("empty", .integer, nullable: false, summary: "rows where it holds nothing"),
        ColumnShape("different", .integer, nullable: false, summary: "how many different values"),
        ColumnShape("least", .text, summary: "the least value"),
        ColumnShape("greatest", .text, summary: "the greatest value"),
    ])

    static let verb = Verb.stage(
        "describe", summary: "the columns, how they are filled and how far they reach",
        examples: [Example("invoices | describe", "every column of the invoices")]
    ) { call throws(Diagnostic) in
        let columns = call.shownColumns()
        return Prepared(.rows(shape)) { run throws(Diagnostic) in
            var lanes: [[Int64]] = Array(repeating: [], count: shape.columns.count)
            let codec = run.context.codec
            for column in columns {
                let expression = column.expression
                let requests = [Aggregate.count, .distinct, .minimum, .maximum].map {
                    AggregateRequest(name: "\($0)", kind: $0, argument: expression, span: run.span)
                }
                // Without keys, so that currencies would split the money: describe its units as plain numbers.
                let one = try Grouping(by: [], requests).run(run.rows, run.context)
                let values = one.shape.columns.indices.map { one.values(of: $0, codec).first ?? .null }
                lanes[0].append(Int64(codec.code(column.name)))
                lanes[1].append(Int64(codec.code(expression.type.name)))
                let filled: Int64 = if case .number(let n) = values[0] { n.whole ?? 0 } else { 0 }
                lanes[2].append(Int64(run.rows.rowCount) - filled)
                lanes[3].append(codec.lane(values[1], .integer) ?? 0)
                lanes[4].append(values[2].isNull ? Lane.null : Int64(codec.code(values[2].shown)))
                lanes[5].append(values[3].isNull ? Lane.null : Int64(codec.code(values[3].shown)))
            }
            return .rows(
                Relation(
                    shape: shape, columns: lanes.map { RelationColumn(.dense(DenseLane($0))) }, baseCount: columns.count))
        }
    }
}
