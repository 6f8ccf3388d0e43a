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
        "describe", summary: "the columns, how they are filled and how far they reach", words: "tell what each column holds",
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
                // Money has a row for each currency; together they describe the column.
                let groups = try Grouping(by: [], requests).run(run.rows, run.context)
                let place = { (name: String) in groups.shape.index(of: name) ?? 0 }
                func whole(_ name: String) -> Int64 {
                    groups.values(of: place(name), codec).reduce(0) { sum, value in
                        if case .number(let n) = value { sum + (n.whole ?? 0) } else { sum }
                    }
                }
                func reach(_ name: String) -> Int64 {
                    let texts = groups.values(of: place(name), codec).filter { !$0.isNull }.map(\.shown)
                    return texts.isEmpty ? Lane.null : Int64(codec.code(texts.joined(separator: ", ")))
                }
                lanes[0].append(Int64(codec.code(column.name)))
                lanes[1].append(Int64(codec.code(expression.type.name)))
                lanes[2].append(Int64(run.rows.rowCount) - whole("\(Aggregate.count)"))
                lanes[3].append(whole("\(Aggregate.distinct)"))
                lanes[4].append(reach("\(Aggregate.minimum)"))
                lanes[5].append(reach("\(Aggregate.maximum)"))
            }
            return .rows(
                Relation(
                    shape: shape, columns: lanes.map { RelationColumn(.dense(DenseLane($0))) }, baseCount: columns.count))
        }
    }
}
