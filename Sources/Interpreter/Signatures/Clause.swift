// A parameter that is answered while the statement is checked, because it decides the shape of what comes out or is
// read for each row: `call[condition]` is a checked expression, `call[by]` a list of named ones.
package import Diagnostics

/// A typed parameter of a verb or noun, known when the statement is checked.
///
///     static let condition = Clause.condition("condition", "what must hold")
///     …
///     call[condition]     // BoundExpression
package struct Clause<Answer>: SignatureItem {
    package var parameter: Parameter
    let read: @Sendable (BoundArgument?) -> Answer

    init(_ parameter: Parameter, read: @escaping @Sendable (BoundArgument?) -> Answer) {
        self.parameter = parameter
        self.read = read
    }
}

/// An expression and the name its column gets.
package struct NamedExpression {
    package var name: String
    package var expression: BoundExpression
    /// Whether the name was typed (`late = …`), not derived from the expression.
    package var isNamed: Bool
    package var span: Span
}

/// One key to sort by.
package struct SortKey {
    package var expression: BoundExpression
    package var descending: Bool
}


extension Clause where Answer == BoundExpression? {
    /// True or false for each row; nil only where it may be left out.
    package static func condition(
        _ name: String, label: String? = nil, presence: Presence = .required, _ summary: String = ""
    ) -> Clause {
        Clause(Parameter(name, .condition, label: label, presence: presence, summary: summary)) { $0?.expression }
    }

    /// A value for each row.
    package static func expression(
        _ name: String, label: String? = nil, presence: Presence = .required, _ summary: String = ""
    ) -> Clause {
        Clause(Parameter(name, .expression, label: label, presence: presence, summary: summary)) { $0?.expression }
    }
}

extension Clause where Answer == [NamedExpression] {
    /// `id, debtor.name, late = overdue > 30d`
    package static func named(
        _ name: String, label: String? = nil, presence: Presence = .required, _ summary: String = ""
    ) -> Clause {
        Clause(Parameter(name, .named, label: label, presence: presence, summary: summary)) { $0?.named ?? [] }
    }

    /// `n = count(), worst = max(overdue)`
    package static func aggregates(
        _ name: String, label: String? = nil, presence: Presence = .required, _ summary: String = ""
    ) -> Clause {
        Clause(Parameter(name, .aggregates, label: label, presence: presence, summary: summary)) { $0?.named ?? [] }
    }
}

extension Clause where Answer == [NamedExpression] {
    /// `sum, avg`, of columns that another clause names; or whole: `n = count(), worst = max(overdue)`.
    package static func tallies(
        _ name: String, label: String? = nil, presence: Presence = .required, _ summary: String = ""
    ) -> Clause {
        Clause(Parameter(name, .tallies, label: label, presence: presence, summary: summary)) { $0?.named ?? [] }
    }
}

extension Clause where Answer == [Int] {
    /// Columns of the input by their positions in its shape.
    package static func columns(
        _ name: String, label: String? = nil, presence: Presence = .required, _ summary: String = ""
    ) -> Clause {
        Clause(Parameter(name, .columns, label: label, presence: presence, summary: summary)) { clause in
            if case .columns(let columns) = clause { columns } else { [] }
        }
    }
}

extension Clause where Answer == [SortKey] {
    package static func sortKeys(
        _ name: String, label: String? = nil, presence: Presence = .required, _ summary: String = ""
    ) -> Clause {
        Clause(Parameter(name, .sortKeys, label: label, presence: presence, summary: summary)) { clause in
            if case .sort(let keys) = clause { keys } else { [] }
        }
    }
}

extension Clause where Answer == PreparedQuery? {
    /// Rows from elsewhere: a noun, a variable, or a query in parentheses.
    package static func rows(
        _ name: String, label: String? = nil, presence: Presence = .required, _ summary: String = ""
    ) -> Clause {
        Clause(Parameter(name, .rows, label: label, presence: presence, summary: summary)) { clause in
            if case .rows(let query) = clause { query } else { nil }
        }
    }
}

extension Clause where Answer == Bool {
    /// A switch: the bare word `name`, there or not.
    package static func toggle(_ name: String, _ summary: String = "") -> Clause {
        Clause(Parameter(name, .toggle, label: name, presence: .optional, summary: summary)) { $0 != nil }
    }
}

extension Clause where Answer == String? {
    /// A bare word that decides a shape, so it cannot be a variable: `as csv`, `dso by month`. No words means any.
    package static func word(
        _ name: String, _ words: [String] = [], label: String? = nil, presence: Presence = .required,
        _ summary: String = ""
    ) -> Clause {
        let kind: ParameterKind = words.isEmpty ? .name : .word(words)
        var parameter = Parameter(name, kind, label: label, presence: presence, summary: summary)
        parameter.isSettled = true
        return Clause(parameter) { clause in
            if case .items(let given) = clause, case .constant(let word)? = given.items.first { word.spelling } else { nil }
        }
    }
}

extension Clause where Answer == [String] {
    /// The rest of the stage as it was typed, cut at blanks.
    package static func tokens(_ name: String, presence: Presence = .optional, _ summary: String = "") -> Clause {
        Clause(Parameter(name, .tokens, presence: presence, summary: summary)) { clause in
            if case .tokens(let tokens) = clause { tokens } else { [] }
        }
    }
}

extension BoundArgument {
    fileprivate var expression: BoundExpression? {
        if case .expression(let expression) = self { expression } else { nil }
    }

    fileprivate var named: [NamedExpression] {
        if case .named(let named) = self { named } else { [] }
    }
}
