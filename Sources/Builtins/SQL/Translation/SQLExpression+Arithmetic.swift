// Arithmetic in SQL, in whole numbers throughout: decimals are counted, quotients are rounded as the language rounds them.
import Diagnostics
import Interpreter
import Values

extension SQLExpression {
    func arithmetic(
        _ kind: ArithmeticKind, _ left: SQLValue, _ right: SQLValue, _ whole: BoundExpression
    ) throws(Diagnostic) -> SQLValue {
        if left.constant?.isNull == true || right.constant?.isNull == true { return .null }
        var result = SQLValue(text: "NULL", type: whole.type, nullable: left.nullable || right.nullable)
        let none = Diagnostic.noSQL("this arithmetic", at: whole.span)
        switch (kind, left.type, right.type) {
        case (.add, .number, .number), (.subtract, .number, .number), (.add, .percent, .percent), (.subtract, .percent, .percent):
            let scale = max(left.scale, right.scale)
            result.text = "\(left.scaled(to: scale)) \(kind == .add ? "+" : "-") \(right.scaled(to: scale))"
            result.type = result.type.with(scale: scale)
        case (.multiply, .number, .number), (.multiply, .percent, .number), (.multiply, .number, .percent):
            guard Int(left.scale) + Int(right.scale) <= 15 else { throw .noSQL("a product of more than 15 decimals", at: whole.span) }
            result.text = "\(left.wrapped) * \(right.wrapped)"
            result.type = result.type.with(scale: left.scale + right.scale)
        case (.divide, .number, .number), (.divide, .percent, .number), (.divide, .percent, .percent):
            let scale = max(9, left.scale, right.scale)
            let shift = Int(scale) + Int(right.scale) - Int(left.scale)
            result.text = divided(raised(left, shift), try wholeColumn(right), .halfEven)
            result.type = result.type.with(scale: scale)
        case (.modulo, .number, .number), (.modulo, .money, .money):
            let scale = max(left.scale, right.scale)
            let (x, y) = (left.scaled(to: scale), right.scaled(to: scale))
            result.text = "(\(x) % \(y) + \(y)) % \(y)"
            result.type = result.type.with(scale: scale)
            result.currency = left.currency ?? right.currency
        case (.add, .money, .money), (.subtract, .money, .money):
            result.text = "\(left.wrapped) \(kind == .add ? "+" : "-") \(right.wrapped)"
            result.currency = left.constant == nil ? left.currency : right.currency ?? left.currency
        case (.divide, .money, .money):
            result.text = divided(raised(left, 9), try wholeColumn(right), .halfEven)
            result.type = .number(scale: 9)
        case (.multiply, .money, .number), (.multiply, .number, .money), (.multiply, .money, .percent), (.multiply, .percent, .money):
            let isMoneyFirst = left.currency != nil
            let (money, factor) = isMoneyFirst ? (left, right) : (right, left)
            var digits = Int(factor.scale)
            if case .percent = factor.type { digits += 2 }
            let product: SQLText = "\(money.wrapped) * \(factor.wrapped)"
            result.text = digits == 0 ? product : divided(product, SQLText(SQLValue.power(UInt8(clamping: digits))), context.world.rounding)
            result.currency = money.currency
        case (.divide, .money, .number):
            result.text = divided(raised(left, Int(right.scale)), try wholeColumn(right), context.world.rounding)
            result.currency = left.currency
        case (.subtract, .day, .day):
            result.text = "\(number(of: left)) - \(number(of: right))"
        case (.add, .day, .days), (.subtract, .day, .days), (.add, .day, .duration), (.subtract, .day, .duration):
            guard let moved = moved(left, right, back: kind == .subtract) else { throw none }
            result = moved
        case (.add, .days, .day), (.add, .duration, .day):
            guard let moved = moved(right, left, back: false) else { throw none }
            result = moved
        case (.add, .days, .days), (.subtract, .days, .days):
            result.text = "\(left.wrapped) \(kind == .add ? "+" : "-") \(right.wrapped)"
        case (.multiply, .days, .number), (.multiply, .number, .days):
            result.text = "\(left.wrapped) * \(right.wrapped)"
        case (.divide, .days, .days):
            result.text = divided(raised(left, 9), try wholeColumn(right), .halfEven)
            result.type = .number(scale: 9)
        case (.add, _, _) where left.type.isTextual && right.type.isTextual:
            return joined([left, right])
        default: throw none
        }
        return result
    }

