// `edit RECORDS COLUMN VALUE`: changes what is recorded, from a day on; a question about an earlier day gets the earlier answer.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum EditVerb {
    /// Every noun whose records have something that describes them.
    static let what = Key.records(
        "records", of: TradeLanguage.registry.nouns.filter { noun in noun.table.map { !EditCell.editable($0).isEmpty } ?? false }.map(\.name),
        "what is edited, or the rows piped in")
    static let column = Key.word("column", [], "which column: due, owner, note …")
    static let value = Key.wordOrValue("value", "the new value; null empties it")
    static let reason = Key.text("reason", label: "because", "why").optional
    static let from = Key.day("from", label: "from", "from which day it is true").otherwise("today") { $0.today }

    static let verb = Verb.action(
        "edit", [what, column, value, reason, from], summary: "change what is recorded of something",
        details: """
            Only what describes is edited. What was booked is corrected by facts of its own: credit, charge, reverse, cancel.
            Questions as of an earlier day still get the earlier answer. Of several records, those that say it already are left as
            they are.
            """,
        examples: [
            Example("dry edit INV-2026-0311 due 2026-12-31 because \"agreed by phone\""),
            Example("dry edit D-17 owner \"ruth\""),
            Example("dry debtors | where owner = \"jana\" | edit owner \"amir\" confirm 0..500"),
        ]
    ) { _ in
        Prepared.act { run throws(Diagnostic) in
            let chosen = try run[what]
            let table = chosen.table
            guard let schema = run.world.store.catalog.table(table) else {
                throw run.fault("edit.not-editable", "\(chosen.noun.name) have nothing that is edited", at: what)
            }
            let place = try editable(try run[column], table, schema, chosen.noun, run)
            let declared = schema.columns[place]
            let given = try run[value]
            var new: [UInt32: Int64] = [:]
            for row in chosen.rows { new[row] = try run.lane(given, for: declared, of: schema, row: row, at: value) }
            let before = run.world.store
            let rows = run.leaving(chosen.rows) { before.cell(table, $0, place) == new[$0] }
            let (day, why) = (try run[from], try run[reason])
            let name = try run[column]
            let actor = run.world.actor.isEmpty ? nil : run.world.actor
            func shown(_ lane: Int64, _ row: UInt32) -> String {
                let unit = declared.currency.flatMap { schema.column($0) }.map { run.world.store.cell(table, row, $0) }
                let value = run.context.codec.value(lane, declared.meaning, currency: unit ?? Lane.null)
                return value.isNull ? "nothing" : value.shown
            }
            var each: [[String]] = []
            let changes = try run.inTurn(rows, of: table, at: value) { row, store throws(TradeFault) in
                var request = EditCell(table, row: row, column: place, new: new[row] ?? Lane.null, from: day)
                request.actor = actor
                request.reason = why
                return try request.changes(in: &store)
            } told: { row, _ in
                let old = before.cell(table, row, place)
                each.append(["\(run.id(table, row)) \(name): \(shown(new[row] ?? Lane.null, row)), was \(shown(old, row))"])
            }
            return Deed(
                changes, count: rows.count, each: each, says: run.left(chosen.rows, rows, "say so already"),
                preview: try run.preview(chosen.noun, rows))
        }
    }

    /// Columns that nouns call otherwise than their tables do.
    private static let otherNames: [(table: TableID, shown: String, stored: String)] = [
        (Debtors.table, "terms", "terms_days"), (Invoices.table, "terms", "terms_days"), (Steps.table, "step", "title"),
    ]

    private static func editable(
        _ name: String, _ table: TableID, _ schema: TableSchema, _ noun: Noun, _ run: Run
    ) throws(Diagnostic) -> Int {
        let stored = otherNames.first { $0.table == table && $0.shown == name }?.stored ?? name
        let places = EditCell.editable(table)
        let names = places.map { place in
            otherNames.first { $0.table == table && $0.stored == schema.columns[place].name }?.shown ?? schema.columns[place].name
        }
        if let place = schema.column(stored), places.contains(place) { return place }
        guard !names.isEmpty else { throw run.fault("edit.not-editable", "\(noun.name) have nothing that is edited", at: what) }
        let isKnown = schema.column(stored) != nil || noun.columns.contains { $0.shape.name == name }
        let guess = nearest(name, among: names)
        throw run.fault(
            isKnown ? "edit.not-editable" : "edit.unknown-column",
            isKnown ? "'\(name)' follows from facts of its own, so it is not edited" : "\(noun.name) have no column '\(name)' to edit",
            at: column, label: guess.map { "did you mean '\($0)'?" } ?? "", notes: ["edited: \(names.joined(separator: ", "))"])
    }
}

extension Run {
    /// The lane of a value for one stored cell; texts are made known to the book.
    fileprivate func lane(
        _ value: Value, for column: ColumnSchema, of schema: TableSchema, row: UInt32, at item: any SignatureItem
    ) throws(Diagnostic) -> Int64 {
        if value.isNull {
            guard column.nullable else { throw fault("edit.empty", "'\(column.name)' must not be empty", at: item) }
            return Lane.null
        }
        switch column.meaning {
        case .text, .word:
            guard let text = value.spelling else { break }
            guard column.words.isEmpty || column.words.contains(text) else {
                throw fault(
                    "edit.unknown-word", "'\(text)' is none of the words that '\(column.name)' takes", at: item,
                    label: nearest(text, among: column.words).map { "did you mean '\($0)'?" } ?? "",
                    notes: ["words: \(column.words.joined(separator: ", "))"])
            }
            guard !text.isEmpty else { throw fault("edit.empty", "a text must not be empty; null empties the cell", at: item) }
            return Int64(context.world.store.intern(text))
        case .money:
            guard case .money(let money) = value else { break }
            let unit = column.currency.flatMap { schema.column($0) }.map { world.store.cell(schema.id, row, $0) }
            if let currency = unit.flatMap({ UInt16(exactly: $0) }).flatMap({ Currency(raw: $0) }), currency != money.currency {
                throw refusal(.currencyDiffers(given: money.currency, owed: currency), at: item)
            }
            return money.minor
        case .days:
            guard case .duration(let duration) = value, let days = duration.exactDays, days >= 0 else { break }
            return days
        case .integer, .number, .percent, .currency, .day, .minutes, .moment, .flag, .id, .reference:
            if let lane = context.codec.lane(value, column.meaning) { return lane }
        }
        throw fault(
            "bind.wrong-type",
            "'\(column.name)' must be \(wanted(column.meaning)), but this is \(ExpressionType(of: value).name)", at: item)
    }

    private func wanted(_ meaning: Meaning) -> String {
        switch meaning {
        case .integer, .number: "a number"
        case .percent: "a percentage"
        case .money: "money: 500 GBP"
        case .currency: "a currency: GBP"
        case .day: "a date: 2026-12-01"
        case .minutes: "a time of day: 09:30"
        case .moment: "a date with a time: 2026-12-01T09:30"
        case .days: "days: 30d"
        case .flag: "true or false"
        case .text: "text in quotes"
        case .word: "a word"
        case .id, .reference: "an id"
        }
    }
}
