// Groups and their aggregates: `sum balance by debtor`, `summarise n = count(), worst = max(overdue) by …`.
// Money in several currencies makes a group for each currency: amounts are never added across them.
// Aggregates skip nulls and the footer says how many. May not know a stage by name.
import Columns
package import Diagnostics
import Values

/// One aggregate that was asked for, and the name of its column.
package struct AggregateRequest {
    package var name: String
    package var kind: Aggregate
    package var argument: BoundExpression?
    /// Of a percentile: how many of a hundred lie at or below it.
    package var rank: BoundExpression?
    package var span: Span

    package init(name: String, kind: Aggregate, argument: BoundExpression?, rank: BoundExpression? = nil, span: Span) {
        self.name = name
        self.kind = kind
        self.argument = argument
        self.rank = rank
        self.span = span
    }

    /// Whether it gives an amount in a currency that only the rows know.
    var isOfMoney: Bool {
        if case .money(nil)? = argument?.type { return kind.isOfTheAmount }
        return false
    }

    /// An aggregate as it was called: `percentile(overdue, 90)`. Nil where the expression is no aggregate.
    package init?(_ item: NamedExpression) {
        guard case .call(let function, let arguments) = item.expression.form, let kind = function.aggregate else { return nil }
        self.init(
            name: item.name, kind: kind, argument: arguments.first, rank: arguments.count > 1 ? arguments[1] : nil,
            span: item.span)
    }
}

/// One key to group by, and the name of its column.
package struct GroupBy {
    package var name: String
    package var expression: BoundExpression

    package init(name: String, expression: BoundExpression) {
        self.name = name
        self.expression = expression
    }
}

