// An expression said in SQL: its text, what it is, and how its whole numbers are to be read. Amounts are minor units with their
// currency beside them, numbers and percentages are whole with a fixed count of decimals, as the columns of the book hold them.
import Interpreter
import Rendering
import Values

struct SQLValue {
    var text: SQLText
    var type: ExpressionType
    var currency: SQLText?
    var nullable = true
    /// Whether it can stand beside an operator without brackets.
    var isPlain = false
    /// The value where it is one and the same for all rows.
    var constant: Value?
    /// What a joined text consists of.
    var parts: [SQLValue] = []

    /// In brackets unless it needs none.
    var wrapped: SQLText { isPlain ? text : "(\(text))" }

    var scale: UInt8 {
        switch type {
        case .number(let scale), .percent(let scale): scale
        default: 0
        }
    }

    /// The whole number at more decimals.
    func scaled(to wanted: UInt8) -> SQLText {
        if wanted <= scale { return wrapped }
        if case .number(let n)? = constant, let whole = try? n.mantissa(atScale: wanted, rounding: .down) { return SQLText(String(whole)) }
        if case .percent(let p)? = constant, let whole = try? p.number.mantissa(atScale: wanted, rounding: .down) { return SQLText(String(whole)) }
        return "\(wrapped) * \(Self.power(wanted - scale))"
    }

    static func power(_ digits: UInt8) -> String { "1" + String(repeating: "0", count: Int(digits)) }

    static let null = SQLValue(text: "NULL", type: .null, isPlain: true, constant: .null)

    /// A value that is known; nil for what no column holds by itself (a list, a month).
    init(_ value: Value) {
        self.init(text: "NULL", type: ExpressionType(of: value), nullable: false, isPlain: true, constant: value)
        switch value {
        case .null: nullable = true
        case .flag(let flag): text = flag ? "TRUE" : "FALSE"
        case .number(let n): text = SQLText(String(n.mantissa))
        case .percent(let p): text = SQLText(String(p.number.mantissa))
        case .money(let money):
            text = SQLText(String(money.minor))
            currency = SQLText(SQLWords.text(money.currency.code))
        case .day(let day): text = SQLText("'\(day.text)'")
        case .moment(let moment): text = SQLText("'\(moment.day.text) \(moment.time.text):00'")
        case .time(let time): text = SQLText(String(time.minutes))
        case .duration(let duration): text = duration.exactDays.map { SQLText(String($0)) } ?? "NULL"
        case .word(let text), .id(let text), .text(let text): self.text = SQLText(SQLWords.text(text))
        case .period, .range, .list, .record: break
        }
        // A sign before a number would meet the operator's.
        if case .number(let n) = value { isPlain = n.mantissa >= 0 }
        if case .money(let money) = value { isPlain = money.minor >= 0 }
        if case .percent(let p) = value { isPlain = p.number.mantissa >= 0 }
    }

    init(
        text: SQLText, type: ExpressionType, currency: SQLText? = nil, nullable: Bool = true, isPlain: Bool = false, constant: Value? = nil,
        parts: [SQLValue] = []
    ) {
        self.text = text
        self.type = type
        self.currency = currency
        self.nullable = nullable
        self.isPlain = isPlain
        self.constant = constant
        self.parts = parts
    }
}
