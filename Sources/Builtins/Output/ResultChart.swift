// Rows and their plan as a chart: which figures stand in which panel, under which label. The one place that says how a key is
// spelled on an axis and what is drawn when there is too much. May not paint.
import Columns
package import Interpreter
package import Rendering
import Receivables
import Values

package struct ResultChart {
    package let chart: Chart
    /// What stands under it: sums, what the rows say of themselves, and what is not drawn or not as a bar of its own.
    package let footer: [String]
    /// The same without the sums.
    let notes: [String]

    /// How many bars are drawn where nobody said: of keys in an order of their own, a few years of months.
    static let most = (named: 20, ordered: 60)
    /// How many parts of a bar can be told apart.
    static let mostParts = 6

    /// Nil where the rows have no plan, or no longer the columns it names. `whole` draws every point.
    package init?(_ relation: Relation, in context: Context, whole: Bool = false) {
        guard let plan = relation.chart, let rows = ChartRows(relation, plan, context) else { return nil }
        var title = plan.title
        if let day = relation.asOf, day != context.world.today { title += ", as of \(day)" }
        var drawn = Chart(rows.form, title: title, axis: plan.key ?? "", panels: rows.panels(), gradesParts: rows.gradesParts)
        var notes = rows.notes
        if rows.form == .bars || rows.form == .stacked {
            if plan.adds {
                let shown = drawn.withoutNothing { $0.place == nil && ($0.label == ChartLabels.nothing || !rows.isOrdered) }
                drawn = shown.chart
                notes += shown.notes
            }
            let most = plan.most.map { max(1, $0) } ?? (whole ? .max : rows.isOrdered ? Self.most.ordered : Self.most.named)
            let gathered = drawn.gathered(most: most, keeping: rows.isOrdered ? .last : .first, adding: plan.adds)
            drawn = gathered.chart
            notes += gathered.notes
            if plan.most == nil, !gathered.notes.isEmpty { notes.append("`top N` draws more") }
        }
        chart = drawn
        let totals = plan.adds ? MoneyTotals.lines(relation, context, among: plan.values.count == 1 ? plan.values : ["total"]) : []
        self.notes = relation.notes + notes
        footer = totals + self.notes
    }
}

/// The columns of a plan among the rows.
private struct ChartRows {
    let form: Chart.Form
    let isOrdered: Bool
    /// Whether the parts have an order of their own.
    let gradesParts: Bool
    private(set) var notes: [String] = []
    private let relation: Relation
    private let plan: ChartPlan
    private let key: Int?
    private let part: Int?
    private let values: [Int]
    /// The names of the parts; the last may stand for several.
    private var names: [String] = []
    private let labels: ChartLabels?
    private let codec: CellCodec

    init?(_ relation: Relation, _ plan: ChartPlan, _ context: Context) {
        let shape = relation.shape
        values = plan.values.compactMap { shape.index(of: $0) }
        key = plan.key.flatMap { shape.index(of: $0) }
        part = plan.part.flatMap { shape.index(of: $0) }
        guard !values.isEmpty, values.count == plan.values.count, (key == nil) == (plan.key == nil), (part == nil) == (plan.part == nil)
        else { return nil }
        self.relation = relation
        self.plan = plan
        codec = context.codec
        labels = key.map { ChartLabels(relation, $0, context) }
        // Of enumerations only the ages have an order from harmless to worst.
        gradesParts =
            part.map { place in
                let column = shape.columns[place]
                return column.isAxis && (column.meaning != .word || column.words == AgeingBuckets.standard.names)
            } ?? (values.count > 1)
        isOrdered = key.map { shape.columns[$0].isAxis } ?? false
        form =
            switch plan.form {
            case .bars: .bars
            case .stacked: .stacked
            case .histogram: .histogram
            case .line: .line
            }
        names = plan.values
        if let part {
            let all = partNames(part)
            names = all.count > ResultChart.mostParts ? largest(all, part) : all
            if all.count > ResultChart.mostParts { notes.append("the smallest \(all.count - names.count + 1) of \(all.count) parts are drawn as one") }
        }
    }

    /// A panel for each currency, in the order of the rows.
    func panels() -> [ChartPanel] {
        let place = plan.form == .histogram ? key ?? values[0] : values[0]
        let currencies = relation.currencies(of: place)
        guard !currencies.isEmpty else {
            let rows = Array(0..<relation.rowCount)
            return [panel("", rows, money: nil)]
        }
        var order: [Int64] = []
        var rows: [Int64: [Int]] = [:]
        for (row, currency) in currencies.enumerated() {
            if rows[currency] == nil { order.append(currency) }
            rows[currency, default: []].append(row)
        }
        return order.map { raw in
            let currency = UInt16(exactly: raw).flatMap { Currency(raw: $0) }
            return panel(currency?.code ?? ChartLabels.nothing, rows[raw] ?? [], money: currency)
        }
    }

    private func panel(_ heading: String, _ rows: [Int], money: Currency?) -> ChartPanel {
        if plan.form == .histogram { return histogram(heading, rows, money) }
        let (unit, divisor) = unit(of: values[0], money)
        var parts: [String: Int] = [:]
        for (place, name) in names.enumerated() { parts[name] = place }
        let figures = values.map { relation.lanes(of: $0) }
        let spelled = part.map { texts($0) }
        var points: [ChartPoint] = []
        var places: [Int64: Int] = [:]
        for row in rows {
            let lane = labels?.lanes[row] ?? 0
            let point = places[lane] ?? points.count
            if point == points.count {
                places[lane] = point
                points.append(
                    ChartPoint(labels?.text(row: row) ?? "all", place: labels?.measure(lane), values: Array(repeating: nil, count: max(1, names.count))))
            }
            for (column, lanes) in figures.enumerated() where lanes[row] != Lane.null {
                let place = spelled.map { parts[$0[row]] ?? max(0, names.count - 1) } ?? column
                // Parts that share a pattern; a sum beyond 18 digits is drawn as the longest there is.
                let (sum, over) = (points[point].values[place] ?? 0).addingReportingOverflow(lanes[row] / divisor)
                points[point].values[place] = over ? (lanes[row] < 0 ? -.max : .max) : sum
            }
        }
        return ChartPanel(heading: heading, unit: unit, parts: names.isEmpty ? [""] : names, points: filled(points))
    }

