// Everything that begins with a digit or a currency sign. Only shapes are told apart here; values are decoded later.
// Where a shape has two readings it is refused and both are shown.
import Diagnostics

extension Lexer {
    mutating func number(_ before: Token.Before) {
        let start = at
        let end = bytes.digitsEnd(from: at)
        switch bytes[end] {
        case UInt8(ascii: "-") where end - start == 4 && isDateTail(end + 1): return date(end, before)
        case UInt8(ascii: ":") where bytes[end + 1].isDigit: return clock(end, before)
        case UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-"):
            if let length = foreignDateLength(from: start, separator: bytes[end]) {
                at = start + length
                return refuse(from: start, before, .foreignDate(bytes, start..<at))
            }
        default: break
        }
        guard let amount = amount(from: start, before) else { return }
        let next = bytes[at]
        if next == UInt8(ascii: "%"), !bytes[at + 1].isWord, bytes[at + 1] != UInt8(ascii: "(") {
            at += 1
            guard !amount.isGrouped else { return refuse(from: start, before, .grouping(bytes, start..<at)) }
            return emit(.percent, from: start, before)
        }
        if let end = currencyEnd(from: at) {
            at = end
            return emit(.money, from: start, before)
        }
        if next.isWord || bytes.wordLength(at: at) != nil { return suffix(from: start, amount, before) }
        guard !amount.isGrouped else { return refuse(from: start, before, .grouping(bytes, start..<at)) }
        emit(.number, from: start, before)
    }

    /// `£500`: a sign of so many bytes, and the amount that touches it.
    mutating func moneyAfterSign(_ length: Int, _ before: Token.Before) {
        let start = at
        at += length
        guard bytes[at].isDigit else {
            return refuse(from: start, before, .loneSign(bytes, start..<at))
        }
        guard amount(from: start, before) != nil else { return }
        if bytes.wordLength(at: at) != nil {
            let digits = at
            at = bytes.wordEnd(from: at)
            return refuse(from: start, before, .suffix(bytes, start..<at, digits: digits))
        }
        emit(.money, from: start, before)
    }

    struct Amount {
        var isGrouped = false
        var hasPoint = false
        var hasUnderscore = false
    }

    /// Digits with `_` or groups of three, and decimals. Leaves `at` behind them, or refuses and gives nil.
    private mutating func amount(from start: Int, _ before: Token.Before) -> Amount? {
        var amount = Amount()
        let first = at
        at = bytes.digitsEnd(from: at)
        while bytes[at] == UInt8(ascii: "_") {
            amount.hasUnderscore = true
            let end = bytes.digitsEnd(from: at + 1)
            guard end > at + 1 else {
                at = bytes.wordEnd(from: at)
                refuse(from: start, before, .underscore(start..<at))
                return nil
            }
            at = end
        }
        while at - first <= 3 || amount.isGrouped, !amount.hasUnderscore, bytes[at] == UInt8(ascii: ","),
            bytes.digitsEnd(from: at + 1) == at + 4
        {
            amount.isGrouped = true
            at += 4
        }
        if bytes[at] == UInt8(ascii: "."), bytes[at + 1].isDigit {
            amount.hasPoint = true
            at = bytes.digitsEnd(from: at + 1)
        }
        // `99,50 EUR`, `€99,50`, `1.250,50`: a decimal comma would otherwise be read as two values.
        if bytes[at] == UInt8(ascii: ","), bytes[at + 1].isDigit {
            let end = bytes.digitsEnd(from: at + 1)
            if first > start || amount.hasPoint || currencyEnd(from: end) != nil {
                let point = at
                at = end
                refuse(from: start, before, .decimalComma(bytes, start..<at, comma: point))
                return nil
            }
        }
        return amount
    }

    /// Behind blanks and three capitals that are a whole word.
    private func currencyEnd(from offset: Int) -> Int? {
        var next = offset
        while bytes[next] == 0x20 || bytes[next] == 0x09 { next += 1 }
        guard next > offset, bytes[next].isUpper, bytes[next + 1].isUpper, bytes[next + 2].isUpper,
            bytes.wordLength(at: next + 3) == nil, bytes[next + 3] != UInt8(ascii: "-")
        else { return nil }
        return next + 3
    }

