// The makers of keys, one for each type a person can give.
import Diagnostics
package import Values

extension Key where Answer == Value {
    /// Any value.
    package static func value(_ name: String, label: String? = nil, _ summary: String = "") -> Key {
        Key(Parameter(name, .value(.any), label: label, summary: summary)) { given, run throws(Diagnostic) in
            try given.single(run)
        }
    }
}

extension Key where Answer == Money {
    package static func money(_ name: String, label: String? = nil, _ summary: String = "") -> Key {
        Key.scalar(name, .money, label, summary) { value in
            if case .money(let money) = value { money } else { nil }
        }
    }
}

extension Key where Answer == Number {
    package static func number(_ name: String, label: String? = nil, _ summary: String = "") -> Key {
        Key.scalar(name, .number, label, summary) { value in
            if case .number(let number) = value { number } else { nil }
        }
    }
}

extension Key where Answer == Int {
    /// A whole number from 0 on.
    package static func count(_ name: String, label: String? = nil, _ summary: String = "") -> Key {
        Key(Parameter(name, .count, label: label, summary: summary)) { given, run throws(Diagnostic) in
            let value = try given.single(run)
            guard case .number(let number) = value, let whole = number.whole.flatMap({ Int(exactly: $0) }), whole >= 0 else {
                if case .number(let number) = value {
                    throw .wrongType(name, "a whole number from 0 up", number.text, given.place(run))
                }
                throw .wrongType(name, "a whole number", ExpressionType(of: value).name, given.place(run))
            }
            return whole
        }
    }
}

extension Key where Answer == Percent {
    package static func percent(_ name: String, label: String? = nil, _ summary: String = "") -> Key {
        Key.scalar(name, .percent, label, summary) { value in
            if case .percent(let percent) = value { percent } else { nil }
        }
    }
}

extension Key where Answer == Day {
    package static func day(_ name: String, label: String? = nil, _ summary: String = "") -> Key {
        Key.scalar(name, .day, label, summary) { value in
            if case .day(let day) = value { day } else { nil }
        }
    }
}

extension Key where Answer == Period {
    /// A month, a quarter, a year, or a range of dates.
    package static func period(_ name: String, label: String? = nil, _ summary: String = "") -> Key {
        Key.scalar(name, .period, label, summary) { value in
            switch value {
            case .period(let period): period
            case .day(let day): Period(day: day)
            case .range(.day(let first)?, .day(let last)?): Period(first: first, last: last)
            case .null, .flag, .number, .money, .percent, .time, .moment, .duration, .range, .word, .id, .text, .list,
                .record:
                nil
            }
        }
    }
}

extension Key where Answer == Moment {
    /// A date with a time; a bare date is its midnight.
    package static func moment(_ name: String, label: String? = nil, _ summary: String = "") -> Key {
        Key.scalar(name, .moment, label, summary) { value in
            switch value {
            case .moment(let moment): moment
            case .day(let day): Moment(day: day)
            case .null, .flag, .number, .money, .percent, .period, .time, .duration, .range, .word, .id, .text, .list,
                .record:
                nil
            }
        }
    }
}

extension Key where Answer == Duration {
    package static func duration(_ name: String, label: String? = nil, _ summary: String = "") -> Key {
        Key.scalar(name, .duration, label, summary) { value in
            if case .duration(let duration) = value { duration } else { nil }
        }
    }
}

extension Key where Answer == Bool {
    package static func flag(_ name: String, label: String? = nil, _ summary: String = "") -> Key {
        Key.scalar(name, .flag, label, summary) { value in
            if case .flag(let flag) = value { flag } else { nil }
        }
    }
}

extension Key where Answer == String {
    package static func text(_ name: String, label: String? = nil, _ summary: String = "") -> Key {
        Key.scalar(name, .text, label, summary) { $0.spelling }
    }

    /// A file, relative to one of the roots; whether it may be touched is for the floor above.
    package static func path(_ name: String, label: String? = nil, _ summary: String = "") -> Key {
        Key(Parameter(name, .path, label: label, summary: summary)) { given, run throws(Diagnostic) in
            let value = try given.single(run)
            guard case .text(let text) = value else {
                throw .wrongType(name, "a file name in quotes", ExpressionType(of: value).name, given.place(run))
            }
            return text
        }
    }

    /// One of some words, bare: `by email`. No words means any word.
    package static func word(
        _ name: String, _ words: [String] = [], label: String? = nil, _ summary: String = ""
    ) -> Key {
        let kind: ParameterKind = words.isEmpty ? .name : .word(words)
        return Key(Parameter(name, kind, label: label, summary: summary)) { given, run throws(Diagnostic) in
            let value = try given.single(run)
            guard let word = value.spelling else {
                throw .wrongType(name, "a word", ExpressionType(of: value).name, given.place(run))
            }
            guard words.isEmpty || words.contains(word) else {
                throw .unknownWord(word, words, given.place(run))
            }
            return word
        }
    }
}

