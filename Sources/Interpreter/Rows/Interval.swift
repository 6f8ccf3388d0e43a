// A comparison with a constant as an interval of lanes: `> 12.345` on a column of cents is 1235 and more. One test serves
// every type whose lanes order as its values do, and rounding is settled once, where the constant is read.
import Columns
import Syntax
import Values

/// Lanes from `low` to `high`, both ends included; empty where `low` is the greater.
struct Interval: Equatable {
    var low: Int64
    var high: Int64

    static let all = Interval(low: Lane.null + 1, high: .max)
    static let none = Interval(low: .max, high: Lane.null + 1)
    /// A flag that is set.
    static let one = Interval(only: 1)

    /// One lane alone, which is not null.
    init(only lane: Int64) { self.init(low: lane, high: lane) }

    private init(low: Int64, high: Int64) {
        self.low = low
        self.high = high
    }

    /// How far its end lies from its beginning; nil where it is empty.
    var width: UInt64? { low > high ? nil : UInt64(bitPattern: high &- low) }

    /// The lanes that compare so with a stretch of them: `<` is before its first, `<=` not after its last.
    init?(_ op: Operation, _ stretch: (first: Int128, last: Int128)) {
        var low = Int128(Lane.null) + 1
        var high = Int128(Int64.max)
        switch op {
        case .equal, .notEqual:
            low = stretch.first
            high = stretch.last
        case .less: high = stretch.first - 1
        case .lessEqual: high = stretch.last
        case .greater: low = stretch.last + 1
        case .greaterEqual: low = stretch.first
        case .in, .notIn, .contains, .notContains, .starts, .notStarts, .ends, .notEnds, .matches, .notMatches, .exactly,
            .add, .subtract, .multiply, .divide, .modulo, .and, .or:
            return nil
        }
        if low > Int128(Int64.max) || high <= Int128(Lane.null) || low > high {
            self = .none
        } else {
            self.init(low: Int64(clamping: max(low, Int128(Lane.null) + 1)), high: Int64(clamping: high))
        }
    }

    /// The lanes that a number less such a lane is in this interval for: `overdue > 0` as `due < today`.
    func subtracted(from number: Int64) -> Interval {
        let (first, last) = (Int128(number) - Int128(high), Int128(number) - Int128(low))
        if low > high || first > Int128(Int64.max) || last <= Int128(Lane.null) { return .none }
        return Interval(low: Int64(clamping: max(first, Int128(Lane.null) + 1)), high: Int64(clamping: last))
    }

    func intersection(_ other: Interval) -> Interval {
        Interval(low: max(low, other.low), high: min(high, other.high))
    }

    /// The lanes of a column of this type that a value stands for, as the first and the last that are not before and not
    /// after it: a value between two lanes gives a stretch that ends before it begins. Nil where lanes do not tell.
    static func stretch(_ value: Value, _ type: ExpressionType, currency: Currency? = nil) -> (first: Int128, last: Int128)? {
        switch (type, value) {
        case (.number(let scale), .number(let n)): return between(n, Int(scale))
        case (.percent(let scale), .percent(let p)): return between(p.number, Int(scale))
        case (.money, .number(let n)): return currency.map { between(n, $0.exponent) }
        case (.day, .day(let day)): return (Int128(day.number), Int128(day.number))
        case (.day, .period(let period)): return (Int128(period.first.number), Int128(period.last.number))
        case (.moment, .moment(let moment)): return (Int128(moment.epochMinutes), Int128(moment.epochMinutes))
        case (.moment, .day(let day)): return minutes(Period(day: day))
        case (.moment, .period(let period)): return minutes(period)
        case (.time, .time(let time)): return (Int128(time.minutes), Int128(time.minutes))
        case (.flag, .flag(let flag)): return flag ? (1, 1) : (0, 0)
        case (.days, .duration(let duration)): return duration.exactDays.map { (Int128($0), Int128($0)) }
        default: return nil
        }
    }

    private static func minutes(_ period: Period) -> (Int128, Int128) {
        (Int128(period.first.number) * 1440, Int128(period.last.number) * 1440 + 1439)
    }

    private static func between(_ number: Number, _ decimals: Int) -> (Int128, Int128) {
        let top = Int128(number.mantissa) * Operators.power(UInt8(clamping: decimals))
        let bottom = Operators.power(number.scale)
        let whole = top / bottom
        if whole * bottom == top { return (whole, whole) }
        return top < 0 ? (whole, whole - 1) : (whole + 1, whole)
    }
}
