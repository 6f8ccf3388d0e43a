// `import exchange from "ecb.csv" base EUR`: dated exchange rates from a file, all of them or none.
import Columns
import Diagnostics
import Files
import Interpreter
import Receivables
import Values

enum ImportExchangeVerb {
    static let path = Key.path("file", label: "from", "a CSV file: date, from, to, rate; or a date and a column for each currency")
    static let base = Key.word("base_currency", label: "base", "what one unit of is quoted, where columns are currencies").optional
    static let source = Key.text("source", label: "source", "who says so").optional
    private static let longest = 64 << 20

    static let verb = Verb.action(
        "import exchange", [path, base, source], summary: "bring in exchange rates from a file",
        details: """
            A rate for a pair and a day that the book has already takes the other's place; the same again changes nothing. Cells without a
            rate (empty, N/A) are passed over. One line that makes no sense stops the import.
            """,
        examples: [Example("dry import exchange from \"rates-2026.csv\" base EUR source \"central bank\"", "a day in each row, a currency in each column")]
    ) { _ in
        Prepared.act { run throws(Diagnostic) in
            guard let shell = run.context.shell else { throw run.fault("import.exchange", "no file can be read here", at: path).ofFiles }
            let name = try run[path]
            var unit: Currency?
            if let code = try run[base] {
                unit = Currency(code: code)
                if unit == nil { throw run.fault("trade.unknown-currency", "'\(code)' is no currency of ISO 4217", at: base) }
            }
            let bytes: [UInt8]
            do throws(DiskFault) {
                bytes = try shell.disk.contents(of: try shell.roots.existing(name, from: shell.base), limit: longest)
            } catch {
                throw run.fault("import.exchange", error.sentence, at: path).ofFiles
            }
            let file: RateFile
            do throws(RateFileFault) { file = try RateFile(reading: bytes, base: unit) } catch {
                throw run.fault("import.exchange", "\(name):\(error.line): \(error.message)", at: path)
            }
            let said = try run[source]
            let asked = file.rates.map {
                AddExchangeRate(from: $0.from, to: $0.to, day: $0.day, billionths: $0.billionths, source: said)
            }
            let changes = try run.change(at: path) { store throws(TradeFault) in try AddExchangeRate.changes(asked, in: &store) }
            return Deed(changes, says: [words(file, isSame: changes.isEmpty)])
        }
    }

    private static func words(_ file: RateFile, isSame: Bool) -> String {
        guard let first = file.rates.map(\.day).min(), let last = file.rates.map(\.day).max() else { return "no rate stands in the file" }
        let pairs = Set(file.rates.map { "\($0.from.code) to \($0.to.code)" })
        let count = file.rates.count
        var words = "\(count) \(count == 1 ? "rate" : "rates") of \(pairs.count == 1 ? pairs.first ?? "" : "\(pairs.count) pairs of currencies"), \(first.text) to \(last.text)"
        if file.empty > 0 { words += "; \(file.empty) \(file.empty == 1 ? "cell" : "cells") without one" }
        return isSame ? words + ": the book says the same" : words
    }
}
