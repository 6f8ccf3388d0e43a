// The type of an expression as the checker sees it: more exact than a value's type (scale of a number, words of an
// enumeration, table of a reference), and telling whether a column of it can be held in lanes.
// May not evaluate anything.
package import Columns
package import Values

package indirect enum ExpressionType: Sendable, Hashable {
    case null
    case flag
    case number(scale: UInt8)
    /// The currency when it is known before anything runs.
    case money(Currency?)
    case percent(scale: UInt8)
    case day
    case period
    case time
    case moment
    /// A duration of whole days (`30d`, `overdue`).
    case days
    /// Any other duration: months, hours, working days.
    case duration
    case text
    case word([String])
    case id
    case reference(TableID)
    case currency
    case range(ExpressionType)
    case list(ExpressionType)
    case record
    /// Known only when it runs.
    case any

    /// What a lane of this type stands for, or nil where the type has no lane form.
    package var meaning: Meaning? {
        switch self {
        case .flag: .flag
        case .number(let scale): .number(scale: scale)
        case .money: .money
        case .percent(let scale): .percent(scale: scale)
        case .day: .day
        case .time: .minutes
        case .moment: .moment
        case .days: .days
        case .text: .text
        case .word: .word
        case .id: .id
        case .reference(let table): .reference(table)
        case .currency: .currency
        case .null, .period, .duration, .range, .list, .record, .any: nil
        }
    }

    package init(_ shape: ColumnShape) {
        switch shape.meaning {
        case .integer: self = .number(scale: 0)
        case .number(let scale): self = .number(scale: scale)
        case .percent(let scale): self = .percent(scale: scale)
        case .money: self = .money(shape.currency)
        case .currency: self = .currency
        case .day: self = .day
        case .minutes: self = .time
        case .moment: self = .moment
        case .days: self = .days
        case .flag: self = .flag
        case .text: self = .text
        case .word: self = .word(shape.words)
        case .id: self = .id
        case .reference(let table): self = .reference(table)
        }
    }

    /// The type as a person would say it: "money", "a date".
    package var name: String {
        switch self {
        case .null: "nothing"
        case .flag: "a flag"
        case .number: "a number"
        case .money: "money"
        case .percent: "a percentage"
        case .day: "a date"
        case .period: "a period"
        case .time: "a time of day"
        case .moment: "a date with a time"
        case .days, .duration: "a duration"
        case .text: "text"
        case .word: "a word"
        case .id, .reference: "an id"
        case .currency: "a currency"
        case .range: "a range"
        case .list: "a list"
        case .record: "a record"
        case .any: "a value"
        }
    }

    /// The type of a value in hand.
    package init(of value: Value) {
        switch value {
        case .null: self = .null
        case .flag: self = .flag
        case .number(let n): self = .number(scale: n.scale)
        case .money(let m): self = .money(m.currency)
        case .percent(let p): self = .percent(scale: p.number.scale)
        case .day: self = .day
        case .period: self = .period
        case .time: self = .time
        case .moment: self = .moment
        case .duration(let d): self = d.months == 0 && d.minutes == 0 && d.workdays == 0 ? .days : .duration
        case .range(let low, let high):
            self = .range(Self.shared([low, high].compactMap { $0 }.map { ExpressionType(of: $0) }))
        case .word(let w): self = .word([w])
        case .id: self = .id
        case .text: self = .text
        case .list(let items): self = .list(Self.shared(items.map { ExpressionType(of: $0) }))
        case .record: self = .record
        }
    }
}

extension ExpressionType {
    /// The type that holds both: `a ?? b`. Nil where there is none.
    func unified(with other: ExpressionType) -> ExpressionType? {
        switch (self, other) {
        case (.null, let type), (let type, .null): return type
        case (.number(let a), .number(let b)): return .number(scale: max(a, b))
        case (.percent(let a), .percent(let b)): return .percent(scale: max(a, b))
        case (.money(let a), .money(let b)): return .money(a == b ? a : nil)
        case (.days, .duration), (.duration, .days): return .duration
        case (.word(let a), .word(let b)): return a == b ? self : .word(a + b.filter { !a.contains($0) })
        case (.text, .word), (.word, .text): return .text
        case (.any, _), (_, .any): return .any
        case _ where self == other: return self
        default: return nil
        }
    }

    /// The type that all of them share: of the items of a list, of the ends of a range.
    static func shared(_ types: [ExpressionType]) -> ExpressionType {
        var shared: ExpressionType?
        for type in types where type != .null {
            guard let before = shared else {
                shared = type
                continue
            }
            guard let both = before.unified(with: type) else { return .any }
            shared = both
        }
        return shared ?? .any
    }
}
