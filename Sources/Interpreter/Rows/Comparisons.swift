// Comparison operators over values. What two values mean to each other is Value's own business; this says which question
// each operator asks. A comparison with null is false, whichever operator it is.
import Syntax
import Values

enum Comparisons {
    static func holds(_ op: Operation, _ left: Value, _ right: Value) throws(OperatorFault) -> Bool {
        switch op {
        case .equal: return equal(left, right)
        case .notEqual: return !left.isNull && !right.isNull && !equal(left, right)
        case .less: return left.ordering(to: right) == .ascending
        case .lessEqual: return left.ordering(to: right).map { $0 != .descending } ?? false
        case .greater: return left.ordering(to: right) == .descending
        case .greaterEqual: return left.ordering(to: right).map { $0 != .ascending } ?? false
        case .exactly: return left.isExactly(right)
        case .in: return contains(right, left)
        case .notIn: return !left.isNull && !contains(right, left)
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
        switch (left, right) {
        case (.day(let day), .period(let period)), (.period(let period), .day(let day)): period.contains(day)
        default: left.equals(right)
        }
    }

    static func contains(_ container: Value, _ value: Value) -> Bool {
        if value.isNull { return false }
        return container.contains(value) ?? equal(container, value)
    }
}
