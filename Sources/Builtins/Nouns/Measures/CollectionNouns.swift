// `dso`, `cei`: how fast sales become cash, for the book as it was, in one window or month by month. Each currency apart.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

/// What the measures of a window have in common: how wide it is, and whether there is a row for each month.
enum MeasureWindow {
    static let by = Clause.word("by", ["month"], label: "by", presence: .optional, "month: a row for each of the last months")
    static let window = Key.duration("window", label: "window", "how many months of sales count").otherwise("3mo") { _ in Duration(months: 3) }
    static let months = Key.count("months", label: "months", "by month: how many rows").otherwise("12") { _ in 12 }
    static let items: [any SignatureItem] = [by, window, months]

    static func windows(_ run: Run, _ day: Day, byMonth: Bool) throws(Diagnostic) -> [Period] {
        let width = try run[window]
        guard width.months > 0, width.days == 0, width.minutes == 0, width.workdays == 0, width.months <= 120 else {
            throw run.fault("measure.window", "a window is so many months, from 1 to 120, but this is \(width.text)", at: window, hint: "window 3mo")
        }
        func back(_ month: Month, _ count: Int64) -> Month? { try? month.adding(0 - count) }
        let closing = Month(of: day)
        guard byMonth else {
            guard let first = try? day.adding(days: 1).adding(months: 0 - Int64(width.months)), let period = Period(first: first, last: day) else { return [] }
            return [period]
        }
        let count = try run[months]
        guard (1...120).contains(count) else {
            throw run.fault("measure.window", "there are from 1 to 120 months, but this is \(count)", at: months)
        }
        return (0..<Int64(count)).reversed().compactMap { step in
            guard let month = back(closing, step), let first = back(month, Int64(width.months) - 1) else { return nil }
            return Period(first: first.first, last: min(month.last, day))
        }
    }

    /// The columns of every such noun: the window and the currency before its own figures.
    static func columns(_ own: [ColumnShape]) -> [ColumnShape] {
        [
            ColumnShape("month", .text, nullable: false, summary: "the month, or the last day of the window"),
            ColumnShape("currency", .currency, nullable: false, summary: "in which currency"),
        ] + own
    }

    /// A row for each window and currency, with what `cells` makes of the sums.
    static func prepared(
        _ name: String, _ columns: [ColumnShape], _ call: Call,
        _ cells: @escaping @Sendable (CollectionSums) throws(TradeFault) -> [Value]
    ) -> PreparedNoun {
        let shape = RowShape(columns: columns, noun: name)
        let byMonth = call[by] != nil
        return PreparedNoun(shape) { request, run throws(Diagnostic) in
            let windows = try windows(run, request.day, byMonth: byMonth)
            let sums = try run.reckon { () throws(TradeFault) in
                try Collection.sums(request.store, today: run.world.today, windows: windows)
            }
            var table = LaneTable(request.context.codec)
            for one in sums.joined() {
                let last = one.window.last
                let own = try run.reckon { () throws(TradeFault) in try cells(one) }
                table.add([.text(byMonth ? Month(of: last).text : last.text), .word(one.currency.code)] + own)
            }
            return table.relation(shape, notes: try note(run, windows), asOf: request.asOf)
        }
    }

    private static func note(_ run: Run, _ windows: [Period]) throws(Diagnostic) -> [String] {
        guard let last = windows.last else { return [] }
        let span = windows.count == 1 ? "\(last.first.text)..\(last.last.text)" : "\(try run[window].text) up to each month's end"
        return ["window \(span); population: all invoices issued, drafts and cancelled ones left out; – is n/a, nothing to divide by"]
    }
}

extension CollectionSums {
    fileprivate func money(_ minor: Int64) -> Value { .money(Money(minor: minor, currency: currency)) }
}

enum DSONoun {
    private static let columns = MeasureWindow.columns([
        ColumnShape("receivables", .money, nullable: false, summary: "open at the end", addsUp: false),
        ColumnShape("not_overdue", .money, nullable: false, summary: "of it, what is not overdue", addsUp: false),
        ColumnShape("sales", .money, nullable: false, summary: "invoiced in the window; credit notes are not taken off", addsUp: false),
        ColumnShape("days", .days, nullable: false, summary: "days of the window"),
        ColumnShape("dso", .number(scale: 1), summary: "receivables ÷ sales × days"),
        ColumnShape("countback", .number(scale: 1), summary: "by counting back whole months of sales"),
        ColumnShape("bpdso", .number(scale: 1), summary: "best possible: what is not overdue ÷ sales × days"),
        ColumnShape("add", .number(scale: 1), summary: "average days delinquent: dso − bpdso"),
    ])

    static let noun = Noun.derived(
        "dso", singular: "window", MeasureWindow.items, columns: columns, shown: columns.map(\.name),
        summary: "days sales outstanding, best possible and delinquent days, for each currency",
        details: """
            Four variants side by side: simple, by counting back (calendar months, the last one counts for its share), best possible, and
            the difference of simple and best possible. `by month` gives the last months, each as the book was at its end.
            """,
        examples: [Example("dso"), Example("dso by month months 6 | where currency = \"EUR\"")]
    ) { call in
        MeasureWindow.prepared("dso", columns, call) { one throws(TradeFault) in
            let days = Duration(dayCount: one.window.dayCount).map { Value.duration($0) } ?? .null
            let amounts = [one.money(one.closing), one.money(one.current), one.money(one.sales), days]
            let figures = [try one.dso(), try one.countback(), try one.bestPossible(), try one.daysDelinquent()]
            return amounts + figures.map { $0.map { .number($0) } ?? .null }
        }
    }
}

enum CEINoun {
    private static let columns = MeasureWindow.columns([
        ColumnShape("opening", .money, nullable: false, summary: "open before the window", addsUp: false),
        ColumnShape("sales", .money, nullable: false, summary: "invoiced in the window", addsUp: false),
        ColumnShape("closing", .money, nullable: false, summary: "open at its end", addsUp: false),
        ColumnShape("not_overdue", .money, nullable: false, summary: "of it, what is not overdue", addsUp: false),
        ColumnShape("cei", .percent(scale: 2), summary: "what was collected of what could be"),
    ])

    static let noun = Noun.derived(
        "cei", singular: "window", MeasureWindow.items, columns: columns, shown: columns.map(\.name),
        summary: "collection effectiveness index, for each currency",
        details: "(opening + sales − closing) ÷ (opening + sales − closing not overdue), with the sales of the whole window.",
        examples: [Example("cei window 1mo"), Example("cei by month window 1mo months 6")]
    ) { call in
        MeasureWindow.prepared("cei", columns, call) { one throws(TradeFault) in
            let index = try one.effectiveness()
            return [
                one.money(one.opening), one.money(one.sales), one.money(one.closing), one.money(one.current), index.map { .percent($0) } ?? .null,
            ]
        }
    }
}
