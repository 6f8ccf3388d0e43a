// Functions that can tell how their answer comes about: `explain annuity(10,000 GBP, 12%, 12)`. One closure gives the value
// and its derivation together, so that what is told is what was reckoned.
import Interpreter
import Receivables
import Values

/// An answer and the lines behind it.
struct Worked {
    var value: Value
    var lines: AlignedLines
    var rule: Rule
    /// Where the authority is not the rule's own: a rule pack.
    var source: String?
    /// What holds besides: a mark that a figure is to be confirmed.
    var notes: [String]

    init(_ value: Value, _ rule: Rule, lines: AlignedLines = AlignedLines(), source: String? = nil, notes: [String] = []) {
        self.value = value
        self.rule = rule
        self.lines = lines
        self.source = source
        self.notes = notes
    }

    /// A measure that may have nothing to divide by.
    init(measure: Value?, _ rule: Rule, lines: AlignedLines = AlignedLines()) {
        self.init(measure ?? .word("n/a"), rule, lines: lines, notes: measure == nil ? ["n/a: there is nothing to divide by"] : [])
    }

    func derivation(of name: String) -> [String] {
        var told = ["\(name): \(value.shown)"] + lines.lines
        told.append("  rule: \(rule.formula)")
        if let source = source ?? rule.source { told.append("  source: \(source)") }
        return told + notes.map { "  \($0)" }
    }
}

extension Function {
    typealias Work = @Sendable (Given) throws(FunctionFault) -> Worked

    /// A function over values that can tell its derivation. Nothing given for a needed argument gives nothing.
    static func worked(
        _ name: String, _ parameters: [(name: String, taken: Taken)], optional: Int = 0, gives type: ExpressionType,
        summary: String, examples: [String], _ work: @escaping Work
    ) -> Function {
        Function(
            name, parameters, optional: optional, gives: .fixed(type), summary: summary, examples: examples,
            derivation: { (args, ctx) throws(FunctionFault) in try work(Given(args, ctx)).derivation(of: name) }
        ) { (args, ctx) throws(FunctionFault) in
            if args.contains(where: \.isNull) { return .null }
            return try work(Given(args, ctx)).value
        }
    }
}

/// The arguments of one call, read as what they must be.
struct Given {
    let args: [Value]
    let context: Context

    init(_ args: [Value], _ context: Context) {
        self.args = args
        self.context = context
    }

    var rounding: Rounding { context.world.rounding }

    func isGiven(_ place: Int) -> Bool { place < args.count && !args[place].isNull }

    func value(_ place: Int) -> Value { place < args.count ? args[place] : .null }

    func money(_ place: Int) throws(FunctionFault) -> Money {
        guard case .money(let money) = value(place) else { throw FunctionFault("an amount needs its currency: 500 GBP") }
        return money
    }

    /// An amount in the currency of another one, in minor units.
    func minor(_ place: Int, like other: Money) throws(FunctionFault) -> Int64 {
        try Self.minor(try money(place), other.currency)
    }

    func percent(_ place: Int) throws(FunctionFault) -> Percent {
        guard case .percent(let percent) = value(place) else { throw FunctionFault("a rate is a percentage: 8%") }
        return percent
    }

    func day(_ place: Int) throws(FunctionFault) -> Day {
        switch value(place) {
        case .day(let day): return day
        case .moment(let moment): return moment.day
        default: throw FunctionFault("a date is written 2026-11-23")
        }
    }

    /// A number of days, as `90d` or `90`.
    func days(_ place: Int) throws(FunctionFault) -> Int64 {
        switch value(place) {
        case .duration(let duration):
            if let days = duration.exactDays { return days }
        case .number(let number):
            if let whole = number.whole { return whole }
        default: break
        }
        throw FunctionFault("days are counted whole: 90d")
    }

    func count(_ place: Int) throws(FunctionFault) -> Int {
        guard case .number(let number) = value(place), let whole = number.whole, let count = Int(exactly: whole) else {
            throw FunctionFault("a count is a whole number")
        }
        return count
    }

    /// A word out of a closed set, in quotes; the standard where none is given.
    func choice<Choice: RawRepresentable & CaseIterable>(_ place: Int, _ standard: Choice) throws(FunctionFault) -> Choice
    where Choice.RawValue == String {
        isGiven(place) ? try Self.choice(value(place)) : standard
    }

    static func choice<Choice: RawRepresentable & CaseIterable>(_ value: Value) throws(FunctionFault) -> Choice
    where Choice.RawValue == String {
        if let word = value.spelling, let found = Choice(rawValue: word) { return found }
        throw FunctionFault("'\(value.shown)' is none of \(Choice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", "))")
    }

    func list(_ place: Int) throws(FunctionFault) -> [Value] {
        guard case .list(let items) = value(place) else { throw FunctionFault("a list stands in brackets: [1, 2, 3]") }
        return items
    }

    /// A list of amounts in one currency.
    func moneys(_ place: Int, in currency: Currency? = nil) throws(FunctionFault) -> [Money] {
        var moneys: [Money] = []
        for item in try list(place) {
            guard case .money(let money) = item else { throw FunctionFault("each amount needs its currency: [500 GBP, 200 GBP]") }
            _ = try Self.minor(money, currency ?? moneys.first?.currency ?? money.currency)
            moneys.append(money)
        }
        return moneys
    }

    static func minor(_ money: Money, _ currency: Currency) throws(FunctionFault) -> Int64 {
        guard money.currency == currency else {
            throw FunctionFault("\(currency.code) and \(money.currency.code) are never added")
        }
        return money.minor
    }

    /// The same length of two lists that belong together.
    static func pairs<A, B>(_ a: [A], _ b: [B]) throws(FunctionFault) -> [(A, B)] {
        guard a.count == b.count else { throw FunctionFault("the lists must be of one length, but they have \(a.count) and \(b.count) items") }
        return Array(zip(a, b))
    }

    /// Runs a rule; what it refuses becomes a sentence.
    func reckon<Result>(_ make: () throws(TradeFault) -> Result) throws(FunctionFault) -> Result {
        do throws(TradeFault) { return try make() } catch {
            throw FunctionFault(TradeWords(context.world.store).tell(error).message)
        }
    }
}
