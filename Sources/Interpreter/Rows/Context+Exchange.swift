// Amounts in another currency, for values and for lanes: by the rates the book knew on the day asked about. Which rates were used is
// kept until whoever prints the result says so.
import Columns
import Diagnostics
import Values

extension Context {
    /// The terms, or nil where the book has no rate for that day.
    func exchange(_ from: Currency, _ to: Currency, on day: Day) -> ExchangeTerms? {
        let rule = world.exchangeRule
        let book = try? keptWork.work("exchange rates", on: world.store, today: world.today, asOf: nil) { () throws(Diagnostic) in
            ExchangeBook(rule(world.store))
        }
        guard let terms = book?.terms(from: from, to: to, on: day) else { return nil }
        for quote in terms.quotes where !ratesUsed.contains(quote) { ratesUsed.append(quote) }
        return terms
    }

    func converted(_ value: Value, to currency: Currency, on day: Day, _ span: Span) throws(Diagnostic) -> Value {
        switch value {
        case .null: return .null
        case .money(let money) where money.currency == currency: return value
        case .money(let money):
            guard let terms = exchange(money.currency, currency, on: day) else { throw noRate(money.currency, currency, day, span) }
            do throws(ValueFault) {
                return .money(Money(minor: try terms.convert(money.minor, world.rounding), currency: currency))
            } catch {
                throw .operation(.value(error), span)
            }
        case .flag, .number, .percent, .day, .period, .time, .moment, .duration, .range, .word, .id, .text, .list, .record:
            throw .notConverted(ExpressionType(of: value).name, span)
        }
    }

    private func noRate(_ from: Currency, _ to: Currency, _ day: Day, _ span: Span) -> Diagnostic {
        let first = ExchangeBook(world.exchangeRule(world.store)).firstDay(from, to)
        return Diagnostic(
            "expression.no-rates", "amounts are converted by rates of the book, and none from \(from.code) to \(to.code) is known on \(day.text)",
            at: span, notes: first.map { ["the first one is of \($0.text)"] } ?? [],
            hint: "say what it was: add exchange \(from.code) to \(to.code) RATE on \(day.text); or keep currencies apart: … by currency")
    }

    /// The flow with a note of the rates that were used for it, where it has notes.
    func tellingRates(_ flow: Flow) -> Flow {
        guard !ratesUsed.isEmpty, case .rows(var relation) = flow, let note = takeRatesUsed() else { return flow }
        if !relation.notes.contains(note) { relation.notes.append(note) }
        return .rows(relation)
    }

    /// The rates used since this was last asked, as a note; nil where none were.
    func takeRatesUsed() -> String? {
        defer { ratesUsed = [] }
        return ratesUsed.isEmpty ? nil : "converted at \(ratesUsed.joined(separator: ", "))"
    }
}

extension Diagnostic {
    static func notConverted(_ found: String, _ span: Span) -> Diagnostic {
        Diagnostic("expression.no-conversion", "only money is converted, but this is \(found)", at: span, hint: "500 USD in GBP")
    }
}