    /// Letters that touch a number: a duration, or one of several habits from elsewhere.
    private mutating func suffix(from start: Int, _ amount: Amount, _ before: Token.Before) {
        let digits = at
        while let length = bytes.wordLength(at: at) { at += length }
        let isUnit = isDuration(from: digits)
        if isUnit, !amount.isGrouped, !amount.hasPoint {
            emit(.duration, from: start, before)
        } else if isUnit {
            refuse(from: start, before, .wholeUnits(bytes, start..<at, digits: digits))
        } else {
            refuse(from: start, before, .suffix(bytes, start..<at, digits: digits))
        }
    }

    /// Units with digits between them up to where we stand: `d`, `mo`, `y6mo`.
    private func isDuration(from offset: Int) -> Bool {
        var next = offset
        while true {
            if bytes.matches("min", at: next) {
                next += 3
            } else if bytes.matches("mo", at: next) || bytes.matches("wd", at: next) {
                next += 2
            } else if [UInt8(ascii: "d"), UInt8(ascii: "w"), UInt8(ascii: "y"), UInt8(ascii: "h")].contains(bytes[next]) {
                next += 1
            } else {
                return false
            }
            if next >= at { return next == at }
            let digits = bytes.digitsEnd(from: next)
            guard digits > next, digits < at else { return false }
            next = digits
        }
    }

    // MARK: dates and times

    private func isDateTail(_ offset: Int) -> Bool {
        bytes[offset].isDigit || bytes[offset] == UInt8(ascii: "Q") || bytes[offset] == UInt8(ascii: "W")
    }

    /// `2026-11-23`, `2026-11`, `2026-Q4`, `2026-11-02T10:30`; `end` is behind the year.
    private mutating func date(_ end: Int, _ before: Token.Before) {
        let start = at
        var kind = TokenKind.month
        at = end + 1
        if bytes[at] == UInt8(ascii: "Q"), bytes[at + 1].isDigit {
            kind = .quarter
            at += 2
        } else if bytes.digitsEnd(from: at) == at + 2 {
            at += 2
            if bytes[at] == UInt8(ascii: "-"), bytes.digitsEnd(from: at + 1) == at + 3 {
                kind = .date
                at += 3
                if bytes[at] == UInt8(ascii: "T"), isClock(at + 1) {
                    kind = .dateTime
                    at += 6
                }
            }
        }
        guard bytes.wordLength(at: at) == nil, bytes[at] != UInt8(ascii: "-"),
            bytes[at] != UInt8(ascii: ":") || !bytes[at + 1].isDigit
        else {
            while bytes[at].isWord || (bytes[at] == UInt8(ascii: "-") || bytes[at] == UInt8(ascii: ":")) && bytes[at + 1].isWord {
                at += 1
            }
            return refuse(from: start, before, .malformedDate(bytes, start..<at))
        }
        if bytes[at - 1] == UInt8(ascii: "-") || at == end + 1 {
            at = max(at, bytes.wordEnd(from: start))
            return refuse(from: start, before, .malformedDate(bytes, start..<at))
        }
        emit(kind, from: start, before)
    }

    private func isClock(_ offset: Int) -> Bool {
        bytes.digitsEnd(from: offset) == offset + 2 && bytes[offset + 2] == UInt8(ascii: ":")
            && bytes.digitsEnd(from: offset + 3) == offset + 5
    }

    /// `09:30`; `colon` is where the first digits end.
    private mutating func clock(_ colon: Int, _ before: Token.Before) {
        let start = at
        let isGood = isClock(start) && bytes.wordLength(at: start + 5) == nil && bytes[start + 5] != UInt8(ascii: ":")
        at = bytes.digitsEnd(from: colon + 1)
        while bytes[at].isWord || bytes[at] == UInt8(ascii: ":") && bytes[at + 1].isDigit { at += 1 }
        if isGood { emit(.time, from: start, before) } else { refuse(from: start, before, .malformedTime(bytes, start..<at)) }
    }

    /// Length of `03/01/26`, `3.1.2026`, `2026/01/03`, or nil.
    private func foreignDateLength(from start: Int, separator: UInt8) -> Int? {
        let one = bytes.digitsEnd(from: start)
        let two = bytes.digitsEnd(from: one + 1)
        guard two > one + 1, bytes[two] == separator else { return nil }
        let three = bytes.digitsEnd(from: two + 1)
        let widths = (one - start, two - one - 1, three - two - 1)
        guard widths.2 > 0, bytes.wordLength(at: three) == nil else { return nil }
        let isYearLast = widths.0 <= 2 && widths.1 <= 2 && (widths.2 == 2 || widths.2 == 4)
        let isYearFirst = widths.0 == 4 && widths.1 <= 2 && widths.2 <= 2 && separator != UInt8(ascii: "-")
        return isYearLast || isYearFirst ? three - start : nil
    }
}

