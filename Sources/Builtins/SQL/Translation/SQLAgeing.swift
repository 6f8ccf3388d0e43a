// `age` in SQL: a column for each bucket, a row for each currency and key.
import Diagnostics
import Interpreter
import Receivables
import Values

enum SQLAgeing {
    static let age: SQLStages.Say = { step, chain throws(Diagnostic) in
        guard let overdue = chain.shape.index(of: "overdue"), let balance = chain.shape.index(of: "balance"),
            let unit = chain.columns[balance].currency
        else { throw .noSQL("'age' of these rows", at: step.call.headSpan) }
        let keys = step.call[Age.by].filter { $0.name != "currency" }
        let place = chain.place()
        let saying = SQLExpression(chain)
        try saying.reach(keys.map(\.expression))
        var (owed, late) = (SQLText(column: chain.columns[balance].name), SQLText(column: chain.columns[overdue].name))
        var values: [SQLValue] = []
        for key in keys { values.append(try saying.value(key.expression)) }
        chain.open()
        if chain.noun == "invoices", owed.column == "balance", late.column == "overdue" { (owed, late) = sliced(owed, late, chain) }
        let currency = unit.column == nil ? chain.hoisted(unit, "currency") : unit
        chain.select.conditions.append("\(owed) <> 0")
        var picked: [(text: SQLText, name: String)] = []
        var columns: [SQLColumn] = []
        for (key, value) in zip(keys, values) {
            let name = SQLChain.free(value.text.column ?? key.name, picked)
            picked.append((value.text, name))
            columns.append(SQLColumn(name: name, currency: nil, nullable: value.nullable, type: value.type))
        }
        let code = SQLChain.free(currency.column ?? "currency", picked)
        picked.append((currency, code))
        columns.append(SQLColumn(name: code, currency: nil, nullable: false, type: .currency))
        let (names, edges) = (AgeingBuckets.standard.names, AgeingBuckets.standard.edges)
        for (bucket, name) in names.enumerated() {
            var bounds: [SQLText] = []
            if bucket > 0 { bounds.append("\(late) > \(edges[bucket - 1])") }
            if bucket < edges.count { bounds.append("\(late) <= \(edges[bucket])") }
            let made = SQLChain.free(name, picked)
            picked.append(("CAST(SUM(CASE WHEN \(SQLText.list(bounds, " AND ")) THEN \(owed) ELSE 0 END) AS BIGINT)", made))
            columns.append(SQLColumn(name: made, currency: SQLText(column: code), nullable: false, type: .money(nil)))
        }
        let total = SQLChain.free("total", picked)
        picked.append(("CAST(SUM(\(owed)) AS BIGINT)", total))
        let order = SQLChain.free("place", picked)
        picked.append(("MIN(\(place))", order))
        columns.append(SQLColumn(name: total, currency: SQLText(column: code), nullable: false, type: .money(nil)))
        chain.select.columns = picked
        chain.draft.take(picked.map(\.name))
        chain.select.groups = values.map(\.text) + [currency]
        chain.order = [SQLOrder(text: SQLText(column: order), nullable: false)]
        chain.links = [:]
        chain.noun = nil
        chain.close()
        chain.columns = columns
    }

    /// An invoice in instalments stands with each part in its own bucket.
    private static func sliced(_ owed: SQLText, _ late: SQLText, _ chain: SQLChain) -> (SQLText, SQLText) {
        let (view, alias) = (chain.draft.view("invoice_slices", ever: false, on: chain.asOf), chain.draft.fresh("slice"))
        chain.select.joins.append("LEFT JOIN \(view) \(alias) ON \(alias).invoice = \(SQLText(column: "id"))")
        let part = chain.adding("COALESCE(\(alias).\(SQLExpression.quoted("open")), \(owed))", "part")
        let days = chain.adding("COALESCE(\(alias).overdue, \(late))", "part_overdue")
        chain.open()
        return (SQLText(column: part), SQLText(column: days))
    }
}