    private func histogram(_ heading: String, _ rows: [Int], _ money: Currency?) -> ChartPanel {
        guard let from = key, let to = relation.shape.index(of: "to") else {
            return ChartPanel(heading: heading, unit: ChartUnit(scale: 0), parts: plan.values, points: [])
        }
        let (unit, divisor) = unit(of: from, money, and: to)
        let (starts, ends, counts) = (relation.lanes(of: from), relation.lanes(of: to), relation.lanes(of: values[0]))
        let points = rows.map { row in
            let start = starts[row] == Lane.null ? nil : starts[row] / divisor
            let end = ends[row] == Lane.null ? nil : ends[row] / divisor
            let label: String =
                switch (start, end) {
                case (nil, nil): "all"
                case (nil, let end?): "up to \(unit.text(Int128(end)))"
                case (let start?, nil): "from \(unit.text(Int128(start)))"
                case (let start?, let end?) where start == end: unit.text(Int128(start))
                case (let start?, let end?): "\(unit.text(Int128(start)))..\(unit.text(Int128(end)))"
                }
            return ChartPoint(label, place: start, end: end, values: [counts[row] == Lane.null ? nil : counts[row]])
        }
        return ChartPanel(heading: heading, unit: ChartUnit(scale: 0), parts: plan.values, points: points, axis: unit)
    }

    /// The unit of a column, without decimals that no figure has; and what figures are divided by for that.
    private func unit(of column: Int, _ money: Currency?, and other: Int? = nil) -> (ChartUnit, Int64) {
        if let money { return (ChartUnit(scale: money.exponent), 1) }
        guard var unit = ChartUnit(of: ExpressionType(relation.shape.columns[column])), unit.scale > 0 else {
            return (ChartUnit(of: ExpressionType(relation.shape.columns[column])) ?? ChartUnit(scale: 0), 1)
        }
        var divisor: Int64 = 1
        let figures = relation.lanes(of: column) + (other.map { relation.lanes(of: $0) } ?? [])
        while unit.scale > 0, figures.allSatisfy({ $0 == Lane.null || $0 % (divisor * 10) == 0 }) {
            unit.scale -= 1
            divisor *= 10
        }
        return (unit, divisor)
    }

    private func texts(_ column: Int) -> [String] {
        let meaning = relation.shape.columns[column].meaning
        let currencies = relation.currencies(of: column)
        return relation.lanes(of: column).enumerated().map { row, lane in
            let value = codec.value(lane, meaning, currency: currencies.isEmpty ? Lane.null : currencies[row])
            return value.isNull ? ChartLabels.nothing : value.shown
        }
    }

    /// What each part comes to, over all points; none for a part that is nothing everywhere.
    private func sizes(_ part: Int) -> [String: Int128] {
        var sizes: [String: Int128] = [:]
        let figures = relation.lanes(of: values[0])
        for (row, name) in texts(part).enumerated() where figures[row] != Lane.null && figures[row] != 0 {
            sizes[name, default: 0] += Int128(figures[row].magnitude)
        }
        return sizes
    }

    /// The names of the parts: the words of an enumeration as they stand in it, other ordered ones ascending, the rest by size.
    private func partNames(_ part: Int) -> [String] {
        let sizes = sizes(part)
        let column = relation.shape.columns[part]
        if column.meaning == .word, !column.words.isEmpty {
            return column.words.filter { sizes[$0] != nil } + sizes.keys.filter { !column.words.contains($0) }.sorted()
        }
        if column.isAxis {
            let lanes = relation.lanes(of: part)
            let all = texts(part)
            var met = Set<String>()
            let order = lanes.indices.sorted { a, b in
                lanes[a] == Lane.null ? false : lanes[b] == Lane.null || lanes[a] < lanes[b]
            }
            return order.map { all[$0] }.filter { sizes[$0] != nil && met.insert($0).inserted }
        }
        return sizes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    }

    /// The largest parts in their order, and a name for all others behind them.
    private func largest(_ all: [String], _ part: Int) -> [String] {
        let sizes = sizes(part)
        let some = Set(all.sorted { (sizes[$1] ?? 0, $0) < (sizes[$0] ?? 0, $1) }.prefix(ResultChart.mostParts - 1))
        return all.filter { some.contains($0) } + ["others"]
    }
}

extension ChartRows {
    /// With months in which nothing happened put in, so that a gap is seen; bars of sums only.
    private func filled(_ points: [ChartPoint]) -> [ChartPoint] {
        let places = points.compactMap(\.place)
        guard plan.form == .bars || plan.form == .stacked, plan.adds, let months = labels?.months, let first = places.first,
            let last = places.last, let days = ChartLabels.between(first, last, months)
        else { return points }
        var found: [Int64: ChartPoint] = [:]
        for point in points { if let place = point.place { found[place] = point } }
        let none = [Int64?](repeating: nil, count: points.first?.values.count ?? 1)
        return days.map { day in found[day] ?? ChartPoint(labels?.text(day) ?? "", place: day, values: none) }
            + points.filter { $0.place == nil }
    }
}
