// The aggregates as functions: what `summarise` names. Their work is the interpreter's; here are their signatures.
import Interpreter

enum AggregateFunctions {
    static let all: [Function] = [
        Function(aggregate: .count, "count", takes: [("value", .any)], optional: 1, gives: .fixed(.number(scale: 0)),
            summary: "how many rows; with a column, how many where it is not empty"),
        Function(aggregate: .sum, "sum", takes: [("value", .any)], gives: .likeFirst, summary: "the sum"),
        Function(aggregate: .average, "avg", takes: [("value", .any)], gives: .likeFirst, summary: "the mean"),
        Function(aggregate: .minimum, "min", takes: [("value", .any)], gives: .likeFirst, summary: "the least"),
        Function(aggregate: .maximum, "max", takes: [("value", .any)], gives: .likeFirst, summary: "the greatest"),
        Function(aggregate: .median, "median", takes: [("value", .any)], gives: .likeFirst, summary: "the middle value"),
        Function(aggregate: .distinct, "distinct", takes: [("value", .any)], gives: .fixed(.number(scale: 0)),
            summary: "how many different values"),
        Function(aggregate: .first, "first", takes: [("value", .any)], gives: .likeFirst, summary: "the first that is not empty"),
        Function(aggregate: .last, "last", takes: [("value", .any)], gives: .likeFirst, summary: "the last that is not empty"),
    ]
}
