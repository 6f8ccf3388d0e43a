// The sums that the measures of collection rest on, for one window of days and each currency: what was open before, what was
// invoiced, what is open after and not overdue. The book as it was on the days asked for; nothing here divides.

package import Columns
package import Values

package struct CollectionSums: Sendable, Hashable {
    package let currency: Currency
    package let window: Period
    /// Open at the end of the day before the window.
    package let opening: Int64
    /// Invoiced in the window, drafts and what was cancelled by its end left out; credit notes are not taken off.
    package let sales: Int64
    /// Open at the end of the window, and of it what is not overdue.
    package let closing: Int64
    package let current: Int64
    /// Sales of the calendar months up to the window's end, the newest first, with the days of each that count.
    package let months: [MonthSales]

    package struct MonthSales: Sendable, Hashable {
        package let month: Month
        package let sales: Int64
        package let days: Int64
    }

    package func dso() throws(TradeFault) -> Number? { try Ratios.dso(receivables: closing, sales: sales, days: window.dayCount) }
    package func bestPossible() throws(TradeFault) -> Number? { try Ratios.dso(receivables: current, sales: sales, days: window.dayCount) }
    package func daysDelinquent() throws(TradeFault) -> Number? {
        try Ratios.daysDelinquent(receivables: closing, current: current, sales: sales, days: window.dayCount)
    }
    package func effectiveness() throws(TradeFault) -> Percent? {
        try Ratios.effectiveness(opening: opening, sales: sales, closing: closing, current: current)
    }
    package func countback() throws(TradeFault) -> Number? {
        // Nothing open is nothing to count back over, which is 0 days where there were sales at all.
        guard months.contains(where: { $0.sales != 0 }) else { return nil }
        return try Countback(receivables: closing, months: months.map { ($0.sales, $0.days) }).days
    }
}

package enum Collection {
    /// How far the counting back looks.
    static let monthsBack = 60

    /// The sums of several windows, each by currency.
    package static func sums(_ store: Store, today: Day, windows: [Period]) throws(TradeFault) -> [[CollectionSums]] {
        let sales = SalesByMonth(store)
        var found: [[CollectionSums]] = []
        var known: [Day: [Currency: (total: Int64, current: Int64)]] = [:]
        func open(_ day: Day) throws(TradeFault) -> [Currency: (total: Int64, current: Int64)] {
            if let seen = known[day] { return seen }
            var open: [Currency: (total: Int64, current: Int64)] = [:]
            for line in try BookView(store, today: today, asOf: day).ageing().lines {
                open[line.currency] = (line.total, line.balances.first ?? 0)
            }
            known[day] = open
            return open
        }
        for window in windows {
            let before = try open(Day(clamping: Int64(window.first.number) - 1))
            let after = try open(window.last)
            let invoiced = sales.sums(in: window, store)
            let currencies = Set(before.keys).union(after.keys).union(invoiced.keys).sorted { $0.raw < $1.raw }
            found.append(
                currencies.map { currency in
                    CollectionSums(
                        currency: currency, window: window, opening: before[currency]?.total ?? 0, sales: invoiced[currency] ?? 0,
                        closing: after[currency]?.total ?? 0, current: after[currency]?.current ?? 0,
                        months: sales.months(of: currency, upTo: window.last))
                })
        }
        return found
    }
}

/// What was invoiced, by currency and day of issue.
private struct SalesByMonth {
    private var days: [Currency: [Day: Int64]] = [:]

    init(_ store: Store) {
        let issued = store.texts.code(of: Invoices.issuedState).map(Int64.init) ?? Lane.null
        for row in store.live(Invoices.table).rows() where store.cell(Invoices.table, row, Invoices.state) == issued {
            guard let currency = Currency(lane: store.cell(Invoices.table, row, Invoices.currency)),
                let day = Day(lane: store.cell(Invoices.table, row, Invoices.issued))
            else { continue }
            let amount = store.cell(Invoices.table, row, Invoices.amount)
            days[currency, default: [:]][day, default: 0] = (days[currency]?[day] ?? 0).addingClamped(amount)
        }
    }

    func sums(in window: Period, _ store: Store) -> [Currency: Int64] {
        days.mapValues { days in
            days.reduce(Int64(0)) { window.contains($1.key) ? $0.addingClamped($1.value) : $0 }
        }
    }

    func months(of currency: Currency, upTo last: Day) -> [CollectionSums.MonthSales] {
        var sums: [Month: Int64] = [:]
        for (day, amount) in days[currency] ?? [:] where day <= last { sums[Month(of: day), default: 0] = (sums[Month(of: day)] ?? 0).addingClamped(amount) }
        guard let first = sums.keys.min() else { return [] }
        var months: [CollectionSums.MonthSales] = []
        var month = Month(of: last)
        while month >= first, months.count < Collection.monthsBack {
            let end = min(month.last, last)
            months.append(CollectionSums.MonthSales(month: month, sales: sums[month] ?? 0, days: month.first.days(to: end) + 1))
            guard let before = try? month.adding(-1) else { break }
            month = before
        }
        return months
    }
}