extension Diagnostic {
    fileprivate static func grouping(_ bytes: ByteView, _ range: Range<Int>) -> Diagnostic {
        let typed = bytes.text(range)
        let one = typed.filter { $0 != "," }
        let many = typed.replacing(",", with: ", ")
        return Diagnostic(
            "lex.comma", "'\(bytes.excerpt(range))' is one number or several", at: Span(range),
            label: "only money is grouped with commas",
            tryLine: bytes.line(replacing: range, with: one).flatMap { first in
                bytes.line(replacing: range, with: many).map { first + "\n" + $0 }
            })
    }

    fileprivate static func decimalComma(_ bytes: ByteView, _ range: Range<Int>, comma: Int) -> Diagnostic {
        let whole = bytes.text(range.lowerBound..<comma).replacing(".", with: "")
        let fraction = bytes.text(comma + 1..<range.upperBound)
        return Diagnostic(
            "lex.decimal-comma", "decimals stand behind a point: '\(bytes.excerpt(range))' has a comma", at: Span(range),
            label: "a comma continues an argument", tryLine: bytes.line(replacing: range, with: "\(whole).\(fraction)"))
    }

    fileprivate static func underscore(_ range: Range<Int>) -> Diagnostic {
        Diagnostic(
            "lex.underscore", "'_' in a number must stand between digits", at: Span(range), label: "no digit follows",
            hint: "write 1_250")
    }

    fileprivate static func loneSign(_ bytes: ByteView, _ range: Range<Int>) -> Diagnostic {
        var end = range.upperBound
        while bytes[end].isBlank { end += 1 }
        return Diagnostic(
            "lex.currency-sign", "a currency sign must touch its amount", at: Span(range), label: "no digit touches it",
            hint: "write £500 or 500 GBP",
            tryLine: bytes[end].isDigit ? bytes.line(replacing: range.lowerBound..<end, with: bytes.text(range)) : nil)
    }

    fileprivate static func wholeUnits(_ bytes: ByteView, _ range: Range<Int>, digits: Int) -> Diagnostic {
        Diagnostic(
            "lex.duration", "a duration counts whole units, but here is '\(bytes.excerpt(range))'", at: Span(range),
            label: "not a whole number", hint: "use a smaller unit: y mo w d wd h min")
    }

    /// Letters behind digits that are no unit: `5k`, `5m`, `500GBP`, `0x1F`.
    fileprivate static func suffix(_ bytes: ByteView, _ range: Range<Int>, digits: Int) -> Diagnostic {
        let number = bytes.text(range.lowerBound..<digits)
        let unit = bytes.excerpt(digits..<range.upperBound)
        switch unit {
        case "k", "K", "M", "mn", "bn":
            let zeros = unit.lowercased() == "k" ? 3 : unit == "bn" ? 9 : 6
            return Diagnostic(
                "lex.thousands", "numbers are written out, but here is '\(bytes.excerpt(range))'", at: Span(range),
                label: "no letter for thousands or millions",
                tryLine: Diagnostic.shifted(number, zeros).flatMap { bytes.line(replacing: range, with: $0) })
        case "m":
            return Diagnostic(
                "lex.minutes-or-months", "'\(unit)' could be minutes or months", at: Span(range), label: "minutes or months?",
                tryLine: bytes.line(replacing: range, with: number + "min").flatMap { first in
                    bytes.line(replacing: range, with: number + "mo").map { first + "\n" + $0 }
                })
        case _ where unit.utf8.count == 3 && unit.utf8.allSatisfy(\.isUpper):
            return Diagnostic(
                "lex.currency-blank", "a blank stands between an amount and its currency", at: Span(range),
                label: "no blank", tryLine: bytes.line(replacing: range, with: number + " " + unit))
        default:
            let units = ["d": "d", "day": "d", "days": "d", "w": "w", "week": "w", "weeks": "w", "month": "mo",
                "months": "mo", "mon": "mo", "year": "y", "years": "y", "yr": "y", "hr": "h", "hour": "h", "hours": "h"]
            return Diagnostic(
                "lex.unit", "no unit is called '\(unit)'", at: Span(range), label: "letters touch a number",
                notes: ["durations: 30d 2w 3mo 1y 6h 90min 5wd"],
                tryLine: units[unit].flatMap { bytes.line(replacing: range, with: number + $0) })
        }
    }

