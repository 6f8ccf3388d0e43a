// What it means in SQL that two values are equal or one comes before the other, type by type as the language compares them.
import Columns
import Diagnostics
import Interpreter
import Rendering
import Values

extension SQLExpression {
    func compared(
        _ kind: TestKind, _ left: SQLValue, _ right: SQLValue, _ whole: BoundExpression
    ) throws(Diagnostic) -> SQLText {
        guard let sign = kind.sign else { throw .noSQL("this comparison", at: whole.span) }
        switch (left.type, right.type) {
        case (.number, .number), (.percent, .percent):
            let scale = max(left.scale, right.scale)
            return "\(left.scaled(to: scale)) \(sign) \(right.scaled(to: scale))"
        case (.money, .number): return try units(left, right, sign, isMirrored: false, whole)
        case (.number, .money): return try units(right, left, sign, isMirrored: true, whole)
        case (.money, .money): return try amounts(kind, sign, left, right, whole)
        case (.days, .days), (.day, .day), (.moment, .moment), (.time, .time), (.flag, .flag):
            return "\(left.wrapped) \(sign) \(right.wrapped)"
        case (.day, .period), (.moment, .period), (.moment, .day):
            if let stretch = right.stretch { return stretched(kind, left, stretch) }
        case (.period, .day), (.period, .moment), (.day, .moment):
            if let stretch = left.stretch { return stretched(kind.mirrored, right, stretch) }
        case (.null, _), (_, .null): return "FALSE"
        case (.duration, .days), (.days, .duration), (.duration, .duration):
            if case .duration(let d)? = left.constant ?? right.constant, d.exactDays != nil { return "\(left.wrapped) \(sign) \(right.wrapped)" }
        default:
            if left.type.isTextual, right.type.isTextual {
                if kind == .exactly { return "\(left.wrapped) = \(right.wrapped)" }
                guard kind == .equal || kind == .notEqual else { return "\(folded(left)) \(sign) \(folded(right))" }
                if let literal = listed(left, right) { return "\(listing(left, [right])) \(sign) \(literal)" }
                if let literal = listed(right, left) { return "\(listing(right, [left])) \(sign) \(literal)" }
                if let (mine, theirs) = matched(left, right) { return "\(mine) \(sign) \(theirs)" }
            }
        }
        throw .noSQL("comparing \(left.type.name) with \(right.type.name)", at: whole.span)
    }

    /// Both sides of an equality in one form; nil where they are compared otherwise.
    func matched(_ left: SQLValue, _ right: SQLValue) -> (SQLText, SQLText)? {
        switch (left.type, right.type) {
        case (.number, .number), (.percent, .percent):
            let scale = max(left.scale, right.scale)
            return (left.scaled(to: scale), right.scaled(to: scale))
        case (.day, .day), (.days, .days), (.flag, .flag), (.moment, .moment), (.time, .time): return (left.wrapped, right.wrapped)
        case (.reference, .reference), (.reference, .id), (.id, .reference), (.id, .id), (.currency, .currency):
            return (left.wrapped, right.wrapped)
        default: return left.type.isTextual && right.type.isTextual ? (folded(left), folded(right)) : nil
        }
    }

    /// The literal to put beside `listing(left)`; nil where equality with it is not a matter of one literal.
    func listed(_ left: SQLValue, _ right: SQLValue) -> SQLText? {
        guard left.constant == nil, let constant = right.constant else { return nil }
        switch (left.type, constant) {
        case (.number(let scale), .number(let n)):
            guard n.scale <= scale, let whole = try? n.mantissa(atScale: scale, rounding: .down) else { return nil }
            return SQLText(String(whole))
        case (.day, .day), (.flag, .flag): return right.text
        case (.days, .duration(let d)): return d.exactDays.map { SQLText(String($0)) }
        case (.currency, .text(let t)), (.currency, .word(let t)), (.currency, .id(let t)):
            return SQLText(SQLWords.text(t.uppercased()))
        case (.id, .id(let t)), (.reference, .id(let t)):
            // A record of the book is meant by its id as the book spells it.
            return context.world.store.ids.existingKey(for: t) == nil ? nil : right.text
        case (.text, .text(let t)), (.text, .word(let t)), (.word, .text(let t)), (.word, .word(let t)), (.text, .id(let t)), (.word, .id(let t)):
            return SQLText(SQLWords.text(CaseFold.folded(t)))
        default: return nil
        }
    }

