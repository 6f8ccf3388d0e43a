// Interest and day counts as functions: `simple_interest(10,000 GBP, 11.75%, 90d)`. What the nouns reckon for a book,
// for figures that stand in no book.
import Interpreter
import Receivables
import Values

enum InterestFunctions {
    static let all: [Function] = [daysBetween, simple, late, fixedSum, compound, discount]

    private static let daysBetween = Function.worked(
        "days_between", [("from", .day), ("to", .day), ("basis", .text)], optional: 1, gives: .number(scale: 0),
        summary: "the days that count between two dates by a day count",
        examples: ["days_between(2025-01-31, 2025-02-28, \"30/360us\")"]
    ) { (given) throws(FunctionFault) in
        let (from, to, count) = (try given.day(0), try given.day(1), try given.choice(2, DayCount.actual365))
        var lines = AlignedLines(right: [2])
        for other in DayCount.allCases {
            lines.add(other == count ? "counted" : "", other.rawValue, "\(other.days(from: from, to: to))")
        }
        return Worked(.number(Number(count.days(from: from, to: to))), .dayCount, lines: lines)
    }

    private static let simple = Function.worked(
        "simple_interest", [("amount", .money), ("rate", .percent), ("time", .duration), ("basis", .text)], optional: 1,
        gives: .money(nil), summary: "simple interest for some days: amount × rate × days / 365, rounded once",
        examples: ["simple_interest(10,000 GBP, 11.75%, 90d)"]
    ) { (given) throws(FunctionFault) in
        let (amount, rate, days) = (try given.money(0), try given.percent(1), try given.days(2))
        let count = try given.choice(3, DayCount.actual365)
        guard count != .actualActual else { throw FunctionFault("act/act needs dates: late_interest(…)") }
        guard days >= 0 else { throw FunctionFault("interest runs forward: the days must not be negative") }
        let start = Day.first
        // Any count of days counts the same here, so the days stand for themselves on the basis' year.
        let terms = InterestTerms(
            rates: RateSteps(rate), dayCount: count.base == 365 ? .actual365 : .actual360, mode: .fixedAtDefault,
            rounding: given.rounding)
        let total = try given.reckon { () throws(TradeFault) in
            try terms.interest(on: amount.minor, due: start, to: Day(clamping: Int64(start.number) + days)).total
        }
        let perDay = try given.reckon { () throws(TradeFault) in try terms.perDay(on: amount.minor, day: start) }
        func money(_ minor: Int64) -> String { Money(minor: minor, currency: amount.currency).text }
        var lines = AlignedLines(right: [1])
        lines.add("amount", amount.text)
        lines.add("rate", rate.text)
        lines.add("days", "\(days) of \(count.base)")
        lines.add("interest", money(total))
        lines.add("each more day", money(perDay))
        lines.add("with the amount", money(amount.minor.addingReportingOverflow(total).partialValue))
        return Worked(.money(Money(minor: total, currency: amount.currency)), .simpleInterest, lines: lines)
    }

    private static let late = Function.worked(
        "late_interest", [("amount", .money), ("due", .day), ("until", .day), ("rate", .any), ("terms", .any)], optional: 1,
        gives: .money(nil),
        summary: "interest from the day after a due day, at a rate, dated rates [11.5%, 2023-07-01, 13%] or the rates of a rule pack",
        examples: [
            "late_interest(8,000 GBP, 2023-05-31, 2023-09-30, \"uk-late-payment\", {mode: \"split_by_period\"})",
            "late_interest(1,000 GBP, 2025-01-31, 2025-05-01, 8%, {payments: [2025-03-02, 400 GBP]})",
        ]
    ) { (given) throws(FunctionFault) in
        try LateInterest(given).worked
    }

    private static let fixedSum = Function.worked(
        "fixed_sum", [("amount", .money), ("rules", .text)], gives: .money(nil),
        summary: "the fixed sum that a rule pack puts on a late debt", examples: ["fixed_sum(9,999.99 GBP, \"uk-late-payment\")"]
    ) { (given) throws(FunctionFault) in
        let amount = try given.money(0)
        let pack = try RuleWords.pack(given.value(1), in: given.context.world.store)
        let sum = pack.fixedSum(onDebt: amount.minor, amount.currency, kind: pack.sumKinds.first)
        var lines = AlignedLines(right: [1, 2])
        for step in pack.sums where step.currency == amount.currency {
            lines.add(
                step == sum ? "applies" : "", "from \(Money(minor: step.from, currency: step.currency).text)",
                Money(minor: step.sum, currency: step.currency).text, step.source)
        }
        return Worked(
            .money(Money(minor: sum?.sum ?? 0, currency: amount.currency)), .fixedSum, lines: lines, source: "\(pack.name): \(pack.law)",
            notes: RuleWords.doubts(sum.map { [$0.mark] } ?? []))
    }

    private static let compound = Function.worked(
        "compound_interest", [("amount", .money), ("rate", .percent), ("periods", .number)], gives: .money(nil),
        summary: "interest that bears interest, period by period; only where a contract allows it",
        examples: ["compound_interest(1,000 GBP, 1.5%, 6)"]
    ) { (given) throws(FunctionFault) in
        let (amount, rate, periods) = (try given.money(0), try given.percent(1), try given.count(2))
        guard (1...InstalmentSchedule.most).contains(periods) else { throw FunctionFault("there are from 1 to \(InstalmentSchedule.most) periods") }
        let balances = try given.reckon { () throws(TradeFault) in
            try CompoundInterest.balances(amount.minor, rate: rate, periods: periods, given.rounding)
        }
        var lines = AlignedLines(right: [1])
        for (place, balance) in balances.enumerated() { lines.add("\(place + 1)", Money(minor: balance, currency: amount.currency).text) }
        let total = (balances.last ?? amount.minor).subtractingReportingOverflow(amount.minor).partialValue
        return Worked(.money(Money(minor: total, currency: amount.currency)), .compoundInterest, lines: lines)
    }

    private static let discount = Function.worked(
        "discount_cost", [("discount", .percent), ("early", .duration), ("net", .duration)], gives: .percent(scale: 2),
        summary: "what letting an early-payment discount go costs a year, simple", examples: ["discount_cost(2%, 10d, 30d)"]
    ) { (given) throws(FunctionFault) in
        let (discount, early, net) = (try given.percent(0), try given.days(1), try given.days(2))
        guard early >= 0, early < net else { throw FunctionFault("the discount's days must end before the net days") }
        let cost = try given.reckon { () throws(TradeFault) in try EarlyDiscount(discount, early: early, net: net) }
        var lines = AlignedLines(right: [1])
        lines.add("simple", cost.simple.text)
        lines.add("compounded", cost.effective.text)
        return Worked(.percent(cost.simple), .discount, lines: lines)
    }
}
