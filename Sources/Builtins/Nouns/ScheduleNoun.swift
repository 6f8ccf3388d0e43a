// `schedule 1,000 GBP instalments 4 from 2026-01-31`: what a plan would ask for and when, before anyone agrees to it.
// Books nothing: `plan` proposes one.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum ScheduleNoun {
    private static let total = Key.money("total", "the debt that is paid off")
    private static let count = Key.count("instalments", label: "instalments", "how many").optional
    private static let amount = Key.money("amount", label: "of", "what can be afforded each time, instead of how many").optional
    private static let rate = Key.percent("rate", label: "rate", "interest a year").optional
    private static let every = Key.duration("every", label: "every", "the time between two").otherwise("1mo") { _ in Duration(months: 1) }
    private static let from = Key.day("from", label: "from", "the day of the first").otherwise("today") { $0.today }

    private static let columns = [
        ColumnShape("n", .integer, nullable: false, summary: "its number"),
        ColumnShape("due", .day, nullable: false, summary: "the day it is to be paid; a month's end stays one"),
        ColumnShape("amount", .money, nullable: false, summary: "how much"),
        ColumnShape("interest", .money, nullable: false, summary: "how much of it is interest"),
        ColumnShape("left", .money, nullable: false, summary: "what is left of the debt after it", addsUp: false),
    ]

    static let noun = Noun.derived(
        "schedule", singular: "instalment", [total, count, amount, rate, every, from], columns: columns, shown: columns.map(\.name),
        summary: "the instalments that pay a debt off, and their days",
        details: "Equal parts, or with a rate an annuity; with `of`, as many as an affordable amount takes. `plan` makes one of an account.",
        examples: [Example("schedule 1,000 GBP instalments 4 from 2026-01-31"), Example("schedule 5,000 GBP of 275 GBP rate 8%")]
    ) { _ in
        let shape = RowShape(columns: columns, noun: "schedule")
        return PreparedNoun(shape) { request, run throws(Diagnostic) in
            let (total, rate, first) = (try run[total], try run[rate], try run[from])
            let step = try run[every]
            guard step.minutes == 0, step.workdays == 0, (step.months > 0) != (step.days > 0), step.months >= 0, step.days >= 0 else {
                throw run.fault("plan.step", "instalments come every so many days or months", at: every, hint: "every 1mo, every 2w")
            }
            let cadence: Cadence = step.months > 0 ? .months(Int(step.months)) : .days(Int(step.days))
            let lines: [ScheduledInstalment]
            switch (try run[count], try run[amount]) {
            case (let count?, nil):
                lines = try run.reckon(at: Self.count) { () throws(TradeFault) in
                    try InstalmentSchedule.annuity(
                        principal: total.minor, annual: rate ?? Percent(number: .zero), count: count, start: first, every: cadence)
                }
            case (nil, let amount?):
                guard amount.currency == total.currency else {
                    throw run.refusal(.currencyDiffers(given: amount.currency, owed: total.currency), at: Self.amount)
                }
                lines = try run.reckon(at: Self.amount) { () throws(TradeFault) in
                    try InstalmentSchedule.affordable(principal: total.minor, amount: amount.minor, annual: rate, start: first, every: cadence)
                }
            case (nil, nil), (.some, .some):
                throw run.fault("plan.length", "say how many instalments there are, or what is affordable each time", hint: "instalments 6, or of 250 EUR")
            }
            var table = LaneTable(request.context.codec)
            func money(_ minor: Int64) -> Value { .money(Money(minor: minor, currency: total.currency)) }
            for line in lines {
                table.add(.number(Number(Int64(line.n))), .day(line.due), money(line.amount), money(line.interest), money(line.left))
            }
            return table.relation(shape)
        }
    }
}
