// Lanes and the plain meaning give the same rows, values and faults; groups and orders are those of naive code.
import Columns
import Diagnostics
import Interpreter
import Testing
import Values

@Suite struct AgreementTests {
    /// What the plain meaning gives each kept row; nil where it faults.
    private func plain(_ e: BoundExpression, _ field: Field) -> [Value]? {
        var values: [Value] = []
        for row in 0..<field.relation.rowCount {
            guard let value = try? e.value(field.context, over: field.relation, row: row) else { return nil }
            values.append(value)
        }
        return values
    }

    @Test func conditionsKeepTheSameRows() throws {
        var asked = 0
        for seed in 1...2500 as ClosedRange<UInt64> {
            let field = try Field(seed: seed, extremes: seed % 3 != 0)
            var phrases = Phrases(random: Seeded(state: seed &* 77))
            let text = phrases.flag(3)
            guard let e = field.bind(text) else { continue }
            asked += 1
            let expected = plain(e, field).map { values in
                values.indices.filter { values[$0] == .flag(true) }.map { UInt32(field.relation.base($0)) }
            }
            let kept = try? e.narrowing(field.relation, field.context).selectedRows
            #expect(kept == expected, "seed \(seed): \(text)")
        }
        #expect(asked > 2000, "only \(asked) bound")
    }

    @Test func columnsHoldTheSameValues() throws {
        var asked = 0
        for seed in 1...2500 as ClosedRange<UInt64> {
            let field = try Field(seed: seed, extremes: seed % 3 != 0)
            var phrases = Phrases(random: Seeded(state: seed &* 131))
            let text = phrases.any(3)
            guard let e = field.bind(text), let meaning = e.type.meaning else { continue }
            asked += 1
            let values = plain(e, field)
            let codec = field.context.codec
            guard let column = try? e.column(over: field.relation, field.context) else {
                let fits = values.map { $0.allSatisfy { codec.lane($0, meaning) != nil } } ?? false
                #expect(!fits, "seed \(seed): \(text) faults")
                continue
            }
            guard let values else {
                Issue.record("seed \(seed): \(text) has a fault that the column hides")
                continue
            }
            var result = field.relation
            result.shape = RowShape(columns: [ColumnShape("x", meaning)])
            result.columns = [column]
            let found = result.values(of: 0, codec)
            for (row, value) in values.enumerated() where codec.lane(value, meaning) != nil {
                let same = value.isNull ? found[row].isNull : value.equals(found[row])
                #expect(same, "seed \(seed) row \(row): \(text) is \(value), column \(found[row])")
                if !same { break }
            }
        }
        #expect(asked > 2000, "only \(asked) bound")
    }

