// The measures of a credit department as functions over sums: `dso(150,000 GBP, 1,800,000 GBP, 365d)`.
// Where there is nothing to divide by the answer is n/a.
import Interpreter
import Receivables
import Values

enum MeasureFunctions {
    static let all: [Function] = [
        dso, countback, bestPossible, delinquent, effectiveness, rollRate, portion, collectionRate, weightedDelay, expectedCash, provision,
        lossForecast,
    ]

    private static let dso = Function.worked(
        "dso", [("receivables", .money), ("sales", .money), ("days", .any)], gives: .number(scale: 1),
        summary: "days sales outstanding: receivables ÷ credit sales × days", examples: ["dso(150,000 GBP, 1,800,000 GBP, 365d)"]
    ) { (given) throws(FunctionFault) in
        let receivables = try given.money(0)
        let (sales, days) = (try given.minor(1, like: receivables), try given.days(2))
        return Worked(
            measure: try given.reckon { () throws(TradeFault) in try Ratios.dso(receivables: receivables.minor, sales: sales, days: days) }.map { .number($0) },
            .dso, lines: named(given, ["receivables", "credit sales", "days"]))
    }

    private static let countback = Function.worked(
        "dso_countback", [("receivables", .money), ("sales", .list), ("closing", .day)], gives: .number(scale: 1),
        summary: "days sales outstanding by counting back: monthly credit sales, the newest first, and the closing day",
        examples: ["dso_countback(12,000 GBP, [5,000 GBP, 4,000 GBP, 6,000 GBP], 2026-11-30)"]
    ) { (given) throws(FunctionFault) in
        let receivables = try given.money(0)
        let sales = try given.moneys(1, in: receivables.currency)
        let closing = Month(of: try given.day(2))
        var months: [(sales: Int64, days: Int64)] = []
        for (back, money) in sales.enumerated() {
            guard let month = try? closing.adding(0 - Int64(back)) else { throw FunctionFault("there are too many months") }
            months.append((money.minor, month.period.dayCount))
        }
        let counted = try given.reckon { () throws(TradeFault) in try Countback(receivables: receivables.minor, months: months) }
        var lines = AlignedLines(right: [1, 2, 3])
        lines.add("month", "sales", "taken off", "days")
        for (back, step) in counted.steps.enumerated() {
            let month = (try? closing.adding(0 - Int64(back)).text) ?? ""
            let isPart = step.taken < step.sales
            lines.add(
                month, Money(minor: step.sales, currency: receivables.currency).text,
                Money(minor: step.taken, currency: receivables.currency).text, isPart ? "a share of \(step.days)" : "\(step.days)")
        }
        var worked = Worked(measure: counted.days.map { .number($0) }, .countback, lines: lines)
        if counted.days == nil { worked.notes = ["n/a: the sales given do not reach back far enough"] }
        return worked
    }

    private static let bestPossible = Function.worked(
        "bpdso", [("current", .money), ("sales", .money), ("days", .any)], gives: .number(scale: 1),
        summary: "best possible days sales outstanding: receivables not overdue ÷ credit sales × days", examples: ["bpdso(4,000 GBP, 10,000 GBP, 30d)"]
    ) { (given) throws(FunctionFault) in
        let current = try given.money(0)
        let (sales, days) = (try given.minor(1, like: current), try given.days(2))
        return Worked(
            measure: try given.reckon { () throws(TradeFault) in try Ratios.dso(receivables: current.minor, sales: sales, days: days) }.map { .number($0) },
            .bestPossible, lines: named(given, ["not overdue", "credit sales", "days"]))
    }

    private static let delinquent = Function.worked(
        "days_delinquent", [("receivables", .money), ("current", .money), ("sales", .money), ("days", .any)], gives: .number(scale: 1),
        summary: "average days delinquent: DSO less best possible DSO", examples: ["days_delinquent(66,000 GBP, 40,000 GBP, 120,000 GBP, 90d)"]
    ) { (given) throws(FunctionFault) in
        let receivables = try given.money(0)
        let (current, sales, days) = (try given.minor(1, like: receivables), try given.minor(2, like: receivables), try given.days(3))
        return Worked(
            measure: try given.reckon { () throws(TradeFault) in
                try Ratios.daysDelinquent(receivables: receivables.minor, current: current, sales: sales, days: days)
            }.map { .number($0) }, .daysDelinquent, lines: named(given, ["receivables", "not overdue", "credit sales", "days"]))
    }

