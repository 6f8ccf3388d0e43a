// One value at the edges of the program: what a literal, an argument, a cell on the screen holds. A closed set without
// positions, streams, closures or errors inside. Hot paths work on lanes of integers, not on these. `==` is Swift's, for
// tests and sets; what the language means by equal is in Value+Compare.

package enum Value: Hashable, Sendable {
    case null
    case flag(Bool)
    case number(Number)
    case money(Money)
    case percent(Percent)
    case day(Day)
    case period(Period)
    case time(ClockTime)
    case moment(Moment)
    case duration(Duration)
    /// Both ends included; an absent end is open.
    indirect case range(Value?, Value?)
    case word(String)
    case id(String)
    case text(String)
    case list([Value])
    case record([Field])
}

/// One named value of a record; the order is kept.
package struct Field: Hashable, Sendable {
    package let name: String
    package let value: Value

    package init(_ name: String, _ value: Value) {
        self.name = name
        self.value = value
    }
}

extension Value {
    package var isNull: Bool { self == .null }

    package var type: ValueType {
        switch self {
        case .null: .null
        case .flag: .flag
        case .number: .number
        case .money: .money
        case .percent: .percent
        case .day: .day
        case .period: .period
        case .time: .time
        case .moment: .moment
        case .duration: .duration
        case .range(let low, let high): .range(low?.type ?? high?.type ?? .any)
        case .word: .word
        case .id: .id
        case .text: .text
        case .list(let elements): .list(Self.common(elements))
        case .record: .record
        }
    }

    /// The type all elements share, nulls aside; `any` for none or several.
    private static func common(_ elements: [Value]) -> ValueType {
        var shared: ValueType?
        for element in elements where !element.isNull {
            let type = element.type
            if let shared, shared != type { return .any }
            shared = type
        }
        return shared ?? .any
    }
}
