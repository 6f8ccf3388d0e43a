// Groups in SQL: `count sum avg min max median summarise distinct`. Money brings its currency as a further key, groups stand in the
// order they were first seen, and what SQL has no aggregate for (the middle, the first that is not empty) is numbered first.
import Columns
import Diagnostics
import Interpreter
import Values

enum SQLGrouping {
    static let distinct: SQLStages.Say = { step, chain throws(Diagnostic) in
        var keys = step.call[Distinct.columns]
        if keys.isEmpty { keys = step.call.shownColumns() }
        try group(keys, [], chain, step)
    }

    static let count: SQLStages.Say = { step, chain throws(Diagnostic) in
        let keys = step.call[Count.by]
        try group(keys, [Wanted("count", .count, nil)], chain, step)
        if keys.isEmpty { chain.shape = RowShape(columns: [ColumnShape("count", .integer, nullable: false)]) }
    }

    static func one(_ kind: Aggregate) -> SQLStages.Say {
        { step, chain throws(Diagnostic) in
            let wanted = step.call[AggregateStages.columns].map { Wanted($0.name, kind, $0.expression) }
            try group(step.call[AggregateStages.by], wanted, chain, step)
        }
    }

    static let summarise: SQLStages.Say = { step, chain throws(Diagnostic) in
        var wanted: [Wanted] = []
        for item in step.call[Summarise.aggregates] {
            guard case .call(let function, let arguments) = item.expression.form, let kind = function.aggregate, arguments.count < 2 else {
                throw .noSQL("this aggregate", at: item.span)
            }
            wanted.append(Wanted(item.name, kind, arguments.first))
        }
        try group(step.call[Summarise.by], wanted, chain, step)
    }

    struct Wanted {
        let name: String
        let kind: Aggregate
        let argument: BoundExpression?

        init(_ name: String, _ kind: Aggregate, _ argument: BoundExpression?) {
            self.name = name
            self.kind = kind
            self.argument = argument
        }

        /// Whether the result is an amount of the argument's kind.
        var isOfTheAmount: Bool { kind != .count && kind != .distinct }
    }

    static func group(_ keys: [NamedExpression], _ wanted: [Wanted], _ chain: SQLChain, _ step: CourseStep) throws(Diagnostic) {
        let place = chain.place()
        let saying = SQLExpression(chain)
        try saying.reach(keys.map(\.expression) + wanted.compactMap(\.argument))
        var keyValues: [SQLValue] = []
        for key in keys { keyValues.append(try saying.value(key.expression)) }
        var arguments: [SQLValue?] = []
        for one in wanted {
            guard let argument = one.argument else {
                arguments.append(nil)
                continue
            }
            arguments.append(try saying.value(argument))
        }
        // A literal among the keys would be taken for the number of a column.
        func settled(_ text: SQLText) -> SQLText { text.isLiteral ? chain.hoisted(text, "key") : text }
        keyValues = keyValues.map { value in
            var value = value
            value.text = settled(value.text)
            value.currency = value.currency.map(settled)
            return value
        }
        arguments = zip(wanted, arguments).map { one, value in
            guard var value else { return nil }
            if one.isOfTheAmount { value.currency = value.currency.map(settled) }
            return value
        }
        let units = zip(wanted, arguments).compactMap { $0.isOfTheAmount ? $1?.currency : nil }
        var groups: [SQLText] = []
        for text in keyValues.map(\.text) + keyValues.compactMap(\.currency) + units where !groups.contains(text) { groups.append(text) }
        var aggregates = try zip(wanted, arguments).map { one, argument throws(Diagnostic) in
            try SQLAggregate(one, argument, groups, place, saying)
        }
        for i in aggregates.indices { aggregates[i].prepare() }
        chain.open()
        // What groups of one name stand for after the select.
        var picked: [(text: SQLText, name: String)] = []
        var names: [SQLText: String] = [:]
        func pick(_ text: SQLText, _ name: String) -> String {
            if let known = names[text] { return known }
            let made = SQLChain.free(text.column ?? name, picked)
            picked.append((text, made))
            names[text] = made
            return made
        }
        var columns: [SQLColumn] = []
        for (key, value) in zip(keys, keyValues) {
            let name = pick(value.text, key.name)
            let unit = value.currency.map { SQLText(column: pick($0, "\(key.name)_currency")) }
            columns.append(SQLColumn(name: name, currency: unit, nullable: value.nullable, type: value.type))
        }
        for (one, argument) in zip(wanted, arguments) where one.isOfTheAmount {
            if let unit = argument?.currency { _ = pick(unit, names.values.contains("currency") ? "\(one.name)_currency" : "currency") }
        }
        for i in aggregates.indices { aggregates[i].add(to: &picked) }
        // One row has no order.
        let order = groups.isEmpty ? nil : SQLChain.free("place", picked)
        if let order { picked.append(("MIN(\(place))", order)) }
        chain.select.columns = picked
        chain.draft.take(picked.map(\.name))
        chain.select.groups = groups
        chain.order = order.map { [SQLOrder(text: SQLText(column: $0), nullable: false)] } ?? []
        chain.links = [:]
        chain.noun = nil
        chain.close()
        for (i, argument) in arguments.enumerated() {
            let unit = wanted[i].isOfTheAmount ? argument?.currency.flatMap { names[$0] }.map { SQLText(column: $0) } : nil
            columns.append(aggregates[i].column(unit))
        }
        if case .rows(let shape) = step.shape, columns.count < shape.columns.count {
            let unit = units.first.flatMap { names[$0] } ?? "currency"
            columns.append(SQLColumn(name: unit, currency: nil, nullable: true, type: .currency))
        }
        chain.columns = columns
    }
}
