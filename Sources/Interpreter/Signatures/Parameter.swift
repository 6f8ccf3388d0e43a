// One argument of a verb or a noun, as data: what binding, checking, completion and help read.
// May not hold a value: what was given for it lives in a Call.
package import Values

/// What may stand where a parameter is.
package indirect enum ParameterKind: Sendable, Hashable {
    /// Any expression of this type.
    case value(ValueType)
    /// A whole number that is not negative.
    case count
    /// One word of an enumeration, bare.
    case word([String])
    /// One record of the noun with this name: its id, or an outside number in backticks.
    case id(of: String)
    /// One or more records of the noun: ids with commas, a list, or the rows piped in.
    case ids(of: String)
    /// One or more records of one noun among these: ids with commas, a list, or the rows piped in.
    case records(of: [String])
    /// One record of any noun: an id, or an outside number in backticks.
    case record
    /// A bare word, or any expression: `company`, `2026-12-01`, `null`.
    case wordOrValue
    /// A new or known name, bare: `set rounding half-even`.
    case name
    /// A file, as text.
    case path
    /// True or false for each row of the input.
    case condition
    /// A value for each row of the input.
    case expression
    /// Columns of the input: `balance, due`.
    case columns
    /// Expressions with the names they get: `id, debtor.name, late = overdue > 30d`.
    case named
    /// `debtor, -balance`.
    case sortKeys
    /// Aggregates with the names they get: `n = count(), worst = max(overdue)`.
    case aggregates
    /// Aggregates, and their bare names where another parameter says of what: `sum, avg`.
    case tallies
    /// Rows: a noun, a variable, or a query in parentheses.
    case rows
    /// There or not: a label that takes no argument.
    case toggle
    /// Whatever is left of the stage, as it was typed.
    case tokens
}

extension ParameterKind {
    /// Whether a bare name in its place is read as an id, or as a file somebody forgot to quote.
    var namesRecords: Bool {
        switch self {
        case .id, .ids, .records, .record, .path: true
        case .value, .count, .word, .wordOrValue, .name, .condition, .expression, .columns, .named, .sortKeys, .aggregates, .tallies, .rows,
            .toggle, .tokens:
            false
        }
    }

    /// The nouns whose rows may be piped into it; none where rows do not fit.
    var pipedNouns: [String] {
        switch self {
        case .ids(let noun): [noun]
        case .records(let nouns): nouns
        case .value, .count, .word, .id, .record, .wordOrValue, .name, .path, .condition, .expression, .columns, .named,
            .sortKeys, .aggregates, .tallies, .rows, .toggle, .tokens:
            []
        }
    }
}

/// Whether something must be given.
package enum Presence: Sendable, Hashable {
    case required
    case optional
    /// May be left out; the text says what holds then.
    case defaulted(String)
    /// Takes every argument that is left; at least one.
    case repeated
}

/// One parameter of a signature.
package struct Parameter: Sendable, Hashable {
    /// How help calls it; unique in its signature.
    package let name: String
    /// Differs where the name does, as good as always: what is compared before the names are.
    let mark: Int
    /// The bare word that introduces it; nil where it is found by its place.
    package var label: String?
    package var kind: ParameterKind
    package var presence: Presence
    package var summary: String
    /// Nouns for whose records rows of other nouns may stand, by the one column that names them: rows with a debtor, where the
    /// debtor is what the verb is about.
    package var standIns: [String] = []
    /// Must be known before anything runs, since a shape depends on it.
    package var isSettled = false

    package init(
        _ name: String, _ kind: ParameterKind, label: String? = nil, presence: Presence = .required,
        summary: String = ""
    ) {
        self.name = name
        mark = name.utf8.reduce(0x4bf2_9ce4) { ($0 ^ Int($1)) &* 0x100_0193 }
        self.kind = kind
        self.label = label
        self.presence = presence
        self.summary = summary
    }
}

/// What a signature lists: a `Key`, answered when the statement runs, or a `Clause`, answered when it is checked.
package protocol SignatureItem: Sendable {
    var parameter: Parameter { get }
}
