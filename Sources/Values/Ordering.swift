// The answer of a comparison. Optional wherever two values may have no order: null, two currencies, two types.

package enum Ordering: Hashable, Sendable {
    case ascending, equal, descending

    package init<T: Comparable>(_ a: T, _ b: T) {
        self = a < b ? .ascending : a == b ? .equal : .descending
    }

    package var reversed: Ordering {
        switch self {
        case .ascending: .descending
        case .equal: .equal
        case .descending: .ascending
        }
    }
}
