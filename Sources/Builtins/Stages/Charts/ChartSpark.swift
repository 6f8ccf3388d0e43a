// `chart spark VALUE by KEY across TIME`: a table with a word of eight heights in each row, which shows how its figure went.
import Columns
import Diagnostics
import Interpreter
import Rendering
import Values

enum ChartSpark {
    static let by = Clause.named("by", label: "by", "a row for each of these")
    static let across = Clause.named("across", label: "across", "what runs from left to right: a date, a number, a word")

    /// How many steps one word has; the latest are kept.
    static let most = 36

    static let verb = Verb.stage(
        "chart spark", [ChartGroups.value, by, across], summary: "show in each row how its figure went",
        words: "show for each {by} how [value:the {value}][!value:the number of rows] went along {across}",
        details: """
            A table with the sum of each row and a column `trend`: a block for each step, as high as the figure, from zero to the greatest
            of its row. Months without rows stand at zero. Rows of one length compare by shape, not by size: the sum beside it tells
            the size. At most 36 steps are shown, the latest.
            """,
        examples: [
            Example("payments | chart spark amount by debtor across month = start_of_month(date) | take 5", "how they paid"),
            Example("invoices | chart spark balance by debtor.country across bucket", "where the money lies"),
        ]
    ) { call throws(Diagnostic) in
        let (keys, steps) = (call[by], call[across])
        guard steps.count == 1, let step = steps.first else {
            throw call.fault("chart.one-key", "a trend runs along one key, and here are \(steps.count)", at: across)
        }
        let groups = try ChartGroups(call, by: keys + steps)
        let inner = groups.grouping.shape
        guard let figure = inner.index(of: groups.figure) else { throw call.fault("chart.no-figure", "there is no figure", at: ChartGroups.value) }
        var columns = inner.columns.filter { $0.name != step.name && $0.name != groups.figure && $0.name != "currency" }
        let shown = columns.count
        columns.append(inner.columns[figure])
        let trend = columns.contains { $0.name == "trend" } ? "trend_of_\(groups.figure)" : "trend"
        columns.append(ColumnShape(trend, .text, nullable: false, summary: "how the figure went, from zero to its greatest"))
        let shape = RowShape(columns: columns)
        return Prepared(.rows(shape)) { run throws(Diagnostic) in
            let (rows, adds) = try groups.run(run)
            return .rows(Trends(rows, keys: shown, step: step.name, figure: figure, adds: adds, run).table(shape))
        }
    }
}

/// The rows of a grouping by keys and a step, turned into one row for the keys.
private struct Trends {
    private struct Row {
        let first: Int
        var sum: Int128 = 0
        var figures: [Int64?]
    }

    private let rows: Relation
    private let keys: [Int]
    private let figure: Int
    private let labels: ChartLabels
    private let steps: [Int64]
    private let adds: Bool
    private let isASCII: Bool

    init(_ rows: Relation, keys: Int, step: String, figure: Int, adds: Bool, _ run: Run) {
        self.rows = rows
        self.keys = rows.shape.columns.indices.filter { $0 != figure && rows.shape.columns[$0].name != step }.prefix(keys).map { $0 }
        self.figure = figure
        self.adds = adds
        isASCII = run.context.shell?.drawsASCII() ?? false
        let place = rows.shape.index(of: step) ?? 0
        labels = ChartLabels(rows, place, run.context)
        steps = labels.steps(filled: adds)
    }

    func table(_ shape: RowShape) -> Relation {
        let lanes = rows.lanes(of: figure)
        let currencies = rows.currencies(of: figure)
        let keyLanes = keys.map { rows.lanes(of: $0) }
        let shown = steps.suffix(ChartSpark.most)
        var places: [Int64: Int] = [:]
        for (place, step) in shown.enumerated() { places[step] = place }
        var found: [[Int64]: Int] = [:]
        var made: [Row] = []
        for row in lanes.indices {
            let group = keyLanes.map { $0[row] } + (currencies.isEmpty ? [] : [currencies[row]])
            let at = found[group] ?? made.count
            if at == made.count {
                found[group] = at
                made.append(Row(first: row, figures: Array(repeating: adds ? 0 : nil, count: shown.count)))
            }
            if lanes[row] == Lane.null { continue }
            made[at].sum += Int128(lanes[row])
            if let place = places[labels.lanes[row]] { made[at].figures[place] = lanes[row] }
        }
        let codec = rows.shape.columns.isEmpty ? nil : labels.codec
        let firsts = made.map { UInt32($0.first) }
        let base = rows.picking(firsts)
        var columns = keys.map { place in
            RelationColumn(
                .dense(DenseLane(base.lanes(of: place))), currency: rows.columns[place].currency.map { .dense(DenseLane(base.lanes($0))) })
        }
        columns.append(
            RelationColumn(
                .dense(DenseLane(made.map { row -> Int64 in
                    adds ? Int64(exactly: row.sum) ?? Lane.null : row.figures.compactMap { $0 }.last ?? Lane.null
                })),
                currency: rows.columns[figure].currency.map { .dense(DenseLane(base.lanes($0))) }))
        columns.append(
            RelationColumn(
                .dense(DenseLane(made.map { row in
                    codec.map { Int64($0.code(Sparkline.text(row.figures, isASCII: isASCII))) } ?? Lane.null
                }))))
        var notes = rows.notes
        if let first = shown.first, let last = shown.last {
            notes.append("trend: \(labels.text(first)) to \(labels.text(last)), each row from zero to its greatest")
        }
        if steps.count > shown.count { notes.append("trend leaves out \(steps.count - shown.count) earlier steps") }
        return Relation(shape: shape, columns: columns, baseCount: made.count, notes: notes, asOf: rows.asOf)
    }
}
