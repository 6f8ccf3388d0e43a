// One pipeline on its way into SQL: the select being built, where each column of the flow stands, and the order of the rows.
// A stage changes the select while it can and closes it into a step where it cannot. Knows no stage by name.
import Diagnostics
import Interpreter
import Rendering
import Values

/// Where a column of the flow stands.
struct SQLColumn {
    var name: String
    /// The currency beside money.
    var currency: SQLText?
    var nullable: Bool
    /// How many decimals a whole number stands for.
    var type: ExpressionType
    /// Whether the view of its noun cannot work it out.
    var isMissing = false
}

/// One part of an order.
struct SQLOrder {
    var text: SQLText
    var descending = false
    var nullable = true
}

final class SQLChain {
    struct Select {
        var source: String
        var extras: [(text: SQLText, name: String)] = []
        /// Set where groups or a choice of columns replace those of the source.
        var columns: [(text: SQLText, name: String)]?
        var joins: [SQLText] = []
        var conditions: [SQLText] = []
        var groups: [SQLText] = []
        var order: [SQLOrder] = []
        var limit: Int?
        var offset = 0

        /// Whether expressions over the source may still be added.
        var isOpen: Bool { isWhole && limit == nil && offset == 0 }
        /// Whether its columns are those of the source.
        var isWhole: Bool { extras.isEmpty && columns == nil && joins.isEmpty }
    }

    let draft: SQLDraft
    var select: Select
    var shape: RowShape
    var columns: [SQLColumn] = []
    var order: [SQLOrder] = []
    /// The day of the rows, which what they refer to is asked for too.
    var asOf: Day?
    /// The noun whose rows these still are, one for one.
    var noun: String?
    /// Columns that expressions reach through references, by the reference's text and the column's name.
    var links: [SQLText: String] = [:]
    var context: Context { draft.context }

    init(_ draft: SQLDraft, source: String, shape: RowShape) {
        self.draft = draft
        select = Select(source: source)
        self.shape = shape
    }

    // MARK: the select

    /// Makes sure that expressions can be said over the columns of the source.
    func open() { if !select.isOpen { close() } }

    /// Makes the select a step of its own, and goes on over it.
    func close() {
        let name = draft.nextStep()
        draft.add(name, text(select))
        select = Select(source: name)
    }

    func text(_ select: Select) -> String {
        let (source, joined) = (SQLWords.name(select.source), !select.joins.isEmpty)
        func say(_ text: SQLText) -> String { text.text(over: source, qualifying: joined) }
        var picked: [String]
        if let columns = select.columns {
            picked = columns.map { Self.named(say($0.text), $0.name, $0.text.column == $0.name) }
        } else {
            picked = [select.extras.isEmpty && !joined ? "*" : "\(source).*"]
        }
        picked += select.extras.map { Self.named(say($0.text), $0.name, false) }
        let isLong = picked.reduce(0) { $0 + $1.utf8.count + 2 } > 100
        var text = "SELECT \(picked.joined(separator: isLong ? ",\n  " : ", "))\nFROM \(source)"
        for join in select.joins { text += "\n" + say(join) }
        if !select.conditions.isEmpty { text += "\nWHERE " + select.conditions.map(say).joined(separator: "\n  AND ") }
        if !select.groups.isEmpty { text += "\nGROUP BY " + select.groups.map(say).joined(separator: ", ") }
        if !select.order.isEmpty { text += "\nORDER BY " + say(Self.terms(select.order)) }
        if select.limit != nil || select.offset > 0 { text += "\nLIMIT \(select.limit ?? Int.max)" }
        if select.offset > 0 { text += " OFFSET \(select.offset)" }
        return text
    }

    private static func named(_ text: String, _ name: String, _ isItself: Bool) -> String {
        isItself ? text : "\(text) AS \(SQLWords.name(name))"
    }

    static func terms(_ order: [SQLOrder]) -> SQLText {
        SQLText.list(order.map { "\($0.text)\($0.descending ? " DESC" : "")\($0.nullable ? " NULLS LAST" : "")" })
    }

    /// A column beside those of the source; answers what it is called. Expressions over it come after the next `open`.
    func adding(_ text: SQLText, _ name: String) -> String {
        if let same = select.extras.first(where: { $0.text == text }) { return same.name }
        let name = draft.fresh(name)
        // A bare number would be a column of 32 bits.
        select.extras.append((text.isWhole ? "CAST(\(text) AS BIGINT)" : text, name))
        return name
    }

    /// A name that no column picked so far has, where a select replaces all columns of its source.
    static func free(_ name: String, _ picked: [(text: SQLText, name: String)]) -> String {
        var (tried, number) = (name, 1)
        while picked.contains(where: { $0.name.lowercased() == tried.lowercased() }) {
            number += 1
            tried = "\(name)\(number)"
        }
        return tried
    }

    /// A text as a column of the source, for whoever needs to write it more than once.
    func hoisted(_ text: SQLText, _ name: String) -> SQLText {
        if text.column != nil { return text }
        let column = adding(text, name)
        open()
        return SQLText(column: column)
    }

    // MARK: order

    /// The order of the rows as one column.
    func place() -> SQLText {
        if order.count == 1, let only = order.first, !only.descending, only.text.column != nil { return only.text }
        open()
        let column = adding(order.isEmpty ? "1" : "ROW_NUMBER() OVER (ORDER BY \(Self.terms(order)))", "place")
        open()
        order = [SQLOrder(text: SQLText(column: column), nullable: false)]
        return SQLText(column: column)
    }

    // MARK: the end

    /// The whole statement.
    func statement(_ span: Span) throws(Diagnostic) -> String {
        for place in shape.shown where columns[place].isMissing { throw .noSQL("the column '\(shape.columns[place].name)'", at: span) }
        // A cut at the end needs no step of its own.
        if !select.isWhole { close() }
        var shown: [(text: SQLText, name: String)] = []
        let names = shape.shown.map { shape.columns[$0].name }
        var units: [(text: SQLText, of: String)] = []
        for place in shape.shown {
            let (column, name) = (columns[place], shape.columns[place].name)
            shown.append((Self.decimal(column), name))
            if let unit = column.currency { units.append((unit, name)) }
        }
        let currencyShown = shape.shown.first { shape.columns[$0].name == "currency" }.map { SQLText(column: columns[$0].name) }
        if Set(units.map(\.text)).count == 1, let unit = units.first, currencyShown == nil {
            shown.append((unit.text, "currency"))
        } else {
            for unit in units where unit.text != currencyShown && !names.contains("\(unit.of)_currency") {
                shown.append((unit.text, "\(unit.of)_currency"))
            }
        }
        select.columns = shown
        select.order = order
        let last = text(select)
        guard !draft.parts.isEmpty else { return last + ";" }
        let parts = draft.parts.map { "\($0.name) AS (\n\(Self.indented($0.text))\n)" }
        return "WITH\n\(parts.joined(separator: ",\n"))\n\(last);"
    }

    /// Numbers with decimals leave as such; money stays in minor units.
    private static func decimal(_ column: SQLColumn) -> SQLText {
        let text = SQLText(column: column.name)
        switch column.type {
        case .number(let scale) where scale > 0, .percent(let scale) where scale > 0:
            return "\(text) / 1\(String(repeating: "0", count: Int(scale))).0"
        default: return text
        }
    }

    private static func indented(_ text: String) -> String {
        var isInText = false
        var result = "  "
        for character in text {
            if character == "'" { isInText.toggle() }
            result.append(character)
            // A line of a text in quotes begins where it begins.
            if character == "\n", !isInText { result += "  " }
        }
        return result
    }
}
