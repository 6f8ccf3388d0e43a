// A table of groups by groups: a row for each combination of keys (and currency), a column for each value across. The columns are
// listed, and known when it is checked, or found when it runs. May not know a stage by name.
import Columns
package import Diagnostics
package import Values

package struct Pivot {
    private let rows: Grouping
    private let across: BoundExpression
    /// The values across and their names, where they were listed.
    private let listed: [Value]?
    private let hasTotal: Bool
    /// What is known before it runs: the keys, the columns that were listed, the totals.
    package let shape: RowShape
    /// More columns than these nobody reads.
    package static let most = 200

    package init(
        by keys: [GroupBy], _ aggregates: [AggregateRequest], across: BoundExpression, in listed: [Value]?, total: Bool
    ) throws(Diagnostic) {
        rows = try Grouping(by: keys, aggregates)
        self.across = across
        self.listed = listed
        hasTotal = total
        guard across.type.meaning != nil else { throw .cannotSpread(across) }
        if let listed, listed.count > Self.most { throw .tooWide(listed.count, across.span) }
        shape = Self.shape(rows, (listed ?? []).map(Self.name), total: total, isOpen: listed == nil)
    }

    /// How a column is called by the value it stands for.
    private static func name(_ value: Value) -> String {
        let name = BoundExpression.shown(value)
        return value.isNull ? "none" : name.isEmpty ? "empty" : name
    }

    /// The keys, the totals, then the columns of the values, which may come later; shown with the totals last. No two have one name.
    private static func shape(_ rows: Grouping, _ values: [String], total: Bool, isOpen: Bool) -> RowShape {
        var columns = rows.keyColumns
        let keys = columns.count
        var taken = Set(columns.map(\.name))
        for value in (total ? ["total"] : []) + values {
            for aggregate in rows.aggregateColumns {
                var column = aggregate
                column.name = rows.aggregates.count == 1 ? value : "\(value)_\(aggregate.name)"
                while !taken.insert(column.name).inserted { column.name += "_" }
                columns.append(column)
            }
        }
        let spread = keys + (total ? rows.aggregates.count : 0)
        var shape = RowShape(columns: columns, shown: Array(0..<keys) + Array(spread..<columns.count) + Array(keys..<spread))
        shape.isOpen = isOpen
        return shape
    }

    package func run(_ relation: Relation, _ ctx: Context) throws(Diagnostic) -> Relation {
        let spread = try across.column(over: relation, ctx)
        let places = Groups(relation.selection, by: ([spread.lane] + [spread.currency].compactMap { $0 }).map { Columns.GroupKey($0) })
        let (names, column) = try order(values(spread, relation.selection.picking(places.firsts), ctx))
        let columns = places.ordinals.map { column[Int($0)] }
        guard columns.contains(nil) else { return try table(relation, columns.compactMap { $0 }, names, ctx) }
        var kept = relation.picking(columns.indices.filter { columns[$0] != nil }.map { UInt32(truncatingIfNeeded: $0) })
        let out = relation.rowCount - kept.rowCount
        kept.notes.append("\(out) \(out == 1 ? "row" : "rows") with other values across left out")
        return try table(kept, columns.compactMap { $0 }, names, ctx)
    }

    private func values(_ column: RelationColumn, _ firsts: Selection, _ ctx: Context) -> [Value] {
        guard let meaning = across.type.meaning else { return [] }
        let lanes = firsts.lanes(column.lane)
        let units = column.currency.map { firsts.lanes($0) }
        return lanes.indices.map { ctx.codec.value(lanes[$0], meaning, currency: units?[$0] ?? Lane.null) }
    }

    /// The names of the columns in their order, and for each value which column it is; nil for one that was not listed.
    private func order(_ values: [Value]) throws(Diagnostic) -> (names: [String], place: [Int64?]) {
        if let listed {
            return (
                listed.map(Self.name),
                values.map { value in listed.firstIndex { $0.isNull ? value.isNull : $0.equals(value) }.map { Int64($0) } }
            )
        }
        guard values.count <= Self.most else { throw .tooWide(values.count, across.span) }
        var words: [String] = []
        if case .word(let known) = across.type { words = known }
        func isBefore(_ a: Value, _ b: Value) -> Bool {
            if a.isNull || b.isNull { return !a.isNull }
            if let x = a.spelling.flatMap({ words.firstIndex(of: $0) }), let y = b.spelling.flatMap({ words.firstIndex(of: $0) }) { return x < y }
            if case .flag(let flag) = a { return !flag }
            return a.ordering(to: b) == .ascending
        }
        let sorted = values.indices.sorted { isBefore(values[$0], values[$1]) }
        var place = [Int64?](repeating: nil, count: values.count)
        for (at, value) in sorted.enumerated() { place[value] = Int64(at) }
        return (sorted.map { Self.name(values[$0]) }, place)
    }

    /// `columns` tells for each position which column it is in.
    private func table(_ relation: Relation, _ columns: [Int64], _ names: [String], _ ctx: Context) throws(Diagnostic) -> Relation {
        let arguments = try rows.arguments(relation, ctx)
        let grouped = try rows.grouped(relation, arguments, ctx)
        let lines = grouped.groups
        // A cell is a line and a column: both are small numbers by now.
        let cells = Groups(
            Selection(count: relation.rowCount),
            by: [
                Columns.GroupKey(.dense(DenseLane(lines.ordinals.map { Int64($0) })), cardinality: lines.count),
                Columns.GroupKey(.dense(DenseLane(columns)), cardinality: names.count),
            ])
        let at = cells.firsts.map { (line: Int(lines.ordinals[Int($0)]), column: Int(columns[Int($0)])) }
        var skipped = 0
        var totals: [RelationColumn] = []
        var made = Array(repeating: [RelationColumn](), count: names.count)
        for (request, argument) in zip(rows.aggregates, arguments) {
            try ctx.checkInterrupt(request.span)
            let unit = request.kind.isOfTheAmount ? argument?.currency.map(grouped.keyed) : nil
            let empty = request.kind.isOfTheAmount ? Lane.null : 0
            var total = GroupTotal(request, relation: relation, groups: cells, ctx)
            let lanes = try total.lanes(argument)
            skipped += total.skipped
            var columns = Array(repeating: [Int64](repeating: empty, count: lines.count), count: names.count)
            for (cell, lane) in lanes.enumerated() { columns[at[cell].column][at[cell].line] = lane }
            for name in names.indices { made[name].append(RelationColumn(.dense(DenseLane(columns[name])), currency: unit)) }
            guard hasTotal else { continue }
            var whole = GroupTotal(request, relation: relation, groups: lines, ctx)
            totals.append(RelationColumn(.dense(DenseLane(try whole.lanes(argument))), currency: unit))
        }
        var keys = grouped.keys
        if keys.count < rows.keyColumns.count { keys.append(RelationColumn(grouped.unit)) }
        var result = Relation(
            shape: Self.shape(rows, names, total: hasTotal, isOpen: false), columns: keys + totals + made.flatMap { $0 },
            baseCount: lines.count, notes: relation.notes, asOf: relation.asOf)
        result.selection = rows.keptLines(grouped.keys, grouped.unit, count: lines.count)
        if skipped > 0 { result.notes.append("\(skipped) empty \(skipped == 1 ? "value" : "values") skipped") }
        return result
    }
}

extension Diagnostic {
    fileprivate static func cannotSpread(_ across: BoundExpression) -> Diagnostic {
        Diagnostic("group.no-key", "\(across.type.name) cannot be spread across columns", at: across.span)
    }

    fileprivate static func tooWide(_ count: Int, _ span: Span) -> Diagnostic {
        Diagnostic(
            "pivot.too-wide", "a pivot has at most \(Pivot.most) columns, and this would have \(count)", at: span,
            hint: "put it behind by, or list the columns you want: across … in [ … ]")
    }
}
