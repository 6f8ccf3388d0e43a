// Durations in and out: `30d`, `2w`, `3mo`, `1y`, `6h`, `15min`, `5wd`, and joined without blanks, largest first:
// `1y6mo`. A sign holds until the next sign: `-1mo15d` is minus both.

extension Duration {
    package init(parsing bytes: UnsafeBufferPointer<UInt8>) throws(ValueFault) {
        guard !bytes.isEmpty else { throw .empty }
        var reader = ByteReader(bytes)
        var negative = false
        var total = Duration.zero
        while !reader.atEnd {
            if reader.take(45) { negative = true } else if reader.take(43) { negative = false }
            guard let count = try Self.count(&reader) else { throw bytes.formFault }
            total = try total + Self.unit(&reader, count: negative ? -count : count)
        }
        self = total
    }

    package init(parsing text: String) throws(ValueFault) {
        self = try withBytes(of: text) { (bytes) throws(ValueFault) in try Duration(parsing: bytes) }
    }

    package var text: String { ByteSink.printed { $0.append(self) } }

    private static func count(_ reader: inout ByteReader) throws(ValueFault) -> Int64? {
        var value: Int64 = 0
        var any = false
        while let digit = reader.digit() {
            value = value * 10 + Int64(digit)
            any = true
            // One more than the largest Int32, which fits with a minus before it.
            guard value <= 1 << 31 else { throw .overflow }
        }
        return any ? value : nil
    }

    private static func unit(_ reader: inout ByteReader, count: Int64) throws(ValueFault) -> Duration {
        var word: (UInt8, UInt8, UInt8) = (0, 0, 0)
        var length = 0
        while reader.peek >= 97, reader.peek <= 122 {
            switch length {
            case 0: word.0 = reader.peek
            case 1: word.1 = reader.peek
            case 2: word.2 = reader.peek
            default: throw .malformed
            }
            length += 1
            reader.skip()
        }
        switch word {
        case (121, 0, 0): return Duration(months: try scaled(count, 12))
        case (109, 111, 0): return Duration(months: try scaled(count, 1))
        case (119, 0, 0): return Duration(days: try scaled(count, 7))
        case (100, 0, 0): return Duration(days: try scaled(count, 1))
        case (104, 0, 0): return Duration(minutes: try scaled(count, 60))
        case (109, 105, 110): return Duration(minutes: try scaled(count, 1))
        case (119, 100, 0): return Duration(workdays: try scaled(count, 1))
        case (109, 0, 0): throw .minutesOrMonths(try scaled(count, 1))
        default: throw .malformed
        }
    }

    /// The count is at most 2^31, so the product is far inside 64 bits.
    private static func scaled(_ count: Int64, _ factor: Int64) throws(ValueFault) -> Int32 {
        guard let small = Int32(exactly: count * factor) else { throw .overflow }
        return small
    }
}

extension Duration: CustomStringConvertible {
    package var description: String { text }
}

extension ByteSink {
    /// Years are said where the months make whole ones, weeks never (a table mixes 14d and 15d): `1y`, `14mo`, `30d`.
    package mutating func append(_ duration: Duration) {
        let start = count
        var negative = false
        func part(_ value: Int32, _ unit: StaticString, _ sink: inout ByteSink) {
            guard value != 0 else { return }
            if value < 0 {
                if !negative { sink.append(byte: 45) }
                negative = true
            } else if negative {
                sink.append(byte: 43)
                negative = false
            }
            sink.append(Int64(value.magnitude))
            sink.append(unit)
        }
        if duration.months % 12 == 0 {
            part(duration.months / 12, "y", &self)
        } else {
            part(duration.months, "mo", &self)
        }
        part(duration.days, "d", &self)
        part(duration.minutes / 60, "h", &self)
        part(duration.minutes % 60, "min", &self)
        part(duration.workdays, "wd", &self)
        if count == start { append("0d") }
    }
}
