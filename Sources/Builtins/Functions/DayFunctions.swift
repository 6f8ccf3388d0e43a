// Functions and constants of the calendar: `today`, `month(due)`, `start_of_month(due)`.
// A function without arguments is written bare. `month(due)` counts 1 to 12; `period(due)` keeps the year.
import Interpreter
import Values

enum DayFunctions {
    static let all: [Function] =
        [
            Function("me", [], gives: .fixed(.text), summary: "who sits at the keyboard", examples: ["contacts | where staff = me | count"]) {
                _, ctx in .text(ctx.world.actor)
            },
            Function("today", [], gives: .fixed(.day), summary: "the business date", examples: ["today - 7d"]) { _, ctx in
                .day(ctx.world.today)
            },
            Function("yesterday", [], gives: .fixed(.day), summary: "the day before the business date", examples: ["yesterday"]) {
                (_, ctx) throws(FunctionFault) in try shifted(ctx.world.today, -1)
            },
            Function("tomorrow", [], gives: .fixed(.day), summary: "the day after the business date", examples: ["tomorrow"]) {
                (_, ctx) throws(FunctionFault) in try shifted(ctx.world.today, 1)
            },
            Function("now", [], gives: .fixed(.moment), summary: "the date and the time", examples: ["now"]) { _, ctx in .moment(ctx.world.now) },
            Function("weekday", [("date", .day)], gives: .fixed(.text), summary: "the name of the day of the week",
                examples: ["weekday(2026-11-23)"]) {
                args, _ in day(args).map { .text($0.weekday.name) } ?? .null
            },
            Function("age", [("date", .day)], gives: .fixed(.days), summary: "days from a date to the business date",
                examples: ["age(2026-09-30)"]) {
                args, ctx in
                day(args).flatMap { Duration(dayCount: $0.days(to: ctx.world.today)) }.map { .duration($0) } ?? .null
            },
        ]
        + parts + bounds

    private static let parts: [Function] = [
        part("year", "the year of a date") { $0.year },
        part("quarter", "the quarter of a date, 1 to 4") { ($0.month + 2) / 3 },
        part("month", "the month of a date, 1 to 12") { $0.month },
        part("day", "the day of the month") { $0.day },
    ]

    private static let bounds: [Function] = [
        bound("start_of_month", "the first day of a date's month", .month) { $0.first },
        bound("end_of_month", "the last day of a date's month", .month) { $0.last },
        bound("start_of_quarter", "the first day of a date's quarter", .quarter) { $0.first },
        bound("end_of_quarter", "the last day of a date's quarter", .quarter) { $0.last },
        bound("start_of_year", "the first day of a date's year", .year) { $0.first },
        bound("end_of_year", "the last day of a date's year", .year) { $0.last },
    ]

    private static func part(_ name: String, _ summary: String, _ pick: @escaping @Sendable (Day) -> Int) -> Function {
        Function(name, [("date", .day)], gives: .fixed(.number(scale: 0)), summary: summary, examples: ["\(name)(2026-11-23)"]) {
            args, _ in day(args).map { .number(Number(Int64(pick($0)))) } ?? .null
        }
    }

    private static func bound(
        _ name: String, _ summary: String, _ unit: CalendarUnit, _ pick: @escaping @Sendable (Period) -> Day
    ) -> Function {
        Function(name, [("date", .day)], gives: .fixed(.day), summary: summary, examples: ["\(name)(2026-11-23)"]) {
            args, _ in day(args).map { .day(pick(Period(unit, containing: $0))) } ?? .null
        }
    }

    private static func shifted(_ day: Day, _ by: Int64) throws(FunctionFault) -> Value {
        do { return .day(try day.adding(days: by)) } catch { throw FunctionFault("the day must lie in the years 1 to 9999, but it does not") }
    }

    private static func day(_ args: [Value]) -> Day? {
        switch args.first {
        case .day(let day)?: day
        case .moment(let moment)?: moment.day
        default: nil
        }
    }
}
