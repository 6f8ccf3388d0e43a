// The one reader of decimal digits, for numbers and for money. It works on bytes, allocates nothing on the good path,
// and gives a mantissa with the decimals that were written.

enum DecimalDigits {
    /// `-1,250.50` becomes (-125050, 2). Trailing zeros beyond `decimals` are dropped, other excess is a fault.
    static func read(
        _ bytes: UnsafeBufferPointer<UInt8>, mark: DecimalMark, grouping: Grouping, decimals: Int
    ) throws(ValueFault) -> (mantissa: Int64, scale: Int) {
        guard !bytes.isEmpty else { throw .empty }
        var at = 0
        let negative = bytes[0] == 45
        if negative || bytes[0] == 43 { at = 1 }
        var size: UInt64 = 0
        var wholeDigits = 0
        var sinceGroup = -1
        var separator: Int? = nil
        var tooLarge = false
        while at < bytes.count {
            let byte = bytes[at]
            if byte >= 48, byte <= 57 {
                tooLarge = !push(byte - 48, onto: &size) || tooLarge
                wholeDigits += 1
                if sinceGroup >= 0 { sinceGroup += 1 }
                at += 1
                continue
            }
            if byte == mark.rawValue { break }
            // One kind of separator throughout, the first after one to three digits, the others after exactly three.
            let (kind, width) = groupMark(bytes, at, mark: mark, grouping: grouping)
            guard width > 0, separator == nil ? wholeDigits >= 1 : kind == separator else { throw bytes.formFault }
            guard grouping == .underscore || (separator == nil ? wholeDigits <= 3 : sinceGroup == 3) else {
                throw badGroup(bytes, mark: mark)
            }
            guard grouping != .underscore || sinceGroup != 0 else { throw .malformed }
            separator = kind
            sinceGroup = 0
            at += width
        }
        if separator != nil {
            guard grouping == .underscore ? sinceGroup > 0 : sinceGroup == 3 else { throw badGroup(bytes, mark: mark) }
        }
        guard wholeDigits > 0 else { throw bytes.formFault }
        var scale = 0
        if at < bytes.count {
            at += 1
            guard at < bytes.count else { throw .malformed }
            var end = bytes.count
            while end - at > decimals, bytes[end - 1] == 48 { end -= 1 }
            for index in at..<bytes.count where bytes[index] < 48 || bytes[index] > 57 { throw bytes.formFault }
            guard end - at <= decimals else { throw .excessDecimals(allowed: decimals) }
            while at < end {
                tooLarge = !push(bytes[at] - 48, onto: &size) || tooLarge
                scale += 1
                at += 1
            }
        }
        guard !tooLarge, size <= UInt64(Int64.max) else { throw .overflow }
        return (negative ? -Int64(size) : Int64(size), scale)
    }

    private static func push(_ digit: UInt8, onto size: inout UInt64) -> Bool {
        let (tenfold, over) = size.multipliedReportingOverflow(by: 10)
        let (sum, more) = tenfold.addingReportingOverflow(UInt64(digit))
        guard !over, !more else { return false }
        size = sum
        return true
    }

    /// Which separator stands here and how many bytes it has; width 0 for none.
    private static func groupMark(
        _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, mark: DecimalMark, grouping: Grouping
    ) -> (kind: Int, width: Int) {
        let byte = bytes[at]
        switch grouping {
        case .none: return (0, 0)
        case .underscore: return byte == 95 ? (95, 1) : (0, 0)
        case .marks:
            if byte == mark.other || byte == 32 || byte == 39 { return (Int(byte), 1) }
            if byte == 0xC2, at + 1 < bytes.count, bytes[at + 1] == 0xA0 { return (0xA0, 2) }
            // U+2009 thin, U+202F narrow no-break, U+2019 raised comma.
            if byte == 0xE2, at + 2 < bytes.count, bytes[at + 1] == 0x80 {
                let last = bytes[at + 2]
                if last == 0x89 || last == 0xAF || last == 0x99 { return (Int(last), 3) }
            }
            return (0, 0)
        }
    }

    /// A comma that groups badly may have been meant as a decimal comma: `1,5` says so.
    private static func badGroup(_ bytes: UnsafeBufferPointer<UInt8>, mark: DecimalMark) -> ValueFault {
        guard mark == .point, bytes.contains(44),
            let (mantissa, scale) = try? read(bytes, mark: .comma, grouping: .none, decimals: 15)
        else { return .malformed }
        return .comma(grouped: nil, decimal: Number(mantissa: mantissa, scale: UInt8(scale)))
    }
}
