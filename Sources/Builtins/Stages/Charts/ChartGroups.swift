// What bars, stacks and lines share: a figure added up for each key, in an order that can be drawn. Currencies stay apart, and
// what cannot be added up must come as one row for each key. May not draw.
import Columns
import Diagnostics
import Interpreter
import Values

struct ChartGroups {
    static let value = Clause.named("value", presence: .optional, "the figure to add up; without it rows are counted")
    static let most = Key.count("most", label: "top", "how many are drawn, the rest is gathered").optional
    static let title = Key.text("title", label: "title", "what stands above it").optional

    let grouping: Interpreter.Grouping
    /// The name of the column of figures.
    let figure: String
    private let keys: [NamedExpression]
    private let adds: Bool
    /// Rows that a stage made come in an order that somebody chose, and their figures may be means.
    private let isMade: Bool

    init(_ call: Call, by keys: [NamedExpression]) throws(Diagnostic) {
        let given = call[Self.value]
        if given.count > 1 {
            throw call.fault(
                "chart.one-figure", "a chart draws one figure, and here are \(given.count)", at: Self.value,
                hint: "draw one chart for each")
        }
        let request: AggregateRequest
        if let item = given.first {
            request = AggregateRequest(name: item.name, kind: .sum, argument: item.expression, span: item.span)
            let isTotal = item.expression.bareColumn.map { $0 >= call.rows.columns.count || call.rows.columns[$0].addsUp } ?? true
            adds = try Self.isSum(item.expression.type, call) && isTotal
        } else {
            let name = keys.contains { $0.name == "count" } ? "rows" : "count"
            request = AggregateRequest(name: name, kind: .count, argument: nil, span: call.headSpan)
            adds = true
        }
        if let twice = keys.first(where: { $0.name == request.name }) {
            throw Diagnostic(
                "chart.same-column", "a figure is drawn by something else, but both are '\(request.name)'", at: twice.span,
                hint: "name one of them: by key = \(request.name)")
        }
        figure = request.name
        self.keys = keys
        isMade = call.rows.noun == nil
        grouping = try Interpreter.Grouping(by: keys.map { GroupBy(name: $0.name, expression: $0.expression) }, [request])
    }

    /// Whether figures of this type make sense when added up; throws where they are no figures.
    private static func isSum(_ type: ExpressionType, _ call: Call) throws(Diagnostic) -> Bool {
        switch type {
        case .number, .money: return true
        case .days, .percent: return false
        case .any, .null, .flag, .day, .time, .moment, .text, .word, .id, .reference, .currency, .period, .duration, .range, .list,
            .record:
            throw call.fault(
                "chart.no-figure", "a chart draws numbers, money, days or percentages, but this is \(type.name)", at: value,
                hint: "without a figure it counts the rows")
        }
    }

    /// The groups in the order they are drawn: by currency, then each key in its own order or by size.
    func run(_ run: Run) throws(Diagnostic) -> (rows: Relation, adds: Bool) {
        let rows = try grouping.run(run.rows, run.context)
        let isSingle = rows.rowCount == run.rows.rowCount
        if !adds, !isSingle {
            throw run.fault(
                "chart.not-added", "'\(figure)' cannot be added up, and here are several rows for one key", at: Self.value,
                hint: "say how they become one: … | avg \(figure) by \(keys.map(\.name).joined(separator: ", ")) | chart …")
        }
        let keepsOrder = isMade && isSingle
        return (ChartOrder(rows, run.context).sorted(keys: keys.map(\.name), figure: figure, keepsOrder: keepsOrder), adds && !keepsOrder)
    }
}

/// The order of an axis.
struct ChartOrder {
    private let rows: Relation
    private let codec: CellCodec

    init(_ rows: Relation, _ context: Context) {
        self.rows = rows
        codec = context.codec
    }

    /// By currency, then by each key: ordered ones ascending and nothing last, others the largest first unless their order was
    /// chosen.
    func sorted(keys: [String], figure: String, keepsOrder: Bool) -> Relation {
        guard let value = rows.shape.index(of: figure) else { return rows }
        let currencies = rows.currencies(of: value)
        var ranks: [[Int128]] = []
        if !currencies.isEmpty { ranks.append(currencies.map { Self.rank(currency: $0) }) }
        let figures = rows.lanes(of: value)
        for key in keys {
            guard let place = rows.shape.index(of: key) else { continue }
            let column = rows.shape.columns[place]
            let lanes = rows.lanes(of: place)
            if column.isAxis {
                ranks.append(lanes.map { rank($0, column) })
            } else if !keepsOrder, keys.count == 1 {
                // Each row is a key of its own.
                ranks.append(figures.map { $0 == Lane.null ? .max : -Int128($0) })
            } else if !keepsOrder {
                ranks.append(Self.sizes(lanes, currencies, figures))
            } else {
                ranks.append(Self.firsts(lanes, currencies))
            }
        }
        let order = (0..<rows.rowCount).sorted { a, b in
            for rank in ranks where rank[a] != rank[b] { return rank[a] < rank[b] }
            return a < b
        }
        return rows.picking(order.map { UInt32($0) })
    }

    private func rank(_ lane: Int64, _ column: ColumnShape) -> Int128 {
        if lane == Lane.null { return .max }
        guard column.meaning == .word else { return Int128(lane) }
        let word = laneText(lane, codec.store, codec.scratch)
        return Int128(column.words.firstIndex(of: word) ?? column.words.count)
    }

    /// Three letters as a number that orders as they do.
    private static func rank(currency: Int64) -> Int128 {
        guard let code = UInt16(exactly: currency).flatMap({ Currency(raw: $0) })?.code else { return .max }
        return code.utf8.reduce(0) { $0 * 256 + Int128($1) }
    }

    private struct Key: Hashable {
        let lane: Int64
        let currency: Int64
    }

    private static func groups(_ lanes: [Int64], _ currencies: [Int64]) -> [Key] {
        lanes.indices.map { Key(lane: lanes[$0], currency: currencies.isEmpty ? 0 : currencies[$0]) }
    }

    /// The larger the sum of a key, the earlier; within a currency. Of two with one size the first seen comes first.
    private static func sizes(_ lanes: [Int64], _ currencies: [Int64], _ figures: [Int64]) -> [Int128] {
        let groups = groups(lanes, currencies)
        var sums: [Key: Int128] = [:]
        for row in lanes.indices where figures[row] != Lane.null { sums[groups[row], default: 0] += Int128(figures[row]) }
        let firsts = firsts(lanes, currencies)
        return lanes.indices.map { row in
            guard let sum = sums[groups[row]] else { return Int128.max }
            return -sum * Int128(lanes.count + 1) + firsts[row]
        }
    }

    private static func firsts(_ lanes: [Int64], _ currencies: [Int64]) -> [Int128] {
        var seen: [Key: Int] = [:]
        return groups(lanes, currencies).enumerated().map { row, group in
            if let place = seen[group] { return Int128(place) }
            seen[group] = row
            return Int128(row)
        }
    }
}

extension ColumnShape {
    /// Whether values of this column have an order of their own along an axis: days, numbers, the words of an enumeration.
    var isAxis: Bool {
        switch meaning {
        case .integer, .number, .percent, .money, .day, .minutes, .moment, .days, .flag: true
        case .word: !words.isEmpty
        case .currency, .text, .id, .reference: false
        }
    }
}