    @Test func groupsAreThoseOfNaiveCode() throws {
        for seed in 1...400 as ClosedRange<UInt64> {
            let field = try Field(seed: seed, extremes: false)
            var random = Seeded(state: seed &* 977)
            let keys = Array(["kind", "debtor", "held", "currency", "name", "due", "late"].shuffled(using: &random).prefix(Int.random(in: 0...2, using: &random)))
            let amount = ["owed", "whole", "part", "late"].randomElement(using: &random) ?? "owed"
            let kind = [Aggregate.sum, .minimum, .maximum, .percentile, .count, .distinct, .first, .last].randomElement(using: &random) ?? .sum
            let bound = try field.bound(amount)
            let grouping = try Grouping(
                by: keys.map { GroupBy(name: $0, expression: try field.bound($0)) },
                [AggregateRequest(name: "x", kind: kind, argument: bound, rank: try field.bound("90"), span: bound.span)])
            let result = try grouping.run(field.relation, field.context)
            let codec = field.context.codec
            let found = result.shape.columns.indices.map { result.values(of: $0, codec) }

            let perCurrency = amount == "owed" && kind != .count && kind != .distinct
            let names = keys + (perCurrency ? ["currency"] : [])
            let rows = try names.map { try #require(plain(try field.bound($0), field)) }
            let amounts = try #require(plain(bound, field))
            var order: [[Value]] = []
            var groups: [[Value]: [Value]] = [:]
            for row in 0..<field.relation.rowCount {
                let key = rows.map { $0[row] }
                if groups[key] == nil { order.append(key) }
                groups[key, default: []].append(amounts[row])
            }
            if names.isEmpty, order.isEmpty { order = [[]] }
            try #require(result.rowCount == order.count, "seed \(seed): \(kind) \(amount) by \(keys)")
            for (place, key) in order.enumerated() {
                for column in keys.indices { #expect(found[column][place] == key[column], "seed \(seed)") }
                let expected = try naive(kind, groups[key] ?? [])
                #expect(found[keys.count][place].equals(expected), "seed \(seed): \(kind) \(amount) by \(keys), group \(key)")
            }
        }
    }

    private func naive(_ kind: Aggregate, _ all: [Value]) throws -> Value {
        let values = all.filter { !$0.isNull }
        switch kind {
        case .count: return .number(Number(Int64(values.count)))
        case .distinct: return .number(Number(Int64(Set(values).count)))
        case .first: return values.first ?? .null
        case .last: return values.last ?? .null
        case .minimum, .maximum:
            return values.reduce(Value.null) { best, next in
                if best.isNull { return next }
                return next.ordering(to: best) == (kind == .minimum ? .ascending : .descending) ? next : best
            }
        case .percentile:
            let sorted = values.sorted { $0.ordering(to: $1) == .ascending }
            return sorted.isEmpty ? .null : sorted[max(1, (90 * sorted.count + 99) / 100) - 1]
        case .sum:
            var total: Value?
            for value in values {
                switch (total, value) {
                case (nil, _): total = value
                case (.number(let a)?, .number(let b)): total = .number(try a + b)
                case (.money(let a)?, .money(let b)): total = .money(try a + b)
                case (.duration(let a)?, .duration(let b)): total = .duration(try a + b)
                default: Issue.record("unlike values")
                }
            }
            return total ?? .null
        case .average, .median:
            Issue.record("not asked here")
            return .null
        }
    }

    @Test func ordersAreThoseOfNaiveCode() throws {
        for seed in 1...400 as ClosedRange<UInt64> {
            let field = try Field(seed: seed, extremes: false)
            var random = Seeded(state: seed &* 31)
            let keys = Array(
                ["whole", "part", "owed", "rate", "due", "late", "clock", "at", "held", "name", "kind", "currency", "debtor.name"]
                    .shuffled(using: &random).prefix(Int.random(in: 1...3, using: &random)))
            let orders = try keys.map { SortOrder(try field.bound($0), descending: Bool.random(using: &random)) }
            let sorted = try RowOrder.sorted(field.relation, by: orders, field.context)
            let values = try orders.map { try #require(plain($0.expression, field)) }
            let expected = (0..<field.relation.rowCount).sorted { a, b in
                for (order, values) in zip(orders, values) {
                    let (x, y) = (values[a], values[b])
                    if x.isNull || y.isNull {
                        if x.isNull != y.isNull { return y.isNull }
                        continue
                    }
                    let way = byUnits(x).ordering(to: byUnits(y))
                    if way == .equal { continue }
                    return way == (order.descending ? .descending : .ascending)
                }
                return a < b
            }
            let rows = expected.map { UInt32(field.relation.base($0)) }
            let text = orders.map { "\($0.descending ? "-" : "")\(keys)" }
            let count = Int.random(in: 0...6, using: &random)
            #expect(sorted.slice(from: 0, count: count).selectedRows == Array(rows.prefix(count)), "seed \(seed): \(text)")
            #expect(sorted.slice(from: 2, count: count).selectedRows == Array(rows.dropFirst(2).prefix(count)), "seed \(seed)")
            #expect(sorted.selectedRows == rows, "seed \(seed): \(text)")
            #expect(sorted.rowCount == rows.count)
        }
    }

    private func byUnits(_ value: Value) -> Value {
        if case .money(let money) = value { return .number(money.units) }
        return value
    }
}
