// `lookup` in SQL: the first row of each key on the other side, joined from the left.
import Diagnostics
import Interpreter

enum SQLLookup {
    static let lookup: SQLStages.Say = { step, chain throws(Diagnostic) in
        guard let query = step.call[LookupStage.other], let key = step.call[LookupStage.on].first else { return }
        guard let course = query.course else { throw .noSQL("rows kept in a variable", at: step.call.span(of: LookupStage.other)) }
        let other = try SQLStages.chain(course, chain.draft)
        guard let match = other.shape.index(of: chain.shape.columns[key].name) else { return }
        other.open()
        let theirs = SQLText(column: other.columns[match].name)
        let turn = other.adding("ROW_NUMBER() OVER (PARTITION BY \(theirs) ORDER BY \(SQLChain.terms(other.order)))", "turn")
        other.open()
        let alias = chain.draft.fresh("found")
        func name(_ column: String) -> SQLText { SQLText("\(alias).\(SQLExpression.quoted(column))") }
        chain.open()
        let mine = SQLText(column: chain.columns[key].name)
        chain.select.joins.append(
            "LEFT JOIN \(other.select.source) \(alias) ON \(name(other.columns[match].name)) = \(mine) AND \(name(turn)) = 1")
        for place in other.shape.shown where chain.shape.index(of: other.shape.columns[place].name) == nil {
            let (column, called) = (other.columns[place], other.shape.columns[place].name)
            var brought = column
            brought.name = chain.adding(name(column.name), called)
            brought.nullable = true
            if let unit = column.currency?.column { brought.currency = SQLText(column: chain.adding(name(unit), "\(called)_currency")) }
            chain.columns.append(brought)
        }
        chain.open()
    }
}