    /// A decimal number times a power of ten, by moving its point; nil where it is too long to be meant.
    private static func shifted(_ number: String, _ places: Int) -> String? {
        guard number.utf8.count <= 24 else { return nil }
        let parts = number.filter { $0 != "," && $0 != "_" }.split(separator: ".", omittingEmptySubsequences: false)
        let fraction = parts.count > 1 ? String(parts[1]) : ""
        let padded = fraction + String(repeating: "0", count: max(0, places - fraction.count))
        let rest = padded.dropFirst(places)
        return String(parts[0]) + padded.prefix(places) + (rest.isEmpty ? "" : "." + rest)
    }

    fileprivate static func malformedDate(_ bytes: ByteView, _ range: Range<Int>) -> Diagnostic {
        let parts = bytes.excerpt(range).split(separator: "-", omittingEmptySubsequences: false)
        var better: String?
        if parts.count == 3, parts.dropFirst().allSatisfy({ (1...2).contains($0.utf8.count) && $0.utf8.allSatisfy(\.isDigit) }) {
            better = parts.map { $0.utf8.count == 1 ? "0" + $0 : String($0) }.joined(separator: "-")
        } else if parts.count == 2, parts[1].utf8.count == 1, parts[1].utf8.allSatisfy(\.isDigit) {
            better = parts[0] + "-0" + parts[1]
        }
        return Diagnostic(
            "lex.date", "'\(bytes.excerpt(range))' is no date or period", at: Span(range), label: "not in this form",
            notes: ["forms: 2026-11-23, 2026-11, 2026-Q4, 2026-11-02T10:30"],
            tryLine: better.flatMap { bytes.line(replacing: range, with: $0) })
    }

    fileprivate static func malformedTime(_ bytes: ByteView, _ range: Range<Int>) -> Diagnostic {
        let parts = bytes.excerpt(range).split(separator: ":", omittingEmptySubsequences: false)
        var better: String?
        if parts.count >= 2, parts[0].utf8.count <= 2, parts[1].utf8.count == 2, parts[1].utf8.allSatisfy(\.isDigit) {
            better = (parts[0].utf8.count == 1 ? "0" : "") + parts[0] + ":" + parts[1]
        }
        return Diagnostic(
            "lex.time", "a time has two digits for the hour and two for the minute: '\(bytes.excerpt(range))'",
            at: Span(range), label: "not in the form 09:30",
            tryLine: better.flatMap { bytes.line(replacing: range, with: $0) })
    }

    /// Both readings of `03/01/26`, where both are days; which of them is real is for the calendar to say.
    fileprivate static func foreignDate(_ bytes: ByteView, _ range: Range<Int>) -> Diagnostic {
        let parts = bytes.text(range).split { "/.-".contains($0) }.map(String.init)
        func two(_ digits: String) -> String { digits.utf8.count == 1 ? "0" + digits : digits }
        var readings: [String] = []
        if parts.count == 3, parts[0].utf8.count == 4 {
            readings = ["\(parts[0])-\(two(parts[1]))-\(two(parts[2]))"]
        } else if parts.count == 3 {
            let year = parts[2].utf8.count == 2 ? "20" + parts[2] : parts[2]
            let (first, second) = (Int(parts[0]) ?? 0, Int(parts[1]) ?? 0)
            if (1...12).contains(second), (1...31).contains(first) { readings.append("\(year)-\(two(parts[1]))-\(two(parts[0]))") }
            if (1...12).contains(first), (1...31).contains(second), first != second { readings.append("\(year)-\(two(parts[0]))-\(two(parts[1]))") }
        }
        let lines = readings.compactMap { bytes.line(replacing: range, with: $0) }
        return Diagnostic(
            "lex.foreign-date", "dates are written year-month-day, but here is '\(bytes.text(range))'", at: Span(range),
            label: readings.count == 2 ? "\(readings[0]) or \(readings[1])?" : "year first",
            hint: "to divide, put blanks around '/'", tryLine: lines.isEmpty ? nil : lines.joined(separator: "\n"))
    }
}
