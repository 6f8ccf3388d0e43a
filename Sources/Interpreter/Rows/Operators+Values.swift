// The operators over values: the meaning of the language's arithmetic, type by type.
// Total: what has no meaning throws a fault that knows no span. Lanes must agree with this file.
import Columns
import Syntax
import Values

/// Why two values could not be worked with. The caller adds where.
enum OperatorFault: Error {
    case value(ValueFault)
    case noMeaning
}

enum Operators {
    static func arithmetic(
        _ op: Operation, _ left: Value, _ right: Value, rounding: Rounding
    ) throws(OperatorFault) -> Value {
        do throws(ValueFault) {
            if let result = try result(op, left, right, rounding) { return result }
        } catch {
            throw .value(error)
        }
        throw .noMeaning
    }

    private static func result(
        _ op: Operation, _ left: Value, _ right: Value, _ rounding: Rounding
    ) throws(ValueFault) -> Value? {
        switch (op, left, right) {
        case (_, .null, _), (_, _, .null): return .null
        case (.add, .number(let a), .number(let b)): return .number(try a + b)
        case (.subtract, .number(let a), .number(let b)): return .number(try a - b)
        case (.multiply, .number(let a), .number(let b)): return .number(try a * b)
        case (.divide, .number(let a), .number(let b)): return .number(try a / b)
        case (.modulo, .number(let a), .number(let b)): return .number(try a.mod(b))
        case (.add, .percent(let a), .percent(let b)): return .percent(try a + b)
        case (.subtract, .percent(let a), .percent(let b)): return .percent(try a - b)
        case (.divide, .percent(let a), .percent(let b)): return .number(try a / b)
        case (.multiply, .percent(let a), .number(let b)), (.multiply, .number(let b), .percent(let a)):
            return .percent(try a * b)
        case (.divide, .percent(let a), .number(let b)): return .percent(try a / b)
        case (.add, .money(let a), .money(let b)): return .money(try a + b)
        case (.subtract, .money(let a), .money(let b)): return .money(try a - b)
        case (.divide, .money(let a), .money(let b)): return .number(try a.ratio(to: b))
        case (.modulo, .money(let a), .money(let b)):
            guard a.currency == b.currency else { throw .currencyMismatch(a.currency, b.currency) }
            return .money(Money(minor: try Number(a.minor).mod(Number(b.minor)).mantissa, currency: a.currency))
        case (.multiply, .money(let a), .number(let b)), (.multiply, .number(let b), .money(let a)):
            return .money(try a.times(b, rounding: rounding))
        case (.multiply, .money(let a), .percent(let b)), (.multiply, .percent(let b), .money(let a)):
            return .money(try a.times(b, rounding: rounding))
        case (.divide, .money(let a), .number(let b)): return .money(try a.divided(by: b, rounding: rounding))
        case (.subtract, .day(let a), .day(let b)): return Duration(dayCount: b.days(to: a)).map { .duration($0) }
        case (.add, .day(let a), .duration(let b)), (.add, .duration(let b), .day(let a)): return .day(try a.adding(b))
        case (.subtract, .day(let a), .duration(let b)): return .day(try a.adding(try b.negated()))
        case (.add, .moment(let a), .duration(let b)): return .moment(try a.adding(b))
        case (.subtract, .moment(let a), .duration(let b)): return .moment(try a.adding(try b.negated()))
        case (.subtract, .moment(let a), .moment(let b)):
            guard let minutes = Int32(exactly: a.epochMinutes.subtractingReportingOverflow(b.epochMinutes).partialValue) else { throw .overflow }
            return .duration(Duration(minutes: minutes))
        case (.add, .duration(let a), .duration(let b)): return .duration(try a + b)
        case (.subtract, .duration(let a), .duration(let b)): return .duration(try a - b)
        case (.divide, .duration(let a), .duration(let b)):
            guard let x = a.exactMinutes, let y = b.exactMinutes else { throw .noFixedLength }
            return .number(try Number(x) / Number(y))
        case (.multiply, .duration(let a), .number(let b)), (.multiply, .number(let b), .duration(let a)):
            guard let whole = b.exact(atScale: 0) else { return nil }
            return .duration(try a.times(whole))
        case (.add, .list(let a), .list(let b)): return .list(a + b)
        default:
            if op == .add, let a = plainText(left), let b = plainText(right) { return .text(a + b) }
            return nil
        }
    }

    static func negate(_ value: Value) throws(OperatorFault) -> Value {
        do throws(ValueFault) {
            switch value {
            case .null: return .null
            case .number(let n): return .number(try n.negated())
            case .money(let m): return .money(try m.negated())
            case .percent(let p): return .percent(try p.negated())
            case .duration(let d): return .duration(try d.negated())
            case .flag, .day, .period, .time, .moment, .range, .word, .id, .text, .list, .record: break
            }
        } catch {
            throw .value(error)
        }
        throw .noMeaning
    }

    // MARK: pieces

    /// A quotient in a lane.
    static func rounded(_ top: Int128, _ bottom: Int128, _ rounding: Rounding) throws(OperatorFault) -> Int64 {
        do throws(ValueFault) {
            let result = try Number.divide(top, by: bottom, rounding: rounding)
            guard let small = Int64(exactly: result), small != Lane.null else { throw .overflow }
            return small
        } catch {
            throw .value(error)
        }
    }

    static func power(_ scale: UInt8) -> Int128 {
        var p: Int128 = 1
        for _ in 0..<min(scale, 18) { p *= 10 }
        return p
    }

    static func plainText(_ value: Value) -> String? {
        switch value {
        case .text(let t), .word(let t), .id(let t): t
        default: nil
        }
    }
}
