// Whether an expression can be what a parameter wants, as far as types tell before anything runs.
import Diagnostics
import Values

extension Parameter {
    /// Refuses an expression whose type can never fit.
    func check(_ expression: BoundExpression) throws(Diagnostic) {
        if !kind.fits(expression.type) {
            throw .wrongType(name, kind.wanted, expression.type.name, expression.span)
        }
    }
}

extension ParameterKind {
    /// What must stand there, as a person says it.
    var wanted: String {
        switch self {
        case .value(let type): ExpressionType.name(of: type)
        case .count: "a whole number"
        case .word(let words): words.count > 5 ? "a word" : words.joined(separator: " or ")
        case .id(let noun), .ids(let noun): "an id from \(noun)"
        case .name: "a name"
        case .path: "a file name in quotes"
        case .condition: "a condition"
        case .expression: "a value for each row"
        case .columns, .named: "columns"
        case .sortKeys: "columns to sort by"
        case .aggregates: "values that sum up"
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
        case .word, .name, .id, .ids: Self.fits(.text, type)
        case .path: Self.fits(.text, type)
        case .condition, .expression, .columns, .named, .sortKeys, .aggregates, .rows, .toggle, .tokens: true
        }
    }

    private static func fits(_ wanted: ValueType, _ type: ExpressionType) -> Bool {
        switch (wanted, type) {
        case (.any, _), (_, .any): true
        // A query in parentheses may turn out to be one value.
        case (.list, .list): true
        case (_, .list(let element)): fits(wanted, element)
        case (.null, .null): true
        case (.flag, .flag), (.number, .number), (.money, .money), (.percent, .percent), (.day, .day), (.time, .time),
            (.moment, .moment), (.moment, .day), (.duration, .days), (.duration, .duration), (.range, .range),
            (.record, .record), (.period, .period), (.period, .day):
            true
        case (.period, .range(let element)): fits(.day, element)
        case (.text, _), (.word, _), (.id, _):
            switch type {
            case .text, .word, .id, .reference, .currency: true
            case .null, .flag, .number, .money, .percent, .day, .period, .time, .moment, .days, .duration, .range,
                .list, .record, .any:
                false
            }
        case (.null, _), (.flag, _), (.number, _), (.money, _), (.percent, _), (.day, _), (.period, _), (.time, _),
            (.moment, _), (.duration, _), (.range, _), (.list, _), (.record, _):
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
