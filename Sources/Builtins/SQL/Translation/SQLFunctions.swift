// What the functions of the language are in SQL, by name. One that is not in the list is refused by name; adding one is a line here.
import Diagnostics
import Interpreter
import Values

enum SQLFunctions {
    typealias Say = @Sendable (SQLExpression, [SQLValue], BoundExpression) throws(Diagnostic) -> SQLValue

    static let all: [String: Say] = [
        "abs": { _, given, _ in
            var value = given[0]
            value.text = "ABS(\(value.text))"
            value.isPlain = true
            return value
        },
        "round": round,
        "amount": { saying, given, whole throws(Diagnostic) in
            guard let currency = given[0].currency else { throw .noSQL("amount() of this", at: whole.span) }
            return SQLValue(
                text: "\(given[0].wrapped) * \(saying.fact("to_four", of: currency))", type: .number(scale: 4), nullable: given[0].nullable)
        },
        "currency": { _, given, whole throws(Diagnostic) in
            guard let currency = given[0].currency else { throw .noSQL("currency() of this", at: whole.span) }
            let text: SQLText = given[0].nullable ? "CASE WHEN \(given[0].text) IS NULL THEN NULL ELSE \(currency) END" : currency
            return SQLValue(text: text, type: .text, nullable: given[0].nullable, isPlain: true)
        },
        "age": { saying, given, _ in
            let today = SQLValue(.day(saying.context.world.today))
            return SQLValue(text: "\(saying.number(of: today)) - \(saying.number(of: day(given[0])))", type: .days, nullable: given[0].nullable)
        },
        "year": part(1, 4), "month": part(6, 2), "day": part(9, 2),
        "quarter": { _, given, _ in
            let month: SQLText = "CAST(substr(CAST(\(given[0].text) AS TEXT), 6, 2) AS BIGINT)"
            let text: SQLText = "CAST(CASE WHEN \(month) <= 3 THEN 1 WHEN \(month) <= 6 THEN 2 WHEN \(month) <= 9 THEN 3 WHEN \(month) <= 12 THEN 4 END AS BIGINT)"
            return SQLValue(text: text, type: .number(scale: 0), nullable: given[0].nullable)
        },
        "weekday": calendar("weekday", .text),
        "start_of_month": calendar("month_start", .day), "end_of_month": calendar("month_end", .day),
        "start_of_quarter": calendar("quarter_start", .day), "end_of_quarter": calendar("quarter_end", .day),
        "start_of_year": calendar("year_start", .day), "end_of_year": calendar("year_end", .day),
        "length": { saying, given, _ in
            SQLValue(
                text: saying.looked(given[0], "characters", "CAST(length(\(given[0].text)) AS BIGINT)"), type: .number(scale: 0), nullable: given[0].nullable,
                isPlain: true)
        },
        "upper": letters("upper"), "lower": letters("lower"),
        "left": { _, given, _ in
            let count: SQLText = "CASE WHEN \(given[1].wrapped) > 0 THEN \(given[1].scaled(to: 0)) ELSE 0 END"
            return SQLValue(
                text: "substr(\(given[0].text), 1, \(given[1].constant == nil ? count : given[1].text))", type: .text,
                nullable: given[0].nullable || given[1].nullable, isPlain: true)
        },
        "text": { _, given, whole throws(Diagnostic) in
            guard given[0].type.isTextual else { throw .noSQL("text() of \(given[0].type.name)", at: whole.span) }
            var value = given[0]
            value.type = .text
            return value
        },
    ]

    private static let round: Say = { saying, given, whole throws(Diagnostic) in
        var decimals: UInt8 = 0
        if given.count > 1 {
            guard case .number(let n)? = given[1].constant, let whole = n.whole.flatMap({ UInt8(exactly: $0) }), whole <= 15 else {
                throw .noSQL("round() to a count that differs from row to row", at: whole.span)
            }
            decimals = whole
        }
        var value = given[0]
        guard value.scale > decimals else { return value }
        let power = SQLText(SQLValue.power(value.scale - decimals))
        value.text = "\(saying.divided(value.wrapped, power, .halfUp)) * \(power)"
        value.isPlain = false
        return value
    }

    /// Digits of a day's text as a number.
    private static func part(_ from: Int, _ count: Int) -> Say {
        { _, given, _ in
            SQLValue(
                text: "CAST(substr(CAST(\(given[0].text) AS TEXT), \(from), \(count)) AS BIGINT)", type: .number(scale: 0),
                nullable: given[0].nullable, isPlain: true)
        }
    }

    private static func calendar(_ column: String, _ type: ExpressionType) -> Say {
        { _, given, _ in
            let isMoment = given[0].type == .moment
            let (key, value): (String, SQLText) = isMoment ? ("iso", "substr(CAST(\(given[0].text) AS TEXT), 1, 10)") : ("day", given[0].text)
            return SQLValue(
                text: "(SELECT c.\(column) FROM calendar c WHERE c.\(key) = \(inner: value))", type: type, nullable: true, isPlain: true)
        }
    }

    private static func letters(_ name: String) -> Say {
        { saying, given, _ in
            func one(_ value: SQLValue) -> SQLText {
                value.parts.isEmpty ? saying.looked(value, name, "\(name)(\(value.text))") : SQLText.list(value.parts.map(one), " || ")
            }
            return SQLValue(text: one(given[0]), type: .text, nullable: given[0].nullable, isPlain: given[0].parts.isEmpty)
        }
    }

    /// The day of a moment.
    private static func day(_ value: SQLValue) -> SQLValue {
        guard value.type == .moment else { return value }
        return SQLValue(
            text: "(SELECT d.day FROM calendar d WHERE d.iso = substr(CAST(\(inner: value.text) AS TEXT), 1, 10))", type: .day,
            nullable: value.nullable, isPlain: true)
    }
}
