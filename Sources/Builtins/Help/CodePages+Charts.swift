// Codes of charts.
import Interpreter

extension CodePages {
    static let charts: [CodePage] = [
        CodePage("chart.no-bins", "a histogram has at least one range", wrong: "invoices | chart histogram overdue bins 0", right: "invoices | chart histogram overdue bins 8"),
        CodePage("chart.no-figure", "a chart draws numbers, money, days or percentages; without a figure it counts the rows", wrong: "invoices | chart bar name by debtor", right: "invoices | chart bar by debtor"),
        CodePage("chart.not-added", "days and percentages are not added up: say how the rows of a key become one figure", wrong: "invoices | chart bar overdue by debtor", right: "invoices | max overdue by debtor | chart bar overdue by debtor"),
        CodePage("chart.one-figure", "one chart draws one figure", wrong: "invoices | chart bar balance, amount by debtor", right: "invoices | chart bar balance by debtor"),
        CodePage("chart.one-key", "a bar stands for one key, and a line runs along one; chart stacked takes a second", wrong: "invoices | chart bar balance by debtor, bucket", right: "invoices | chart stacked balance by debtor, bucket"),
        CodePage("chart.same-column", "a figure is not drawn by itself", wrong: "invoices | chart bar overdue by overdue", right: "invoices | chart histogram overdue"),
        CodePage("chart.two-keys", "the first key is a bar and the second what divides it", wrong: "invoices | chart stacked balance by bucket", right: "invoices | chart stacked balance by debtor.country, bucket"),
        CodePage("save.no-chart", "svg holds a picture of a chart, not rows", wrong: "invoices | save \"x.svg\"", right: "invoices | chart bar balance by bucket | save \"x.svg\""),
    ]
}
