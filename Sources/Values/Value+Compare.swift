// What `=`, `<`, `is exactly` and `in` mean between two values. Two-valued: every question has a yes or a no, an
// ordering with null is no. Whether two types may be compared at all is the checker's to say; here they just have no order.

extension Value {
    /// The language's `=`: text, words and ids compare case-blind and with one another; null equals null only.
    package func equals(_ other: Value) -> Bool {
        switch (self, other) {
        case (.null, .null): true
        case (.list(let mine), .list(let theirs)):
            mine.count == theirs.count && zip(mine, theirs).allSatisfy { $0.equals($1) }
        case (.record(let mine), .record(let theirs)):
            mine.count == theirs.count
                && zip(mine, theirs).allSatisfy { $0.name == $1.name && $0.value.equals($1.value) }
        case (.range, .range), (.duration, .duration): self == other
        default: ordering(to: other) == .equal
        }
    }

    /// `is exactly`: as `=`, but text byte for byte.
    package func isExactly(_ other: Value) -> Bool {
        if let mine = words, let theirs = other.words { return mine.utf8.elementsEqual(theirs.utf8) }
        if case .list(let mine) = self, case .list(let theirs) = other {
            return mine.count == theirs.count && zip(mine, theirs).allSatisfy { $0.isExactly($1) }
        }
        return equals(other)
    }

    /// nil where there is no order: null, two currencies, two types, a month against days. Money against a number
    /// compares units, whatever the currency.
    package func ordering(to other: Value) -> Ordering? {
        switch (self, other) {
        case (.flag(let a), .flag(let b)): Ordering(a ? 1 : 0, b ? 1 : 0)
        case (.number(let a), .number(let b)): Ordering(a, b)
        case (.money(let a), .money(let b)): a.ordering(to: b)
        case (.money(let a), .number(let b)): Ordering(a.units, b)
        case (.number(let a), .money(let b)): Ordering(a, b.units)
        case (.percent(let a), .percent(let b)): Ordering(a, b)
        case (.day(let a), .day(let b)): Ordering(a, b)
        case (.time(let a), .time(let b)): Ordering(a, b)
        case (.moment(let a), .moment(let b)): Ordering(a, b)
        case (.day(let a), .moment(let b)): Ordering(Moment(day: a), b)
        case (.moment(let a), .day(let b)): Ordering(a, Moment(day: b))
        case (.duration(let a), .duration(let b)): try? a.ordering(to: b)
        case (.period(let a), .period(let b)):
            a.first == b.first ? Ordering(a.last, b.last) : Ordering(a.first, b.first)
        default:
            if let mine = words, let theirs = other.words { CaseFold.compare(mine, theirs) } else { nil }
        }
    }

    /// `x in this`: an element of a list, a value between the ends of a range, a day of a period. nil when this holds
    /// nothing.
    package func contains(_ element: Value) -> Bool? {
        switch self {
        case .list(let elements):
            elements.contains { $0.equals(element) }
        case .range(let low, let high):
            !element.isNull && Self.holds(low, atMost: element) && Self.holds(element, atMost: high)
        case .period(let period):
            switch element {
            case .day(let day): period.contains(day)
            case .moment(let moment): period.contains(moment.day)
            case .period(let inner): period.contains(inner)
            default: false
            }
        default: nil
        }
    }

    /// An open end holds anything. A day as the upper end takes in the whole of that day.
    private static func holds(_ low: Value?, atMost high: Value?) -> Bool {
        guard let low, let high else { return true }
        if case .moment(let moment) = low, case .day(let day) = high { return moment.day <= day }
        return low.ordering(to: high).map { $0 != .descending } ?? false
    }

    /// The text of those values that are text to the language.
    private var words: String? {
        switch self {
        case .text(let text), .word(let text), .id(let text): text
        case .null, .flag, .number, .money, .percent, .day, .period, .time, .moment, .duration, .range, .list,
            .record:
            nil
        }
    }
}
