// The types a value can have, as signatures and messages name them.

package indirect enum ValueType: Hashable, Sendable {
    case any, null, flag, number, money, percent, day, period, time, moment, duration
    case range(ValueType)
    case word, id, text
    case list(ValueType)
    case record

    /// As a user reads it: `money`, `date`, `list of money`.
    package var name: String {
        switch self {
        case .any: "any value"
        case .null: "null"
        case .flag: "flag"
        case .number: "number"
        case .money: "money"
        case .percent: "percent"
        case .day: "date"
        case .period: "period"
        case .time: "time"
        case .moment: "moment"
        case .duration: "duration"
        case .range(.any): "range"
        case .range(let bound): "range of \(bound.name)"
        case .word: "word"
        case .id: "id"
        case .text: "text"
        case .list(.any): "list"
        case .list(let element): "list of \(element.name)"
        case .record: "record"
        }
    }

    /// The type a parameter names with one word, such as `date` in `since: date`; nil for words that are no type.
    package init?(name: String) {
        let simple: [ValueType] = [
            .any, .flag, .number, .money, .percent, .day, .period, .time, .moment, .duration, .range(.any), .word,
            .id, .text, .list(.any), .record,
        ]
        guard let found = name == "any" ? .any : simple.first(where: { $0.name == name }) else { return nil }
        self = found
    }

    /// Whether a value of type `other` may stand where this one is asked for; null may stand anywhere.
    package func accepts(_ other: ValueType) -> Bool {
        switch (self, other) {
        case (.any, _), (_, .any), (_, .null): true
        case (.range(let mine), .range(let theirs)), (.list(let mine), .list(let theirs)): mine.accepts(theirs)
        default: self == other
        }
    }
}
