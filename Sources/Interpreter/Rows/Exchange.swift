// Dated exchange rates, and what an amount is in another currency by them: exact fractions, rounded once. A rate holds from its day
// on until a later one. Knows neither where rates are kept nor who asks.
package import Values

/// One unit of `from` is `rate` units of `to`, from that day on.
package struct ExchangeQuote: Sendable {
    package var from: Currency
    package var to: Currency
    package var day: Day
    package var rate: Number

    package init(from: Currency, to: Currency, day: Day, rate: Number) {
        self.from = from
        self.to = to
        self.day = day
        self.rate = rate
    }
}

/// What minor units of one currency are multiplied with and divided by to be minor units of another.
struct ExchangeTerms {
    var factor: Int128
    var divisor: Int128
    /// The quotes behind it: "1 EUR = 0.8642 GBP of 2026-11-20".
    var quotes: [String]

    /// `terms.convert(100_00, .halfUp)` is 86_42.
    func convert(_ minor: Int64, _ rounding: Rounding) throws(ValueFault) -> Int64 {
        let (product, over) = Int128(minor).multipliedReportingOverflow(by: factor)
        guard !over, let whole = Int64(exactly: try Number.divide(product, by: divisor, rounding: rounding)), whole != .min else {
            throw .overflow
        }
        return whole
    }
}

/// The rates of one state of the book, found by day.
final class ExchangeBook {
    private struct Pair: Hashable {
        let from: Currency
        let to: Currency
    }

    private struct Question: Hashable {
        let pair: Pair
        let day: Day
    }

    /// By pair as it was quoted, ascending by day.
    private var quotes: [Pair: [ExchangeQuote]] = [:]
    private var currencies: [Currency] = []
    private var known: [Question: ExchangeTerms?] = [:]

    init(_ list: [ExchangeQuote]) {
        for quote in list where quote.rate.mantissa > 0 { quotes[Pair(from: quote.from, to: quote.to), default: []].append(quote) }
        for pair in quotes.keys { quotes[pair]?.sort { $0.day < $1.day } }
        currencies = Set(list.flatMap { [$0.from, $0.to] }).sorted { $0.code < $1.code }
    }

    /// Nil where no rate is known that day: neither of the two, nor of both with a third currency.
    func terms(from: Currency, to: Currency, on day: Day) -> ExchangeTerms? {
        let question = Question(pair: Pair(from: from, to: to), day: day)
        if let found = known[question] { return found }
        let found = path(from, to, day).flatMap { Self.terms($0, from, to) }
        known[question] = .some(found)
        return found
    }

    /// The first day from which a rate of the two is known.
    func firstDay(_ a: Currency, _ b: Currency) -> Day? {
        [Pair(from: a, to: b), Pair(from: b, to: a)].compactMap { quotes[$0]?.first?.day }.min()
    }

    // MARK: paths

    private struct Step {
        let quote: ExchangeQuote
        let isInverse: Bool
    }

    /// The later of the two ways in which a pair is quoted.
    private func step(_ from: Currency, _ to: Currency, _ day: Day) -> Step? {
        let direct = latest(Pair(from: from, to: to), day).map { Step(quote: $0, isInverse: false) }
        let inverse = latest(Pair(from: to, to: from), day).map { Step(quote: $0, isInverse: true) }
        guard let direct, let inverse else { return direct ?? inverse }
        return inverse.quote.day > direct.quote.day ? inverse : direct
    }

    private func latest(_ pair: Pair, _ day: Day) -> ExchangeQuote? { quotes[pair]?.last { $0.day <= day } }

    /// A quote of the two, or two quotes by way of a third currency: the one whose older quote is the newest.
    private func path(_ from: Currency, _ to: Currency, _ day: Day) -> [Step]? {
        if let step = step(from, to, day) { return [step] }
        var best: (steps: [Step], day: Day)?
        for middle in currencies where middle != from && middle != to {
            guard let first = step(from, middle, day), let second = step(middle, to, day) else { continue }
            let older = min(first.quote.day, second.quote.day)
            if best.map({ older > $0.day }) ?? true { best = ([first, second], older) }
        }
        return best?.steps
    }

    private static func terms(_ steps: [Step], _ from: Currency, _ to: Currency) -> ExchangeTerms? {
        var factor = Operators.power(UInt8(clamping: max(0, to.exponent - from.exponent)))
        var divisor = Operators.power(UInt8(clamping: max(0, from.exponent - to.exponent)))
        for step in steps {
            let rate = step.quote.rate
            let (above, below) = (Int128(rate.mantissa), Operators.power(rate.scale))
            let (up, isUp) = factor.multipliedReportingOverflow(by: step.isInverse ? below : above)
            let (down, isDown) = divisor.multipliedReportingOverflow(by: step.isInverse ? above : below)
            if isUp || isDown { return nil }
            let common = greatestDivisor(up, down)
            (factor, divisor) = (up / common, down / common)
        }
        let quotes = steps.map { step in "1 \(step.quote.from.code) = \(step.quote.rate.text) \(step.quote.to.code) of \(step.quote.day.text)" }
        return ExchangeTerms(factor: factor, divisor: divisor, quotes: quotes)
    }

    /// Of two positive numbers.
    private static func greatestDivisor(_ a: Int128, _ b: Int128) -> Int128 {
        var (a, b) = (a, b)
        while b != 0 { (a, b) = (b, a % b) }
        return max(1, a)
    }
}
