// Sharing money out, and paying debts off in parts, as functions: `settle(200 GBP, {costs: …})`, `annuity(…)`.
import Interpreter
import Receivables
import Values

enum SharingFunctions {
    static let all: [Function] = [share, settle, equal, annuity, affordable, presentValue]

    private static let share = Function.worked(
        "share", [("amount", .money), ("over", .list)], gives: .list(.money(nil)),
        summary: "an amount shared in proportion, to the last penny", examples: ["share(160 GBP, [4,550 GBP, 6,700 GBP, 1,200 GBP])"]
    ) { (given) throws(FunctionFault) in
        let amount = try given.money(0)
        var weights: [Int64] = []
        for item in try given.list(1) {
            switch item {
            case .money(let money): weights.append(try Given.minor(money, amount.currency))
            case .number(let number):
                guard let whole = number.whole else { throw FunctionFault("weights are whole numbers or amounts") }
                weights.append(whole)
            default: throw FunctionFault("weights are whole numbers or amounts")
            }
        }
        guard let shares = Shares.proportional(amount.minor, over: weights) else {
            throw FunctionFault("one weight must be more than zero, and none less")
        }
        return Worked(
            .list(shares.map { .money(Money(minor: $0, currency: amount.currency)) }), .largestRemainder,
            lines: table(zip(try given.list(1).map(\.shown), shares), amount))
    }

    private static let presentValue = Function.worked(
        "present_value", [("amount", .money), ("paid_on", .day), ("rate", .percent), ("on", .day)], optional: 1, gives: .money(nil),
        summary: "what an amount that comes on a later day is worth today, or on a day", examples: ["present_value(4,000 GBP, 2026-12-15, 8%)"]
    ) { (given) throws(FunctionFault) in
        let (money, when, rate) = (try given.money(0), try given.day(1), try given.percent(2))
        let day = given.isGiven(3) ? try given.day(3) : given.context.world.day
        let worth = try given.reckon { () throws(TradeFault) in
            try PresentValue.of([(day: when, minor: money.minor)], at: rate, on: day)
        }
        let value = Money(minor: worth, currency: money.currency)
        var lines = AlignedLines(right: [1])
        lines.add("amount", money.text)
        lines.add("days", "\(max(0, day.days(to: when)))")
        lines.add("rate", rate.text)
        lines.add("worth on \(day.text)", value.text)
        return Worked(.money(value), .presentValue, lines: lines)
    }

    private static let settle = Function.worked(
        "settle", [("amount", .money), ("parts", .any), ("order", .text)], optional: 1, gives: .any,
        summary: "what a payment settles of named parts {costs: …, interest: …, principal: …} or of a list of debts, by an allocation order",
        examples: [
            "settle(200 GBP, {costs: 40 GBP, interest: 25.50 GBP, principal: 1,000 GBP})",
            "settle(450 GBP, [300 GBP, 500 GBP, 200 GBP], \"oldest\")",
        ]
    ) { (given) throws(FunctionFault) in
        let amount = try given.money(0)
        var items: [OpenItem] = []
        var names: [String] = []
        let isRecord: Bool
        switch given.value(1) {
        case .record(let fields):
            isRecord = true
            for field in fields {
                guard case .money(let money) = field.value else { throw FunctionFault("each part is an amount: costs: 40 GBP") }
                guard let component = component(field.name) else {
                    throw FunctionFault("parts are costs, interest and principal, but not '\(field.name)'")
                }
                items.append(OpenItem(open: max(0, try Given.minor(money, amount.currency)), due: Day.first, component: component))
                names.append(field.name)
            }
        case .list(let debts):
            isRecord = false
            for (place, debt) in debts.enumerated() {
                items.append(try item(debt, place, amount.currency))
                names.append("debt \(place + 1)")
            }
        default: throw FunctionFault("parts are a record {costs: 40 GBP, …} or a list of debts [300 GBP, …]")
        }
        let order = try given.choice(2, isRecord ? AllocationOrder.costsInterestPrincipal : .oldestDue)
        let parts = order.parts(of: amount.minor, over: items, today: given.context.world.today)
        var lines = AlignedLines(right: [1, 2, 3])
        lines.add("", "open", "settled", "left")
        func money(_ minor: Int64) -> String { Money(minor: minor, currency: amount.currency).text }
        for place in items.indices { lines.add(names[place], money(items[place].open), money(parts[place]), money(items[place].open - parts[place])) }
        let rest = amount.minor - parts.reduce(Int64(0)) { $0.addingReportingOverflow($1).partialValue }
        lines.add("not used", "", money(max(0, rest)), "")
        let values = parts.map { Value.money(Money(minor: $0, currency: amount.currency)) }
        return Worked(
            isRecord ? .record(zip(names, values).map { Field($0, $1) }) : .list(values), .allocation, lines: lines,
            notes: ["order: \(order.rawValue)"])
    }

