// A time of day to the minute, and a day with one. Neither has a zone: zones belong to people, debtors and the book.

/// `09:30`.
package struct ClockTime: Hashable, Comparable, Sendable {
    /// 0..<1440.
    package let minutes: Int32

    package init?(minutes: Int64) {
        guard minutes >= 0, minutes < 1440 else { return nil }
        self.minutes = Int32(minutes)
    }

    package init?(hour: Int, minute: Int) {
        guard hour >= 0, hour < 24, minute >= 0, minute < 60 else { return nil }
        minutes = Int32(hour * 60 + minute)
    }

    package static let midnight = ClockTime(within: 0)
    private init(within minutes: Int32) { self.minutes = minutes }

    package var hour: Int { Int(minutes) / 60 }
    package var minute: Int { Int(minutes) % 60 }

    package static func < (a: ClockTime, b: ClockTime) -> Bool { a.minutes < b.minutes }

    /// Two digits, a colon, two digits: `9:30` is refused so that there is one spelling.
    package init(parsing bytes: UnsafeBufferPointer<UInt8>) throws(ValueFault) {
        var reader = ByteReader(bytes)
        guard let hour = reader.digits(2), reader.take(58), let minute = reader.digits(2), reader.atEnd else {
            throw bytes.formFault
        }
        guard let time = ClockTime(hour: hour, minute: minute) else { throw .outOfRange }
        self = time
    }

    package init(parsing text: String) throws(ValueFault) {
        self = try withBytes(of: text) { (bytes) throws(ValueFault) in try ClockTime(parsing: bytes) }
    }

    package var text: String { ByteSink.printed { $0.append(self) } }
}

extension ClockTime: CustomStringConvertible {
    package var description: String { text }
}

extension ByteSink {
    package mutating func append(_ time: ClockTime) {
        append(padded: time.hour, width: 2)
        append(byte: 58)
        append(padded: time.minute, width: 2)
    }
}
