// The types of values, as `help TYPE` explains them: how one is written, and its one rule that surprises.

struct TypeWord {
    var name: String
    var meaning: String
    /// How it is written.
    var written: String
    var rule: String
    var examples: [Example]

    var page: HelpPage {
        HelpPage(
            title: name, summary: meaning, usage: written.isEmpty ? nil : written,
            sections: rule.isEmpty ? [] : [.init(title: "a type of value", rows: [.init(rule)])], examples: examples, see: ["help types"])
    }

    static let all: [TypeWord] = [
        .init(name: "any", meaning: "a value of any type; what a parameter without a type takes", written: "", rule: "", examples: []),
        .init(name: "date", meaning: "a day", written: "2026-11-23   today   yesterday   start of month   end of last quarter",
            rule: "Year, month, day, and nothing else: 03/01/26 has two readings. Adding months keeps the day they began on.",
            examples: [Example("2026-01-31 + 1mo", "the last day of February"), Example("end of month + 5wd")]),
        .init(name: "duration", meaning: "a length of time", written: "30d   2w   3mo   1y   6h   5wd",
            rule: "mo and y follow the calendar and have no length, so overdue is compared with days; wd counts working days.",
            examples: [Example("invoices | where overdue > 30d | count")]),
        .init(name: "flag", meaning: "true or false", written: "true   false", rule: "A comparison with null is false.",
            examples: [Example("invoices | where disputed | count")]),
        .init(name: "id", meaning: "the name of a record", written: "D-17   INV-2026-0311   `2026/17`",
            rule: "Begins with a capital letter and has a digit. Other people's numbers stand in backticks.", examples: [Example("show D-17")]),
        .init(name: "list", meaning: "values in order", written: "[1, 2, 3]",
            rule: "Counted from 1, from the end with -1; joined with +.", examples: [Example("[1, 2] + [3]")]),
        .init(name: "moment", meaning: "a day and a time", written: "2026-11-02T10:30   now", rule: "", examples: [Example("contacts | where at >= 2026-11-20 | count")]),
        .init(name: "money", meaning: "an amount in a currency", written: "500 GBP   1,250.50 EUR   £500   €99.50   $20",
            rule: "Whole minor units, never rounded unseen. Currencies are never added: a sum over several has a row for each.",
            examples: [Example("£200 * 5%"), Example("invoices | sum balance")]),
        .init(name: "null", meaning: "no value", written: "null",
            rule: "Asked for with `is null`; any comparison with it is false, unequal too; `??` puts something in its place.",
            examples: [Example("debtors | where last_paid is null | count")]),
        .init(name: "number", meaning: "an exact decimal", written: "42   1_250.5",
            rule: "Never binary floating point, so 0.1 + 0.2 is 0.3; up to 18 digits, 15 of them behind the point.", examples: [Example("0.1 + 0.2")]),
        .init(name: "percent", meaning: "a share of a hundred", written: "8%   5.25%", rule: "Of money it is money, rounded as the book says.",
            examples: [Example("£200 * 5%")]),
        .init(name: "period", meaning: "a stretch of days", written: "2026-11   2026-Q4   this week   last month",
            rule: "A day is in it or not; before it means before its first day.", examples: [Example("invoices | where due in 2026-Q3 | count")]),
        .init(name: "range", meaning: "from one value to another, both included", written: "30d..60d   2026-01-01..2026-03-31   1..60", rule: "",
            examples: [Example("invoices | where overdue in 30d..60d | count")]),
        .init(name: "record", meaning: "named values", written: "{ name: \"Ash\", n: 1 }", rule: "A field is $r.name. A row in a loop is one.",
            examples: [Example("for d in debtors | take 1 | select id, name { \"{$d.id} {$d.name}\" }")]),
        .init(name: "table", meaning: "rows with named columns; what nouns and stages give", written: "",
            rule: "As the type of a def's parameter it takes rows; behind -> it gives them.",
            examples: [Example("def worst(t: table) -> table { $t | sort -balance | take 3 }")]),
        .init(name: "text", meaning: "letters in quotes", written: "\"Dear {$name}\"   'raw {text}'   \"\"\" … \"\"\"",
            rule: "{…} is worked out, {{ is a brace. Compared without case; `is exactly` heeds it.", examples: [Example("\"{1 + 1} letters\"")]),
        .init(name: "time", meaning: "a time of day", written: "09:30", rule: "Two digits for the hour.", examples: []),
        .init(name: "word", meaning: "one of the words that may stand there, without quotes", written: "email   company",
            rule: "Understood from the other side of a comparison or from the parameter.", examples: [Example("contacts | where channel = email | count")]),
    ]
}
