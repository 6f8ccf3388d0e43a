// What the nouns over tables share: columns from the table's schema, derived columns from the view of the book at a day,
// and which rows exist that day. Each noun says which columns it has; nothing here knows one.
import Columns
import Diagnostics
import Interpreter
import Receivables

/// Makes the columns of one noun over one table.
struct TableNoun {
    let schema: TableSchema

    /// A stored column, as it was on the day asked for; `name` where it is called otherwise, `summary` where the noun can say
    /// it better.
    func stored(_ column: String, as name: String? = nil, summary: String? = nil) -> NounColumn {
        let table = schema.id
        guard let place = schema.column(column) else { return NounColumn(ColumnShape(column, .text)) }
        let declared = schema.columns[place]
        let currency = declared.currency.flatMap { schema.column($0) }
        let shape = ColumnShape(
            name ?? column, declared.meaning, words: declared.words, nullable: declared.nullable,
            summary: summary ?? declared.summary)
        return NounColumn(shape) { request throws(Diagnostic) in
            let view = try request.view()
            return RelationColumn(view.column(table, place), currency: currency.map { view.column(table, $0) })
        }
    }

    /// A stored column that the view may know better: the due day of an invoice in instalments.
    func reckoned(_ column: String, summary: String, _ lane: @escaping @Sendable (BookView) -> LaneSource) -> NounColumn {
        guard let place = schema.column(column) else { return NounColumn(ColumnShape(column, .text)) }
        let declared = schema.columns[place]
        return NounColumn(
            ColumnShape(column, declared.meaning, words: declared.words, nullable: declared.nullable, summary: summary)
        ) { request throws(Diagnostic) in
            RelationColumn(lane(try request.view()))
        }
    }

    /// A derived column. `currency` names the stored column beside money.
    func derived(
        _ name: String, _ meaning: Meaning, words: [String] = [], currency: String? = nil, nullable: Bool = true,
        conditions: [WordCondition] = [], summary: String, remark: String = "", _ lane: @escaping @Sendable (BookView) -> LaneSource
    ) -> NounColumn {
        let table = schema.id
        let unit = currency.flatMap { schema.column($0) }
        let shape = ColumnShape(
            name, meaning, words: words, nullable: nullable, summary: summary, conditions: conditions, remark: remark)
        return NounColumn(shape) { request throws(Diagnostic) in
            let view = try request.view()
            return RelationColumn(
                .deferred(DeferredLane { lane(view) }), currency: unit.map { view.column(table, $0) })
        }
    }

    /// A column of the record that a reference of this table points to: the debtor's name beside the debtor.
    func linked(
        _ name: String, through reference: String, _ target: TableSchema, _ column: String, summary: String
    ) -> NounColumn {
        let table = schema.id
        guard let by = schema.column(reference), let place = target.column(column) else {
            return NounColumn(ColumnShape(name, .text))
        }
        let declared = target.columns[place]
        let currency = declared.currency.flatMap { target.column($0) }
        let shape = ColumnShape(name, declared.meaning, words: declared.words, summary: summary, addsUp: false)
        return NounColumn(shape) { request throws(Diagnostic) in
            let view = try request.view()
            let rows = view.column(table, by)
            return RelationColumn(
                .through(view.column(target.id, place), by: rows),
                currency: currency.map { .through(view.column(target.id, $0), by: rows) })
        }
    }

    /// The rows that exist on the day asked for.
    var existing: @Sendable (NounRequest) throws(Diagnostic) -> Selection? {
        let table = schema.id
        return { request throws(Diagnostic) in
            let rows = try request.view().rows(table)
            return rows.map { Selection(rows: $0) }
        }
    }

    /// Finds a record by the number it has elsewhere.
    func byExternal(_ column: String = "external") -> (@Sendable (Store, String) -> UInt32?)? {
        let table = schema.id
        guard let place = schema.column(column) else { return nil }
        return { store, spelling in
            guard let code = store.texts.code(of: spelling) else { return nil }
            return store.rows(table, where: place, is: Int64(code)).first
        }
    }
}

extension NounRequest {
    /// The book on the day asked for: one view serves all columns of one request, and requests that follow while the book
    /// stays as it is.
    func view() throws(Diagnostic) -> BookView {
        try once("view") { () throws(Diagnostic) in
            let asOf = asOf ?? world.asOf
            return try context.keptWork.work("view", on: store, today: world.today, asOf: asOf) { (view: BookView) in
                !view.hasOverflowed
            } _: { () throws(Diagnostic) in
                BookView(store, today: world.today, asOf: asOf)
            }
        }
    }
}