/// A grouping that was checked: its shape is known, its rows come when it runs.
package struct Grouping {
    package let keys: [GroupBy]
    package let aggregates: [AggregateRequest]
    package let shape: RowShape

    package init(by keys: [GroupBy], _ aggregates: [AggregateRequest]) throws(Diagnostic) {
        self.keys = keys
        self.aggregates = aggregates
        var columns: [ColumnShape] = []
        for key in keys {
            guard let meaning = key.expression.type.meaning else { throw .cannotGroup(key) }
            var column = ColumnShape(key.name, meaning)
            if case .word(let words) = key.expression.type { column.words = words }
            if case .money(let currency) = key.expression.type { column.currency = currency }
            column.addsUp = false
            columns.append(column)
        }
        for aggregate in aggregates { columns.append(try Self.column(aggregate)) }
        var shown = Array(columns.indices)
        if aggregates.contains(where: \.isOfMoney), !columns.contains(where: { $0.name == "currency" }) {
            columns.append(ColumnShape("currency", .currency, summary: "the currency of the amounts"))
            shown = Array(columns.indices.dropLast())
        }
        shape = RowShape(columns: columns, shown: shown)
    }

    private static func column(_ request: AggregateRequest) throws(Diagnostic) -> ColumnShape {
        if request.kind == .count || request.kind == .distinct { return ColumnShape(request.name, .integer, nullable: false) }
        guard let argument = request.argument else { throw .needsColumn(request) }
        guard let meaning = argument.type.meaning else { throw .cannotAggregate(request, argument) }
        var column = ColumnShape(request.name, meaning)
        if case .money(let currency) = argument.type { column.currency = currency }
        if case .word(let words) = argument.type { column.words = words }
        column.addsUp = request.kind == .sum
        switch request.kind {
        case .sum:
            switch argument.type {
            case .money, .number, .days, .percent: break
            default: throw .cannotAggregate(request, argument)
            }
        case .average, .median:
            switch argument.type {
            case .money: break
            case .number(let scale): column.meaning = .number(scale: max(2, min(scale, 9)))
            case .percent(let scale): column.meaning = .percent(scale: max(2, min(scale, 9)))
            case .days: column.meaning = request.kind == .average ? .number(scale: 1) : .days
            default: throw .cannotAggregate(request, argument)
            }
        case .percentile:
            guard let meaning = column.meaning.ranked else { throw .cannotAggregate(request, argument) }
            column.meaning = meaning
            try request.checkRank()
        case .minimum, .maximum, .first, .last, .count, .distinct: break
        }
        return column
    }

    /// The columns that name a group: its keys, and the currency of its amounts where no key tells.
    var keyColumns: [ColumnShape] { Array(shape.columns.prefix(keys.count)) + shape.columns.dropFirst(keys.count + aggregates.count) }

    var aggregateColumns: ArraySlice<ColumnShape> { shape.columns.dropFirst(keys.count).prefix(aggregates.count) }

    /// The columns that the aggregates work on; nil for one that counts rows.
    func arguments(_ relation: Relation, _ ctx: Context) throws(Diagnostic) -> [RelationColumn?] {
        var arguments: [RelationColumn?] = []
        for request in aggregates {
            let column: RelationColumn? =
                if let argument = request.argument { try argument.column(over: relation, ctx) } else { nil }
            arguments.append(column)
        }
        return arguments
    }

    /// The groups, and what their rows have in common.
    struct Grouped {
        let groups: Groups
        private let firsts: Selection
        /// Without keys there is one row even where nothing flowed in, except that no currency is known then.
        let isOne: Bool
        private(set) var keys: [RelationColumn] = []
        /// The currency of the amounts, which is a key too.
        let unit: LaneSource

        init(_ relation: Relation, _ keys: [RelationColumn], units: [LaneSource]) {
            // Amounts bring their currency as a further key, and so do keys that are money.
            let all = keys.map(\.lane) + keys.compactMap(\.currency) + units
            groups = Groups(relation.selection, by: all.map { Columns.GroupKey($0) })
            firsts = relation.selection.picking(groups.firsts)
            isOne = all.isEmpty && groups.count == 0
            let firsts = firsts
            unit = units.first.map { .dense(DenseLane(firsts.lanes($0))) } ?? .constant(Lane.null)
            self.keys = keys.map { RelationColumn(keyed($0.lane), currency: $0.currency.map(keyed)) }
        }

        /// A lane that is the same for all rows of a group, by group.
        func keyed(_ lane: LaneSource) -> LaneSource { .dense(DenseLane(firsts.lanes(lane))) }
    }

    func grouped(_ relation: Relation, _ arguments: [RelationColumn?], _ ctx: Context) throws(Diagnostic) -> Grouped {
        var columns: [RelationColumn] = []
        for key in keys { columns.append(try key.expression.column(over: relation, ctx)) }
        try ctx.checkInterrupt(aggregates.first?.span ?? Span(0, 0))
        return Grouped(relation, columns, units: zip(aggregates, arguments).compactMap { $0.kind.isOfTheAmount ? $1?.currency : nil })
    }

    /// Rows that have neither amount nor currency make no line beside others of the same keys: there is nothing to say in them.
    /// Where anything else is summed up besides amounts every line stays.
    func keptLines(_ keys: [RelationColumn], _ unit: LaneSource, count: Int) -> Selection {
        let all = Selection(count: count)
        guard count > 1, !aggregates.isEmpty, aggregates.allSatisfy(\.isOfMoney) else { return all }
        let units = all.lanes(unit)
        guard units.contains(Lane.null) else { return all }
        let groups = Groups(all, by: (keys.map(\.lane) + keys.compactMap(\.currency)).map { Columns.GroupKey($0) })
        var hasUnit = Array(repeating: false, count: groups.count)
        for line in units.indices where units[line] != Lane.null { hasUnit[Int(groups.ordinals[line])] = true }
        return Selection(
            rows: units.indices.filter { units[$0] != Lane.null || !hasUnit[Int(groups.ordinals[$0])] }.map { UInt32(truncatingIfNeeded: $0) })
    }

    /// Groups in the order they were first seen.
    package func run(_ relation: Relation, _ ctx: Context) throws(Diagnostic) -> Relation {
        let arguments = try arguments(relation, ctx)
        let grouped = try grouped(relation, arguments, ctx)
        let (groups, isOne) = (grouped.groups, grouped.isOne)
        var columns = grouped.keys
        var skipped = 0
        for (request, argument) in zip(aggregates, arguments) {
            try ctx.checkInterrupt(request.span)
            var total = GroupTotal(request, relation: relation, groups: groups, ctx)
            let lanes = isOne ? [request.kind == .count || request.kind == .distinct ? 0 : Lane.null] : try total.lanes(argument)
            skipped += total.skipped
            let unit = request.kind.isOfTheAmount ? argument?.currency.map(grouped.keyed) : nil
            columns.append(RelationColumn(.dense(DenseLane(lanes)), currency: unit))
        }
        if columns.count < shape.columns.count {
            columns.append(RelationColumn(grouped.unit))
        }
        var result = Relation(
            shape: shape, columns: columns, baseCount: isOne ? 1 : groups.count, notes: relation.notes, asOf: relation.asOf)
        result.selection = keptLines(grouped.keys, grouped.unit, count: result.baseCount)
        if skipped > 0 { result.notes.append("\(skipped) empty \(skipped == 1 ? "value" : "values") skipped") }
        return result
    }
}

extension Aggregate {
    /// Whether the result is an amount of the argument's kind, so that it has the argument's currency.
    var isOfTheAmount: Bool {
        switch self {
        case .count, .distinct: false
        case .sum, .average, .minimum, .maximum, .median, .percentile, .first, .last: true
        }
    }
}

extension Diagnostic {
    fileprivate static func cannotGroup(_ key: GroupBy) -> Diagnostic {
        Diagnostic("group.no-key", "\(key.expression.type.name) cannot be grouped by", at: key.expression.span)
    }
    fileprivate static func needsColumn(_ request: AggregateRequest) -> Diagnostic {
        Diagnostic("expression.missing-argument", "'\(request.name)' needs the column it sums up", at: request.span)
    }
    fileprivate static func cannotAggregate(_ request: AggregateRequest, _ argument: BoundExpression) -> Diagnostic {
        Diagnostic(
            "group.no-aggregate", "\(argument.type.name) has no \(request.kind.noun)", at: argument.span,
            hint: request.kind == .sum ? "count counts rows; sum adds money, numbers or days" : nil)
    }
}

extension Aggregate {
    fileprivate var noun: String {
        switch self {
        case .count: "count"
        case .sum: "sum"
        case .average: "average"
        case .minimum: "least"
        case .maximum: "greatest"
        case .median: "median"
        case .percentile: "percentile"
        case .distinct: "count of different values"
        case .first: "first"
        case .last: "last"
        }
    }
}
