// What each stage of a pipeline is in SQL, by the name of its verb. One that is not in the list is refused by name, with its place;
// a new stage is a file of its own and a line here.
import Columns
import Diagnostics
import Interpreter
import Values

enum SQLStages {
    typealias Say = @Sendable (CourseStep, SQLChain) throws(Diagnostic) -> Void

    static let all: [String: Say] = [
        "where": whereStage, "take": take, "skip": skip, "sort": sort, "select": select, "drop": drop, "derive": derive,
        "rename": rename, "as": { _, _ in }, "distinct": SQLGrouping.distinct, "count": SQLGrouping.count, "sum": SQLGrouping.one(.sum),
        "avg": SQLGrouping.one(.average), "min": SQLGrouping.one(.minimum), "max": SQLGrouping.one(.maximum),
        "median": SQLGrouping.one(.median), "summarise": SQLGrouping.summarise, "age": SQLAgeing.age, "lookup": SQLLookup.lookup,
    ]

    /// A pipeline as a chain of steps within a statement.
    static func chain(_ course: Course, _ draft: SQLDraft) throws(Diagnostic) -> SQLChain {
        let chain: SQLChain
        switch course.source {
        case .noun(let noun, let hasArguments, let asOf):
            guard !hasArguments, draft.has(noun.name) else { throw .noSQL("'\(noun.name)'\(hasArguments ? " with arguments" : "")", at: course.span) }
            chain = try rows(noun, asOf, course, draft)
        case .course(let inner): chain = try SQLStages.chain(inner, draft)
        case .value: throw .noSQL("a value", at: course.span, hint: "begin with a noun: invoices | … | show sql")
        case .kept:
            throw .noSQL("what was kept in a variable, given by a def or dated as a whole", at: course.span, hint: "begin with a noun: invoices | … | show sql")
        }
        for step in course.steps {
            guard let say = all[step.verb] else { throw .noSQL("'\(step.verb)'", at: step.call.headSpan) }
            try say(step, chain)
            if case .rows(let shape) = step.shape { chain.shape = shape }
        }
        return chain
    }

    private static func rows(
        _ noun: Noun, _ asOf: BoundExpression?, _ course: Course, _ draft: SQLDraft
    ) throws(Diagnostic) -> SQLChain {
        var day = draft.context.world.asOf
        if let asOf {
            switch try asOf.value(draft.context) {
            case .day(let given): day = given
            case .period(let given): day = given.last
            case .moment(let given): day = given.day
            default: throw .noSQL("this date", at: asOf.span)
            }
        }
        let shape = noun.shape
        draft.take(shape.names + ["place", "is_there", noun.name] + SQLViewsOnRecord.tables)
        let chain = SQLChain(draft, source: draft.view(noun.name, ever: false, on: day), shape: course.rows)
        chain.asOf = day
        chain.noun = noun.name
        chain.order = [SQLOrder(text: SQLText(column: "place"), nullable: false)]
        chain.columns = shape.columns.map { column in
            let unit: SQLText? = column.meaning == .money ? SQLText(column: SQLExpression.unit(of: column.name, in: shape)) : nil
            return SQLColumn(
                name: column.name, currency: unit, nullable: column.nullable, type: ExpressionType(column),
                isMissing: draft.lacks(noun.name, column.name))
        }
        return chain
    }

    // MARK: rows

    private static let whereStage: Say = { step, chain throws(Diagnostic) in
        guard let condition = step.call[Where.condition] else { return }
        let saying = SQLExpression(chain)
        try saying.reach([condition])
        let all = try saying.conditions(condition)
        chain.select.conditions += all
    }

    private static let take: Say = { step, chain throws(Diagnostic) in
        let count = try step.run(chain.context)[Take.count]
        cut(chain, from: 0, count: count)
    }

    private static let skip: Say = { step, chain throws(Diagnostic) in
        let count = try step.run(chain.context)[Skip.count]
        cut(chain, from: count, count: nil)
    }

    private static func cut(_ chain: SQLChain, from: Int, count: Int?) {
        chain.open()
        chain.select.order = chain.order
        chain.select.offset = from
        chain.select.limit = count
    }

    private static let sort: Say = { step, chain throws(Diagnostic) in
        let keys = step.call[Sort.keys]
        let saying = SQLExpression(chain)
        try saying.reach(keys.map(\.expression))
        var order: [SQLOrder] = []
        for key in keys { order += try saying.order(key.expression, descending: key.descending) }
        chain.order = order + chain.order
    }

    // MARK: columns

    private static let select: Say = { step, chain throws(Diagnostic) in
        chain.columns = try made(step.call[Select.columns], chain)
    }

    private static let derive: Say = { step, chain throws(Diagnostic) in
        let items = step.call[Derive.columns]
        let new = try made(items, chain)
        var names = chain.shape.names
        for (item, column) in zip(items, new) {
            if let place = names.firstIndex(of: item.name) { chain.columns[place] = column } else {
                names.append(item.name)
                chain.columns.append(column)
            }
        }
    }

    /// Columns of named expressions: a column that is there already stays where it is.
    static func made(_ items: [NamedExpression], _ chain: SQLChain) throws(Diagnostic) -> [SQLColumn] {
        let saying = SQLExpression(chain)
        try saying.reach(items.map(\.expression))
        var values: [SQLValue] = []
        for item in items { values.append(try saying.value(item.expression)) }
        chain.open()
        var made: [SQLColumn] = []
        for (item, value) in zip(items, values) {
            let name = value.text.column ?? chain.adding(value.text, item.name)
            var unit = value.currency
            if let text = unit, text.column == nil, value.constant == nil { unit = SQLText(column: chain.adding(text, "\(item.name)_currency")) }
            made.append(SQLColumn(name: name, currency: unit, nullable: value.nullable, type: value.type))
        }
        return made
    }

    private static let drop: Say = { step, chain throws(Diagnostic) in
        let gone = Set(step.call[Drop.columns])
        chain.columns = chain.columns.indices.filter { !gone.contains($0) }.map { chain.columns[$0] }
    }

    /// Only what the columns are called changes, and the end of the statement says that.
    private static let rename: Say = { _, _ in }
}

/// Names that a column made on the way must not have, since tables have them.
enum SQLViewsOnRecord {
    static let tables = ["calendar", "currencies", "texts", "book_day", "reckoning"]
}

extension SQLExpression {
    /// The terms that put values in our order: text without case, ids by prefix and then by number, amounts by their units.
    func order(_ expression: BoundExpression, descending: Bool) throws(Diagnostic) -> [SQLOrder] {
        let value = try value(expression)
        // What is the same for all rows puts them in no order.
        if value.text.isLiteral { return [] }
        func term(_ text: SQLText) -> SQLOrder { SQLOrder(text: text, descending: descending, nullable: value.nullable) }
        switch value.type {
        case .id, .reference:
            let prefix: SQLText = "rtrim(lower(\(value.text)), '0123456789')"
            let digits: SQLText = "ltrim(substr(\(value.text), length(\(prefix)) + 1), '0')"
            return [term(prefix), term("length(\(digits))"), term(digits)]
        case .text, .word: return [term(folded(value))]
        case .money(nil):
            guard let currency = value.currency else { return [term(value.text)] }
            return [term("\(value.wrapped) * \(fact("to_four", of: currency))")]
        default: return [term(value.text)]
        }
    }
}
