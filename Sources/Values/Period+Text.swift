// Periods in and out: `2026`, `2026-Q4`, `2026-11`, `2026-W45`, one day as its date, any other as `first..last`.

extension Period {
    package init(parsing bytes: UnsafeBufferPointer<UInt8>) throws(ValueFault) {
        var reader = ByteReader(bytes)
        guard let year = reader.digits(4) else { throw bytes.formFault }
        if reader.atEnd {
            self = try Self.present(.year(year))
            return
        }
        guard reader.take(45) else { throw bytes.formFault }
        if reader.take(81) {
            guard let quarter = reader.digit(), reader.atEnd else { throw .malformed }
            self = try Self.present(.quarter(Int(quarter), of: year))
        } else if reader.take(87) {
            guard let week = reader.digits(2), reader.atEnd else { throw .malformed }
            self = try Self.present(.week(week, of: year))
        } else if bytes.count == 7 {
            guard let month = reader.digits(2), reader.atEnd else { throw bytes.formFault }
            self = try Self.present(Month(year: year, month: month)?.period)
        } else if bytes.count == 22, bytes[10] == 46, bytes[11] == 46 {
            let low = try Day(parsing: UnsafeBufferPointer(rebasing: bytes[0..<10]))
            let high = try Day(parsing: UnsafeBufferPointer(rebasing: bytes[12..<22]))
            self = try Self.present(Period(first: low, last: high))
        } else {
            self.init(day: try Day(parsing: bytes))
        }
    }

    package init(parsing text: String) throws(ValueFault) {
        self = try withBytes(of: text) { (bytes) throws(ValueFault) in try Period(parsing: bytes) }
    }

    package var text: String { ByteSink.printed { $0.append(self) } }

    private static func present(_ period: Period?) throws(ValueFault) -> Period {
        guard let period else { throw .outOfRange }
        return period
    }
}

extension Period: CustomStringConvertible {
    package var description: String { text }
}

extension ByteSink {
    /// The shortest name: `2026-Q4`, not its two ends.
    package mutating func append(_ period: Period) {
        let start = period.first.civil
        let end = period.last.civil
        let wholeMonths = start.day == 1 && start.year == end.year && period.last.isEndOfMonth
        switch (wholeMonths, start.month, end.month) {
        case (true, 1, 12):
            append(padded: start.year, width: 4)
        case (true, let from, let to) where from == to:
            append(padded: start.year, width: 4)
            append(byte: 45)
            append(padded: from, width: 2)
        case (true, let from, let to) where to == from + 2 && from % 3 == 1:
            append(padded: start.year, width: 4)
            append("-Q")
            append(padded: to / 3, width: 1)
        default:
            if period.first == period.last {
                append(period.first)
            } else if let (year, week) = isoWeek(period) {
                append(padded: year, width: 4)
                append("-W")
                append(padded: week, width: 2)
            } else {
                append(period.first)
                append("..")
                append(period.last)
            }
        }
    }

    private func isoWeek(_ period: Period) -> (Int, Int)? {
        guard period.dayCount == 7, period.first.weekday == .monday,
            let thursday = Day(number: Int64(period.first.number) + 3)
        else { return nil }
        return (thursday.year, (thursday.dayOfYear - 1) / 7 + 1)
    }
}
