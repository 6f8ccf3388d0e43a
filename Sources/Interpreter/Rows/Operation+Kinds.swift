// The operators of the language sorted by what they ask, for floors that do not know how they are spelt.
import Syntax

package enum ArithmeticKind: Sendable { case add, subtract, multiply, divide, modulo }

package enum TestKind: Sendable {
    case equal, notEqual, less, lessEqual, greater, greaterEqual, exactly
    case `in`, notIn, contains, notContains, starts, notStarts, ends, notEnds, matches, notMatches
}

extension BoundExpression {
    /// What an arithmetic expression does; nil for any other.
    package var arithmetic: (kind: ArithmeticKind, left: BoundExpression, right: BoundExpression)? {
        guard case .arithmetic(let operation, let left, let right) = form else { return nil }
        let kind: ArithmeticKind
        switch operation {
        case .add: kind = .add
        case .subtract: kind = .subtract
        case .multiply: kind = .multiply
        case .divide: kind = .divide
        case .modulo: kind = .modulo
        case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .in, .notIn, .contains, .notContains, .starts,
            .notStarts, .ends, .notEnds, .matches, .notMatches, .exactly, .and, .or:
            return nil
        }
        return (kind, left, right)
    }

    /// What a comparison asks; nil for any other expression.
    package var test: (kind: TestKind, left: BoundExpression, right: BoundExpression)? {
        guard case .comparison(let operation, let left, let right) = form else { return nil }
        let kind: TestKind
        switch operation {
        case .equal: kind = .equal
        case .notEqual: kind = .notEqual
        case .less: kind = .less
        case .lessEqual: kind = .lessEqual
        case .greater: kind = .greater
        case .greaterEqual: kind = .greaterEqual
        case .exactly: kind = .exactly
        case .in: kind = .in
        case .notIn: kind = .notIn
        case .contains: kind = .contains
        case .notContains: kind = .notContains
        case .starts: kind = .starts
        case .notStarts: kind = .notStarts
        case .ends: kind = .ends
        case .notEnds: kind = .notEnds
        case .matches: kind = .matches
        case .notMatches: kind = .notMatches
        case .add, .subtract, .multiply, .divide, .modulo, .and, .or: return nil
        }
        return (kind, left, right)
    }

    /// Whether a logical expression is an `and`; nil for any other expression.
    package var isAnd: Bool? {
        guard case .logical(let operation, _, _) = form else { return nil }
        return operation == .and
    }
}