extension Key where Answer == UInt32 {
    /// One record: its row in the table of the noun.
    package static func id(
        _ name: String, of noun: String, label: String? = nil, through standIns: [String] = [], _ summary: String = ""
    ) -> Key {
        var parameter = Parameter(name, .id(of: noun), label: label, summary: summary)
        parameter.standIns = standIns
        return Key(parameter) { given, run throws(Diagnostic) in
            if let row = try run.record(given, of: noun) { return row }
            let rows = try run.records(given, of: noun, through: standIns)
            guard let only = rows.first, rows.count == 1 else {
                throw .notOne(name, rows.count, given.place(run))
            }
            return only
        }
    }
}

extension Key where Answer == [UInt32] {
    /// One or more records, or the piped rows: their rows in the table of the noun, each once, in order.
    package static func ids(
        _ name: String, of noun: String, label: String? = nil, through standIns: [String] = [], _ summary: String = ""
    ) -> Key {
        var parameter = Parameter(name, .ids(of: noun), label: label, summary: summary)
        parameter.standIns = standIns
        return Key(parameter) { given, run throws(Diagnostic) in
            try run.records(given, of: noun, through: standIns)
        }
    }
}

extension Key where Answer == Records {
    /// One or more records of one of these nouns, or the piped rows; `through` names nouns for whose records other rows stand.
    ///
    ///     static let about = Key.records("about", of: ["debtors", "invoices"], "debtors or invoices")
    ///     …
    ///     let chosen = try run[about]     // chosen.table is Debtors.table or Invoices.table
    package static func records(
        _ name: String, of nouns: [String], label: String? = nil, through standIns: [String] = [], _ summary: String = ""
    ) -> Key {
        var parameter = Parameter(name, .records(of: nouns), label: label, summary: summary)
        parameter.standIns = standIns
        return Key(parameter) { given, run throws(Diagnostic) in
            try run.records(given, ofAny: nouns, through: standIns)
        }
    }
}

extension Key where Answer == String {
    /// One record of any noun, as it was spelt: `run.record(try run[key], at: key)` finds it.
    package static func record(_ name: String, label: String? = nil, _ summary: String = "") -> Key {
        Key(Parameter(name, .record, label: label, summary: summary)) { given, run throws(Diagnostic) in
            let value = try given.single(run)
            guard let spelling = value.spelling else {
                throw .wrongType(name, "the id of a record", ExpressionType(of: value).name, given.place(run))
            }
            return spelling
        }
    }
}

extension Key where Answer == Value {
    /// A bare word of the trade, or any value.
    package static func wordOrValue(_ name: String, label: String? = nil, _ summary: String = "") -> Key {
        Key(Parameter(name, .wordOrValue, label: label, summary: summary)) { given, run throws(Diagnostic) in
            try given.single(run)
        }
    }
}

extension Key where Answer == [Value] {
    /// Several values: with commas, a list, or several arguments.
    package static func values(
        _ name: String, _ type: ValueType = .any, label: String? = nil, _ summary: String = ""
    ) -> Key {
        Key(Parameter(name, .value(type), label: label, presence: .repeated, summary: summary)) {
            given, run throws(Diagnostic) in
            try given?.values(run.context) ?? []
        }
    }
}

extension Key {
    static func scalar(
        _ name: String, _ type: ValueType, _ label: String?, _ summary: String,
        _ decode: @escaping @Sendable (Value) -> Answer?
    ) -> Key {
        Key(Parameter(name, .value(type), label: label, summary: summary)) { given, run throws(Diagnostic) in
            let value = try given.single(run)
            guard let answer = decode(value) else {
                throw .wrongType(name, ExpressionType.name(of: type), ExpressionType(of: value).name, given.place(run))
            }
            return answer
        }
    }
}

extension Optional where Wrapped == GivenArgument {
    func place(_ run: Run) -> Span { self?.span ?? run.span }

    func single(_ run: Run) throws(Diagnostic) -> Value {
        guard let self, let first = self.items.first else { return .null }
        return try first.value(run.context)
    }
}

extension GivenArgument {
    /// All items; lists are opened.
    func values(_ context: Context) throws(Diagnostic) -> [Value] {
        var values: [Value] = []
        for item in items {
            let value = try item.value(context)
            if case .list(let inner) = value { values += inner } else { values.append(value) }
        }
        return values
    }
}

extension Value {
    /// The characters of a text, a word or an id.
    package var spelling: String? {
        switch self {
        case .text(let text), .word(let text), .id(let text): text
        case .null, .flag, .number, .money, .percent, .day, .period, .time, .moment, .duration, .range, .list, .record:
            nil
        }
    }
}

extension Diagnostic {
    static func wrongType(_ name: String, _ wanted: String, _ found: String, _ span: Span) -> Diagnostic {
        Diagnostic("bind.wrong-type", "'\(name)' must be \(wanted), but this is \(found)", at: span)
    }

    static func unknownWord(_ word: String, _ words: [String], _ span: Span) -> Diagnostic {
        let guess = nearest(word, among: words)
        return Diagnostic(
            "bind.unknown-word", "'\(word)' is none of the words that may stand here", at: span,
            label: guess.map { "did you mean '\($0)'?" } ?? "", notes: ["words: \(words.joined(separator: ", "))"])
    }

    fileprivate static func notOne(_ name: String, _ count: Int, _ span: Span) -> Diagnostic {
        Diagnostic("bind.not-one", "'\(name)' must be one record, but these are \(count)", at: span)
    }
}
