// `provision`: the expected credit loss of the book, bucket by bucket, by a matrix of rates or by the book's own history.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum ProvisionNoun {
    private static let rates = Key<[Value]>.values("rates", .any, label: "rates", "a list with a loss rate for each bucket, not_due first; without it, by history")
    private static let names = AgeingBuckets.standard.names

    private static let columns = [
        ColumnShape("currency", .currency, nullable: false, summary: "in which currency"),
        ColumnShape("bucket", .word, words: names, nullable: false, summary: "how late it is"),
        ColumnShape("balance", .money, nullable: false, summary: "what is open in it"),
        ColumnShape("reached", .money, summary: "by history: what ever came into the bucket", addsUp: false),
        ColumnShape("lost", .money, summary: "by history: what of it was written off", addsUp: false),
        ColumnShape("rate", .percent(scale: 4), summary: "the loss rate"),
        ColumnShape("provision", .money, summary: "balance × rate"),
    ]

    static let noun = Noun.derived(
        "provision", singular: "bucket", [rates.optionalList], columns: columns, shown: columns.map(\.name),
        summary: "expected credit loss, bucket by bucket",
        details: """
            With `rates`, a loss rate over the whole life for each of not_due, 1-30, 31-60, 61-90 and 90+. Without, from the book: what was
            written off ÷ what ever came into the bucket, of all invoices up to the day asked about.
            """,
        examples: [Example("provision rates [0.3%, 1.6%, 3.6%, 6.6%, 10.6%]"), Example("provision | sum provision", "by history")]
    ) { _ in
        let shape = RowShape(columns: columns, noun: "provision")
        return PreparedNoun(shape) { request, run throws(Diagnostic) in
            let view = try request.view()
            let given = try run[rates.optionalList]
            var percents: [Percent] = []
            for value in given {
                guard case .percent(let percent) = value, !percent.number.isNegative, percent.number <= Number(100) else {
                    throw run.fault("provision.rates", "a loss rate lies from 0% to 100%, but this is \(value.shown)", at: rates)
                }
                percents.append(percent)
            }
            guard percents.isEmpty || percents.count == names.count else {
                throw run.fault(
                    "provision.rates", "there is a rate for each of the \(names.count) buckets, but these are \(percents.count)", at: rates,
                    notes: ["buckets: \(names.joined(separator: ", "))"])
            }
            let rounding = run.world.rounding
            let rows = try run.reckon { () throws(TradeFault) in
                percents.isEmpty ? try view.provisionByHistory(rounding: rounding) : try view.provision(rates: percents, rounding: rounding)
            }
            var table = LaneTable(request.context.codec)
            for row in rows {
                func money(_ minor: Int64?) -> Value { minor.map { .money(Money(minor: $0, currency: row.currency)) } ?? .null }
                table.add(
                    .word(row.currency.code), .word(names[row.bucket]), money(row.balance), money(row.reached), money(row.lost),
                    row.rate.map { .percent($0) } ?? .null, money(row.provision))
            }
            let variant = percents.isEmpty ? "by history: written off ÷ ever in the bucket; – is n/a, nothing was ever there" : "by matrix"
            return table.relation(shape, notes: ["as of \(request.day.text), \(variant); population: all open invoices"], asOf: request.asOf)
        }
    }
}

extension Key where Answer == [Value] {
    /// The same, and it may be left out.
    fileprivate var optionalList: Key<[Value]> {
        var key = self
        key.parameter.presence = .optional
        return key
    }
}
