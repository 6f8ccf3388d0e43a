// The three ways a value is written: `literal` as one would type it in the language, `plain` for machines (no
// grouping, no currency, ISO dates), `shown` for a cell on the screen. Making unsafe text visible is the printer's.

extension Value {
    /// As typed in the language: `"Acme"`, `1,250.50 EUR`, `[1, 2]`.
    package var literal: String { ByteSink.printed { $0.append(literal: self) } }
    /// For machines: `1250.50`, `2026-11-02`, `30` for thirty days, nothing for null.
    package var plain: String { ByteSink.printed { $0.append(plain: self) } }
    /// For people: as the literal, with text unquoted and null empty.
    package var shown: String { ByteSink.printed { $0.append(shown: self) } }
}

extension Value: CustomStringConvertible {
    package var description: String { literal }
}

extension ByteSink {
    package mutating func append(literal value: Value) {
        switch value {
        case .null: append("null")
        case .flag(let flag): append(flag ? "true" : "false" as StaticString)
        case .number(let number): append(number)
        case .money(let money): append(money)
        case .percent(let percent): append(percent)
        case .day(let day): append(day)
        case .period(let period): append(literal: period)
        case .time(let time): append(time)
        case .moment(let moment): append(moment)
        case .duration(let duration): append(duration)
        case .range(let low, let high):
            if let low { append(literal: low) }
            append("..")
            if let high { append(literal: high) }
        case .word(let word): append(word)
        case .id(let id): append(name: id, bare: ID(id).isBare)
        case .text(let text): append(quoted: text)
        case .list(let elements): appendList(elements) { $0.append(literal: $1) }
        case .record(let fields): appendRecord(fields) { $0.append(literal: $1) }
        }
    }

    package mutating func append(plain value: Value) {
        switch value {
        case .null: break
        case .flag, .number, .day, .time, .moment: append(literal: value)
        case .period(let period): append(period)
        case .money(let money): append(plain: money)
        case .percent(let percent): append(percent.number)
        case .duration(let duration):
            if let days = duration.exactDays { append(days) } else { append(duration) }
        case .range(let low, let high):
            if let low { append(plain: low) }
            append("..")
            if let high { append(plain: high) }
        case .word(let text), .id(let text), .text(let text): append(text)
        case .list(let elements): appendList(elements) { $0.append(plain: $1) }
        case .record(let fields): appendRecord(fields) { $0.append(plain: $1) }
        }
    }

    package mutating func append(shown value: Value) {
        switch value {
        case .null: break
        case .flag, .number, .money, .percent, .day, .time, .moment, .duration: append(literal: value)
        case .period(let period): append(period)
        case .range(let low, let high):
            if let low { append(shown: low) }
            append("..")
            if let high { append(shown: high) }
        case .word(let text), .id(let text), .text(let text): append(text)
        case .list(let elements): appendList(elements) { $0.append(shown: $1) }
        case .record(let fields): appendRecord(fields) { $0.append(shown: $1) }
        }
    }

    private mutating func append(name: String, bare: Bool) {
        if bare { return append(name) }
        append(byte: 96)
        append(name)
        append(byte: 96)
    }

    private mutating func appendList(_ elements: [Value], _ print: (inout ByteSink, Value) -> Void) {
        append(byte: 91)
        for (index, element) in elements.enumerated() {
            if index > 0 { append(", ") }
            print(&self, element)
        }
        append(byte: 93)
    }

    private mutating func appendRecord(_ fields: [Field], _ print: (inout ByteSink, Value) -> Void) {
        append(byte: 123)
        for (index, field) in fields.enumerated() {
            if index > 0 { append(", ") }
            append(name: field.name, bare: Field.isBareName(field.name))
            append(": ")
            print(&self, field.value)
        }
        append(byte: 125)
    }
}

extension Field {
    /// Lower-case letter first, then letters, digits and underscores: what needs no backticks.
    package static func isBareName(_ name: String) -> Bool {
        guard let first = name.utf8.first, (97...122).contains(first) || (65...90).contains(first) || first == 95
        else { return false }
        return name.utf8.allSatisfy {
            (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0) || $0 == 95
        }
    }
}
