// `late_interest(…)`: interest between two dates with rates that change, part payments and breathing spaces.
import Columns
import Interpreter
import Receivables
import Values

struct LateInterest {
    private let given: Given
    private let amount: Money
    private let due: Day
    private let until: Day
    private var terms: InterestTerms
    private var receipts: [Receipt] = []
    private var pack: RulePack?

    init(_ given: Given) throws(FunctionFault) {
        self.given = given
        amount = try given.money(0)
        due = try given.day(1)
        until = try given.day(2)
        switch given.value(3) {
        case .percent(let percent):
            terms = InterestTerms(rates: RateSteps(percent), mode: .fixedAtDefault, rounding: given.rounding)
        case .list(let items):
            terms = InterestTerms(rates: try Self.rates(items), rounding: given.rounding)
        case .text(let name), .word(let name), .id(let name):
            let pack = try RuleWords.pack(.text(name), in: given.context.world.store)
            guard let terms = pack.terms(country: pack.countries.first, kind: pack.kinds.first, rounding: given.rounding) else {
                throw FunctionFault("'\(pack.name)' has no rates")
            }
            (self.pack, self.terms) = (pack, terms)
        default:
            throw FunctionFault("the rate is a percentage, dated rates [11.5%, 2023-07-01, 13%], or the name of a rule pack")
        }
        guard given.isGiven(4) else { return }
        guard case .record(let fields) = given.value(4) else {
            throw FunctionFault("terms stand in braces: {mode: \"split_by_period\", basis: \"act/360\"}")
        }
        for field in fields { try take(field) }
    }

    private mutating func take(_ field: Field) throws(FunctionFault) {
        switch field.name {
        case "mode": terms.mode = try Given.choice(field.value)
        case "basis": terms.dayCount = try Given.choice(field.value)
        case "parts": terms.partPayments = try Given.choice(field.value)
        case "payments": receipts = try payments(field.value)
        case "frozen": terms.frozen = try Self.frozen(field.value)
        default: throw FunctionFault("terms are mode, basis, parts, payments and frozen, but not '\(field.name)'")
        }
    }

    /// `[11.5%, 2023-07-01, 13%]`: the first from the beginning, each other from its day.
    private static func rates(_ items: [Value]) throws(FunctionFault) -> RateSteps {
        var steps: [RateSteps.Step] = []
        var from = Day.first
        for item in items {
            switch item {
            case .day(let day): from = day
            case .percent(let percent): steps.append(RateSteps.Step(from: from, percent: percent))
            default: throw FunctionFault("dated rates are rates with the day each came into force between: [11.5%, 2023-07-01, 13%]")
            }
        }
        guard !steps.isEmpty else { throw FunctionFault("there must be a rate") }
        return RateSteps(steps)
    }

    /// `[2025-03-02, 400 GBP]`: each day and what was paid on it.
    private func payments(_ value: Value) throws(FunctionFault) -> [Receipt] {
        guard case .list(let items) = value else { throw FunctionFault("payments are a list: [2025-03-02, 400 GBP]") }
        var found: [Receipt] = []
        var on: Day?
        for item in items {
            switch item {
            case .day(let day): on = day
            case .money(let money):
                guard let day = on else { throw FunctionFault("before each payment stands its date: [2025-03-02, 400 GBP]") }
                found.append(Receipt(day: day, amount: try Given.minor(money, amount.currency)))
            default: throw FunctionFault("payments are dates and amounts: [2025-03-02, 400 GBP]")
            }
        }
        return found
    }

    private static func frozen(_ value: Value) throws(FunctionFault) -> [ClosedRange<Day>] {
        let items: [Value] = if case .list(let items) = value { items } else { [value] }
        var frozen: [ClosedRange<Day>] = []
        for item in items {
            switch item {
            case .range(.day(let first)?, .day(let last)?) where first <= last: frozen.append(first...last)
            case .period(let period): frozen.append(period.first...period.last)
            default: throw FunctionFault("days without interest are a range of dates: 2025-02-01..2025-03-31")
            }
        }
        return frozen
    }

    var worked: Worked {
        get throws(FunctionFault) {
            let statement = try given.reckon { () throws(TradeFault) in
                try terms.interest(on: amount.minor, due: due, to: until, receipts: receipts)
            }
            var lines = AlignedLines(right: [0, 4, 5, 6])
            InterestLines.add(statement, amount.currency, pack, to: &lines)
            let doubts = RuleWords.doubts(InterestLines.marks(statement, terms, due: due, until: until, pack))
            return Worked(
                .money(Money(minor: statement.total, currency: amount.currency)), .simpleInterest, lines: lines,
                source: pack.map { "\($0.name): \($0.law)" }, notes: [InterestLines.terms(terms)] + doubts)
        }
    }
}

/// Stretches of interest as lines of a derivation: principal, from, to, days, rate, interest.
enum InterestLines {
    static func add(_ statement: InterestStatement, _ currency: Currency, _ pack: RulePack?, to lines: inout AlignedLines) {
        func money(_ minor: Int64) -> String { Money(minor: minor, currency: currency).text }
        for line in statement.lines {
            lines.add(
                money(line.principal), "after \(line.from.text)", "to", line.to.text, "\(line.days)d", line.percent.text, money(line.rounded))
        }
        lines.add("total", "rounded once", "", "", "", "", money(statement.total))
    }

    static func terms(_ terms: InterestTerms) -> String {
        "terms: \(terms.mode.rawValue), \(terms.dayCount.rawValue), \(terms.partPayments.rawValue)"
            + (terms.frozen.isEmpty ? "" : ", no interest " + terms.frozen.map { "\($0.lowerBound.text)..\($0.upperBound.text)" }.joined(separator: ", "))
    }

    /// The marks of the figures a statement rests on.
    static func marks(_ statement: InterestStatement, _ terms: InterestTerms, due: Day, until: Day, _ pack: RulePack?) -> [Confirmation] {
        guard let pack, !statement.lines.isEmpty else { return [] }
        let days: [Day] = switch terms.mode {
        case .fixedAtDefault: [Day(clamping: Int64(due.number) + 1)]
        case .atPayment: [until]
        case .splitByPeriod: statement.lines.map { Day(clamping: Int64($0.from.number) + 1) }
        }
        return days.compactMap { pack.reference(on: $0)?.mark }
    }
}

/// Rule packs as words.
enum RuleWords {
    static func pack(_ value: Value, in store: Store) throws(FunctionFault) -> RulePack {
        let rules = RuleBook(store)
        guard let name = value.spelling, let pack = rules.pack(named: name) else {
            throw FunctionFault("there is no rule pack '\(value.shown)'; there are \(rules.packs.map(\.name).joined(separator: ", "))")
        }
        return pack
    }

    static func doubts(_ marks: [Confirmation]) -> [String] {
        marks.contains(.toConfirm) ? ["to be confirmed: a figure of the pack that nobody has compared with its source"] : []
    }
}
