// Days in and out. ISO alone is a day in the language; other orders are read only where someone said which one it is
// (an import), and a text that fits several is answered with every reading.

/// In which order the parts of a written date stand.
package enum DayOrder: String, Hashable, Sendable, CaseIterable {
    case dmy, mdy, ymd
}

/// One thing a doubtful date could mean.
package struct DayReading: Hashable, Sendable {
    package let order: DayOrder
    package let day: Day
}

extension Day {
    /// `2026-11-02`, exactly ten bytes; nil for anything else. The fast path of imports: no allocation, no throw.
    package init?(iso bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 10, bytes[4] == 45, bytes[7] == 45 else { return nil }
        var reader = ByteReader(bytes)
        guard let year = reader.digits(4) else { return nil }
        reader.skip()
        guard let month = reader.digits(2) else { return nil }
        reader.skip()
        guard let day = reader.digits(2) else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// An ISO date, or the fault that says what is wrong with it; `03/01/26` gives `doubtfulDay` with its readings.
    package init(parsing bytes: UnsafeBufferPointer<UInt8>) throws(ValueFault) {
        if let day = Day(iso: bytes) {
            self = day
            return
        }
        if Self.hasISOForm(bytes) { throw .outOfRange }
        let readings = Self.readings(of: bytes)
        throw readings.isEmpty ? bytes.formFault : .doubtfulDay(readings)
    }

    package init(parsing text: String) throws(ValueFault) {
        self = try withBytes(of: text) { (bytes) throws(ValueFault) in try Day(parsing: bytes) }
    }

    /// A date in a known order, parts separated by `.`, `/` or `-` (one kind), days and months with one or two digits.
    /// A two-digit year is refused with its readings unless `pivot` is given: with 70, `69` is 2069 and `70` is 1970.
    package init(
        parsing bytes: UnsafeBufferPointer<UInt8>, order: DayOrder, pivot: Int? = nil
    ) throws(ValueFault) {
        guard let parts = Self.parts(of: bytes) else { throw bytes.formFault }
        // Four digits first can only be a year, whatever the order said; ISO dates stand in files of any order.
        let order = parts.firstDigits == 4 ? .ymd : order
        let (year, digits, month, day) = parts.placed(order)
        if digits != 4, digits != 2 || pivot == nil {
            // Not of this order, or of no certain century: whatever it could mean is the answer.
            let readings = Self.readings(of: bytes)
            throw readings.isEmpty ? .outOfRange : .doubtfulDay(readings)
        }
        let full = digits == 4 ? year : Self.widened(year, pivot: pivot ?? 70)
        guard let found = Day(year: full, month: month, day: day) else { throw .outOfRange }
        self = found
    }

    /// Every day a text could mean, in the orders day first, month first, year first, without repeats.
    package static func readings(of bytes: UnsafeBufferPointer<UInt8>) -> [DayReading] {
        guard let parts = parts(of: bytes) else { return [] }
        var found: [DayReading] = []
        for order in DayOrder.allCases {
            let (year, digits, month, day) = parts.placed(order)
            guard digits == 2 || digits == 4 else { continue }
            let full = digits == 4 ? year : widened(year, pivot: 70)
            guard let reading = Day(year: full, month: month, day: day) else { continue }
            if !found.contains(where: { $0.day == reading }) { found.append(DayReading(order: order, day: reading)) }
        }
        return found
    }

    /// `2026-11-02`.
    package var text: String { ByteSink.printed { $0.append(self) } }

    private static func widened(_ short: Int, pivot: Int) -> Int { short < pivot ? 2000 + short : 1900 + short }

    /// Digits, a dash, two digits, a dash, two digits: the form of a date, of however many digits the year has.
    private static func hasISOForm(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count >= 10, bytes.count <= 24 else { return false }
        let dash = bytes.count - 6
        return bytes.indices.allSatisfy {
            $0 == dash || $0 == dash + 3 ? bytes[$0] == 45 : bytes[$0] >= 48 && bytes[$0] <= 57
        }
    }
}

extension Day: CustomStringConvertible {
    package var description: String { text }
}

extension ByteSink {
    /// `2026-11-02`.
    package mutating func append(_ day: Day) {
        let parts = day.civil
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 10) { room in
            func put(_ value: Int, at: Int) {
                room[at] = 48 + UInt8(truncatingIfNeeded: value / 10)
                room[at + 1] = 48 + UInt8(truncatingIfNeeded: value % 10)
            }
            put(parts.year / 100, at: 0)
            put(parts.year % 100, at: 2)
            room[4] = 45
            put(parts.month, at: 5)
            room[7] = 45
            put(parts.day, at: 8)
            append(UnsafeBufferPointer(room))
        }
    }
}

/// Three numbers between two equal separators, with the digits the outer ones had.
private struct DayParts {
    let first: Int, firstDigits: Int
    let second: Int
    let third: Int, thirdDigits: Int

    /// The year as written with its digits, then month and day, in the given order; 0 digits where the order cannot be.
    func placed(_ order: DayOrder) -> (year: Int, digits: Int, month: Int, day: Int) {
        switch order {
        case .dmy: firstDigits > 2 ? (0, 0, 0, 0) : (third, thirdDigits, second, first)
        case .mdy: firstDigits > 2 ? (0, 0, 0, 0) : (third, thirdDigits, first, second)
        case .ymd: thirdDigits > 2 ? (0, 0, 0, 0) : (first, firstDigits, second, third)
        }
    }
}

extension Day {
    private static func parts(of bytes: UnsafeBufferPointer<UInt8>) -> DayParts? {
        var reader = ByteReader(bytes)
        guard let (first, firstDigits) = part(&reader) else { return nil }
        let separator = reader.peek
        guard separator == 46 || separator == 47 || separator == 45, reader.take(separator),
            let (second, secondDigits) = part(&reader), secondDigits <= 2, reader.take(separator),
            let (third, thirdDigits) = part(&reader), reader.atEnd
        else { return nil }
        return DayParts(
            first: first, firstDigits: firstDigits, second: second, third: third, thirdDigits: thirdDigits)
    }

    private static func part(_ reader: inout ByteReader) -> (Int, Int)? {
        var value = 0
        var count = 0
        while let digit = reader.digit() {
            value = value * 10 + Int(digit)
            count += 1
            guard count <= 4 else { return nil }
        }
        return count == 0 || count == 3 ? nil : (value, count)
    }
}
