// Rows as a page that people read and print: what it is called, for which day, the cells, and the sums below, one row for each
// currency. A currency that all amounts share is named once, above.
import Columns
import Interpreter
import Rendering
import Values

struct ResultPage {
    let grid: Grid
    let frame: PageFrame

    /// `named` is what `title` said; `otherwise` what the page is called where nobody and nothing says.
    init(_ relation: Relation, in context: Context, named: String?, otherwise: String) {
        let drawn = ResultChart(relation, in: context)
        let currency = Self.currency(of: relation)
        grid = ResultGrid(relation, for: .page(currency), in: context).grid
        var facts = [relation.asOf.map { "as of \($0.text)" } ?? context.world.today.text]
        if let currency { facts.append("amounts in \(currency.code)") }
        let picture = drawn.map { drawn in
            var chart = drawn.chart
            // The page says it already.
            chart.title = ""
            return ChartPicture(chart, footer: []).text(inline: true)
        }
        let isSummed = relation.chart.map { $0.adds } ?? true
        frame = PageFrame(
            title: named ?? drawn?.chart.title ?? relation.title ?? relation.shape.noun ?? otherwise,
            facts: [facts.joined(separator: ", ")], totals: isSummed ? Self.totals(relation, grid, currency) : [],
            notes: drawn.map { $0.notes } ?? relation.notes, picture: picture ?? "")
    }

    /// The one currency of all amounts that are shown.
    private static func currency(of relation: Relation) -> Currency? {
        var met = Set<Int64>()
        for place in relation.shape.shown where relation.shape.columns[place].meaning == .money {
            for (lane, raw) in zip(relation.lanes(of: place), relation.currencies(of: place)) where lane != Lane.null { met.insert(raw) }
        }
        return met.count == 1 ? met.first.flatMap { UInt16(exactly: $0) }.flatMap { Currency(raw: $0) } : nil
    }

    /// Every column of money, where one of them needs a sum.
    private static func totals(_ relation: Relation, _ grid: Grid, _ currency: Currency?) -> [[String?]] {
        let shown = relation.shape.shown
        guard shown.count == grid.columns.count, shown.contains(where: { MoneyTotals.sums(relation, of: $0) != nil }) else { return [] }
        var rows: [(currency: Currency, cells: [String?])] = []
        for (at, place) in shown.enumerated() {
            for sum in MoneyTotals.all(relation, of: place) {
                guard let minor = Int64(exactly: sum.sum) else { continue }
                let row = rows.firstIndex { $0.currency == sum.currency } ?? rows.count
                if row == rows.count {
                    rows.append((sum.currency, grid.columns.map { _ in nil }))
                    if grid.columns.first?.kind != .number { rows[row].cells[0] = "total" }
                    if let own = shown.firstIndex(where: { relation.shape.columns[$0].name == "currency" }), own > 0 {
                        rows[row].cells[own] = sum.currency.code
                    }
                }
                var digits = ByteSink()
                digits.append(decimal: minor, scale: sum.currency.exponent, grouped: false)
                rows[row].cells[at] = currency == nil ? "\(digits.text) \(sum.currency.code)" : digits.text
            }
        }
        return rows.sorted { $0.currency.code < $1.currency.code }.map(\.cells)
    }
}
