// `add exchange EUR to GBP 0.8642 on 2026-11-20`: a dated rate, by which amounts are converted from that day on.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum AddExchangeVerb {
    static let from = Key.word("currency", [], "one unit of this currency")
    static let to = Key.word("other_currency", label: "to", "is so many of this one")
    static let rate = Key.number("rate", "how many, with nine decimals at most")
    static let day = Key.day("day", label: "on", "from which day on").otherwise("today") { $0.today }
    static let source = Key.text("source", label: "source", "who says so").optional

    static let verb = Verb.action(
        "add exchange", [from, to, rate, day, source], summary: "add a dated exchange rate",
        details: """
            It holds from its day on until a later one, for `balance in GBP` as of any day it covers; both ways, and with a third currency
            between where there is no rate of the two. A second one for the same pair and day takes the place of the first.
            """,
        examples: [Example("dry add exchange EUR to GBP 0.8642 on 2026-11-20 source \"ECB\"", "one euro is so many pounds")]
    ) { _ in
        Prepared.act { run throws(Diagnostic) in
            let (one, other, day) = (try run.currency(from), try run.currency(to), try run[day])
            guard one != other else { throw run.fault("exchange.one-currency", "a rate needs two currencies, but here is one", at: to) }
            let number = try run[rate]
            guard let billionths = try? number.mantissa(atScale: 9, rounding: .down), billionths > 0, Number(mantissa: billionths, scale: 9) == number
            else {
                throw run.fault(
                    "exchange.rate", "a rate is more than 0 and has nine decimals at most, but this is \(number.text)", at: rate)
            }
            let asked = AddExchangeRate(from: one, to: other, day: day, billionths: billionths, source: try run[source])
            let before = ExchangeQuotes.all(run.world.store).filter { $0.from == one && $0.to == other && $0.day <= day }.max { $0.day < $1.day }
            let changes = try run.change(at: rate) { store throws(TradeFault) in try asked.changes(in: &store) }
            var says = ["1 \(one.code) = \(number.text) \(other.code) from \(day.text)"]
            if changes.effects.isEmpty { says[0] += ", as the book says already" }
            if let before, Self.isDoubtful(before.rate, number) { says.append("before it was \(before.rate.text) of \(before.day.text): is it the other way round?") }
            return Deed(changes, says: says)
        }
    }

    /// Far from what it was, and nearer to its inverse: 1.157 after 0.8642. Or more than half away from it.
    private static func isDoubtful(_ before: Number, _ now: Number) -> Bool {
        guard let old = try? before.mantissa(atScale: 9, rounding: .halfEven), let new = try? now.mantissa(atScale: 9, rounding: .halfEven), old > 0
        else { return false }
        let one: Int128 = 1_000_000_000
        let change = Int128((Int128(new) - Int128(old)).magnitude) * one / Int128(old)
        let inverse = Int128((Int128(new) * Int128(old) / one - one).magnitude)
        return change > one / 2 || change > one / 30 && inverse < change / 2
    }
}

extension Run {
    /// A currency by its code.
    fileprivate func currency(_ key: Key<String>) throws(Diagnostic) -> Currency {
        let code = try self[key]
        guard let currency = Currency(code: code) else { throw fault("trade.unknown-currency", "'\(code)' is no currency of ISO 4217", at: key) }
        return currency
    }
}