    private static func component(_ name: String) -> DebtComponent? {
        switch name {
        case "cost", "costs", "fee", "fees": .cost
        case "interest": .interest
        case "principal", "invoice": .principal
        default: nil
        }
    }

    /// A debt in a list: an amount, or {open: 500 GBP, due: 2026-04-01, rate: 8%, secured: true}.
    private static func item(_ value: Value, _ place: Int, _ currency: Currency) throws(FunctionFault) -> OpenItem {
        // Debts without days are as old as they stand in the list.
        let standing = Day(clamping: Int64(Day.first.number) + Int64(place))
        if case .money(let money) = value { return OpenItem(open: max(0, try Given.minor(money, currency)), due: standing) }
        guard case .record(let fields) = value else {
            throw FunctionFault("a debt is an amount, or {open: 500 GBP, due: 2026-04-01, rate: 8%}")
        }
        var item = OpenItem(open: 0, due: standing)
        for field in fields {
            switch (field.name, field.value) {
            case ("open", .money(let money)): item.open = max(0, try Given.minor(money, currency))
            case ("due", .day(let day)): item.due = day
            case ("rate", .percent(let rate)):
                guard let burden = try? rate.number.mantissa(atScale: 2, rounding: .halfUp) else { throw FunctionFault("that rate is out of range") }
                item.burden = burden
            case ("secured", .flag(let secured)): item.secured = secured
            case ("part", .text(let name)), ("part", .word(let name)):
                guard let component = component(name) else { throw FunctionFault("a part is costs, interest or principal") }
                item.component = component
            default: throw FunctionFault("a debt has open, due, rate, secured and part, but not '\(field.name)' like this")
            }
        }
        return item
    }

    private static let equal = Function.worked(
        "equal_instalments", [("total", .money), ("count", .number)], gives: .list(.money(nil)),
        summary: "a total in equal instalments without interest", examples: ["equal_instalments(1,000 GBP, 3)"]
    ) { (given) throws(FunctionFault) in
        let (total, count) = (try given.money(0), try given.count(1))
        return plan(
            try given.reckon { () throws(TradeFault) in
                try InstalmentSchedule.equal(total: total.minor, count: count, start: start, every: .days(1))
            }, total.currency, .equalInstalments)
    }

    private static let annuity = Function.worked(
        "annuity", [("principal", .money), ("rate", .percent), ("count", .number)], gives: .list(.money(nil)),
        summary: "level monthly instalments that pay a debt off with interest a year", examples: ["annuity(10,000 GBP, 12%, 12)"]
    ) { (given) throws(FunctionFault) in
        let (principal, rate, count) = (try given.money(0), try given.percent(1), try given.count(2))
        return plan(
            try given.reckon { () throws(TradeFault) in
                try InstalmentSchedule.annuity(principal: principal.minor, annual: rate, count: count, start: start, every: .months(1))
            }, principal.currency, .annuity)
    }

    private static let affordable = Function.worked(
        "affordable", [("principal", .money), ("amount", .money), ("rate", .percent)], optional: 1, gives: .list(.money(nil)),
        summary: "the instalments that an affordable monthly amount leads to", examples: ["affordable(5,000 GBP, 275 GBP)"]
    ) { (given) throws(FunctionFault) in
        let principal = try given.money(0)
        let amount = try given.minor(1, like: principal)
        let rate: Percent? = given.isGiven(2) ? try given.percent(2) : nil
        return plan(
            try given.reckon { () throws(TradeFault) in
                try InstalmentSchedule.affordable(principal: principal.minor, amount: amount, annual: rate, start: start, every: .months(1))
            }, principal.currency, .affordable)
    }

    /// A schedule's amounts hang on no calendar.
    private static let start = Day.first

    private static func plan(_ schedule: [ScheduledInstalment], _ currency: Currency, _ rule: Rule) -> Worked {
        func money(_ minor: Int64) -> String { Money(minor: minor, currency: currency).text }
        var lines = AlignedLines(right: [0, 1, 2, 3])
        lines.add("n", "instalment", "interest", "left")
        for one in schedule { lines.add("\(one.n)", money(one.amount), money(one.interest), money(one.left)) }
        let total = schedule.reduce(Int64(0)) { $0.addingReportingOverflow($1.amount).partialValue }
        let interest = schedule.reduce(Int64(0)) { $0.addingReportingOverflow($1.interest).partialValue }
        lines.add("total", money(total), money(interest), "")
        return Worked(.list(schedule.map { .money(Money(minor: $0.amount, currency: currency)) }), rule, lines: lines)
    }

    private static func table(_ rows: some Sequence<(String, Int64)>, _ amount: Money) -> AlignedLines {
        var lines = AlignedLines(right: [0, 1])
        for (name, minor) in rows { lines.add(name, Money(minor: minor, currency: amount.currency).text) }
        lines.add("total", amount.text)
        return lines
    }
}