    private static let effectiveness = Function.worked(
        "cei", [("opening", .money), ("sales", .money), ("closing", .money), ("current", .money)], gives: .percent(scale: 2),
        summary: "collection effectiveness index over a whole period: what was collected of what could be",
        examples: ["cei(100,000 GBP, 50,000 GBP, 80,000 GBP, 60,000 GBP)"]
    ) { (given) throws(FunctionFault) in
        let opening = try given.money(0)
        let (sales, closing, current) = (try given.minor(1, like: opening), try given.minor(2, like: opening), try given.minor(3, like: opening))
        return Worked(
            measure: try given.reckon { () throws(TradeFault) in
                try Ratios.effectiveness(opening: opening.minor, sales: sales, closing: closing, current: current)
            }.map { .percent($0) }, .effectiveness, lines: named(given, ["opening", "sales of the period", "closing", "closing not overdue"]))
    }

    private static let rollRate = ratio("roll_rate", "rolled", "before", .rollRate,
        "the share of a bucket that moved on to the next", "roll_rate(200,000 GBP, 1,000,000 GBP)")

    private static let portion = ratio("rate_of", "part", "whole", .share,
        "a share in percent: cured of late accounts, kept of promises, answered of calls", "rate_of(22, 40)")

    private static func ratio(_ name: String, _ part: String, _ whole: String, _ rule: Rule, _ summary: String, _ example: String) -> Function {
        Function.worked(name, [(part, .any), (whole, .any)], gives: .percent(scale: 2), summary: summary, examples: [example]) {
            (given) throws(FunctionFault) in
            let (a, b): (Int128, Int128)
            switch (given.value(0), given.value(1)) {
            case (.money(let part), .money(let whole)): (a, b) = (Int128(try Given.minor(part, whole.currency)), Int128(whole.minor))
            case (.number(let part), .number(let whole)):
                guard let m = try? part.mantissa(atScale: 6, rounding: .halfUp), let n = try? whole.mantissa(atScale: 6, rounding: .halfUp) else {
                    throw FunctionFault("these numbers are too large")
                }
                (a, b) = (Int128(m), Int128(n))
            default: throw FunctionFault("takes two amounts, or two numbers")
            }
            return Worked(
                measure: try given.reckon { () throws(TradeFault) in try Ratios.percent(a, of: b) }.map { .percent($0) }, rule,
                lines: named(given, [part, whole]))
        }
    }

    private static let collectionRate = Function.worked(
        "collection_rate", [("collected", .money), ("placed", .money), ("cost", .money)], optional: 1, gives: .percent(scale: 2),
        summary: "what was collected of what was placed; with the cost, net of it", examples: ["collection_rate(92,500 GBP, 250,000 GBP, 18,500 GBP)"]
    ) { (given) throws(FunctionFault) in
        let collected = try given.money(0)
        let placed = try given.minor(1, like: collected)
        let cost = given.isGiven(2) ? try given.minor(2, like: collected) : 0
        return Worked(
            measure: try given.reckon { () throws(TradeFault) in try Ratios.percent(Int128(collected.minor) - Int128(cost), of: Int128(placed)) }
                .map { .percent($0) }, .collectionRate, lines: named(given, ["collected", "placed", "cost"]))
    }

    private static let weightedDelay = Function.worked(
        "weighted_delay", [("amounts", .list), ("days", .list)], gives: .number(scale: 2),
        summary: "days late, weighted by amount", examples: ["weighted_delay([140 GBP, 85 GBP, 214 GBP], [7d, 55d, 10d])"]
    ) { (given) throws(FunctionFault) in
        let amounts = try given.moneys(0)
        var parts: [(amount: Int64, days: Int64)] = []
        var lines = AlignedLines(right: [0, 1])
        for (amount, late) in try Given.pairs(amounts, try given.list(1)) {
            let days = try Given([late], given.context).days(0)
            parts.append((amount.minor, days))
            lines.add(amount.text, "\(days)d")
        }
        let delay = try given.reckon { () throws(TradeFault) in try Ratios.weightedDelay(parts) }
        var worked = Worked(measure: delay.map { .number($0) }, .weightedDelay, lines: lines)
        if let rating = PayerRating(delay: delay) { worked.notes.append("rating \(rating.rawValue): \(PayerRating.scale)") }
        return worked
    }

