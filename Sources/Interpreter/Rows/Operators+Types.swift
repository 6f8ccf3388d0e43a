// Which operators take which types and what they give: the checker's half of the operators.
// The other half, over values, is Operators+Values.swift; both are listed type by type in the same order.
import Syntax
import Values

enum OperatorTypes {
    /// The type of `left op right`, or nil where the operator has no meaning for these types.
    static func arithmetic(_ op: Operation, _ left: ExpressionType, _ right: ExpressionType) -> ExpressionType? {
        switch (op, left, right) {
        case (_, .null, _), (_, _, .null): return .null
        case (_, .any, _), (_, _, .any): return .any
        case (.add, .number(let a), .number(let b)), (.subtract, .number(let a), .number(let b)),
            (.modulo, .number(let a), .number(let b)):
            return .number(scale: max(a, b))
        case (.multiply, .number(let a), .number(let b)): return .number(scale: product(a, b))
        case (.divide, .number(let a), .number(let b)): return .number(scale: max(9, a, b))
        case (.add, .money(let a), .money(let b)), (.subtract, .money(let a), .money(let b)),
            (.modulo, .money(let a), .money(let b)):
            if let a, let b, a != b { return nil }
            return .money(a ?? b)
        case (.divide, .money(let a), .money(let b)):
            if let a, let b, a != b { return nil }
            return .number(scale: 9)
        case (.multiply, .money(let a), .number), (.divide, .money(let a), .number),
            (.multiply, .money(let a), .percent):
            return .money(a)
        case (.multiply, .number, .money(let a)), (.multiply, .percent, .money(let a)): return .money(a)
        case (.add, .percent(let a), .percent(let b)), (.subtract, .percent(let a), .percent(let b)):
            return .percent(scale: max(a, b))
        case (.multiply, .percent(let a), .number(let b)), (.multiply, .number(let a), .percent(let b)):
            return .percent(scale: product(a, b))
        case (.divide, .percent(let a), .number(let b)): return .percent(scale: max(9, a, b))
        case (.divide, .percent(let a), .percent(let b)): return .number(scale: max(9, a, b))
        case (.subtract, .day, .day): return .days
        case (.add, .day, .days), (.add, .day, .duration), (.subtract, .day, .days), (.subtract, .day, .duration),
            (.add, .days, .day), (.add, .duration, .day):
            return .day
        case (.add, .moment, .days), (.add, .moment, .duration), (.subtract, .moment, .days),
            (.subtract, .moment, .duration):
            return .moment
        case (.subtract, .moment, .moment): return .duration
        case (.add, .days, .days), (.subtract, .days, .days): return .days
        case (.add, .days, .duration), (.add, .duration, .days), (.add, .duration, .duration),
            (.subtract, .days, .duration), (.subtract, .duration, .days), (.subtract, .duration, .duration):
            return .duration
        case (.multiply, .days, .number(0)), (.multiply, .number(0), .days): return .days
        case (.multiply, .duration, .number(0)), (.multiply, .number(0), .duration): return .duration
        case (.divide, .days, .days): return .number(scale: 9)
        case (.add, .text, .text), (.add, .text, .word), (.add, .word, .text), (.add, .text, .id), (.add, .id, .text):
            return .text
        case (.add, .list(let a), .list): return .list(a)
        default: return nil
        }
    }

    /// The decimals of a product; a column holds no more than 15.
    private static func product(_ a: UInt8, _ b: UInt8) -> UInt8 { UInt8(clamping: min(15, Int(a) + Int(b))) }

    static func negate(_ type: ExpressionType) -> ExpressionType? {
        switch type {
        case .null, .any, .number, .money, .percent, .days, .duration: type
        case .flag, .day, .period, .time, .moment, .text, .word, .id, .reference, .currency, .range, .list, .record:
            nil
        }
    }

    /// Whether two types may stand on the two sides of an ordering or an equality.
    static func comparable(_ left: ExpressionType, _ right: ExpressionType, ordering: Bool) -> Bool {
        switch (left, right) {
        case (.null, _), (_, .null): return !ordering
        case (.any, _), (_, .any): return true
        case (.number, .number), (.percent, .percent), (.day, .day), (.time, .time), (.moment, .moment),
            (.days, .days):
            return true
        case (.money(let a), .money(let b)): return a == nil || b == nil || a == b || !ordering
        case (.money, .number), (.number, .money): return true
        case (.moment, .day), (.day, .moment): return true
        case (.day, .period), (.period, .day), (.moment, .period), (.period, .moment), (.period, .period): return true
        case (.text, .text), (.text, .word), (.word, .text), (.word, .word): return true
        case (.text, .id), (.id, .text), (.id, .id), (.reference, .id), (.id, .reference), (.reference, .reference),
            (.reference, .text), (.text, .reference):
            return true
        case (.currency, .currency), (.currency, .word), (.word, .currency), (.currency, .text), (.text, .currency):
            return true
        case (.list(let a), .list(let b)): return !ordering && comparable(a, b, ordering: false)
        case (.flag, .flag), (.duration, .duration), (.record, .record):
            return !ordering
        default: return false
        }
    }

    static func isText(_ type: ExpressionType) -> Bool {
        switch type {
        case .text, .word, .id, .reference, .any, .null, .currency: true
        case .flag, .number, .money, .percent, .day, .period, .time, .moment, .days, .duration, .range, .list,
            .record:
            false
        }
    }
}
