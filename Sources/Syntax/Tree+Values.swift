// Literals decoded, when somebody asks. A shape that is no value (`2026-02-30`, `5.001 GBP`) is refused here.
package import Diagnostics
package import Values

extension Tree {
    /// The value of a `literal` node; of an `interpolated` text and all others nil. An id is `.id`, a change number
    /// (`#1234`) a number, a quarter or month a period.
    package func value(_ node: NodeID) throws(Diagnostic) -> Value? {
        guard let kind = literalKind(node) else { return nil }
        do throws(ValueFault) { return try kind.value(source(node)) } catch {
            throw .badLiteral(error, text(node), span(node))
        }
    }
}

extension LiteralKind {
    /// The value that the bytes of a literal of this kind spell.
    func value(_ typed: ArraySlice<UInt8>) throws(ValueFault) -> Value {
        switch self {
        case .text, .rawText, .blockText: return .text(spelling(typed))
        case .id: return .id(spelling(typed))
        case .number, .money, .percent, .date, .month, .quarter, .time, .dateTime, .duration, .change: break
        }
        return try typed.withUnsafeBufferPointer { bytes in
            Result { () throws(ValueFault) in try decode(bytes) }
        }.get()
    }

    private func spelling(_ typed: ArraySlice<UInt8>) -> String { String(decoding: text(typed), as: UTF8.self) }

    private func decode(_ bytes: UnsafeBufferPointer<UInt8>) throws(ValueFault) -> Value {
        switch self {
        case .number: .number(try Number(parsing: bytes))
        case .change: .number(try Number(parsing: UnsafeBufferPointer(rebasing: bytes.dropFirst())))
        case .money: .money(try Money(parsing: bytes))
        case .percent: .percent(try Percent(parsing: bytes))
        case .date: .day(try Day(parsing: bytes))
        case .month, .quarter: .period(try Period(parsing: bytes))
        case .time: .time(try ClockTime(parsing: bytes))
        case .dateTime: .moment(try Moment(parsing: bytes))
        case .duration: .duration(try Duration(parsing: bytes))
        case .text, .rawText, .blockText, .id: .text(String(decoding: bytes, as: UTF8.self))
        }
    }
}

extension Diagnostic {
    /// What of a date or time is beyond its end: months end at 12, and days with their month.
    private static func whyNot(_ text: String) -> String {
        let parts = text.prefix(10).split(separator: "-").map { Int($0) }
        guard text.contains("-"), parts.count >= 2, let year = parts[0], let month = parts[1] else {
            return "hours go from 00 to 23, and minutes from 00 to 59"
        }
        if year < 1 { return "years go from 1 to 9999" }
        if !(1...12).contains(month) { return "there is no month \(month): months go from 01 to 12" }
        let last = (28...31).last { Day(year: year, month: month, day: $0) != nil } ?? 31
        if parts.count == 3, let day = parts[2], !(1...last).contains(day) {
            return "there is no day \(day) in \(text.prefix(7)): it has \(last) days"
        }
        return "hours go from 00 to 23, and minutes from 00 to 59"
    }

    fileprivate static func badLiteral(_ fault: ValueFault, _ text: String, _ span: Span) -> Diagnostic {
        let shown = text.utf8.count > 40 ? String(text.prefix(40)) + "…" : text
        switch fault {
        case .overflow:
            return Diagnostic(
                "literal.overflow", "'\(shown)' is beyond what can be counted exactly", at: span, label: "too large",
                notes: ["numbers and money end at ±9,223,372,036,854,775,807 of their smallest unit"])
        // The lexer lets no other form pass, so those below would only be shapes it and the value disagree on.
        case .outOfRange, .empty, .malformed, .divisionByZero, .currencyMismatch, .comma, .doubtfulDay, .minutesOrMonths,
            .foreignDigits, .noFixedLength, .needsTime:
            return Diagnostic(
                "literal.out-of-range", "'\(shown)' has the right form, but there is no such value", at: span,
                label: "does not exist", hint: whyNot(shown))
        case .excessDecimals(let allowed):
            return Diagnostic(
                "literal.decimals", "the currency has \(allowed) decimals, but '\(shown)' has more", at: span,
                label: "would have to be rounded", hint: "round it yourself: nothing is rounded unseen")
        case .unknownCurrency:
            return Diagnostic(
                "literal.currency", "money names a currency of ISO 4217, but '\(shown)' does not", at: span,
                label: "no such currency", hint: "500 GBP, 99.50 EUR")
        }
    }
}