    /// The form in which a value is compared with `listed` literals.
    func listing(_ value: SQLValue, _ literals: [SQLValue]) -> SQLText {
        switch value.type {
        case .text, .word: folded(value, against: literals.map { $0.constant?.spelled ?? "" }.joined())
        default: value.wrapped
        }
    }

    // MARK: money

    /// Amounts against a plain number compare by their units, whatever the currency.
    private func units(
        _ money: SQLValue, _ number: SQLValue, _ sign: String, isMirrored: Bool, _ whole: BoundExpression
    ) throws(Diagnostic) -> SQLText {
        guard let currency = money.currency else { throw .noSQL("this comparison", at: whole.span) }
        let digits = number.scale
        let left: SQLText = digits == 0 ? money.wrapped : "\(money.wrapped) * \(SQLValue.power(digits))"
        let right: SQLText
        if number.constant != nil, number.text == "0" {
            right = "0"
        } else if case .money(let one?) = money.type {
            right = "\(number.wrapped) * \(SQLValue.power(UInt8(clamping: one.exponent)))"
        } else {
            right = "\(number.wrapped) * \(fact("minor_per_unit", of: currency))"
        }
        return isMirrored ? "\(right) \(sign) \(left)" : "\(left) \(sign) \(right)"
    }

    /// A column of `currencies` for the currency of a row.
    func fact(_ column: String, of currency: SQLText) -> SQLText {
        "(SELECT m.\(column) FROM currencies m WHERE m.code = \(inner: currency))"
    }

    /// Amounts in two currencies are neither equal nor in order.
    private func amounts(
        _ kind: TestKind, _ sign: String, _ left: SQLValue, _ right: SQLValue, _ whole: BoundExpression
    ) throws(Diagnostic) -> SQLText {
        guard let a = left.currency, let b = right.currency else { throw .noSQL("this comparison", at: whole.span) }
        if a == b { return "\(left.wrapped) \(sign) \(right.wrapped)" }
        if kind == .notEqual {
            // Nothing is unequal to nothing, whatever its currency would be.
            let there = SQLText.list([left, right].filter(\.nullable).map { "\($0.wrapped) IS NOT NULL AND " }, "")
            return "(\(there)\(a) <> \(b) OR \(left.wrapped) <> \(right.wrapped))"
        }
        return "(\(a) = \(b) AND \(left.wrapped) \(sign) \(right.wrapped))"
    }

    // MARK: days

    /// A day or a moment against a stretch of days: inside it is equal, neither before nor after.
    private func stretched(_ kind: TestKind, _ left: SQLValue, _ stretch: Period) -> SQLText {
        let isMoment = left.type == .moment
        let low = isMoment ? "'\(stretch.first.text) 00:00:00'" : "'\(stretch.first.text)'"
        let high = isMoment ? "'\(stretch.last.text) 23:59:59'" : "'\(stretch.last.text)'"
        let x = left.wrapped
        return switch kind {
        case .less: "\(x) < \(low)"
        case .lessEqual: "\(x) <= \(high)"
        case .greater: "\(x) > \(high)"
        case .greaterEqual: "\(x) >= \(low)"
        case .notEqual: "(\(x) < \(low) OR \(x) > \(high))"
        default: "(\(x) >= \(low) AND \(x) <= \(high))"
        }
    }
}

extension TestKind {
    /// The operator of SQL for it; nil where it is none.
    var sign: String? {
        switch self {
        case .equal, .exactly: "="
        case .notEqual: "<>"
        case .less: "<"
        case .lessEqual: "<="
        case .greater: ">"
        case .greaterEqual: ">="
        case .in, .notIn, .contains, .notContains, .starts, .notStarts, .ends, .notEnds, .matches, .notMatches: nil
        }
    }

    /// The same question asked from the other side.
    fileprivate var mirrored: TestKind {
        switch self {
        case .less: .greater
        case .lessEqual: .greaterEqual
        case .greater: .less
        case .greaterEqual: .lessEqual
        case .equal, .notEqual, .exactly, .in, .notIn, .contains, .notContains, .starts, .notStarts, .ends, .notEnds, .matches,
            .notMatches:
            self
        }
    }
}

extension SQLValue {
    /// The days a day or a period stands for.
    fileprivate var stretch: Period? {
        switch constant {
        case .period(let period)?: period
        case .day(let day)?: Period(day: day)
        default: nil
        }
    }
}

extension ExpressionType {
    var isTextual: Bool {
        switch self {
        case .text, .word, .id, .reference, .currency: true
        case .null, .flag, .number, .money, .percent, .day, .period, .time, .moment, .days, .duration, .range, .list, .record, .any: false
        }
    }
}