    /// As a column of the rows, unless it is a literal: a divisor is written several times.
    private func wholeColumn(_ value: SQLValue) throws(Diagnostic) -> SQLText {
        value.constant == nil ? chain.hoisted(value.text, "divisor") : value.wrapped
    }

    private func raised(_ value: SQLValue, _ digits: Int) -> SQLText {
        digits <= 0 ? value.wrapped : "CAST(\(value.text) AS BIGINT) * \(SQLValue.power(UInt8(clamping: digits)))"
    }

    /// A quotient of whole numbers, rounded. Exact in every database while what is divided has fewer than 16 digits.
    func divided(_ top: SQLText, _ bottom: SQLText, _ rounding: Rounding) -> SQLText {
        if rounding == .halfUp { return "CAST(ROUND(\(top) * 1.0 / \(bottom)) AS BIGINT)" }
        let top = chain.hoisted(top, "dividend")
        let quotient: SQLText = "CAST((\(top) - \(top) % \(bottom)) / \(bottom) AS BIGINT)"
        let isPositive = bottom.isWhole && !bottom.text(over: "").hasPrefix("-")
        let (rest, gap): (SQLText, SQLText) = ("ABS(\(top) % \(bottom)) * 2", isPositive ? bottom : "ABS(\(bottom))")
        let stays: SQLText = "\(rest) < \(gap) OR (\(rest) = \(gap) AND \(quotient) % 2 = 0)"
        let rises: SQLText = isPositive ? "\(top) > 0" : "(\(top) < 0) = (\(bottom) < 0)"
        return "(\(quotient) + CASE WHEN \(stays) THEN 0 WHEN \(rises) THEN 1 ELSE -1 END)"
    }

    // MARK: days

    /// A day as a number, by the calendar of the export.
    func number(of day: SQLValue) -> SQLText {
        if case .day(let day)? = day.constant { return day.number < 0 ? "(\(day.number))" : SQLText(String(day.number)) }
        return "(SELECT c.n FROM calendar c WHERE c.day = \(inner: day.text))"
    }

    /// A day some days or months away; nil where that is no matter of the calendar.
    private func moved(_ day: SQLValue, _ by: SQLValue, back: Bool) -> SQLValue? {
        var result = SQLValue(text: "NULL", type: .day, nullable: true, isPlain: true)
        let sign = back ? "-" : "+"
        if case .duration(let duration)? = by.constant, duration.exactDays == nil {
            guard duration.workdays == 0, duration.minutes == 0 else { return nil }
            let months = back ? -duration.months : duration.months
            let days = back ? -duration.days : duration.days
            // The last day of that month that is no later in it than this one.
            let target: SQLText = """
                SELECT MAX(f.n) FROM calendar c JOIN calendar f ON f.month_number = c.month_number + (\(months)) \
                AND f.day_of_month <= c.day_of_month WHERE c.day = \(inner: day.text)
                """
            result.text = "(SELECT e.day FROM calendar e WHERE e.n = (\(target)) + (\(days)))"
            return result
        }
        result.text = "(SELECT f.day FROM calendar f WHERE f.n = \(inner: number(of: day)) \(sign) \(inner: by.wrapped))"
        return result
    }
}

extension ExpressionType {
    fileprivate func with(scale: UInt8) -> ExpressionType {
        switch self {
        case .number: .number(scale: scale)
        case .percent: .percent(scale: scale)
        default: self
        }
    }
}