    private static let expectedCash = weighted("expected_cash", "chances", .expectedCash,
        "what is likely to come in: each amount times its chance", "expected_cash([1,000 GBP, 500 GBP, 2,000 GBP], [90%, 60%, 25%])")

    private static let provision = weighted("provision_matrix", "rates", .provisionMatrix,
        "expected credit loss: each bucket times its loss rate", "provision_matrix([15,000,000 GBP, 7,500,000 GBP], [0.3%, 1.6%])")

    private static func weighted(_ name: String, _ second: String, _ rule: Rule, _ summary: String, _ example: String) -> Function {
        Function.worked(name, [("amounts", .list), (second, .list)], gives: .money(nil), summary: summary, examples: [example]) {
            (given) throws(FunctionFault) in
            let amounts = try given.moneys(0)
            guard let first = amounts.first else { throw FunctionFault("there must be an amount") }
            var parts: [(amount: Int64, rate: Percent)] = []
            var lines = AlignedLines(right: [0, 1, 2])
            for (amount, rate) in try Given.pairs(amounts, try given.list(1)) {
                let rate = try Given([rate], given.context).percent(0)
                parts.append((amount.minor, rate))
                let one = try given.reckon { () throws(TradeFault) in try Ratios.weighted([(amount.minor, rate)], rounding: given.rounding) }
                lines.add(amount.text, rate.text, Money(minor: one, currency: first.currency).text)
            }
            let sum = try given.reckon { () throws(TradeFault) in try Ratios.weighted(parts, rounding: given.rounding) }
            return Worked(.money(Money(minor: sum, currency: first.currency)), rule, lines: lines)
        }
    }

    private static let lossForecast = Function.worked(
        "loss_forecast", [("balances", .list), ("rolls", .list)], gives: .money(nil),
        summary: "the loss that chained roll rates lead to: each balance times its own and all later rates",
        examples: ["loss_forecast([1,000 GBP, 400 GBP], [20%, 50%])"]
    ) { (given) throws(FunctionFault) in
        let balances = try given.moneys(0)
        guard let first = balances.first else { throw FunctionFault("there must be a balance") }
        var rates: [Percent] = []
        for item in try given.list(1) { rates.append(try Given([item], given.context).percent(0)) }
        let pairs = try Given.pairs(balances, rates)
        var factor = Percent(number: Number(100))
        var parts: [(amount: Int64, rate: Percent)] = []
        for (balance, rate) in pairs.reversed() {
            do throws(ValueFault) {
                // A factor keeps 8 decimals of a percent, far below a minor unit of any balance that fits.
                let product = try factor.number.rounded(to: 8, .halfEven) * (try rate.number / Number(100))
                factor = Percent(number: try product.rounded(to: 8, .halfEven))
            } catch { throw FunctionFault("these rates are out of range") }
            parts.append((balance.minor, factor))
        }
        var lines = AlignedLines(right: [0, 1, 2])
        for (pair, part) in zip(pairs, parts.reversed()) {
            lines.add(pair.0.text, pair.1.text, "\(Percent(number: part.rate.number.trimmed).text) in all")
        }
        let sum = try given.reckon { () throws(TradeFault) in try Ratios.weighted(parts, rounding: given.rounding) }
        return Worked(.money(Money(minor: sum, currency: first.currency)), .chainedRolls, lines: lines)
    }

    private static func named(_ given: Given, _ names: [String]) -> AlignedLines {
        var lines = AlignedLines(right: [1])
        for (place, name) in names.enumerated() where given.isGiven(place) { lines.add(name, given.value(place).shown) }
        return lines
    }
}
