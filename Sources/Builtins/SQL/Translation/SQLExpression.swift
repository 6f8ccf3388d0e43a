// Checked expressions over the rows of a chain, said in SQL with the language's own meaning: conditions are true or false, text
// compares without case, currencies never mix. What reads no row is worked out now and stands as its value.
import Columns
import Diagnostics
import Interpreter
import Values

struct SQLExpression {
    let chain: SQLChain
    var context: Context { chain.context }

    init(_ chain: SQLChain) { self.chain = chain }

    /// Brings the columns that expressions reach through references beside the rows. Call it before anything of a stage is said.
    func reach(_ expressions: [BoundExpression]) throws(Diagnostic) {
        for expression in expressions { try reach(expression) }
        chain.open()
    }

    private func reach(_ expression: BoundExpression) throws(Diagnostic) {
        for child in expression.children { try reach(child) }
        guard case .link(let base, let noun, let index) = expression.form, base.readsRows else { return }
        guard let name = noun.shape.noun, chain.draft.has(name) else {
            throw .noSQL("what stands behind \(base.type.name)", at: expression.span)
        }
        let column = noun.shape.columns[index]
        if chain.draft.lacks(name, column.name) { throw .noSQL("the column '\(column.name)'", at: expression.span) }
        // A reference behind another needs that one's column first.
        if case .link = base.form { chain.open() }
        let reference = try value(base)
        let view = chain.draft.view(name, ever: true, on: chain.asOf)
        let key = Self.key(reference.text, name)
        let alias: String
        if let known = chain.links[key], chain.select.joins.contains(where: { $0.text(over: "").contains(" \(known) ON ") }) {
            alias = known
        } else {
            alias = chain.draft.fresh(noun.shape.noun ?? "other")
            chain.links[key] = alias
            chain.select.joins.append("LEFT JOIN \(view)\(alias == view ? "" : " \(alias)") ON \(alias).id = \(reference.text)")
        }
        func brought(_ source: String) -> String {
            let known = Self.key(reference.text, "\(name).\(source)")
            if let there = chain.links[known] { return there }
            let made = chain.adding(SQLText("\(alias).\(Self.quoted(source))"), "\(alias)_\(source)")
            chain.links[known] = made
            return made
        }
        _ = brought(column.name)
        if column.meaning == .money { _ = brought(Self.unit(of: column.name, in: noun.shape)) }
    }

    static func quoted(_ name: String) -> String { SQLText(column: name).text(over: "") }

    private static func key(_ reference: SQLText, _ what: String) -> SQLText { "\(reference) → \(what)" }

    /// The column of a view that holds the currency of one of its columns of money.
    static func unit(of column: String, in shape: RowShape) -> String {
        shape.index(of: "currency") == nil ? "\(column)_currency" : "currency"
    }

    // MARK: values

    func value(_ expression: BoundExpression) throws(Diagnostic) -> SQLValue {
        if !expression.readsRows { return SQLValue(try expression.value(context)) }
        if case .flag = expression.type, expression.bareColumn == nil {
            switch expression.form {
            case .comparison, .logical, .not, .isNull:
                return SQLValue(text: try condition(expression, strict: true), type: .flag, nullable: false)
            default: break
            }
        }
        if let (kind, left, right) = expression.arithmetic {
            return try arithmetic(kind, try value(left), try value(right), expression)
        }
        switch expression.form {
        case .column(let place):
            let column = chain.columns[place]
            if column.isMissing { throw .noSQL("the column '\(column.name)'", at: expression.span) }
            return SQLValue(
                text: SQLText(column: column.name), type: column.type, currency: column.currency, nullable: column.nullable, isPlain: true)
        case .link(let base, let noun, let index):
            let (reference, name, column) = (try value(base), noun.shape.noun ?? "", noun.shape.columns[index])
            guard let there = chain.links[Self.key(reference.text, "\(name).\(column.name)")] else {
                throw .noSQL("what stands behind this reference", at: expression.span)
            }
            let unit = column.meaning == .money ? chain.links[Self.key(reference.text, "\(name).\(Self.unit(of: column.name, in: noun.shape))")] : nil
            return SQLValue(
                text: SQLText(column: there), type: ExpressionType(column), currency: unit.map { SQLText(column: $0) }, isPlain: true)
        case .own(let inner, _): return try value(inner)
        case .negate(let inner):
            var value = try value(inner)
            value.text = "-\(value.wrapped)"
            value.isPlain = false
            return value
        case .coalesce(let left, let right): return try coalesced(try value(left), try value(right), expression)
        case .call(let function, let arguments):
            guard let say = SQLFunctions.all[function.name], function.aggregate == nil else {
                throw .noSQL("\(function.name)()", at: expression.span)
            }
            var values: [SQLValue] = []
            for argument in arguments { values.append(try value(argument)) }
            return try say(self, values, expression)
        case .text(let parts):
            var values: [SQLValue] = []
            for part in parts { values.append(try shown(try value(part), part)) }
            return joined(values)
        case .defined(let definition, _): throw .noSQL("\(definition.name), a def of yours,", at: expression.span)
        case .constant, .variable, .query, .calendar, .single, .range, .list, .record, .member, .index, .not, .arithmetic, .comparison,
            .logical, .isNull, .table, .convert:
            throw .noSQL("\(expression.type.name) worked out for each row", at: expression.span)
        }
    }

    /// A part of a joined text: what is empty reads as nothing.
    private func shown(_ value: SQLValue, _ part: BoundExpression) throws(Diagnostic) -> SQLValue {
        if let constant = value.constant { return SQLValue(.text(BoundExpression.shown(constant))) }
        var value = value
        switch value.type {
        case .text, .word, .id, .reference, .currency: break
        case .day: value.text = "CAST(\(value.text) AS TEXT)"
        default: throw .noSQL("\(part.type.name) inside a text", at: part.span)
        }
        if value.nullable { value.text = "COALESCE(\(value.text), '')" }
        value.nullable = false
        value.isPlain = true
        value.type = .text
        return value
    }

    func joined(_ parts: [SQLValue]) -> SQLValue {
        SQLValue(
            text: parts.isEmpty ? "''" : SQLText.list(parts.map(\.wrapped), " || "), type: .text, nullable: parts.contains { $0.nullable },
            parts: parts)
    }

    private func coalesced(_ left: SQLValue, _ right: SQLValue, _ expression: BoundExpression) throws(Diagnostic) -> SQLValue {
        if case .null? = right.constant { return left }
        let scale = max(left.scale, right.scale)
        var value = SQLValue(
            text: "COALESCE(\(left.scaled(to: scale)), \(right.scaled(to: scale)))", type: expression.type,
            nullable: left.nullable && right.nullable, isPlain: true)
        if case .money = expression.type {
            guard let a = left.currency, let b = right.currency else { throw .noSQL("this default", at: expression.span) }
            value.currency = a == b ? a : "CASE WHEN \(left.text) IS NULL THEN \(b) ELSE \(a) END"
        }
        return value
    }
}
