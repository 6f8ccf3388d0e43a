// In which order the dates of a column are written, from the cells themselves. Only weighs; whether 31 April exists
// is for whoever reads the dates.

package import Values

package struct DateOrderSniffer: Sendable {
    package enum Verdict: Hashable, Sendable {
        /// No cell held a date.
        case none
        case order(DayOrder)
        /// Every date reads both ways; one of them, to show.
        case ambiguous(witness: [UInt8])
        /// No order reads them all: two cells that need different ones.
        case contradictory([UInt8], [UInt8])
    }

    private var yearFirst: [UInt8]?
    private var dayFirst: [UInt8]?
    private var monthFirst: [UInt8]?
    private var either: [UInt8]?
    /// 05/05/2026: the same day both ways, and yet a date that is not written year first.
    private var same: [UInt8]?

    package init() {}

    /// Looks at one cell; whatever is no date is passed over.
    package mutating func look(at cell: UnsafeBufferPointer<UInt8>) {
        guard let parts = Self.parts(of: cell) else { return }
        if parts.digits.0 == 4 {
            if yearFirst == nil { yearFirst = Array(cell) }
        } else if parts.first > 12, (1...12).contains(parts.second) {
            if dayFirst == nil { dayFirst = Array(cell) }
        } else if parts.second > 12, (1...12).contains(parts.first) {
            if monthFirst == nil { monthFirst = Array(cell) }
        } else if parts.first != parts.second, (1...12).contains(parts.first), (1...12).contains(parts.second) {
            if either == nil { either = Array(cell) }
        } else if same == nil, parts.first == parts.second {
            same = Array(cell)
        }
    }

    package var verdict: Verdict {
        let needs = [yearFirst, dayFirst, monthFirst].compactMap { $0 }
        if needs.count > 1 { return .contradictory(needs[0], needs[1]) }
        if let yearFirst { return either.map { .contradictory(yearFirst, $0) } ?? same.map { .contradictory(yearFirst, $0) } ?? .order(.ymd) }
        if dayFirst != nil { return .order(.dmy) }
        if monthFirst != nil { return .order(.mdy) }
        if let either { return .ambiguous(witness: either) }
        return same == nil ? .none : .order(.dmy)
    }

    /// Three numbers with one kind of separator between them; a time behind a blank or a `T` is passed over.
    private static func parts(
        of cell: UnsafeBufferPointer<UInt8>
    ) -> (first: Int, second: Int, digits: (Int, Int, Int))? {
        var numbers = (0, 0, 0)
        var digits = (0, 0, 0)
        var part = 0
        var separator: UInt8?
        for byte in cell {
            if byte &- 0x30 < 10 {
                let digit = Int(byte - 0x30)
                switch part {
                case 0: (numbers.0, digits.0) = (numbers.0 * 10 + digit, digits.0 + 1)
                case 1: (numbers.1, digits.1) = (numbers.1 * 10 + digit, digits.1 + 1)
                default: (numbers.2, digits.2) = (numbers.2 * 10 + digit, digits.2 + 1)
                }
                if max(digits.0, digits.1, digits.2) > 4 { return nil }
            } else if part < 2, byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-"),
                separator == nil || separator == byte {
                separator = byte
                part += 1
            } else if part == 2, digits.2 > 0, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "T") {
                break
            } else {
                return nil
            }
        }
        let isYearFirst = digits.0 == 4 && (1...2).contains(digits.1) && (1...2).contains(digits.2)
        let isYearLast = (1...2).contains(digits.0) && (1...2).contains(digits.1) && (digits.2 == 2 || digits.2 == 4)
        return part == 2 && (isYearFirst || isYearLast) ? (numbers.0, numbers.1, digits) : nil
    }
}
