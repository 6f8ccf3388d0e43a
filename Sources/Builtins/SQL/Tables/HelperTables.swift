// The tables of an export that stand beside those of the book, so that one text gives the same rows in every database: the day, the
// currencies, a calendar that turns days into numbers and back, and the texts whose letters lie beyond ASCII.
import Receivables
import Rendering
import Values

enum HelperTables {
    static let declarations = """
        -- one row: the day of the export, and the day that is asked about (UPDATE book_day SET as_of = '2026-06-30'); empty: today
        CREATE TABLE book_day (
          today DATE NOT NULL, -- the business date of the export
          as_of DATE -- what was true on this day; empty: all that is on record, reckoned to today
        );
        -- currencies of ISO 4217; money is kept in minor units
        CREATE TABLE currencies (
          code TEXT PRIMARY KEY, -- GBP
          place BIGINT NOT NULL, -- its place in an order by code
          exponent BIGINT NOT NULL, -- decimals: 2 for GBP, 0 for JPY
          minor_per_unit BIGINT NOT NULL, -- 10^exponent
          to_four BIGINT NOT NULL -- 10^(4 - exponent): makes amounts of any currency comparable by their units
        );
        -- days and their numbers, for whatever reckons with days
        CREATE TABLE calendar (
          day DATE PRIMARY KEY, -- the day
          n BIGINT NOT NULL UNIQUE, -- days since 1970-01-01
          iso TEXT NOT NULL, -- the day as text
          weekday TEXT NOT NULL, -- its name
          month_number BIGINT NOT NULL, -- months since the year 0
          day_of_month BIGINT NOT NULL, -- 1 to 31
          month_start DATE NOT NULL, -- the first day of its month
          month_end DATE NOT NULL, -- the last
          quarter_start DATE NOT NULL, -- the first day of its quarter
          quarter_end DATE NOT NULL, -- the last
          year_start DATE NOT NULL, -- the first day of its year
          year_end DATE NOT NULL -- the last
        );
        -- texts with letters beyond ASCII, which databases fold each in its own way
        CREATE TABLE texts (
          text TEXT PRIMARY KEY, -- as it stands in the book
          folded TEXT NOT NULL, -- for comparing without case
          upper TEXT NOT NULL, -- in capital letters
          lower TEXT NOT NULL, -- in small letters
          characters BIGINT NOT NULL -- how many a person counts
        );

        """

    static let currencies: [String] = (0..<UInt16(26 * 26 * 26)).compactMap { Currency(raw: $0) }.map { one in
        let units = (0..<one.exponent).reduce(1) { power, _ in power * 10 }
        return "('\(one.code)', \(one.raw), \(one.exponent), \(units), \(10_000 / units))"
    }

    static func calendar(_ day: Day) -> String {
        func bounds(_ unit: CalendarUnit) -> String {
            let period = Period(unit, containing: day)
            return "'\(period.first.text)', '\(period.last.text)'"
        }
        return "('\(day.text)', \(day.number), '\(day.text)', '\(day.weekday.name)', \(day.year * 12 + day.month - 1), \(day.day), "
            + "\(bounds(.month)), \(bounds(.quarter)), \(bounds(.year)))"
    }

    static func text(_ text: String) -> String {
        let forms = [text, CaseFold.folded(text), text.uppercased(), text.lowercased()].map(SQLWords.text)
        return "(\(forms.joined(separator: ", ")), \(text.count))"
    }

    /// Whether a database might count or fold this text otherwise than we do.
    static func isBeyondASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var last: UInt8 = 0
        for byte in bytes {
            // A return and a new line are one character to a person.
            if byte >= 0x80 || (byte == 10 && last == 13) { return true }
            last = byte
        }
        return false
    }
}
