// What a person said a file holds: it must tie before anything is taken.
import Diagnostics
import Interpreter
import Values

struct ImportExpectation {
    var rows: Int?
    var total: Money?

    func check(_ reports: [FileReport], _ run: Run) throws(Diagnostic) {
        let read = reports.reduce(0) { $0 + $1.read }
        if let rows, rows != read {
            throw run.fault(
                "import.count-differs",
                "\(ImportWords.rows(rows)) \(rows == 1 ? "was" : "were") expected, but there \(read == 1 ? "is" : "are") \(read): nothing was changed",
                at: ImportVerb.expect)
        }
        guard let total else { return }
        let sum = reports.reduce(Int128(0)) { $0 + $1.totals.sum(total.currency) }
        if sum != Int128(total.minor) {
            let found = Int64(exactly: sum).map { Money(minor: $0, currency: total.currency).text } ?? "more than can be said"
            throw run.fault(
                "import.total-differs", "\(total.text) were expected, but the file has \(found): nothing was changed",
                at: ImportVerb.total, notes: Self.unread(reports))
        }
    }

    /// Rows that count for nothing, since nobody can say what they come to.
    private static func unread(_ reports: [FileReport]) -> [String] {
        let count = reports.reduce(0) { $0 + $1.unread }
        return count == 0 ? [] : ["not in it: \(ImportWords.rows(count)) whose amount cannot be read"]
    }
}
