// `chart histogram VALUE`: how many rows have a figure in which range.
import Columns
import Diagnostics
import Interpreter
import Rendering
import Values

enum ChartHistogram {
    static let value = Clause.named("value", "the figure to count by")
    static let bins = Key.count("bins", label: "bins", "how many ranges at most").optional

    static let verb = Verb.stage(
        "chart histogram", [value, bins, ChartGroups.title], summary: "draw how many rows have a figure in which range",
        words: "draw how many rows have {value} in which range[bins:, in at most {bins} ranges]",
        details: """
            The ranges are equally wide and begin at multiples of their width, which is the least round one that needs no more ranges than
            `bins` says; without it, log2(n) + 1 of them, but from 5 to 20. Both ends of a range belong to it. Where a hundredth of the
            rows would stretch the axis more than twofold, they are gathered in an open range. Each currency has a panel of its own.
            """,
        examples: [
            Example("invoices | where balance > 0 | chart histogram overdue", "how late open invoices are"),
            Example("invoices | chart histogram amount bins 8", "how large invoices are"),
        ]
    ) { call throws(Diagnostic) in
        let given = call[value]
        guard given.count == 1, let item = given.first else {
            throw call.fault("chart.one-figure", "a chart draws one figure, and here are \(given.count)", at: value)
        }
        guard let unit = ChartUnit(of: item.expression.type) else {
            throw call.fault(
                "chart.no-figure", "a histogram counts numbers, money, days or percentages, but this is \(item.expression.type.name)",
                at: value, hint: "chart bar by \(item.name) counts the rows of each")
        }
        let figure = try item.column(in: call.rows)
        var columns: [ColumnShape] = []
        if figure.meaning == .money { columns.append(ColumnShape("currency", .currency, summary: "the currency of the range")) }
        columns.append(ColumnShape("from", figure.meaning, summary: "the least figure of the range; empty where it is open"))
        columns.append(ColumnShape("to", figure.meaning, summary: "the greatest figure of the range; empty where it is open"))
        columns.append(ColumnShape("count", .integer, nullable: false, summary: "how many rows"))
        let shape = RowShape(columns: columns)
        return Prepared(.rows(shape)) { run throws(Diagnostic) in
            let most = try run[bins]
            if most == 0 { throw run.fault("chart.no-bins", "a histogram has at least one range, but this is 0", at: bins) }
            let column = try item.expression.column(over: run.rows, run.context)
            var rows = table(run.rows, column, most, unit, shape)
            rows.chart = ChartPlan(.histogram, title: try run[ChartGroups.title] ?? item.name, key: "from", values: ["count"])
            return .rows(rows)
        }
    }

    private static func table(_ rows: Relation, _ column: RelationColumn, _ most: Int?, _ unit: ChartUnit, _ shape: RowShape) -> Relation {
        let figures = rows.lanes(column.lane)
        let units = column.currency.map { rows.lanes($0) }
        var empty = 0
        var sorted: [Int64: [Int64]] = [:]
        for (row, figure) in figures.enumerated() {
            if figure == Lane.null { empty += 1 } else { sorted[units?[row] ?? 0, default: []].append(figure) }
        }
        var (currencies, from, to, counts): ([Int64], [Int64], [Int64], [Int64]) = ([], [], [], [])
        for (currency, figures) in sorted.sorted(by: { code($0.key) < code($1.key) }) {
            for bin in HistogramBins(figures, most: most, unit: unit)?.bins ?? [] {
                currencies.append(currency)
                from.append(bin.from ?? Lane.null)
                to.append(bin.to ?? Lane.null)
                counts.append(Int64(bin.count))
            }
        }
        let currency = LaneSource.dense(DenseLane(currencies))
        let isMoney = column.currency != nil
        var columns: [RelationColumn] = shape.columns.first?.meaning == .currency ? [RelationColumn(currency)] : []
        for lanes in [from, to] { columns.append(RelationColumn(.dense(DenseLane(lanes)), currency: isMoney ? currency : nil)) }
        columns.append(RelationColumn(.dense(DenseLane(counts))))
        var notes = rows.notes
        if empty > 0 { notes.append("\(empty) empty values skipped") }
        return Relation(shape: shape, columns: columns, baseCount: counts.count, notes: notes, asOf: rows.asOf)
    }

    private static func code(_ raw: Int64) -> String { UInt16(exactly: raw).flatMap { Currency(raw: $0) }?.code ?? "" }
}

extension ChartUnit {
    /// Nil for what is no figure. The scale of money is its currency's.
    init?(of type: ExpressionType) {
        switch type {
        case .number(let scale): self.init(scale: Int(scale))
        case .percent(let scale): self.init(scale: Int(scale), suffix: "%")
        case .days: self.init(scale: 0, suffix: "d", countsDays: true)
        case .money: self.init(scale: 2)
        case .any, .null, .flag, .day, .time, .moment, .text, .word, .id, .reference, .currency, .period, .duration, .range, .list,
            .record:
            return nil
        }
    }
}
