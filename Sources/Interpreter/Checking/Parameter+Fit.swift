// Whether an expression can be what a parameter wants, as far as types tell before anything runs.
import Diagnostics
import Values

extension Parameter {
    /// Refuses an expression whose type can never fit.
    func check(_ expression: BoundExpression) throws(Diagnostic) {
        if kind.fits(expression.type) { return }
        var fault = Diagnostic.wrongType(name, kind.wanted, expression.type.name, expression.span)
        switch (kind, expression.type) {
        case (.value(.money), .number): fault.hint = "money names its currency: 500 GBP"
        case (.value(.day), .text), (.value(.day), .number), (.value(.moment), .text):
            fault.hint = "dates are written 2026-11-23"
        case (.value(.duration), .number): fault.hint = "a duration names its unit: 30d, 2w, 3mo"
        case (.value(.percent), .number): fault.hint = "a percentage has its sign: 8%"
        default: break
        }
        throw fault
    }
}

extension ParameterKind {
    /// Whether a literal fits plainly; what does not may still fit as an expression.
    func takes(_ value: Value) -> Bool {
        switch (self, value) {
        case (.value(.any), _), (.value(.money), .money), (.value(.number), .number), (.value(.day), .day),
            (.value(.text), .text), (.value(.text), .id), (.value(.percent), .percent), (.value(.period), .period),
            (.value(.duration), .duration), (.value(.moment), .moment), (.path, .text), (.id, .id), (.ids, .id),
            (.id, .text), (.ids, .text), (.records, .id), (.records, .text), (.record, .id), (.record, .text),
            (.wordOrValue, _):
            true
        case (.count, .number(let number)): number.whole.map { $0 >= 0 } ?? false
        default: false
        }
    }

    /// What must stand there, as a person says it.
    var wanted: String {
        switch self {
        case .value(let type): ExpressionType.name(of: type)
        case .count: "a whole number"
        case .word(let words): words.count > 5 ? "a word" : words.joined(separator: " or ")
        case .id(let noun), .ids(let noun): "an id from \(noun)"
        case .records(let nouns): nouns.count > 4 ? "the id of a record" : "an id from \(nouns.alternatives)"
        case .record: "the id of a record"
        case .wordOrValue: "a value"
        case .name: "a name"
        case .path: "a file name in quotes"
        case .condition: "a condition"
        case .expression: "a value for each row"
        case .columns, .named: "columns"
        case .sortKeys: "columns to sort by"
        case .aggregates, .tallies: "values that sum up"
        case .rows: "rows"
        case .toggle: "nothing"
        case .tokens: "words"
        }
    }

    func fits(_ type: ExpressionType) -> Bool {
        switch self {
        case .value(let wanted): Self.fits(wanted, type)
        case .count:
            switch type {
            case .number, .any, .list: true
            case .null, .flag, .money, .percent, .day, .period, .time, .moment, .days, .duration, .text, .word, .id,
                .reference, .currency, .range, .record:
                false
            }
        case .word, .name, .id, .ids, .records, .record, .path: Self.fits(.text, type)
        case .wordOrValue: true
        case .condition, .expression, .columns, .named, .sortKeys, .aggregates, .tallies, .rows, .toggle, .tokens: true
        }
    }

    private static func fits(_ wanted: ValueType, _ type: ExpressionType) -> Bool {
        if case .any = type { return true }
        if case .any = wanted { return true }
        if case .list(let element) = type {
            // A query in parentheses may turn out to be one value.
            if case .list = wanted { return true }
            return fits(wanted, element)
        }
        switch wanted {
        case .any: return true
        case .null: return type == .null
        case .flag: return type == .flag
        case .number: if case .number = type { return true }
        case .money: if case .money = type { return true }
        case .percent: if case .percent = type { return true }
        case .day: return type == .day
        case .period:
            if case .range(let element) = type { return fits(.day, element) }
            return type == .period || type == .day
        case .time: return type == .time
        case .moment: return type == .moment || type == .day
        case .duration: return type == .days || type == .duration
        case .range: if case .range = type { return true }
        case .word, .id, .text: return type.isTextual
        case .list: return false
        case .record: return type == .record
        }
        return false
    }
}

extension ExpressionType {
    /// Text, or something that is spelt.
    fileprivate var isTextual: Bool {
        switch self {
        case .text, .word, .id, .reference, .currency, .any: true
        case .null, .flag, .number, .money, .percent, .day, .period, .time, .moment, .days, .duration, .range, .list,
            .record:
            false
        }
    }
}

extension ExpressionType {
    /// A declared type as a person says it.
    static func name(of type: ValueType) -> String {
        switch type {
        case .any: "a value"
        case .null: "nothing"
        case .flag: "a flag"
        case .number: "a number"
        case .money: "money"
        case .percent: "a percentage"
        case .day: "a date"
        case .period: "a period"
        case .time: "a time of day"
        case .moment: "a date with a time"
        case .duration: "a duration"
        case .range: "a range"
        case .word: "a word"
        case .id: "an id"
        case .text: "text"
        case .list: "a list"
        case .record: "a record"
        }
    }
}
