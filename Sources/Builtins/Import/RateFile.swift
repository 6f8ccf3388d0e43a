// A file of exchange rates, in the two forms in which banks give them: a rate in each row (date, from, to, rate), or a day in each row
// and a currency in each column, all against one base. Reads bytes; knows no book.
import Rendering
import Values

/// Why a file of rates cannot be taken, and on which line.
struct RateFileFault: Error {
    var line: Int
    var message: String
}

struct RateFile {
    struct Rate {
        var from: Currency
        var to: Currency
        var day: Day
        var billionths: Int64
    }

    private(set) var rates: [Rate] = []
    /// Cells without a rate: empty, `N/A`, `-`.
    private(set) var empty = 0

    /// - Parameter base: one unit of it is so many of each column, where columns are currencies.
    init(reading bytes: [UInt8], base: Currency?) throws(RateFileFault) {
        func readable<Result>(_ read: () throws(CSVFault) -> Result) throws(RateFileFault) -> Result {
            do throws(CSVFault) { return try read() } catch {
                throw RateFileFault(line: 1, message: "the file cannot be read as CSV")
            }
        }
        let found = try readable { () throws(CSVFault) in
            try bytes.withUnsafeBufferPointer { all throws(CSVFault) in try CSVRecogniser.recognise(all, isWhole: true) }
        }
        var dialect = found.dialect
        dialect.allowsRagged = true
        let reader = CSVReader(bytes: bytes, dialect: dialect)
        func cells() -> [String] { (0..<reader.count).map { String(decoding: reader.text($0), as: UTF8.self).trimmed } }
        guard try readable({ () throws(CSVFault) in try reader.next() }) else { throw RateFileFault(line: 1, message: "the file is empty") }
        let form = try Form(cells(), base)
        while try readable({ () throws(CSVFault) in try reader.next() }) { try take(cells(), form, line: reader.line) }
    }

    private struct Form {
        var date: Int
        /// Places of from, to and rate; nil where columns are currencies.
        var row: (from: Int, to: Int, rate: Int)?
        var columns: [(place: Int, currency: Currency)] = []
        var base: Currency?

        init(_ header: [String], _ base: Currency?) throws(RateFileFault) {
            let names = header.map { $0.lowercased() }
            func place(_ wanted: String...) -> Int? { names.firstIndex { wanted.contains($0) } }
            guard let date = place("date", "day", "time_period", "datum") else {
                throw RateFileFault(line: 1, message: "a file of rates has a column 'date', and this one has none")
            }
            self.date = date
            if let from = place("from", "base", "currency_from"), let to = place("to", "quote", "currency_to", "currency"),
                let rate = place("rate", "value", "obs_value")
            {
                row = (from, to, rate)
                return
            }
            for (place, name) in header.enumerated() where place != date {
                if let currency = Currency(code: name) { columns.append((place, currency)) }
            }
            guard !columns.isEmpty else {
                throw RateFileFault(line: 1, message: "beside 'date' stand from, to and rate, or a column for each currency")
            }
            guard let base else {
                throw RateFileFault(line: 1, message: "columns are currencies, so it must be said against which one: base EUR")
            }
            self.base = base
        }
    }

    private mutating func take(_ cells: [String], _ form: Form, line: Int) throws(RateFileFault) {
        func cell(_ place: Int) -> String { cells.indices.contains(place) ? cells[place] : "" }
        func currency(_ code: String) throws(RateFileFault) -> Currency {
            guard let currency = Currency(code: code) else { throw RateFileFault(line: line, message: "'\(code)' is no currency of ISO 4217") }
            return currency
        }
        guard let day = try? Day(parsing: cell(form.date)) else {
            throw RateFileFault(line: line, message: "'\(cell(form.date))' is no date as 2026-11-20")
        }
        if let row = form.row {
            try add(cell(row.rate), try currency(cell(row.from)), try currency(cell(row.to)), day, line)
        } else if let base = form.base {
            for column in form.columns where column.currency != base { try add(cell(column.place), base, column.currency, day, line) }
        }
    }

    private mutating func add(_ cell: String, _ from: Currency, _ to: Currency, _ day: Day, _ line: Int) throws(RateFileFault) {
        if ["", "-", "N/A", "n/a", "NA"].contains(cell) {
            empty += 1
            return
        }
        guard from != to else { throw RateFileFault(line: line, message: "a rate needs two currencies, but here is \(from.code) twice") }
        guard let number = try? Number(parsing: cell), let billionths = try? number.mantissa(atScale: 9, rounding: .halfEven), billionths > 0 else {
            throw RateFileFault(line: line, message: "'\(cell)' is no rate: a number above 0, with a point before its decimals")
        }
        rates.append(Rate(from: from, to: to, day: day, billionths: billionths))
    }
}

extension String {
    /// Without the blanks around it.
    fileprivate var trimmed: String {
        let bytes = utf8.drop { $0 <= 32 }
        guard let last = bytes.lastIndex(where: { $0 > 32 }) else { return "" }
        return String(decoding: bytes[...last], as: UTF8.self)
    }
}
