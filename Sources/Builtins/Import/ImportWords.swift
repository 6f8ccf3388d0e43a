// What an import says: why a row is not taken, why a file cannot be read, what came in. The reading knows no sentence.
import Rendering
import Values

enum ImportWords {
    static func why(_ fault: CellFault, _ cell: String, _ style: CellStyle) -> String {
        switch fault {
        case .empty: "nothing is there, but something must be"
        case .notADay(let fault): day(fault, cell, style)
        case .notAMoment: "'\(cell)' is no day with a time, 2026-11-02T10:30"
        case .notAnAmount(let fault): amount(fault, cell, style)
        case .notACurrency: "'\(cell)' is no currency of ISO 4217"
        case .notDays: "'\(cell)' is no number of days"
        case .notAWord(let words): "'\(cell)' is none of \(words.joined(separator: ", "))"
        case .notPositive: "'\(cell)' is not more than zero"
        case .unknown(let kind): "there is no \(kind.one) '\(cell)'"
        case .twiceInFile: "'\(cell)' stands in the file twice"
        case .inBook: "'\(cell)' is in the book already"
        case .otherCurrency(let owed): "the invoice is in \(owed.code), but this is \(cell)"
        case .otherDebtor: "'\(cell)' belongs to another debtor"
        case .noCurrency: "no currency is named"
        case .dueBeforeIssued: "'\(cell)' lies before the day of issue"
        case .monthClosed: "'\(cell)' lies in a month that is closed"
        case .differsInClosedMonth: "'\(cell)' differs from the book, but its month is closed"
        case .settledHere(let money): "'\(cell)' cannot be set, since \(money.text) of it is settled here"
        case .usedHere(let money): "'\(cell)' cannot be set, since \(money.text) of the credits on account is used here"
        case .accountFull: "'\(cell)' makes more on one account than a book can add up"
        case .tooLong: "'\(cell)' is more than a book can hold"
        }
    }

    private static func day(_ fault: ValueFault, _ cell: String, _ style: CellStyle) -> String {
        switch fault {
        case .outOfRange: "there is no day '\(cell)'" + (style.order == .ymd ? "" : " with dates \(style.order.rawValue)")
        case .doubtfulDay(let readings):
            "'\(cell)' is no day with dates \(style.order.rawValue)"
                + (readings.first.map { "; with dates \($0.order.rawValue) it is \($0.day.text)" } ?? "")
        case .foreignDigits: "'\(cell)' has digits of another script; only 0 to 9 are read"
        case .empty, .malformed, .overflow, .divisionByZero, .excessDecimals, .currencyMismatch, .unknownCurrency, .comma,
            .minutesOrMonths, .noFixedLength, .needsTime:
            "'\(cell)' is no day"
        }
    }

    private static func amount(_ fault: ValueFault, _ cell: String, _ style: CellStyle) -> String {
        let mark = style.mark == .comma ? "comma" : "point"
        return switch fault {
        case .excessDecimals(let allowed): "'\(cell)' has more than \(allowed) decimals"
        case .overflow: "'\(cell)' is more than a book can hold"
        case .comma: "'\(cell)' is no amount with a decimal \(mark); say decimal comma if it is one"
        case .foreignDigits: "'\(cell)' has digits of another script; only 0 to 9 are read"
        case .empty, .malformed, .outOfRange, .divisionByZero, .currencyMismatch, .unknownCurrency, .doubtfulDay,
            .minutesOrMonths, .noFixedLength, .needsTime:
            "'\(cell)' is no amount with a decimal \(mark)"
        }
    }

    static func why(_ fault: CSVFault) -> String {
        switch fault {
        case .sourceFailed: "the file could not be read"
        case .wideEncoding: "the file is UTF-16 or UTF-32; save it as UTF-8"
        case .invalidUTF8: "this is no UTF-8"
        case .nul: "a NUL byte stands here: this is no text"
        case .unclosedQuote: "a quote is opened here and never closed"
        case .textAfterQuote: "after a closing quote must stand a separator"
        case .bareQuote: "a quote stands in a field that does not begin with one"
        case .ragged(_, let expected, let found): "the row has \(found) fields, but the header has \(expected)"
        case .recordTooLong(_, let limit): "a row may have at most \(limit) bytes"
        case .tooManyColumns(_, let limit): "a row may have at most \(limit) fields"
        }
    }

    /// The lines that tell what became of a file.
    static func report(_ report: FileReport) -> [String] {
        var what = "\(report.name): \(rows(report.read)) of \(report.kind.rawValue) read"
        let taken = report.read - report.rejected - report.skipped - report.renewed - report.unchanged - report.passed
        what += ", \(taken) accepted"
        if report.renewed > 0 || report.unchanged > 0 { what += ", \(report.renewed) changed, \(report.unchanged) unchanged" }
        if report.skipped > 0 { what += ", \(report.skipped) in the book already" }
        if report.passed > 0 { what += ", \(report.passed) \(report.kind == .invoices ? "with nothing open" : "that brought nothing in") left out" }
        if report.rejected > 0 { what += ", \(report.rejected) rejected" }
        var lines = [what]
        if !report.totals.sums.isEmpty { lines.append("  total \(report.totals.text)") }
        lines += report.says
        if report.onAccount > 0 {
            lines.append("  on account: \(rows(report.onAccount)), \(report.onAccountTotals.text), taken as credits of their debtors")
        }
        if report.added > 0 { lines.append("  debtors added: \(report.added)") }
        if !report.readAs.isEmpty { lines.append("  read as: \(report.readAs)") }
        if !report.unused.isEmpty { lines.append("  columns left out: \(names(report.unused))") }
        return lines
    }

    /// The first rejects and how many more there are.
    static func rejects(_ report: FileReport) -> [String] {
        var lines = report.rejects.map { "\(report.name), \($0.line)" }
        if report.rejected > report.rejects.count { lines.append("and \(report.rejected - report.rejects.count) more") }
        if !report.unknown.isEmpty { lines.append("unknown debtors: \(report.unknown.joined(separator: ", "))") }
        return lines
    }

    /// Names of columns, as many as a person reads.
    static func names(_ columns: [String]) -> String {
        let shown = columns.prefix(40).map { $0.isEmpty ? "(no name)" : $0.utf8.count > 60 ? "\($0.prefix(40))…" : $0 }.joined(separator: ", ")
        return columns.count > 40 ? "\(shown) and \(columns.count - 40) more" : shown
    }

    static func lines(_ count: Int) -> String { counted(count, "line") }

    static func rows(_ count: Int) -> String { counted(count, "row") }
}
