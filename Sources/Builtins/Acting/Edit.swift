// `edit ID COLUMN VALUE`: changes what is recorded, from a day on; a question about an earlier day gets the earlier answer.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum EditVerb {
    static let what = Key.record("record", "what is edited: D-17, INV-2026-0311")
    static let column = Key.word("column", [], "which column: due, owner, note …")
    static let value = Key.wordOrValue("value", "the new value; null empties it")
    static let reason = Key.text("reason", label: "because", "why").optional
    static let from = Key.day("from", label: "from", "from which day it is true").otherwise("today") { $0.today }

    static let verb = Verb.action(
        "edit", [what, column, value, reason, from], summary: "change what is recorded of something",
        details: """
            Only what describes is edited. What was booked is corrected by facts of its own: credit, charge, reverse, cancel.
            Questions as of an earlier day still get the earlier answer.
            """,
        examples: [
            Example("dry edit INV-2026-0311 due 2026-12-31 because \"agreed by phone\""),
            Example("dry edit D-17 owner \"ruth\""),
        ]
    ) { _ in
        Prepared.act { run throws(Diagnostic) in
            let (noun, row) = try run.record(try run[what], at: what)
            guard let table = noun.table, let schema = run.world.store.catalog.table(table) else {
                throw run.fault("edit.not-editable", "\(noun.name) have nothing that is edited", at: what)
            }
            let place = try editable(try run[column], table, schema, noun, run)
            let declared = schema.columns[place]
            let new = try run.lane(try run[value], for: declared, of: schema, row: row, at: value)
            let old = run.world.store.cell(table, row, place)
            var request = EditCell(table, row: row, column: place, new: new, from: try run[from])
            request.actor = run.world.actor.isEmpty ? nil : run.world.actor
            request.reason = try run[reason]
            let asked = request
            let changes = try run.change(at: value) { store throws(TradeFault) in try asked.changes(in: &store) }
            func shown(_ lane: Int64) -> String {
                let unit = declared.currency.flatMap { schema.column($0) }.map { run.world.store.cell(table, row, $0) }
                let value = run.context.codec.value(lane, declared.meaning, currency: unit ?? Lane.null)
                return value.isNull ? "nothing" : value.shown
            }
            return Deed(changes, says: ["\(run.id(table, row)) \(try run[column]): \(shown(new)), was \(shown(old))"])
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
