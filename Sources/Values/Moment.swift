// A day and a time of day, to the minute: `2026-11-02T10:30`.

package struct Moment: Hashable, Comparable, Sendable {
    package let day: Day
    /// Minutes of the day, 0..<1440.
    package let minutes: Int32

    package init(day: Day, time: ClockTime = .midnight) {
        self.day = day
        minutes = time.minutes
    }

    /// Minutes since 1970-01-01T00:00, which is how a column holds a moment; nil outside the years 1 to 9999.
    package init?(epochMinutes: Int64) {
        let (days, rest) = epochMinutes.quotientAndRemainder(dividingBy: 1440)
        guard let day = Day(number: rest < 0 ? days - 1 : days) else { return nil }
        self.day = day
        minutes = Int32(rest < 0 ? rest + 1440 : rest)
    }

    package var epochMinutes: Int64 { Int64(day.number) * 1440 + Int64(minutes) }
    package var time: ClockTime { ClockTime(minutes: Int64(minutes)) ?? .midnight }

    package static func < (a: Moment, b: Moment) -> Bool { a.epochMinutes < b.epochMinutes }

    package func adding(minutes more: Int64) throws(ValueFault) -> Moment {
        let (sum, over) = epochMinutes.addingReportingOverflow(more)
        guard !over, let moment = Moment(epochMinutes: sum) else { throw .outOfRange }
        return moment
    }

    /// A date, `T`, a time; nothing else.
    package init(parsing bytes: UnsafeBufferPointer<UInt8>) throws(ValueFault) {
        guard bytes.count == 16, bytes[10] == 84 else { throw bytes.formFault }
        day = try Day(parsing: UnsafeBufferPointer(rebasing: bytes[0..<10]))
        minutes = try ClockTime(parsing: UnsafeBufferPointer(rebasing: bytes[11..<16])).minutes
    }

    package init(parsing text: String) throws(ValueFault) {
        self = try withBytes(of: text) { (bytes) throws(ValueFault) in try Moment(parsing: bytes) }
    }

    package var text: String { ByteSink.printed { $0.append(self) } }
}

extension Moment: CustomStringConvertible {
    package var description: String { text }
}

extension ByteSink {
    package mutating func append(_ moment: Moment) {
        append(moment.day)
        append(byte: 84)
        append(moment.time)
    }
}
