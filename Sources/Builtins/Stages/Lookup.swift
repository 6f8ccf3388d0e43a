// `lookup ROWS on KEY`: brings columns of other rows to these, one match for each; rows without a match keep nulls.
import Columns
import Diagnostics
import Interpreter

enum LookupStage {
    static let other = Clause.rows("rows", "the rows to look in: a noun, a variable, or a query in parentheses")
    static let on = Clause.columns("on", label: "on", presence: .required, "the column that both sides have")

    static let verb = Verb.stage(
        "lookup", [other, on], summary: "bring columns of other rows, matched by a key",
        words: "bring the columns of {rows} that have the same {on}",
        details: """
            The key is a column that both sides have under one name. The first match counts. Columns that exist here already
            are not brought; rows without a match stay, with nothing in the new columns.
            """,
        examples: [
            Example(
                "invoices | sum balance by debtor | lookup (contacts | max at by debtor) on debtor | take 3",
                "what is owed, and when we last spoke")
        ]
    ) { call throws(Diagnostic) in
        guard let query = call[other], case .rows(let right) = query.shape, let key = call[on].first else {
            throw call.fault("bind.not-rows", "lookup needs rows to look in, but this is a value", at: other)
        }
        let left = call.rows
        let name = left.columns[key].name
        guard let match = right.index(of: name) else {
            throw call.fault(
                "lookup.no-key", "the rows to look in have no column '\(name)'", at: on,
                notes: ["columns: \(right.names.prefix(8).joined(separator: ", "))"])
        }
        guard left.columns[key].meaning == right.columns[match].meaning else {
            throw call.fault("lookup.unlike-keys", "'\(name)' is not of one kind on both sides", at: on)
        }
        let brought = right.shown.filter { left.index(of: right.columns[$0].name) == nil }
        var shape = left
        for column in brought {
            var found = right.columns[column]
            // One match may stand beside several rows.
            found.addsUp = false
            shape.columns.append(found)
            shape.shown.append(shape.columns.count - 1)
        }
        let result = shape
        return Prepared(.rows(result)) { run throws(Diagnostic) in
            var relation = run.rows
            let table = relation.shape.table
            guard case .rows(let others) = try query.run(run.context) else { return .rows(relation) }
            var first: [Int64: Int64] = [:]
            for (row, lane) in others.lanes(of: match).enumerated() where lane != Lane.null {
                if first[lane] == nil { first[lane] = Int64(others.base(row)) }
            }
            let keys = relation.lanes(of: key)
            var rows = [Int64](repeating: Lane.null, count: relation.baseCount)
            for (place, lane) in keys.enumerated() { rows[relation.base(place)] = first[lane] ?? Lane.null }
            let by = LaneSource.dense(DenseLane(rows))
            for column in brought { relation.columns.append(others.columns[column].through(by)) }
            relation.shape = result
            relation.shape.table = table
            return .rows(relation)
        }
    }
}
