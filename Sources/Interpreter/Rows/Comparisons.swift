// Comparison operators over values. What two values mean to each other is Value's own business; this says which question
// each operator asks. A comparison with null is false, whichever operator it is.
import Syntax
import Values

enum Comparisons {
    static func holds(_ op: Operation, _ left: Value, _ right: Value) throws(OperatorFault) -> Bool {
        if left.isNull || right.isNull { return false }
        switch op {
        case .equal: return equal(left, right)
        case .notEqual: return !equal(left, right)
        case .less: return ordering(left, right) == .ascending
        case .lessEqual: return ordering(left, right).map { $0 != .descending } ?? false
        case .greater: return ordering(left, right) == .descending
        case .greaterEqual: return ordering(left, right).map { $0 != .ascending } ?? false
        case .exactly: return left.isExactly(right)
        case .in: return contains(right, left)
        case .notIn: return !contains(right, left)
        case .contains, .notContains, .starts, .notStarts, .ends, .notEnds, .matches, .notMatches:
            if case .list(let items) = left {
                let found = items.contains { $0.equals(right) }
                return op == .contains ? found : !found
            }
            guard let text = Operators.plainText(left), let pattern = Operators.plainText(right) else { return false }
            return TextTest(op, pattern).holds(text)
        case .add, .subtract, .multiply, .divide, .modulo, .and, .or: throw .noMeaning
        }
    }

    /// A day equals a period that holds it: `month = 2026-11`.
    static func equal(_ left: Value, _ right: Value) -> Bool {
        if let stretches = stretches(left, right) {
            return stretches.left.contains(stretches.right) || stretches.right.contains(stretches.left)
        }
        return left.equals(right)
    }

    static func contains(_ container: Value, _ value: Value) -> Bool {
        if value.isNull { return false }
        switch container {
        case .list(let items): return items.contains { equal($0, value) }
        case .range(let low, let high):
            return low.map { ordering($0, value).map { $0 != .descending } ?? false } ?? true
                && high.map { ordering(value, $0).map { $0 != .descending } ?? false } ?? true
        case .null, .flag, .number, .money, .percent, .day, .period, .time, .moment, .duration, .word, .id, .text, .record:
            return container.contains(value) ?? equal(container, value)
        }
    }

    /// A day inside a period is neither before nor after it: `due < 2026-11` is before its first day.
    private static func ordering(_ left: Value, _ right: Value) -> Ordering? {
        guard let (left, right) = stretches(left, right) else { return left.ordering(to: right) }
        return left.last < right.first ? .ascending : right.last < left.first ? .descending : .equal
    }

    /// Days as stretches of days, where days of unlike exactness meet: a day or a time with a period, a time with a day.
    private static func stretches(_ left: Value, _ right: Value) -> (left: Period, right: Period)? {
        switch (left, right) {
        case (.day(let day), .period(let period)): (Period(day: day), period)
        case (.period(let period), .day(let day)): (period, Period(day: day))
        case (.moment(let moment), .period(let period)): (Period(day: moment.day), period)
        case (.period(let period), .moment(let moment)): (period, Period(day: moment.day))
        case (.moment(let moment), .day(let day)): (Period(day: moment.day), Period(day: day))
        case (.day(let day), .moment(let moment)): (Period(day: day), Period(day: moment.day))
        default: nil
        }
    }
}
