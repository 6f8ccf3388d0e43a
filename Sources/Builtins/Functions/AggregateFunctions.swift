// The aggregates as functions: what `summarise` names. Their work is the interpreter's; here are their signatures.
import Interpreter

enum AggregateFunctions {
    static let all: [Function] = [
        Function(aggregate: .count, "count", takes: [("value", .any)], optional: 1, gives: .fixed(.number(scale: 0)),
            summary: "how many rows; with a column, how many where it is not empty",
            examples: ["invoices | summarise n = count() by debtor"]),
        likeFirst(.sum, "sum", "the sum", "invoices | summarise owed = sum(balance) by currency"),
        likeFirst(.average, "avg", "the mean", "invoices | summarise late = avg(overdue) by debtor"),
        likeFirst(.minimum, "min", "the least", "invoices | summarise first_due = min(due) by debtor"),
        likeFirst(.maximum, "max", "the greatest", "invoices | summarise worst = max(overdue) by debtor"),
        likeFirst(.median, "median", "the middle value", "invoices | summarise typical = median(overdue)"),
        Function(aggregate: .percentile, "percentile", takes: [("value", .any), ("rank", .number)], gives: .likeFirst,
            summary: "the least value that so many of a hundred do not exceed (nearest rank)",
            examples: ["invoices | summarise slow = percentile(overdue, 90) by debtor"]),
        Function(aggregate: .distinct, "distinct", takes: [("value", .any)], gives: .fixed(.number(scale: 0)),
            summary: "how many different values", examples: ["invoices | summarise debtors = distinct(debtor) by currency"]),
        likeFirst(.first, "first", "the first that is not empty", "invoices | sort issued | summarise opened = first(id) by debtor"),
        likeFirst(.last, "last", "the last that is not empty", "contacts | sort at | summarise ended = last(outcome) by debtor"),
    ]

    private static func likeFirst(_ aggregate: Aggregate, _ name: String, _ summary: String, _ example: String) -> Function {
        Function(
            aggregate: aggregate, name, takes: [("value", .any)], gives: .likeFirst, summary: summary, examples: [example])
    }
}
